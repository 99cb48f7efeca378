import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType, MachineImage } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { CfnDistributionConfiguration, CfnImageRecipe, CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentStep } from '../../src/component/component-step';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { AmazonManagedComponent } from '../../src/managed/amazon-managed-component';
import { Image } from '../../src/pipeline/image';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImagePipelineProps, ImagePipelineStatus } from '../../src/pipeline/image-pipeline-props';
import { ImagePipelineSchedule } from '../../src/pipeline/image-pipeline-schedule';
import { ScheduleStartCondition } from '../../src/pipeline/image-pipeline-schedule-options';
import { ImageScanning } from '../../src/pipeline/image-scanning';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { ImageRecipeProps } from '../../src/recipe/image-recipe-props';
import { dependenciesOf, faultsOf, newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::ImagePipeline';
const IMAGE = 'AWS::ImageBuilder::Image';
const INFRASTRUCTURE = 'AWS::ImageBuilder::InfrastructureConfiguration';
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/mine';

function recipeIn(stack: Stack): ImageRecipe {
  return new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
}

function pipeline(props: Partial<ImagePipelineProps> = {}, stack: Stack = newStack()): ImagePipeline {
  return new ImagePipeline(stack, 'Pipeline', { recipe: recipeIn(stack), ...props });
}

const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`Key${index}`, 'value']));

describe('a pipeline', () => {
  test('has an infrastructure configuration of its own by default, and nothing else', () => {
    const stack = newStack();
    const recipe = recipeIn(stack);
    const made = new ImagePipeline(stack, 'Pipeline', { recipe });
    expect(propertiesOf(stack, TYPE)).toEqual({
      Name: expect.stringMatching(/^stack-pipeline-[0-9a-f]{8}$/),
      ImageRecipeArn: stack.resolve(recipe.imageRecipeArn),
      InfrastructureConfigurationArn: stack.resolve(made.infrastructureConfiguration.infrastructureConfigurationRef.infrastructureConfigurationArn),
    });
    expect(resourcesOf(stack, INFRASTRUCTURE)).toHaveLength(1);
    expect(resourcesOf(stack, IMAGE)).toEqual([]);
  });

  test('renders every property', () => {
    const stack = newStack();
    const recipe = recipeIn(stack);
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure');
    const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ amiDescription: 'golden' }] });
    new ImagePipeline(stack, 'Pipeline', {
      recipe,
      imagePipelineName: 'My Pipeline',
      description: 'what it is for',
      infrastructureConfiguration,
      distributionConfiguration,
      imageScanning: ImageScanning.testInstance(),
      imageTestsEnabled: true,
      imageTestsTimeout: Duration.hours(2),
      enhancedImageMetadataEnabled: true,
      imageLogGroup: LogGroup.fromLogGroupName(stack, 'ImageLogs', '/aws/imagebuilder/images'),
      imagePipelineLogGroup: LogGroup.fromLogGroupName(stack, 'PipelineLogs', '/aws/imagebuilder/pipelines'),
      imageTags: { Stage: 'golden' },
      schedule: ImagePipelineSchedule.cron('0 3 ? * sun *'),
      status: ImagePipelineStatus.DISABLED,
      tags: { Team: 'platform' },
    });
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My Pipeline',
      Description: 'what it is for',
      ImageRecipeArn: stack.resolve(recipe.imageRecipeArn),
      InfrastructureConfigurationArn: stack.resolve(infrastructureConfiguration.infrastructureConfigurationArn),
      DistributionConfigurationArn: stack.resolve(distributionConfiguration.distributionConfigurationArn),
      ImageScanningConfiguration: { ImageScanningEnabled: true },
      ImageTestsConfiguration: { ImageTestsEnabled: true, TimeoutMinutes: 120 },
      EnhancedImageMetadataEnabled: true,
      LoggingConfiguration: { ImageLogGroupName: '/aws/imagebuilder/images', PipelineLogGroupName: '/aws/imagebuilder/pipelines' },
      ImageTags: { Stage: 'golden' },
      Schedule: { ScheduleExpression: 'cron(0 3 ? * sun *)' },
      Status: 'DISABLED',
      Tags: { Team: 'platform' },
    }));
    expect(resourcesOf(stack, INFRASTRUCTURE)).toHaveLength(1);
  });

  test('takes L1s', () => {
    const stack = newStack();
    new ImagePipeline(stack, 'Pipeline', {
      recipe: new CfnImageRecipe(stack, 'L1Recipe', { name: 'recipe', version: '1.0.x', parentImage: 'ami-01234567' }),
      infrastructureConfiguration: new CfnInfrastructureConfiguration(stack, 'L1Infrastructure', { name: 'l1', instanceProfileName: 'mine' }),
      distributionConfiguration: new CfnDistributionConfiguration(stack, 'L1Distribution', { name: 'l1', distributions: [] }),
    });
    expect(propertiesOf(stack, TYPE)).toMatchObject({
      ImageRecipeArn: { Ref: 'L1Recipe' },
      InfrastructureConfigurationArn: { Ref: 'L1Infrastructure' },
      DistributionConfigurationArn: { Ref: 'L1Distribution' },
    });
  });

  test('takes imports', () => {
    const stack = newStack();
    const arnOf = (rest: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:${rest}`;
    new ImagePipeline(stack, 'Pipeline', {
      recipe: ImageRecipe.fromImageRecipeArn(stack, 'R', arnOf('image-recipe/mine/x.x.x')),
      infrastructureConfiguration: InfrastructureConfiguration.fromInfrastructureConfigurationArn(stack, 'I', arnOf('infrastructure-configuration/mine')),
      distributionConfiguration: DistributionConfiguration.fromDistributionConfigurationArn(stack, 'D', arnOf('distribution-configuration/mine')),
    });
    expect(propertiesOf(stack, TYPE)).toMatchObject({
      ImageRecipeArn: arnOf('image-recipe/mine/x.x.x'),
      InfrastructureConfigurationArn: arnOf('infrastructure-configuration/mine'),
      DistributionConfigurationArn: arnOf('distribution-configuration/mine'),
    });
  });

  test('has attributes that come from the service', () => {
    const made = pipeline();
    const attribute = (name: string) => ({ 'Fn::GetAtt': [expect.any(String), name] });
    expect(made.stack.resolve([made.imagePipelineArn, made.imagePipelineRef.imagePipelineArn, made.imagePipelineName, made.deploymentId])).toEqual(
      [attribute('Arn'), attribute('Arn'), attribute('Name'), attribute('DeploymentId')]);
  });

  test('gives away the role of its instances', () => {
    const made = pipeline();
    expect(made.instanceRole).toBe((made.infrastructureConfiguration as InfrastructureConfiguration).role);
    expect(made.instanceRole).toBeDefined();
  });

  test.each<[string, (stack: Stack) => ImagePipelineProps['infrastructureConfiguration']]>([
    ['an own', () => undefined],
    ['a given', (stack) => new InfrastructureConfiguration(stack, 'Given')],
    ['an imported', (stack) => InfrastructureConfiguration.fromInfrastructureConfigurationName(stack, 'Given', 'mine')],
    ['an L1', (stack) => new CfnInfrastructureConfiguration(stack, 'Given', { name: 'l1', instanceProfileName: 'mine' })],
  ])('gives away %s infrastructure configuration with its methods', (kind, given) => {
    const stack = newStack();
    const infrastructureConfiguration = given(stack);
    const made = pipeline({ infrastructureConfiguration }, stack);
    made.infrastructureConfiguration.grantRead(new User(stack, 'Reader'));
    const read = stack.resolve(made.infrastructureConfiguration.infrastructureConfigurationArn);
    expect(propertiesOf(stack, TYPE).InfrastructureConfigurationArn).toEqual(read);
    expect(statementsOf(stack)).toContainEqual({ Action: 'imagebuilder:GetInfrastructureConfiguration', Effect: 'Allow', Resource: read });
    expect(made.infrastructureConfiguration).toBe(made.infrastructureConfiguration);
    expect(made.infrastructureConfiguration === infrastructureConfiguration).toBe(['a given', 'an imported'].includes(kind));
  });

  test('does not know the role of instances that are imported', () => {
    const stack = newStack();
    const infrastructureConfiguration = InfrastructureConfiguration.fromInfrastructureConfigurationName(stack, 'Imported', 'mine');
    expect(pipeline({ infrastructureConfiguration }, stack).instanceRole).toBeUndefined();
  });

  test('omits empty collections', () => {
    expect(propertiesOf(pipeline({ tags: {}, imageTags: {} }).stack, TYPE)).toEqual({
      Name: expect.any(String), ImageRecipeArn: expect.anything(), InfrastructureConfigurationArn: expect.anything(),
    });
  });

  test('refuses a scan without tests', () => {
    expect(() => pipeline({ imageScanning: ImageScanning.testInstance(), imageTestsEnabled: false })).toThrow(new Error(
      'ImageScanningConflict: `imageScanning` must be absent or disabled when `imageTestsEnabled` is false, because the scan runs on the test '
      + 'instance. [Stack/Pipeline]'));
  });

  test('refuses instance types of another architecture', () => {
    const stack = newStack();
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', { instanceTypes: [new InstanceType('m7g.large')] });
    pipeline({ infrastructureConfiguration }, stack);
    expect(faultsOf(stack)).toEqual([
      'InstanceTypesConflict: `instanceTypes` must be for x86_64, like the base image of the recipe, got: \'arm64\'. [Stack/Pipeline]',
    ]);
  });

  test.each([
    [{ imagePipelineName: 'x' }, /^ImagePipelineNameMalformed: /],
    [{ description: '' }, /^DescriptionMalformed: /],
    [{ tags: { 'aws:x': 'y' } }, /^TagsMalformed: /],
    [{ imageTags: { 'aws:x': 'y' } }, /^ImageTagsMalformed: /],
    [{ imageTags: tags(51) }, /^ImageTagsOutOfRange: /],
  ])('refuses %j', (props, message) => {
    expect(() => pipeline(props)).toThrow(message);
  });

  test('tags its images with up to 50 tags', () => {
    expect(Object.keys(propertiesOf(pipeline({ imageTags: tags(50) }).stack, TYPE).ImageTags)).toHaveLength(50);
  });

  test('with a given name can be used in a stack of another Region', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
    const other = new Stack(app, 'Other', { env: { account: '123456789012', region: 'us-east-1' } });
    pipeline({ imagePipelineName: 'My_Pipeline' }, stack).grantStartExecution(new User(other, 'User'));
    expect(JSON.stringify(statementsOf(other)[0].Resource)).toContain(':imagebuilder:eu-central-1:123456789012:image-pipeline/my-pipeline');
  });
});

describe('a run on deployment', () => {
  test('builds an image that follows the pipeline', () => {
    const made = pipeline();
    const image = made.runOnDeploy();
    expect(propertiesOf(made.stack, IMAGE)).toEqual({
      ImagePipelineExecutionSettings: { DeploymentId: made.stack.resolve(made.deploymentId), OnUpdate: true },
    });
    expect(made.stack.resolve(image.imageId)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'ImageId'] });
  });

  test('takes every option', () => {
    const made = pipeline();
    const deletionExecutionRole = new Role(made.stack, 'DeletionRole', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
    made.runOnDeploy({ onUpdate: false, deletionExecutionRole, tags: { Team: 'platform' } });
    expect(propertiesOf(made.stack, IMAGE)).toEqual({
      ImagePipelineExecutionSettings: { DeploymentId: made.stack.resolve(made.deploymentId), OnUpdate: false },
      DeletionSettings: { ExecutionRole: made.stack.resolve(deletionExecutionRole.roleArn) },
      Tags: { Team: 'platform' },
    });
  });

  test('starts when the role of the instances has its permissions', () => {
    const made = pipeline();
    made.runOnDeploy();
    new Bucket(made.stack, 'Bucket').grantRead(made.instanceRole!);
    expect(dependenciesOf(made.stack, IMAGE)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', 'AWS::IAM::Role', INFRASTRUCTURE]);
  });

  test('trap 71: names what a build waits for, also when the role is brought', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', {
      role, logging: { s3Bucket: new Bucket(stack, 'Bucket') },
    });
    pipeline({ infrastructureConfiguration }, stack).runOnDeploy();
    expect(dependenciesOf(stack, IMAGE)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', 'AWS::IAM::Role', INFRASTRUCTURE]);
  });

  test('makes images of one class, because a class for each slows down all code that reads images', () => {
    expect(Object.getPrototypeOf(pipeline().runOnDeploy())).toBe(Image.prototype);
  });

  test('is asked for once', () => {
    const made = pipeline();
    made.runOnDeploy();
    expect(() => made.runOnDeploy()).toThrow(new Error(
      'RunOnDeployConflict: `runOnDeploy` must be called once. Keep the image that the first call returned. [Stack/Pipeline]'));
  });
});

describe('a change of a component', () => {
  function deployed(command: string): Stack {
    const stack = newStack();
    const component = new Component(stack, 'Component', {
      platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Step', [command])] }),
    });
    const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023(), components: [component] });
    new ImagePipeline(stack, 'Pipeline', { recipe }).runOnDeploy();
    return stack;
  }

  test('reaches the image: each resource refers to the one before by what CloudFormation replaces or updates', () => {
    const stack = deployed('true');
    const get = (id: string, name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(`^${id}`), name] });
    expect(propertiesOf(stack, 'AWS::ImageBuilder::ImageRecipe')).toMatchObject({ Version: '1.0.x', Components: [{ ComponentArn: get('Component', 'Arn') }] });
    expect(propertiesOf(stack, TYPE).ImageRecipeArn).toEqual(get('Recipe', 'Arn'));
    expect(propertiesOf(stack, IMAGE).ImagePipelineExecutionSettings).toEqual({ DeploymentId: get('Pipeline', 'DeploymentId'), OnUpdate: true });
  });

  test('changes the document and nothing else in the template', () => {
    const [before, after] = ['true', 'false'].map((command) => Template.fromStack(deployed(command)).toJSON().Resources);
    const changed = Object.keys(before).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
    expect(changed.map((id) => before[id].Type)).toEqual(['AWS::ImageBuilder::Component']);
    expect({ ...before[changed[0]].Properties, Data: '' }).toEqual({ ...after[changed[0]].Properties, Data: '' });
  });
});

describe('an existing pipeline', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });

  test('is known by its ARN', () => {
    expect(ImagePipeline.fromImagePipelineArn(newStack(), 'Known', arn)).toMatchObject({
      imagePipelineArn: arn, imagePipelineName: 'mine', imagePipelineRef: { imagePipelineArn: arn },
    });
  });

  test('is known by an ARN that is a token', () => {
    const known = ImagePipeline.fromImagePipelineArn(stack, 'Token', Lazy.string({ produce: () => arn }));
    expect(stack.resolve(known.imagePipelineName)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] });
  });

  test('is known by its name', () => {
    const known = ImagePipeline.fromImagePipelineName(stack, 'Name', 'Mine');
    expect(known.imagePipelineName).toBe('Mine');
    expect(JSON.stringify(stack.resolve(known.imagePipelineArn))).toContain(':imagebuilder:eu-central-1:123456789012:image-pipeline/mine');
  });

  test.each([
    [() => ImagePipeline.fromImagePipelineArn(stack, 'Bad', 'mine'),
      'ImagePipelineArnMalformed: `imagePipelineArn` must be the ARN of an Image Builder image-pipeline, got: \'mine\'. [Stack]'],
    [() => ImagePipeline.fromImagePipelineAttributes(stack, 'Bad', {}),
      'ImagePipelineNameRequired: `imagePipelineName` must be given when `imagePipelineArn` is not. [Stack]'],
    [() => ImagePipeline.fromImagePipelineAttributes(stack, 'Bad', { imagePipelineArn: arn, imagePipelineName: 'mine' }),
      'ImagePipelineNameConflict: `imagePipelineName` must be absent when `imagePipelineArn` is given. [Stack]'],
    [() => ImagePipeline.fromImagePipelineName(stack, 'Bad', 'x'),
      'ImagePipelineNameMalformed: `imagePipelineName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'x\'. [Stack]'],
  ])('is not known by a malformed ARN or name', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('grants', () => {
  test.each([
    ['grantRead', 'imagebuilder:GetImagePipeline'],
    // The service asks whoever starts a pipeline for both.
    ['grantStartExecution', ['imagebuilder:StartImagePipelineExecution', 'imagebuilder:GetImagePipeline']],
  ] as const)('%s allows %s on this pipeline', (method, action) => {
    const made = pipeline();
    made[method](new User(made.stack, 'User'));
    expect(statementsOf(made.stack)).toEqual([{ Effect: 'Allow', Action: action, Resource: made.stack.resolve(made.imagePipelineArn) }]);
  });

  test('any action is allowed on this pipeline', () => {
    const made = pipeline();
    made.grant(new User(made.stack, 'User'), 'imagebuilder:ListImagePipelineImages');
    expect(statementsOf(made.stack)[0].Action).toBe('imagebuilder:ListImagePipelineImages');
  });

  test('an imported pipeline can be started', () => {
    const stack = newStack();
    ImagePipeline.fromImagePipelineArn(stack, 'Known', arn).grantStartExecution(new User(stack, 'User'));
    expect(statementsOf(stack)).toEqual([expect.objectContaining({ Effect: 'Allow', Resource: arn })]);
  });

  test('nothing is allowed without a grant', () => {
    expect(statementsOf(pipeline().stack)).toEqual([]);
  });
});

describe('a schedule that waits for updates', () => {
  const schedule = ImagePipelineSchedule.cron('0 3 ? * sun *');
  const always = ImagePipelineSchedule.cron('0 3 ? * sun *', { startCondition: ScheduleStartCondition.EXPRESSION_MATCH_ONLY });
  const ami = BaseImage.fromAmiId('ami-0123456789abcdef0');
  const component = (stack: Stack) => new Component(stack, 'Component', {
    platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', ['date'])] }),
  });
  const WARNING = 'The schedule builds when the base image or a component has a newer version, and the recipe names all of them exactly, so it never '
    + 'builds. Name one with an `x` in its version, or set `startCondition` to `EXPRESSION_MATCH_ONLY`. [ack: cdk-imagebuilder:scheduleWithoutUpdates]';

  test.each<[string, (stack: Stack) => ImageRecipeProps]>([
    ['an AMI', () => ({ baseImage: ami })],
    ['an AMI and a component of the app', (stack) => ({ baseImage: ami, components: [component(stack)] })],
    ['the newest AMI at deployment', (stack) => ({ baseImage: BaseImage.fromMachineImage(stack, MachineImage.latestAmazonLinux2023()) })],
    ['one version of an image', () => ({ baseImage: BaseImage.amazonManaged('amazon-linux-2023-x86', { imageVersion: '2026.1.1' }) })],
  ])('is warned of %s', (_, props) => {
    const stack = newStack();
    pipeline({ recipe: new ImageRecipe(stack, 'Own', props(stack)), schedule }, stack);
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test.each<[string, (stack: Stack) => ImageRecipeProps, ImagePipelineSchedule | undefined]>([
    ['the newest image', () => ({ baseImage: BaseImage.amazonLinux2023() }), schedule],
    ['the newest component', (stack) => ({
      baseImage: ami, components: [AmazonManagedComponent.updateOs(stack, 'Update', { platform: Platform.LINUX })],
    }), schedule],
    ['a parameter', () => ({ baseImage: BaseImage.fromSsmParameterName('/golden/ami') }), schedule],
    ['an AMI, and builds all the same', () => ({ baseImage: ami }), always],
    ['an AMI, and has no schedule', () => ({ baseImage: ami }), undefined],
  ])('is not warned of %s', (_, props, given) => {
    const stack = newStack();
    pipeline({ recipe: new ImageRecipe(stack, 'Own', props(stack)), schedule: given }, stack);
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('trap 23: the id of the AMI', () => {
  const env = { account: '123456789012', region: 'eu-central-1' };
  const distributedTo = (stack: Stack, ...regions: (string | undefined)[]) => new DistributionConfiguration(stack, 'Distribution', {
    amiDistributions: regions.map((region) => ({ region, amiName: 'golden-{{ imagebuilder:buildDate }}' })),
  });

  test('is not read where no AMI comes to, and that is said once', () => {
    const stack = newStack({ env });
    const image = pipeline({ distributionConfiguration: distributedTo(stack, 'us-east-1', 'eu-west-1') }, stack).runOnDeploy();
    expect([image.imageId, image.imageId].map((id) => stack.resolve(id))).toEqual(Array(2).fill({ 'Fn::GetAtt': [expect.any(String), 'ImageId'] }));
    expect(faultsOf(stack)).toEqual([
      'ImageIdUnresolved: `imageId` must be read only if AMIs are distributed to eu-central-1, the Region of the stack, got: ["us-east-1","eu-west-1"]. '
      + 'Add an entry for it to `amiDistributions`. [Stack/Pipeline/Image]',
    ]);
  });

  test('is not asked for, so it may be missing', () => {
    const stack = newStack({ env });
    pipeline({ distributionConfiguration: distributedTo(stack, 'us-east-1') }, stack).runOnDeploy();
    expect(faultsOf(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => Partial<ImagePipelineProps>]>([
    ['there', (stack) => ({ distributionConfiguration: distributedTo(stack, 'us-east-1', 'eu-central-1') })],
    ['where the stack is', (stack) => ({ distributionConfiguration: distributedTo(stack, undefined) })],
    ['nobody knows where', (stack) => ({ distributionConfiguration: distributedTo(stack, Lazy.string({ produce: () => 'us-east-1' })) })],
    ['as an import says', (stack) => ({ distributionConfiguration: DistributionConfiguration.fromDistributionConfigurationName(stack, 'Mine', 'mine') })],
    ['nowhere else', () => ({})],
  ])('is read of what is distributed %s', (_, props) => {
    const stack = newStack({ env });
    void pipeline(props(stack), stack).runOnDeploy().imageId;
    expect(faultsOf(stack)).toEqual([]);
  });

  test('is read where the Region of the stack is not known', () => {
    const stack = newStack();
    void pipeline({ distributionConfiguration: distributedTo(stack, 'us-east-1') }, stack).runOnDeploy().imageId;
    expect(faultsOf(stack)).toEqual([]);
  });
});
