import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { OWN, GOLDEN, flat, stack, monitor, known, configuration, allowing, useStack } from './monitor-in-test';
import { BaseImage, ImagePipeline, ImageRecipe, MonitorSource } from '../../src';
import { newStack, propertiesOf, resourcesOf } from '../support/synth';

function rules(): Record<string, any>[] {
  return resourcesOf(stack, 'AWS::Events::Rule').map(({ Properties }) => flat(Properties));
}

function patterns(): any[] {
  return rules().map(({ EventPattern }) => EventPattern).filter((pattern) => pattern !== undefined);
}

describe('rules', () => {
  test('match the builds of a recipe that end, and the scans and disabling of the pipeline', () => {
    monitor({ source: MonitorSource.pipelines([known('golden')]) });
    expect(patterns()).toEqual([
      {
        'source': ['aws.imagebuilder'],
        'detail-type': ['EC2 Image Builder Image State Change'],
        'detail': { state: { status: ['AVAILABLE', 'CANCELLED', 'FAILED'] } },
        'resources': [{ prefix: `${OWN}:image/golden-recipe/` }],
      },
      {
        'source': ['aws.imagebuilder'],
        'detail-type': ['EC2 Image Builder CVE Detected', 'EC2 Image Builder Image Pipeline Automatically Disabled'],
        'resources': [GOLDEN],
      },
    ]);
  });

  test('know the recipe of a pipeline of this app and of an L1', () => {
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), imageRecipeName: 'Web_Server' });
    const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe });
    const l1 = (id: string, props: object) => new CfnImagePipeline(stack, id, { name: id, infrastructureConfigurationArn: `${OWN}:infrastructure-configuration/x`, ...props });
    monitor({
      source: MonitorSource.pipelines([
        pipeline, l1('One', { imageRecipeArn: `${OWN}:image-recipe/one/1.0.0` }), l1('Two', { containerRecipeArn: `${OWN}:container-recipe/two/1.0.0` }),
      ]),
    });
    expect(patterns()[0].resources.slice(1)).toEqual([{ prefix: `${OWN}:image/one/` }, { prefix: `${OWN}:image/two/` }]);
    const [own] = resourcesOf(stack, 'AWS::Events::Rule')[0].Properties.EventPattern.resources;
    expect(JSON.stringify(own)).toContain('{"Fn::Select":[1,{"Fn::Split":["/",{"Fn::GetAtt":["Recipe');
    expect(configuration().Pipelines).toHaveLength(3);
  });

  test.each([
    ['all images of the account', () => MonitorSource.account(), undefined],
    ['a pipeline that is known by its ARN', () => MonitorSource.pipelineArns([GOLDEN]), [GOLDEN]],
    ['one of several whose recipe is not known',
      () => MonitorSource.pipelines([known('silver'), ImagePipeline.fromImagePipelineName(stack, 'Golden', 'golden')]), [`${OWN}:image-pipeline/silver`, GOLDEN]],
  ])('match every build of the account for %s', (_, source, pipelines) => {
    monitor({ source: source() });
    const [ended, ofPipelines] = patterns();
    expect(ended.resources).toBeUndefined();
    expect(ofPipelines.resources).toEqual(pipelines);
  });

  test('match each image once if pipelines share a recipe', () => {
    const recipe = ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'shared');
    const pipelines = ['one', 'two'].map((imagePipelineName) => ImagePipeline.fromImagePipelineAttributes(stack, imagePipelineName, { imagePipelineName, recipe }));
    monitor({ source: MonitorSource.pipelines(pipelines) });
    expect(patterns()[0].resources).toEqual([{ prefix: `${OWN}:image/shared/` }]);
  });

  test.each([[8, 1], [9, 2], [16, 2], [17, 3]])('of %d pipelines are divided into %d, because a pattern has at most 2,048 characters', (count, parts) => {
    useStack(newStack({ env: { account: '123456789012', region: 'ap-northeast-1' } }));
    // The longest names.
    const names = Array.from({ length: count }, (_, index) => `${'n'.repeat(126)}${10 + index}`);
    const pipelines = names.map((imagePipelineName) => ImagePipeline.fromImagePipelineAttributes(stack, imagePipelineName, {
      imagePipelineName, recipe: ImageRecipe.fromImageRecipeName(stack, `${imagePipelineName}Recipe`, imagePipelineName),
    }));
    monitor({ source: MonitorSource.pipelines(pipelines) });
    expect(patterns()).toHaveLength(2 * parts);
    expect(patterns().filter((pattern) => JSON.stringify(pattern).length > 2048)).toEqual([]);
    expect(patterns().flatMap(({ resources }) => resources)).toHaveLength(2 * count);
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::Events::Rule')).filter((id) => /^MonitorBuildEnded[0-9A-F]{8}$/.test(id))).toHaveLength(1);
  });

  test('call the function every hour, or as often as is set', () => {
    monitor();
    monitor({ pollInterval: Duration.minutes(5) }, 'Eager');
    const scheduled = rules().filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);
    expect(scheduled.map(({ ScheduleExpression, Targets: [{ Input }] }) => [ScheduleExpression, JSON.parse(Input)]))
      .toEqual([
        ['rate(1 hour)', { 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Poll' }],
        ['rate(5 minutes)', { 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Poll' }],
      ]);
  });

  test('judge the newest images every day, if asked', () => {
    monitor({ rejudge: {} });
    expect(rules().filter(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 day)').map(({ Targets: [{ Input }] }) => JSON.parse(Input)))
      .toEqual([{ 'source': 'cdk-imagebuilder.monitor', 'detail-type': 'Rejudge' }]);
    expect(configuration().Rejudge).toEqual({});
    expect(allowing('inspector2:StartOnDemandScan')).toHaveLength(1);
  });

  test('send what they cannot deliver to the same queue', () => {
    monitor();
    const [queue] = Object.keys(Template.fromStack(stack).findResources('AWS::SQS::Queue'));
    expect(rules().map(({ Targets: [{ DeadLetterConfig }] }) => DeadLetterConfig)).toEqual(rules().map(() => ({ Arn: { 'Fn::GetAtt': [queue, 'Arn'] } })));
    const allowed = propertiesOf(stack, 'AWS::SQS::QueuePolicy').PolicyDocument.Statement.filter(({ Principal }: any) => Principal.Service === 'events.amazonaws.com');
    expect(allowed).toHaveLength(rules().length);
  });
});
