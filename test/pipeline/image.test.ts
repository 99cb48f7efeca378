import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { CfnImageRecipe, CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ImageArchitecture } from '../../src/common/platform';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { Image } from '../../src/pipeline/image';
import { ImageProps } from '../../src/pipeline/image-props';
import { ImageScanning } from '../../src/pipeline/image-scanning';
import { BaseImage } from '../../src/recipe/base-image';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { dependenciesOf, faultsOf, newStack, propertiesOf, resourcesOf, statementsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::Image';
const INFRASTRUCTURE = 'AWS::ImageBuilder::InfrastructureConfiguration';
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/mine/1.2.3/4';

function recipeIn(stack: Stack): ImageRecipe {
  return new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023({ architecture: ImageArchitecture.ARM64 }) });
}

function image(props: ImageProps = {}, stack: Stack = newStack()): Image {
  return new Image(stack, 'Image', { recipe: recipeIn(stack), ...props });
}

function deletionRoleIn(stack: Stack): Role {
  return new Role(stack, 'DeletionRole', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
}

describe('an image of a recipe', () => {
  test('has an infrastructure configuration of its own by default, and nothing else', () => {
    const stack = newStack();
    const recipe = recipeIn(stack);
    new Image(stack, 'Image', { recipe });
    expect(propertiesOf(stack, TYPE)).toEqual({
      ImageRecipeArn: stack.resolve(recipe.imageRecipeArn),
      InfrastructureConfigurationArn: { 'Fn::GetAtt': [expect.any(String), 'Arn'] },
    });
    expect(resourcesOf(stack, INFRASTRUCTURE)).toHaveLength(1);
  });

  test('renders every property', () => {
    const stack = newStack();
    const recipe = recipeIn(stack);
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure');
    const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ amiDescription: 'golden' }] });
    const deletionExecutionRole = deletionRoleIn(stack);
    new Image(stack, 'Image', {
      recipe,
      infrastructureConfiguration,
      distributionConfiguration,
      imageScanning: ImageScanning.testInstance(),
      imageTestsEnabled: true,
      imageTestsTimeout: Duration.hours(2),
      enhancedImageMetadataEnabled: false,
      logGroup: LogGroup.fromLogGroupName(stack, 'Logs', '/aws/imagebuilder/images'),
      deletionExecutionRole,
      tags: { Team: 'platform' },
    });
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      ImageRecipeArn: stack.resolve(recipe.imageRecipeArn),
      InfrastructureConfigurationArn: stack.resolve(infrastructureConfiguration.infrastructureConfigurationArn),
      DistributionConfigurationArn: stack.resolve(distributionConfiguration.distributionConfigurationArn),
      ImageScanningConfiguration: { ImageScanningEnabled: true },
      ImageTestsConfiguration: { ImageTestsEnabled: true, TimeoutMinutes: 120 },
      EnhancedImageMetadataEnabled: false,
      LoggingConfiguration: { LogGroupName: '/aws/imagebuilder/images' },
      DeletionSettings: { ExecutionRole: stack.resolve(deletionExecutionRole.roleArn) },
      Tags: { Team: 'platform' },
    }));
    expect(resourcesOf(stack, INFRASTRUCTURE)).toHaveLength(1);
  });

  test('takes a recipe and an infrastructure configuration that are L1s', () => {
    const stack = newStack();
    const recipe = new CfnImageRecipe(stack, 'L1Recipe', { name: 'recipe', version: '1.0.x', parentImage: 'ami-01234567' });
    const infrastructureConfiguration = new CfnInfrastructureConfiguration(stack, 'L1Infrastructure', { name: 'l1', instanceProfileName: 'mine' });
    new Image(stack, 'Image', { recipe, infrastructureConfiguration });
    expect(propertiesOf(stack, TYPE)).toEqual({
      ImageRecipeArn: { Ref: 'L1Recipe' }, InfrastructureConfigurationArn: { Ref: 'L1Infrastructure' },
    });
  });

  test('gives away an L1 infrastructure configuration with its methods', () => {
    const stack = newStack();
    const infrastructureConfiguration = new CfnInfrastructureConfiguration(stack, 'L1Infrastructure', { name: 'l1', instanceProfileName: 'mine' });
    image({ infrastructureConfiguration }, stack).infrastructureConfiguration?.grantRead(new User(stack, 'Reader'));
    expect(statementsOf(stack)).toEqual([
      { Action: 'imagebuilder:GetInfrastructureConfiguration', Effect: 'Allow', Resource: { Ref: 'L1Infrastructure' } },
    ]);
  });

  test('has attributes that come from the service', () => {
    const made = image();
    const attribute = (name: string) => ({ 'Fn::GetAtt': [made.stack.resolve(made.stack.getLogicalId(made.node.defaultChild as any)), name] });
    expect(made.stack.resolve([made.imageArn, made.imageRef.imageArn, made.imageName, made.imageVersion, made.imageId])).toEqual([
      attribute('Arn'), attribute('Arn'), attribute('Name'), { 'Fn::Select': [2, { 'Fn::Split': ['/', attribute('Arn')] }] }, attribute('ImageId'),
    ]);
    expect(made.stack.resolve([made.latestVersionArn, made.latestMajorVersionArn, made.latestMinorVersionArn, made.latestPatchVersionArn])).toEqual(
      ['Arn', 'Major', 'Minor', 'Patch'].map((name) => attribute(`LatestVersion.${name}`)));
  });

  test('can be the base of another recipe', () => {
    const made = image();
    expect(made.toBaseImage().image).toBe(made.imageArn);
  });

  test('omits empty collections', () => {
    expect(propertiesOf(image({ tags: {} }).stack, TYPE)).not.toHaveProperty('Tags');
  });

  test('trap 3: is not built before its role has its permissions', () => {
    const stack = newStack();
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure');
    image({ infrastructureConfiguration }, stack);
    new Bucket(stack, 'Bucket').grantRead(infrastructureConfiguration.role!);
    expect(dependenciesOf(stack, TYPE)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', 'AWS::IAM::Role', INFRASTRUCTURE]);
  });

  test('starts when the role that was made for it is there', () => {
    expect(dependenciesOf(image().stack, TYPE)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Role', INFRASTRUCTURE]);
  });

  test('takes instance types of the architecture of its base image', () => {
    const stack = newStack();
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', { instanceTypes: [new InstanceType('m7g.large')] });
    image({ infrastructureConfiguration }, stack);
    expect(faultsOf(stack)).toEqual([]);
  });

  test('refuses instance types of another architecture', () => {
    const stack = newStack();
    const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', { instanceTypes: [new InstanceType('m5.large')] });
    image({ infrastructureConfiguration }, stack);
    expect(faultsOf(stack)).toEqual([
      'InstanceTypesConflict: `instanceTypes` must be for arm64, like the base image of the recipe, got: \'x86_64\'. [Stack/Image]',
    ]);
  });

  test('refuses a scan without tests', () => {
    expect(() => image({ imageScanning: ImageScanning.testInstance(), imageTestsEnabled: false })).toThrow(
      /^ImageScanningConflict: .* \[Stack\/Image\]$/);
  });

  test('refuses malformed tags', () => {
    expect(() => image({ tags: { 'aws:x': 'y' } })).toThrow(/^TagsMalformed: /);
  });

  test('needs a recipe or a pipeline', () => {
    expect(() => new Image(newStack(), 'Image', {})).toThrow(new Error(
      'RecipeRequired: `recipe` must be given when `imagePipelineExecutionSettings` is not. [Stack/Image]'));
  });
});

describe('an image of a pipeline', () => {
  const imagePipelineExecutionSettings = { deploymentId: 'deployment' };

  test('follows the pipeline by default, and says nothing else', () => {
    const stack = newStack();
    new Image(stack, 'Image', { imagePipelineExecutionSettings });
    expect(propertiesOf(stack, TYPE)).toEqual({ ImagePipelineExecutionSettings: { DeploymentId: 'deployment', OnUpdate: true } });
    expect(resourcesOf(stack, INFRASTRUCTURE)).toEqual([]);
  });

  test('can be built once only', () => {
    const stack = newStack();
    new Image(stack, 'Image', { imagePipelineExecutionSettings: { deploymentId: 'deployment', onUpdate: false } });
    expect(propertiesOf(stack, TYPE).ImagePipelineExecutionSettings).toEqual({ DeploymentId: 'deployment', OnUpdate: false });
  });

  test.each<[string, (stack: Stack) => ImageProps]>([
    ['recipe', (stack) => ({ recipe: recipeIn(stack) })],
    ['infrastructureConfiguration', (stack) => ({ infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure') })],
    ['distributionConfiguration', (stack) => ({ distributionConfiguration: new DistributionConfiguration(stack, 'Distribution') })],
    ['imageScanning', () => ({ imageScanning: ImageScanning.disabled() })],
    ['imageTestsEnabled', () => ({ imageTestsEnabled: false })],
    ['imageTestsTimeout', () => ({ imageTestsTimeout: Duration.hours(1) })],
    ['logGroup', (stack) => ({ logGroup: new LogGroup(stack, 'Logs') })],
    ['enhancedImageMetadataEnabled', () => ({ enhancedImageMetadataEnabled: true })],
  ])('does not say itself how to build: %s', (prop, props) => {
    const stack = newStack();
    const code = prop.charAt(0).toUpperCase() + prop.slice(1);
    expect(() => new Image(stack, 'Image', { imagePipelineExecutionSettings, ...props(stack) })).toThrow(new Error(
      `${code}Conflict: \`${prop}\` must be absent when \`imagePipelineExecutionSettings\` is given. [Stack/Image]`));
  });
});

describe('the deletion of an image', () => {
  test('leaves its AMIs by default', () => {
    expect(propertiesOf(image().stack, TYPE)).not.toHaveProperty('DeletionSettings');
  });

  test('takes its AMIs with a role that may do so, and that outlives the image', () => {
    const stack = newStack();
    new Image(stack, 'Image', { imagePipelineExecutionSettings: { deploymentId: 'deployment' }, deletionExecutionRole: deletionRoleIn(stack) });
    expect(propertiesOf(stack, 'AWS::IAM::Role').ManagedPolicyArns).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/EC2ImageBuilderLifecycleExecutionPolicy']] },
    ]);
    expect(dependenciesOf(stack, TYPE)).toEqual(['AWS::IAM::Role']);
  });
});

describe('an existing image', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });

  test('is known by its ARN', () => {
    const known = Image.fromImageArn(newStack(), 'Known', arn);
    expect(known).toMatchObject({ imageArn: arn, imageName: 'mine', imageVersion: '1.2.3', imageRef: { imageArn: arn } });
    expect(known.toBaseImage().image).toBe(arn);
  });

  test('is known by an ARN that is a token', () => {
    const known = Image.fromImageArn(stack, 'Token', Lazy.string({ produce: () => arn }));
    expect(stack.resolve([known.imageName, known.imageVersion])).toEqual([
      { 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] }, { 'Fn::Select': [2, { 'Fn::Split': ['/', arn] }] },
    ]);
  });

  test('is known by its name, in its newest version', () => {
    const known = Image.fromImageName(stack, 'Name', 'mine');
    expect(known).toMatchObject({ imageName: 'mine', imageVersion: 'x.x.x' });
    expect(JSON.stringify(stack.resolve(known.imageArn))).toContain(':imagebuilder:eu-central-1:123456789012:image/mine/x.x.x');
  });

  test('is known by name and version', () => {
    expect(Image.fromImageAttributes(stack, 'Version', { imageName: 'mine', imageVersion: '1.x.x' }).imageVersion).toBe('1.x.x');
  });

  test('is not known by ARN and name', () => {
    expect(() => Image.fromImageAttributes(stack, 'Both', { imageArn: arn, imageName: 'other' })).toThrow(new Error(
      'ImageNameConflict: `imageName` must be absent when `imageArn` is given. [Stack]'));
  });
});

describe('grants', () => {
  test('reading is allowed on this image', () => {
    const made = image();
    made.grantRead(new User(made.stack, 'User'));
    expect(statementsOf(made.stack)).toEqual([{ Effect: 'Allow', Action: 'imagebuilder:GetImage', Resource: made.stack.resolve(made.imageArn) }]);
  });

  test('any action is allowed on this image', () => {
    const made = image();
    made.grant(new User(made.stack, 'User'), 'imagebuilder:ListImagePackages');
    expect(statementsOf(made.stack)[0].Action).toBe('imagebuilder:ListImagePackages');
  });

  test('nothing is allowed without a grant', () => {
    expect(statementsOf(image().stack)).toEqual([]);
  });

  test('reading an image version covers its builds', () => {
    const stack = newStack();
    const version = arn.replace('/4', '');
    Image.fromImageArn(stack, 'Known', version).grantRead(new User(stack, 'User'));
    expect(statementsOf(stack)[0].Resource).toEqual([version, `${version}/*`]);
  });
});
