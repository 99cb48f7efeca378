import { PIPELINE_ARN, stack } from './executed-pipeline';
import { BaseImage, BuildReport, BuildSource, ImagePipeline, ImageRecipe, PipelineExecution } from '../../src';
import { statementsOf } from '../support/synth';

describe('the permissions', () => {
  const images = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':imagebuilder:us-east-1:111122223333:image/*']] };

  const ofThisStack = { 'Fn::Join': ['', [{ 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }, '/*']] };
  const OWN_KEYS = ['cdk-imagebuilder:execution', 'cdk-imagebuilder:request', 'cdk-imagebuilder:trigger'];

  test('are starting for one function, and for the one that polls reading, and cancelling what the stack has started', () => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN });
    const statements = statementsOf(stack).filter(({ Action }) => [Action].flat().some((action: string) => action.startsWith('imagebuilder:')));
    const list = { Effect: 'Allow', Action: ['imagebuilder:GetImagePipeline', 'imagebuilder:ListImagePipelineImages'], Resource: PIPELINE_ARN };
    const start = [
      { Effect: 'Allow', Action: ['imagebuilder:StartImagePipelineExecution', 'imagebuilder:GetImagePipeline'], Resource: PIPELINE_ARN },
      {
        Effect: 'Allow',
        Action: 'imagebuilder:TagResource',
        Resource: images,
        Condition: {
          'StringLike': { 'aws:RequestTag/cdk-imagebuilder:execution': ofThisStack },
          'ForAllValues:StringEquals': { 'aws:TagKeys': OWN_KEYS },
        },
      },
    ];
    const poll = [
      {
        Effect: 'Allow',
        Action: 'imagebuilder:CancelImageCreation',
        Resource: images,
        Condition: { StringLike: { 'aws:ResourceTag/cdk-imagebuilder:execution': ofThisStack } },
      },
      { Effect: 'Allow', Action: ['imagebuilder:GetImage', 'imagebuilder:ListWorkflowExecutions'], Resource: images },
      { Effect: 'Allow', Action: 'imagebuilder:ListWorkflowStepExecutions', Resource: expect.anything() },
    ];
    expect(statements).toEqual([list, ...poll, list, ...start]);
  });

  test('with retries are also retrying what the stack has started, and setting the number of its retries', () => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, maxRetries: 1 });
    const own = { StringLike: { 'aws:ResourceTag/cdk-imagebuilder:execution': ofThisStack } };
    expect(statementsOf(stack)).toEqual(expect.arrayContaining([
      { Effect: 'Allow', Action: 'imagebuilder:RetryImage', Resource: images, Condition: own },
      {
        Effect: 'Allow',
        Action: 'imagebuilder:TagResource',
        Resource: images,
        Condition: { ...own, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cdk-imagebuilder:retries'] } },
      },
    ]));
  });

  test('include the tags that a pipeline of this library gives to its images', () => {
    const pipeline = new ImagePipeline(stack, 'Pipeline', {
      recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }), imageTags: { Team: 'a', Cost: 'b' },
    });
    new PipelineExecution(stack, 'Run', { pipeline });
    const [tagging] = statementsOf(stack).filter(({ Action }) => Action === 'imagebuilder:TagResource');
    expect(tagging.Condition['ForAllValues:StringEquals']).toEqual({ 'aws:TagKeys': [...OWN_KEYS, 'Cost', 'Team'] });
  });

  test('are not those of the reports', () => {
    new BuildReport(stack, 'Build', { source: BuildSource.latestOfArn(PIPELINE_ARN) });
    const actions = statementsOf(stack).flatMap(({ Action }) => [Action].flat() as string[]);
    expect(actions.filter((action) => /Start|Cancel|Tag/.test(action) && action.startsWith('imagebuilder:'))).toEqual([]);
  });
});
