import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { User } from 'aws-cdk-lib/aws-iam';
import { CfnDistributionConfiguration, CfnImageRecipe, CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { TYPE, IMAGE, INFRASTRUCTURE, recipeIn, pipeline } from './pipeline-in-test';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImagePipelineProps, ImagePipelineStatus } from '../../src/pipeline/image-pipeline-props';
import { ImagePipelineSchedule } from '../../src/pipeline/image-pipeline-schedule';
import { ImageScanning } from '../../src/pipeline/image-scanning';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { faultsOf, newStack, propertiesOf, resourcesOf, statementsOf } from '../support/synth';

const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/mine';

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
