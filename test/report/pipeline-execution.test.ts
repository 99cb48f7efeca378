import { CfnParameter, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ENV, PIPELINE_ARN, pipelineIn, stack } from './executed-pipeline';
import {
  BuildReport, BuildSource, ContainerRecipe, ImagePipeline, ImageRecipe, OnFailure, PipelineExecution, PipelineExecutionProps, ReportKeys,
  ScanReport, ScanSource,
} from '../../src';
import { PIPELINE_EXECUTION_TYPE } from '../../src/contract/custom-resource';
import { PIPELINE_EXECUTION_KEYS } from '../../src/contract/execution';
import { dependenciesOf, newStack, propertiesOf, statementsOf } from '../support/synth';

describe('the pipeline', () => {
  test('is started with the defaults', () => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN });
    expect(propertiesOf(stack, PIPELINE_EXECUTION_TYPE)).toEqual({
      ServiceToken: expect.anything(),
      ServiceTimeout: '3600',
      ImagePipelineArn: PIPELINE_ARN,
      Trigger: expect.stringMatching(/^[0-9a-f]{64}$/),
      OnFailure: 'FAIL',
      TimeoutSeconds: '3300',
    });
  });

  test('may be one of aws-cdk-lib', () => {
    const pipeline = new CfnImagePipeline(stack, 'L1', { name: 'golden', infrastructureConfigurationArn: 'arn' });
    new PipelineExecution(stack, 'Run', { pipeline, onFailure: OnFailure.CONTINUE, timeout: Duration.minutes(1) });
    expect(propertiesOf(stack, PIPELINE_EXECUTION_TYPE)).toMatchObject({
      ImagePipelineArn: stack.resolve(pipeline.imagePipelineRef.imagePipelineArn), OnFailure: 'CONTINUE', TimeoutSeconds: '60',
    });
  });

  test('is started when its instances have their permissions', () => {
    new PipelineExecution(stack, 'Run', { pipeline: pipelineIn(stack) });
    expect(dependenciesOf(stack, PIPELINE_EXECUTION_TYPE)).toEqual(expect.arrayContaining([
      'AWS::IAM::InstanceProfile', 'AWS::IAM::Role', 'AWS::ImageBuilder::InfrastructureConfiguration',
    ]));
  });

  test('is started when the role with which it builds has its permissions', () => {
    const pipeline = new ImagePipeline(stack, 'Logging', {
      recipe: ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'golden'), imagePipelineLogGroup: new LogGroup(stack, 'Logs'),
    });
    new PipelineExecution(stack, 'Run', { pipeline });
    expect(dependenciesOf(stack, PIPELINE_EXECUTION_TYPE)).toContain('AWS::IAM::Policy');
  });

  test.each<[string, PipelineExecutionProps, string]>([
    ['is not given', {}, 'PipelineRequired: `pipeline` must be given when `imagePipelineArn` is not. [Stack/Run]'],
    [
      'has the ARN of something else', { imagePipelineArn: 'golden' },
      'ImagePipelineArnMalformed: `imagePipelineArn` must be the ARN of an image pipeline, '
      + "arn:<partition>:imagebuilder:<region>:<account>:image-pipeline/<name>, got: 'golden'. [Stack/Run]",
    ],
    [
      'is in another Region', { imagePipelineArn: PIPELINE_ARN.replace('us-east-1', 'eu-west-1') },
      "ImagePipelineArnUnsupported: `imagePipelineArn` must be in the Region of the stack, us-east-1, got: 'arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/golden'. [Stack/Run]",
    ],
  ])('is refused when it %s', (_, props, message) => {
    expect(() => new PipelineExecution(stack, 'Run', props)).toThrow(message);
  });

  test('is refused when it is given twice', () => {
    const pipeline = ImagePipeline.fromImagePipelineName(stack, 'Imported', 'golden');
    expect(() => new PipelineExecution(stack, 'Run', { pipeline, imagePipelineArn: PIPELINE_ARN })).toThrow(
      'ImagePipelineArnConflict: `imagePipelineArn` must be absent when `pipeline` is given. [Stack/Run]');
  });
});

describe('the time-out', () => {
  test.each([[60, ['60']], [3300, ['3300']], [3301, ['1651', '1650']], [10_800, ['2700', '2700', '2700', '2700']]])(
    'may be %d seconds', (seconds, rendered) => {
      new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, timeout: Duration.seconds(seconds) });
      expect(linksIn(stack).map(({ Properties }) => Properties.TimeoutSeconds)).toEqual(rendered);
    });

  test('may be 12 hours', () => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, timeout: Duration.hours(12) });
    const times = linksIn(stack).map(({ Properties }) => Number(Properties.TimeoutSeconds));
    expect([times.length, Math.max(...times), times.reduce((sum, time) => sum + time)]).toEqual([14, 3086, 43_200]);
  });

  test.each([[59, '59 seconds'], [43_201, '12 hours 1 second']])('may not be %d seconds', (seconds, got) => {
    expect(() => new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, timeout: Duration.seconds(seconds) })).toThrow(
      `TimeoutOutOfRange: \`timeout\` must be 1 minute to 12 hours in whole seconds, got: '${got}'. [Stack/Run]`);
  });

  test('may be known at deployment only', () => {
    const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' });
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, timeout: Duration.seconds(seconds.valueAsNumber) });
    expect(linksIn(stack).map(({ Properties }) => Properties.TimeoutSeconds)).toEqual([{ Ref: 'Seconds' }]);
  });
});

describe('an execution of more than 55 minutes', () => {
  const LONG = { timeout: Duration.hours(2), onFailure: OnFailure.CONTINUE, maxRetries: 2, logTail: true };

  test('waits in several custom resources, of which each continues the one before', () => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, ...LONG });
    const common = {
      ServiceToken: expect.anything(),
      ServiceTimeout: '3600',
      ImagePipelineArn: PIPELINE_ARN,
      Trigger: expect.stringMatching(/^[0-9a-f]{64}$/),
      OnFailure: 'CONTINUE',
      TimeoutSeconds: '2400',
      MaxRetries: '2',
      LogTail: 'true',
    };
    const links = linksIn(stack);
    const handOver = (index: number) => ({ 'Fn::GetAtt': [links[index].id, 'HandOver'] });
    expect(links.map(({ Properties }) => Properties)).toEqual([
      { ...common, HandsOver: 'true' }, { ...common, HandsOver: 'true', Continues: handOver(0) }, { ...common, Continues: handOver(1) },
    ]);
    expect(links.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['Run', 'RunWait2', 'RunWait3']);
  });

  test('keeps its first custom resource, and its trigger, with any time limit', () => {
    const of = (timeout: Duration) => {
      const other = newStack({ env: ENV });
      new PipelineExecution(other, 'Run', { pipeline: pipelineIn(other), timeout });
      const [{ id, Properties: { Trigger } }] = linksIn(other);
      return { id, Trigger };
    };
    expect(of(Duration.hours(12))).toEqual(of(Duration.minutes(1)));
  });

  test('has the attributes of the last, also for outputs and for reports', () => {
    const run = new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, ...LONG });
    run.addStackOutputs();
    new BuildReport(stack, 'Build', { source: BuildSource.imageArn(run.imageArn) });
    const last = linksIn(stack).at(-1)!.id;
    for (const key of PIPELINE_EXECUTION_KEYS) {
      expect(stack.resolve(run[`${key[0].toLowerCase()}${key.slice(1)}` as keyof PipelineExecution])).toEqual({ 'Fn::GetAtt': [last, key] });
    }
    expect(Template.fromStack(stack).toJSON().Outputs).toMatchObject({ Outcome: { Value: { 'Fn::GetAtt': [last, 'Outcome'] } } });
    expect(propertiesOf(stack, 'Custom::ImageBuilderBuildReport')).toMatchObject({ SourceArn: { 'Fn::GetAtt': [last, 'ImageArn'] } });
  });

  test('is waited for as a whole by what depends on it', () => {
    const run = new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, ...LONG });
    const consumer = new LogGroup(stack, 'Consumer');
    consumer.node.addDependency(run);
    const { DependsOn } = Template.fromStack(stack).findResources('AWS::Logs::LogGroup')[stack.getLogicalId(consumer.node.defaultChild as CfnResource)];
    expect(DependsOn).toEqual(expect.arrayContaining(linksIn(stack).map(({ id }) => id)));
  });

  test('starts when its instances have their permissions, and answers when its details can be written', () => {
    const bucket = new Bucket(stack, 'Bucket');
    new PipelineExecution(stack, 'Run', { pipeline: pipelineIn(stack), details: { bucket }, ...LONG });
    const [first, , last] = linksIn(stack);
    const typesOf = (ids: string[] = []) => ids.map((id) => Template.fromStack(stack).toJSON().Resources[id].Type);
    expect(typesOf(first.DependsOn)).toEqual(expect.arrayContaining(['AWS::IAM::InstanceProfile', 'AWS::ImageBuilder::InfrastructureConfiguration']));
    expect(typesOf(last.DependsOn)).toContain('AWS::IAM::Policy');
  });

  test('needs the permissions, and makes the functions, of a short one', () => {
    const of = (timeout: Duration) => {
      const other = newStack({ env: ENV });
      new PipelineExecution(other, 'Run', { pipeline: pipelineIn(other), ...LONG, timeout });
      return [statementsOf(other), Object.values(Template.fromStack(other).toJSON().Resources as Record<string, { Type: string }>)
        .filter(({ Type }) => Type !== PIPELINE_EXECUTION_TYPE).length];
    };
    expect(of(Duration.hours(12))).toEqual(of(Duration.minutes(55)));
  });
});

describe('the retries', () => {
  const retriesOf = (maxRetries?: number) => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, maxRetries });
    return propertiesOf(stack, PIPELINE_EXECUTION_TYPE).MaxRetries;
  };

  test.each([[undefined, undefined], [0, undefined], [1, '1'], [5, '5']])('are for %s: %s', (maxRetries, property) => {
    expect(retriesOf(maxRetries)).toBe(property);
  });

  test('may be known at deployment only', () => {
    const retries = new CfnParameter(stack, 'Retries', { type: 'Number' });
    expect(retriesOf(retries.valueAsNumber)).toEqual({ Ref: 'Retries' });
  });

  test('need a pipeline of AMIs, unless that is not known', () => {
    const recipe = ContainerRecipe.fromContainerRecipeName(stack, 'Recipe', 'web');
    const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe });
    expect(() => new PipelineExecution(stack, 'Run', { pipeline, maxRetries: 1 })).toThrow(
      '`maxRetries` must be 0 for a container recipe, because Image Builder retries AMIs only, got: 1.');
    const imported = ImagePipeline.fromImagePipelineName(stack, 'Imported', 'golden');
    new PipelineExecution(stack, 'ImportedRun', { pipeline: imported, maxRetries: 1 });
    expect(propertiesOf(stack, PIPELINE_EXECUTION_TYPE).MaxRetries).toBe('1');
  });
});

describe('the attributes', () => {
  test('are tokens of the custom resource, one per key', () => {
    const run = new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN });
    const [id] = Object.keys(Template.fromStack(stack).findResources(PIPELINE_EXECUTION_TYPE));
    for (const key of PIPELINE_EXECUTION_KEYS) {
      const getter = `${key[0].toLowerCase()}${key.slice(1)}` as keyof PipelineExecution;
      expect(stack.resolve(run[getter])).toEqual({ 'Fn::GetAtt': [id, key] });
    }
  });

  test('can be stack outputs: those of the first questions, or chosen ones', () => {
    const run = new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN });
    run.addStackOutputs();
    run.addStackOutputs({ keys: ReportKeys.of('LogGroup'), prefix: 'Run' });
    const { Outputs } = Template.fromStack(stack).toJSON();
    expect(Object.keys(Outputs)).toEqual(['Outcome', 'ImageArn', 'FailureStage', 'FailedStep', 'FailureMessage', 'RunLogGroup']);
  });

  test('have the number of retries among the first questions if there may be any', () => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, maxRetries: 1 }).addStackOutputs();
    expect(Object.keys(Template.fromStack(stack).toJSON().Outputs)).toEqual(['Outcome', 'ImageArn', 'FailureStage', 'FailedStep', 'FailureMessage', 'Retries']);
  });

  test('feed reports, whose permissions stand also when there is no image', () => {
    const run = new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN });
    new BuildReport(stack, 'Build', { source: BuildSource.imageArn(run.imageArn) });
    new ScanReport(stack, 'Scan', { source: ScanSource.imageArn(run.imageArn) });
    expect(propertiesOf(stack, 'Custom::ImageBuilderBuildReport')).toMatchObject({ SourceType: 'IMAGE', SourceArn: stack.resolve(run.imageArn) });
    expect(JSON.stringify(statementsOf(stack))).toContain('"/NONE"');
  });
});

/** The custom resources of the executions of a stack, in the order of the template. */
function linksIn(scope: Stack): { id: string; Properties: any; DependsOn?: string[] }[] {
  return Object.entries(Template.fromStack(scope).findResources(PIPELINE_EXECUTION_TYPE))
    .map(([id, { Properties, DependsOn }]) => ({ id, Properties, DependsOn: DependsOn && [DependsOn].flat() }));
}
