import { App, CfnParameter, Fn, Stack, Tags } from 'aws-cdk-lib';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { ENV, PIPELINE_ARN, Made, pipelineIn, stack } from './executed-pipeline';
import { ImagePipeline, PipelineExecution, PipelineExecutionProps } from '../../src';
import { PIPELINE_EXECUTION_TYPE } from '../../src/contract/custom-resource';
import { newStack, propertiesOf, warningsOf } from '../support/synth';

/** The trigger of an execution of such a pipeline. */
function triggerOf(made: Made = {}, change: (other: Stack) => void = () => {}, props: Partial<PipelineExecutionProps> = {}): unknown {
  const other = newStack({ env: ENV });
  new PipelineExecution(other, 'Run', { pipeline: pipelineIn(other, made), ...props });
  change(other);
  return propertiesOf(other, PIPELINE_EXECUTION_TYPE).Trigger;
}

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

/** Changes one property of the resource behind a construct, as an escape hatch does. */
function override(scope: Stack, id: string, path: string, value: unknown): void {
  const resource = scope.node.findChild(id).node.defaultChild as CfnImagePipeline;
  resource.addPropertyOverride(path, value);
}

function pipelineUnrelated(scope: Stack): void {
  new CfnImagePipeline(scope, 'Unrelated', { name: 'unrelated', infrastructureConfigurationArn: 'arn' });
}
