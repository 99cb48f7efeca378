import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImagePipelineTarget, ImagePipelineTargetProps } from '../../src/pipeline/image-pipeline-target';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const RULE = 'AWS::Events::Rule';
const ROLE = 'AWS::IAM::Role';
const env = { account: '123456789012', region: 'eu-central-1' };
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/mine';

const monthly = (stack: Stack, id = 'Rule') => new Rule(stack, id, { schedule: Schedule.rate(Duration.days(30)) });
const known = (stack: Stack) => ImagePipeline.fromImagePipelineArn(stack, 'Pipeline', arn);
const ownIn = (stack: Stack, id = 'Own', name = 'golden') => new ImagePipeline(stack, id, { recipe: ImageRecipe.fromImageRecipeName(stack, `${id}Recipe`, name) });

function bound(props?: ImagePipelineTargetProps, stack: Stack = newStack({ env })): Stack {
  monthly(stack).addTarget(new ImagePipelineTarget(known(stack), props));
  return stack;
}

const starts = (resource: any) => ({
  Effect: 'Allow', Action: ['imagebuilder:StartImagePipelineExecution', 'imagebuilder:GetImagePipeline'], Resource: resource,
});

describe('a rule that starts a pipeline', () => {
  test('has a role that may do exactly that, and nothing else', () => {
    const stack = bound();
    const role = stack.node.findChild('Pipeline').node.findChild('EventsRole') as Role;
    expect(propertiesOf(stack, RULE).Targets).toEqual([{ Id: 'Target0', Arn: arn, RoleArn: stack.resolve(role.roleArn) }]);
    expect(propertiesOf(stack, ROLE).AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': stack.account } },
      },
    ]);
    expect(statementsOf(stack)).toEqual([starts(arn)]);
  });

  test('takes every option', () => {
    const stack = newStack({ env });
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    const deadLetterQueue = new Queue(stack, 'Queue');
    bound({ role, deadLetterQueue, maxEventAge: Duration.hours(2), retryAttempts: 3 }, stack);
    expect(propertiesOf(stack, RULE).Targets).toEqual([{
      Id: 'Target0',
      Arn: arn,
      RoleArn: stack.resolve(role.roleArn),
      DeadLetterConfig: { Arn: stack.resolve(deadLetterQueue.queueArn) },
      RetryPolicy: { MaximumEventAgeInSeconds: 7200, MaximumRetryAttempts: 3 },
    }]);
    // A role that was brought may start the pipeline too.
    expect(statementsOf(stack)).toEqual([starts(arn)]);
    expect(resourcesOf(stack, ROLE)).toHaveLength(1);
  });

  test('shares its role with other rules on the same pipeline', () => {
    const stack = newStack({ env });
    const pipeline = known(stack);
    ['One', 'Other'].forEach((id) => monthly(stack, id).addTarget(new ImagePipelineTarget(pipeline)));
    expect(resourcesOf(stack, ROLE)).toHaveLength(1);
    expect(statementsOf(stack)).toEqual([starts(arn)]);
  });

  test('does not share its role with rules on other pipelines', () => {
    const stack = newStack({ env });
    ['One', 'Other'].forEach((id) => monthly(stack, `${id}Rule`).addTarget(
      new ImagePipelineTarget(ImagePipeline.fromImagePipelineName(stack, id, id)),
    ));
    expect(resourcesOf(stack, ROLE)).toHaveLength(2);
  });

  test('takes an L1', () => {
    const stack = newStack({ env });
    const pipeline = new CfnImagePipeline(stack, 'L1', { name: 'golden', infrastructureConfigurationArn: 'none', imageRecipeArn: 'none' });
    monthly(stack).addTarget(new ImagePipelineTarget(pipeline));
    expect(propertiesOf(stack, RULE).Targets[0].Arn).toEqual({ Ref: 'L1' });
    expect(statementsOf(stack)).toEqual([starts({ Ref: 'L1' })]);
  });

  test('reaches a pipeline of another Region through a rule there', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { ...env, region: 'us-east-1' } });
    const other = new Stack(app, 'Other', { env });
    const pipeline = new ImagePipeline(other, 'Own', {
      recipe: ImageRecipe.fromImageRecipeName(other, 'Recipe', 'golden'), imagePipelineName: 'mine',
    });
    const rule = new Rule(stack, 'Rule', { eventPattern: { source: ['my.app'] } });
    rule.addTarget(new ImagePipelineTarget(pipeline));
    expect(propertiesOf(other, RULE).Targets[0].Arn).toEqual(other.resolve(pipeline.imagePipelineArn));
  });
});

describe('the age of an event and the number of attempts', () => {
  test.each([[60], [86_400]])('%d seconds are taken', (seconds) => {
    const stack = bound({ maxEventAge: Duration.seconds(seconds) });
    expect(propertiesOf(stack, RULE).Targets[0].RetryPolicy).toEqual({ MaximumEventAgeInSeconds: seconds });
  });

  test.each([
    [Duration.seconds(59), '59 seconds'],
    [Duration.seconds(86_401), '1 day 1 second'],
    [Duration.millis(60_500), '1 minute 500 millis'],
  ])('%s are refused', (maxEventAge, got) => {
    expect(() => bound({ maxEventAge })).toThrow(new Error(
      `MaxEventAgeOutOfRange: \`maxEventAge\` must be 60 seconds to 24 hours in whole seconds, got: '${got}'. [Stack/Pipeline]`));
  });

  test.each([[0], [185]])('%d attempts are taken', (retryAttempts) => {
    expect(propertiesOf(bound({ retryAttempts }), RULE).Targets[0].RetryPolicy).toEqual({ MaximumRetryAttempts: retryAttempts });
  });

  test.each([[-1], [186], [1.5]])('%d attempts are refused', (retryAttempts) => {
    expect(() => bound({ retryAttempts })).toThrow(new Error(
      `RetryAttemptsOutOfRange: \`retryAttempts\` must be a whole number from 0 to 185, got: ${retryAttempts}. [Stack/Pipeline]`));
  });

  test('may be tokens', () => {
    const maxEventAge = Duration.seconds(Lazy.number({ produce: () => 90 }));
    const retryAttempts = Lazy.number({ produce: () => 4 });
    expect(propertiesOf(bound({ maxEventAge, retryAttempts }), RULE).Targets[0].RetryPolicy).toEqual({
      MaximumEventAgeInSeconds: 90, MaximumRetryAttempts: 4,
    });
  });
});

describe('a dead-letter queue', () => {
  const allowsRule = (stack: Stack, queue: Queue) => ({
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Principal: { Service: 'events.amazonaws.com' },
    Resource: stack.resolve(queue.queueArn),
    Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^Rule/), 'Arn'] } } },
  });

  test('lets EventBridge send for the rule, and for no other', () => {
    const stack = newStack({ env });
    const deadLetterQueue = new Queue(stack, 'Queue');
    bound({ deadLetterQueue }, stack);
    expect(propertiesOf(stack, 'AWS::SQS::QueuePolicy').PolicyDocument.Statement).toEqual([allowsRule(stack, deadLetterQueue)]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that is encrypted lets EventBridge use its key', () => {
    const stack = newStack({ env });
    const encryptionMasterKey = new Key(stack, 'Key');
    bound({ deadLetterQueue: new Queue(stack, 'Queue', { encryptionMasterKey }) }, stack);
    expect(propertiesOf(stack, 'AWS::KMS::Key').KeyPolicy.Statement).toContainEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Principal: { Service: 'events.amazonaws.com' },
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': env.account } },
    });
  });

  test('that is imported is not changed, which is said', () => {
    const stack = newStack({ env });
    bound({ deadLetterQueue: Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:123456789012:letters') }, stack);
    expect(resourcesOf(stack, 'AWS::SQS::QueuePolicy')).toEqual([]);
    expect(warningsOf(stack)).toEqual([
      'The dead-letter queue is imported, so its policy is not changed. It has to allow events.amazonaws.com to send messages for this rule. '
      + '[ack: cdk-imagebuilder:importedDeadLetterQueue]',
    ]);
  });
});

describe('a pipeline that is started by events of its own builds', () => {
  const warning = 'Events of the builds of a pipeline start the same pipeline, whose build sends such events again: it may build without end. '
    + '[ack: cdk-imagebuilder:pipelineStartsItself]';

  test.each([
    'onEvent', 'onImageBuildCompleted', 'onImageBuildFailed', 'onImageBuildSucceeded', 'onImageBuildStateChange', 'onCveDetected', 'onWaitForAction',
  ] as const)('%s: is warned of', (method) => {
    const stack = newStack({ env });
    const pipeline = ownIn(stack);
    pipeline[method]('Rule', { target: new ImagePipelineTarget(pipeline) });
    expect(warningsOf(stack)).toEqual([warning]);
  });

  test('also if the rule is on the image that it builds during deployment, or the target is added later', () => {
    const stack = newStack({ env });
    const pipeline = ownIn(stack);
    pipeline.runOnDeploy().onImageBuildFailed('Rule').addTarget(new ImagePipelineTarget(pipeline));
    expect(warningsOf(stack)).toEqual([warning]);
  });

  test.each<[string, (stack: Stack, recipe: ImageRecipe) => refs.IImagePipelineRef]>([
    ['a pipeline', (stack, recipe) => new ImagePipeline(stack, 'Second', { recipe })],
    ['an L1', (stack, recipe) => new CfnImagePipeline(stack, 'Second', {
      name: 'second', imageRecipeArn: recipe.imageRecipeArn, infrastructureConfigurationArn: arn.replace('image-pipeline', 'infrastructure-configuration'),
    })],
    ['an import', (stack, recipe) => ImagePipeline.fromImagePipelineAttributes(stack, 'Second', { imagePipelineName: 'second', recipe })],
  ])('also if %s with the same recipe is started, whose builds the rule matches', (_, second) => {
    const stack = newStack({ env });
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
    const first = new ImagePipeline(stack, 'First', { recipe });
    const target = () => new ImagePipelineTarget(second(stack, recipe));
    first.onImageBuildSucceeded('Rule', { target: target() });
    expect(warningsOf(stack)).toEqual([warning.replace('a pipeline start the same pipeline', 'a recipe start a pipeline that has the same recipe')]);
  });

  test('also if that pipeline has another version of the recipe', () => {
    const stack = newStack({ env });
    const recipe = ImageRecipe.fromImageRecipeAttributes(stack, 'Recipe', { imageRecipeName: 'golden', imageRecipeVersion: '1.0.0' });
    const versioned = new ImagePipeline(stack, 'Second', { recipe });
    ownIn(stack).onImageBuildSucceeded('Rule', { target: new ImagePipelineTarget(versioned) });
    expect(warningsOf(stack)).toHaveLength(1);
  });

  test('is not warned of when scans of another pipeline with the same recipe start it, whose events name that pipeline', () => {
    const stack = newStack({ env });
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
    const second = new ImagePipeline(stack, 'Second', { recipe });
    new ImagePipeline(stack, 'First', { recipe }).onCveDetected('Rule', { target: new ImagePipelineTarget(second) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is not warned of when the events are those of another pipeline', () => {
    const stack = newStack({ env });
    ownIn(stack, 'Base').onImageBuildSucceeded('Rule', { target: new ImagePipelineTarget(ownIn(stack, 'Derived', 'derived')) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is not warned of when it was disabled, which no build follows', () => {
    const stack = newStack({ env });
    const pipeline = ownIn(stack);
    pipeline.onImagePipelineAutoDisabled('Rule', { target: new ImagePipelineTarget(pipeline) });
    expect(warningsOf(stack)).toEqual([]);
  });
});
