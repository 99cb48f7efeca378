import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnWorkflow } from 'aws-cdk-lib/aws-imagebuilder';
import { Key } from 'aws-cdk-lib/aws-kms';
import { InlineCode, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AmazonManagedWorkflow } from '../../src/managed/amazon-managed-workflow';
import { Image } from '../../src/pipeline/image';
import { ImageBuildOptions } from '../../src/pipeline/image-build-options';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImageScanning } from '../../src/pipeline/image-scanning';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { WaitForActionStep } from '../../src/workflow/steps/control-steps';
import { Workflow } from '../../src/workflow/workflow';
import { WorkflowConfiguration } from '../../src/workflow/workflow-configuration';
import { WorkflowDocument } from '../../src/workflow/workflow-document';
import { WorkflowParameter, WorkflowParameterValue } from '../../src/workflow/workflow-parameter';
import { WorkflowOnFailure } from '../../src/workflow/workflow-step';
import { WorkflowType } from '../../src/workflow/workflow-type';
import { dependenciesOf, newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const PIPELINE = 'AWS::ImageBuilder::ImagePipeline';
const IMAGE = 'AWS::ImageBuilder::Image';
const MANAGED = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/EC2ImageBuilderExecutionPolicy']] };

type Make = (stack: Stack, options: ImageBuildOptions) => ImagePipeline | Image;
const recipe = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
const makers: [string, string, Make][] = [
  ['a pipeline', PIPELINE, (stack, options) => new ImagePipeline(stack, 'Pipeline', { recipe: recipe(stack), ...options })],
  ['an image', IMAGE, (stack, options) => new Image(stack, 'Image', { recipe: recipe(stack), ...options })],
];

/** A test workflow that asks somebody. */
function approval(stack: Stack, topic: Topic = new Topic(stack, 'Topic')): Workflow {
  return new Workflow(stack, 'Approval', {
    workflowType: WorkflowType.TEST, document: WorkflowDocument.fromSteps([new WaitForActionStep('Ask', { topic, timeout: Duration.hours(2) })]),
  });
}

/** Those of the service, and one more. */
function workflowsIn(stack: Stack, ...more: WorkflowConfiguration[]): WorkflowConfiguration[] {
  return [{ workflow: AmazonManagedWorkflow.buildImage(stack, 'Build') }, { workflow: AmazonManagedWorkflow.testImage(stack, 'Test') }, ...more];
}

describe.each(makers)('%s', (_, type, make) => {
  test('has the workflows of the service and its role by default', () => {
    const stack = newStack();
    const made = make(stack, {});
    expect(propertiesOf(stack, type)).not.toHaveProperty('Workflows');
    expect(propertiesOf(stack, type)).not.toHaveProperty('ExecutionRole');
    expect(made.executionRole).toBeUndefined();
  });

  test('has no role for an empty list of workflows', () => {
    const stack = newStack();
    make(stack, { workflows: [] });
    expect(propertiesOf(stack, type)).not.toHaveProperty('ExecutionRole');
  });

  test('renders every property of a workflow', () => {
    const stack = newStack();
    const count = WorkflowParameter.ofInteger('Count');
    const workflow = new Workflow(stack, 'Own', {
      workflowType: WorkflowType.TEST, document: WorkflowDocument.fromSteps([new WaitForActionStep('Ask', { timeout: Duration.hours(2) })], { parameters: [count] }),
    });
    make(stack, {
      workflows: workflowsIn(stack, {
        workflow, onFailure: WorkflowOnFailure.CONTINUE, parallelGroup: 'slow', parameters: { Count: WorkflowParameterValue.fromInteger(3) },
      }),
    });
    const { Workflows: [build, , own] } = propertiesOf(stack, type);
    expect(build).toEqual({ WorkflowArn: stack.resolve(`arn:${stack.partition}:imagebuilder:${stack.region}:aws:workflow/build/build-image/x.x.x`) });
    expect(own).toEqual({
      WorkflowArn: stack.resolve(workflow.workflowArn), OnFailure: 'CONTINUE', ParallelGroup: 'slow', Parameters: [{ Name: 'Count', Value: ['3'] }],
    });
  });

  test('takes L1s and imports', () => {
    const stack = newStack();
    const l1 = new CfnWorkflow(stack, 'L1', { name: 'mine', version: '1.0.0', type: 'BUILD', data: 'x' });
    const imported = Workflow.fromWorkflowArn(stack, 'Imported', 'arn:aws:imagebuilder:eu-central-1:123456789012:workflow/test/mine/1.x.x');
    make(stack, { workflows: [{ workflow: l1 }, { workflow: imported }] });
    expect(propertiesOf(stack, type).Workflows).toEqual([{ WorkflowArn: { Ref: 'L1' } }, { WorkflowArn: imported.workflowArn }]);
  });

  test('has a role of its own when it has workflows, which may do what their steps need', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Topic', { masterKey: new Key(stack, 'Key') });
    const made = make(stack, { workflows: workflowsIn(stack, { workflow: approval(stack, topic) }) });
    expect(propertiesOf(stack, type).ExecutionRole).toEqual(stack.resolve(made.executionRole!.roleArn));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{
          Principal: { Service: 'imagebuilder.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }],
      },
      ManagedPolicyArns: [MANAGED],
    });
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: 'sns:Publish', Resource: stack.resolve(topic.topicArn) },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(topic.masterKey!.keyArn) },
    ]);
  });

  test('may read a workflow that is encrypted', () => {
    const stack = newStack();
    const kmsKey = new Key(stack, 'Key');
    const workflow = new Workflow(stack, 'Own', { kmsKey, workflowType: WorkflowType.TEST, document: WorkflowDocument.fromSteps([new WaitForActionStep('Ask')]) });
    make(stack, { workflows: workflowsIn(stack, { workflow }) });
    expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(kmsKey.keyArn) }]);
  });

  test('gives a brought role the same', () => {
    const stack = newStack();
    const executionRole = new Role(stack, 'Brought', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
    const workflow = approval(stack);
    const made = make(stack, { executionRole, workflows: workflowsIn(stack, { workflow }) });
    expect(made.executionRole).toBe(executionRole);
    expect(propertiesOf(stack, type).ExecutionRole).toEqual(stack.resolve(executionRole.roleArn));
    expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: expect.stringMatching(/^Topic/) } }]);
    expect(resourcesOf(stack, 'AWS::IAM::Role').filter(({ Properties }) => JSON.stringify(Properties.ManagedPolicyArns) === JSON.stringify([MANAGED]))).toHaveLength(1);
  });

  test('takes a role without workflows', () => {
    const stack = newStack();
    const executionRole = Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/mine');
    make(stack, { executionRole });
    expect(propertiesOf(stack, type).ExecutionRole).toBe('arn:aws:iam::123456789012:role/mine');
    expect(warningsOf(stack)).toEqual([expect.stringContaining('cdk-imagebuilder:importedExecutionRole')]);
  });

  test('refuses at synth what cannot work together', () => {
    const stack = newStack();
    make(stack, {
      imageScanning: ImageScanning.testInstance(),
      workflows: [{ workflow: AmazonManagedWorkflow.buildImage(stack, 'One') }, { workflow: AmazonManagedWorkflow.buildContainer(stack, 'Other') }],
    });
    expect(() => Template.fromStack(stack)).toThrow(/WorkflowsConflict: `workflows` must have at most one BUILD workflow, got: 2\.[^]*WorkflowConflict: `workflows\[1\]\.workflow` must be for AMI images, like the recipe, got: 'Docker'\./);
  });

  test.each([
    [{ parallelGroup: '-a' }, /^ParallelGroupMalformed: `workflows\[0\]\.parallelGroup` must be 1 to 100 letters/],
    [{ parameters: { a: WorkflowParameterValue.fromString('x'.repeat(1025)) } }, /^ATooLong: `workflows\[0\]\.parameters\.a` must be at most 1024 characters long/],
  ])('refuses a use at once (%#)', (use, message) => {
    const stack = newStack();
    expect(() => make(stack, { workflows: [{ workflow: AmazonManagedWorkflow.buildImage(stack, 'Build'), ...use }] })).toThrow(message);
  });

  test('is warned when a scan needs a step that no workflow has', () => {
    const stack = newStack();
    make(stack, {
      imageScanning: ImageScanning.testInstance(),
      workflows: [{ workflow: AmazonManagedWorkflow.buildImage(stack, 'Build') }, { workflow: AmazonManagedWorkflow.expressTestImage(stack, 'Express') }],
    });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('cdk-imagebuilder:noScanStep')]);
  });
});

describe('a build during deployment', () => {
  const builds: [string, Make][] = [
    ['an image', makers[1][2]],
    ['a run of a pipeline', (stack, options) => {
      const pipeline = makers[0][2](stack, options) as ImagePipeline;
      pipeline.runOnDeploy();
      return pipeline;
    }],
  ];

  test.each(builds)('by %s waits for the role and its policies', (_, make) => {
    const stack = newStack();
    make(stack, { workflows: workflowsIn(stack, { workflow: approval(stack) }) });
    const roles = resourcesOf(stack, 'AWS::IAM::Role').length;
    expect(dependenciesOf(stack, IMAGE)).toEqual(expect.arrayContaining(['AWS::IAM::Policy', ...Array(roles).fill('AWS::IAM::Role')]));
    expect(dependenciesOf(stack, IMAGE).filter((type) => type === 'AWS::IAM::Role')).toHaveLength(2);
  });

  test.each(builds)('by %s is warned of a step that may take longer', (_, make) => {
    const stack = newStack();
    const workflow = new Workflow(stack, 'Own', { workflowType: WorkflowType.TEST, document: WorkflowDocument.fromSteps([new WaitForActionStep('Ask')]) });
    make(stack, { workflows: workflowsIn(stack, { workflow }) });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('cdk-imagebuilder:longWorkflowStep')]);
  });
});

test('a pipeline alone may wait for days', () => {
  const stack = newStack();
  const workflow = new Workflow(stack, 'Own', { workflowType: WorkflowType.TEST, document: WorkflowDocument.fromSteps([new WaitForActionStep('Ask')]) });
  makers[0][2](stack, { workflows: workflowsIn(stack, { workflow }) });
  expect(warningsOf(stack)).toEqual([]);
});

test('a function that is told is called by the role alone', () => {
  const stack = newStack();
  const lambdaFunction = new LambdaFunction(stack, 'Function', { code: new InlineCode('x'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X });
  const workflow = new Workflow(stack, 'Own', { workflowType: WorkflowType.TEST, document: WorkflowDocument.fromSteps([new WaitForActionStep('Ask', { lambdaFunction })]) });
  makers[0][2](stack, { workflows: workflowsIn(stack, { workflow }) });
  expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: stack.resolve(lambdaFunction.functionArn) }]);
});

test('an image that a pipeline builds takes neither workflows nor role', () => {
  const stack = newStack();
  const imagePipelineExecutionSettings = { deploymentId: '1' };
  expect(() => new Image(stack, 'A', { imagePipelineExecutionSettings, workflows: [] })).toThrow(new Error(
    'WorkflowsConflict: `workflows` must be absent when `imagePipelineExecutionSettings` is given. [Stack/A]'));
  const executionRole = Role.fromRoleName(stack, 'Role', 'mine');
  expect(() => new Image(stack, 'B', { imagePipelineExecutionSettings, executionRole })).toThrow(new Error(
    'ExecutionRoleConflict: `executionRole` must be absent when `imagePipelineExecutionSettings` is given. [Stack/B]'));
  expect(new Image(stack, 'C', { imagePipelineExecutionSettings }).executionRole).toBeUndefined();
});
