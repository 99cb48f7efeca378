import { App, CfnParameter, CfnResource, Duration, Fn, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  BaseImage, BuildReport, BuildSource, Component, ComponentDocument, ComponentStep, ContainerRecipe, DistributionConfiguration,
  ImagePipeline, ImageRecipe, ImageScanning, InfrastructureConfiguration, OnFailure, PipelineExecution, PipelineExecutionProps, Platform,
  ReportKeys, ScanReport, ScanSource,
} from '../../src';
import { PIPELINE_EXECUTION_TYPE } from '../../src/contract/custom-resource';
import { PIPELINE_EXECUTION_KEYS } from '../../src/contract/execution';
import { dependenciesOf, newStack, propertiesOf, statementsOf, warningsOf } from '../support/synth';

const ENV = { region: 'us-east-1', account: '111122223333' };
const PIPELINE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';

interface Made {
  readonly command?: string;
  readonly instanceType?: string;
  readonly region?: string;
  readonly description?: string;
  readonly scanning?: boolean;
}

/** A pipeline with all that it may refer to. */
function pipelineIn(stack: Stack, { command = 'dnf -y update', description, scanning = false }: Made = {}): ImagePipeline {
  const component = new Component(stack, 'Hardening', {
    platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', [command])] }),
  });
  return new ImagePipeline(stack, 'Pipeline', {
    recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [component] }),
    infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', {}),
    distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ amiName: 'golden {{ imagebuilder:buildDate }}' }] }),
    imageScanning: scanning ? ImageScanning.testInstance() : undefined,
    description,
  });
}

/** The trigger of an execution of such a pipeline. */
function triggerOf(made: Made = {}, change: (stack: Stack) => void = () => {}, props: Partial<PipelineExecutionProps> = {}): unknown {
  const stack = newStack({ env: ENV });
  new PipelineExecution(stack, 'Run', { pipeline: pipelineIn(stack, made), ...props });
  change(stack);
  return propertiesOf(stack, PIPELINE_EXECUTION_TYPE).Trigger;
}

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env: ENV });
});

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

describe('the trigger', () => {
  test('is the same for the same content', () => {
    expect(triggerOf()).toBe(triggerOf());
  });

  test.each<[string, Made, (stack: Stack) => void]>([
    ['a command of a component', { command: 'dnf -y upgrade' }, () => {}],
    ['scanning in the pipeline', { scanning: true }, () => {}],
    ['the infrastructure', {}, (changed) => override(changed, 'Infrastructure', 'InstanceTypes', ['m5.large'])],
    ['the distribution', {}, (changed) => override(changed, 'Distribution', 'Distributions.0.Region', 'eu-west-1')],
    ['the recipe', {}, (changed) => override(changed, 'Recipe', 'ParentImage', 'ami-1')],
  ])('changes with %s', (_, made, change) => {
    expect(triggerOf(made, change)).not.toBe(triggerOf());
  });

  test.each<[string, Made, (stack: Stack) => void]>([
    ['tags', {}, (changed) => Tags.of(changed).add('commit', 'abc')],
    ['a description of the pipeline', { description: 'nightly' }, () => {}],
    ['a resource that the pipeline does not refer to', {}, (changed) => pipelineUnrelated(changed)],
  ])('does not change with %s', (_, made, change) => {
    expect(triggerOf(made, change)).toBe(triggerOf());
  });

  test('changes with the text that is given', () => {
    const [none, first, second] = [undefined, '1', '2'].map((trigger) => triggerOf({}, undefined, { trigger }));
    expect(new Set([none, first, second]).size).toBe(3);
  });

  test('carries a text that is known at deployment only', () => {
    const version = new CfnParameter(stack, 'Version');
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN, trigger: version.valueAsString });
    expect(propertiesOf(stack, PIPELINE_EXECUTION_TYPE).Trigger).toEqual({
      'Fn::Join': ['', [expect.stringMatching(/^[0-9a-f]{64}\/$/), { Ref: 'Version' }]],
    });
  });

  test('sees a pipeline that is known by its ARN as a token', () => {
    const of = (command: string) => {
      const other = newStack({ env: ENV });
      new PipelineExecution(other, 'Run', { imagePipelineArn: pipelineIn(other, { command }).imagePipelineArn });
      return [propertiesOf(other, PIPELINE_EXECUTION_TYPE).Trigger, warningsOf(other)];
    };
    expect(of('a')[0]).not.toBe(of('b')[0]);
    expect(of('a')[1]).toEqual([]);
  });

  test('sees a pipeline in another stack of the app', () => {
    const of = (command: string) => {
      const other = newStack({ env: ENV });
      const pipeline = pipelineIn(other, { command });
      const consumer = new Stack(other.node.root as App, 'Consumer', { env: ENV });
      new PipelineExecution(consumer, 'Run', { pipeline });
      return [propertiesOf(consumer, PIPELINE_EXECUTION_TYPE).Trigger, warningsOf(consumer).join()];
    };
    expect(of('a')[0]).not.toBe(of('b')[0]);
    expect(of('a')[1]).not.toContain('unseenByTrigger');
  });
});

describe('what the trigger cannot see', () => {
  const warning = (what: string) => `A change of ${what} starts no build, because it cannot be seen in the template. `
    + 'Say in `trigger` what is to be built, for example its version. [ack: cdk-imagebuilder:unseenByTrigger]';

  test('is nothing when all that the pipeline refers to is in the app', () => {
    new PipelineExecution(stack, 'Run', { pipeline: pipelineIn(stack) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is a pipeline with an ARN', () => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN });
    expect(warningsOf(stack)).toEqual([warning(PIPELINE_ARN)]);
  });

  test('is a pipeline that is imported by name', () => {
    new PipelineExecution(stack, 'Run', { pipeline: ImagePipeline.fromImagePipelineName(stack, 'Imported', 'golden') });
    expect(warningsOf(stack)).toEqual([warning('arn:<Partition>:imagebuilder:us-east-1:111122223333:image-pipeline/golden')]);
  });

  test.each([
    ['a pipeline that another app exports', (scope: Stack) => (void scope, Fn.importValue('Golden')), '{"Fn::ImportValue":"Golden"}'],
    ['a pipeline that is a parameter', (scope: Stack) => new CfnParameter(scope, 'Arn').valueAsString, 'the parameter Stack/Arn'],
    ['a pipeline by a logical id of elsewhere', (scope: Stack) => (void scope, Fn.getAtt('Elsewhere', 'Arn').toString()), '{"Fn::GetAtt":["Elsewhere","Arn"]}'],
  ])('is %s', (_, arn, what) => {
    new PipelineExecution(stack, 'Run', { imagePipelineArn: arn(stack) });
    expect(warningsOf(stack)).toEqual([warning(what)]);
  });

  test.each([
    ['a configuration by its ARN', 'infrastructure-configuration/ours', true],
    ['a recipe of any version', 'image-recipe/golden/x.x.x', true],
    ['a recipe of the newest patch', 'image-recipe/golden/1.0.x', true],
    ['a recipe without a version', 'image-recipe/golden', true],
    ['a recipe of one version', 'image-recipe/golden/1.0.0', false],
  ])('%s: %s, is warned about: %s', (_, resource, isUnseen) => {
    const arn = `arn:aws:imagebuilder:us-east-1:111122223333:${resource}`;
    const pipeline = new CfnImagePipeline(stack, 'L1', { name: 'golden', infrastructureConfigurationArn: 'none', imageRecipeArn: arn });
    new PipelineExecution(stack, 'Run', { pipeline });
    expect(warningsOf(stack)).toEqual(isUnseen ? [warning(arn)] : []);
  });

  test.each([
    ['ssm:/ours/base', true],
    ['ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64', false],
    ['{{resolve:ssm:/ours/base}}', true],
    ['arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x', false],
    ['ami-12345678', false],
  ])('base image %s is warned about: %s', (parent, isUnseen) => {
    pipelineIn(stack);
    override(stack, 'Recipe', 'ParentImage', parent);
    new PipelineExecution(stack, 'Run', { pipeline: stack.node.findChild('Pipeline') as ImagePipeline });
    expect(warningsOf(stack)).toEqual(isUnseen ? [warning(parent)] : []);
  });
});

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

/** Changes one property of the resource behind a construct, as an escape hatch does. */
function override(scope: Stack, id: string, path: string, value: unknown): void {
  const resource = scope.node.findChild(id).node.defaultChild as CfnImagePipeline;
  resource.addPropertyOverride(path, value);
}

function pipelineUnrelated(scope: Stack): void {
  new CfnImagePipeline(scope, 'Unrelated', { name: 'unrelated', infrastructureConfigurationArn: 'arn' });
}
