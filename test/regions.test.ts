import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  ApplyImageConfigurationsStep, BaseContainerImage, BaseImage, Component, ComponentDocument, ComponentStep,
  ContainerRecipe, DistributeImageStep, DistributionConfiguration, Image, ImagePipeline, ImageRecipe,
  InfrastructureConfiguration, LifecyclePolicy, LifecyclePolicyActionType, LifecyclePolicyResourceType, Platform, Repository,
  WaitForActionStep, Workflow, WorkflowDocument, WorkflowStep, WorkflowType,
} from '../src';
import { OF_ONE_PLACE } from './support/elsewhere';
import { newStack, faultsOf } from './support/synth';

const arn = (resource: string) => `arn:aws:imagebuilder:us-east-1:123456789012:${resource}`;
const keyIn = (stack: Stack) => Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012');
const distributing = (stack: Stack, ...steps: WorkflowStep[]) =>
  new Workflow(stack, 'User', { workflowType: WorkflowType.DISTRIBUTION, document: WorkflowDocument.fromSteps(steps) });
const recipe = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });

/** Each property that names a resource of Image Builder, and what a resource of another Region is called. */
test.each<[string, (stack: Stack) => unknown]>([
  ...OF_ONE_PLACE.map(([prop, make]): [string, (stack: Stack) => unknown] => [prop, (stack) => make(stack, { account: '123456789012', region: 'us-east-1' })]),
  ['recipe', (stack) => new ImagePipeline(stack, 'User', { recipe: ImageRecipe.fromImageRecipeArn(stack, 'Import', arn('image-recipe/mine/1.0.0')) })],
  ['recipe', (stack) => new Image(stack, 'User', { recipe: ImageRecipe.fromImageRecipeArn(stack, 'Import', arn('image-recipe/mine/1.0.0')) })],
  ['components[0]', (stack) => new ImageRecipe(stack, 'User', {
    baseImage: BaseImage.amazonLinux2023(), components: [Component.fromComponentArn(stack, 'Import', arn('component/mine/1.0.0'))],
  })],
  ['baseImage', (stack) => new ImageRecipe(stack, 'User', { baseImage: BaseImage.fromImageArn(arn('image/mine/x.x.x')) })],
  ['baseImage', (stack) => new ContainerRecipe(stack, 'User', {
    baseImage: BaseContainerImage.fromString(arn('image/mine/x.x.x')),
    targetRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'web')),
  })],
  ['kmsKey', (stack) => new ContainerRecipe(stack, 'User', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', '2023'),
    targetRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'web')),
    kmsKey: keyIn(stack),
  })],
  ['kmsKey', (stack) => new Component(stack, 'User', {
    platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', ['date'])] }), kmsKey: keyIn(stack),
  })],
  ['kmsKey', (stack) => new Workflow(stack, 'User', {
    workflowType: WorkflowType.TEST, document: WorkflowDocument.fromSteps([new WaitForActionStep('Wait')]), kmsKey: keyIn(stack),
  })],
  ['resourceSelection.recipes[1]', (stack) => new LifecyclePolicy(stack, 'User', {
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    resourceSelection: { recipes: [recipe(stack), ImageRecipe.fromImageRecipeArn(stack, 'Import', arn('image-recipe/mine/1.0.0'))] },
    details: [{ action: { type: LifecyclePolicyActionType.DELETE }, filter: { countFilter: { count: 5 } } }],
  })],
  ['resourceSelection.recipeVersions[0].recipe', (stack) => LifecyclePolicy.keepLatest(stack, 'User', {
    recipes: [ContainerRecipe.fromContainerRecipeArn(stack, 'Import', arn('container-recipe/mine/1.0.0'))], count: 5,
  })],
  ['vpc', (stack) => new InfrastructureConfiguration(stack, 'User', {
    vpc: Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-1'], region: 'us-east-1',
    }),
  })],
])('`%s` is of the Region of the stack (%#)', (prop, make) => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  make(stack);
  expect(faultsOf(stack)).toEqual([
    expect.stringMatching(new RegExp(`^\\w+Conflict: \`${prop.replace(/[[\]]/g, '\\$&')}\` must be of eu-central-1, the Region of the stack, got: 'us-east-1'\\. \\[Stack/User\\]$`)),
  ]);
  const own = newStack({ env: { account: '123456789012', region: 'us-east-1' } });
  make(own);
  expect(faultsOf(own)).toEqual([]);
});

const COPY = new DistributeImageStep('Copy');

/** Each place that names a Region or an organization for images. */
test.each<[string, (stack: Stack) => unknown]>([
  ['amiDistributions[1].region', (stack) => new DistributionConfiguration(stack, 'User', { amiDistributions: [{}, { region: 'cn-north-1' }] })],
  ['amiDistributions[0].amiLaunchPermission.organizationArns', (stack) => new DistributionConfiguration(stack, 'User', {
    amiDistributions: [{ amiLaunchPermission: { organizationArns: ['arn:aws-cn:organizations::123456789012:organization/o-a1b2c3d4e5'] } }],
  })],
  ['amiDistributions[0].licenseConfigurationArns', (stack) => new DistributionConfiguration(stack, 'User', {
    amiDistributions: [{ licenseConfigurationArns: [`arn:aws-cn:license-manager:cn-north-1:123456789012:license-configuration:lic-${'a'.repeat(32)}`] }],
  })],
  ['containerDistributions[0].region', (stack) => new DistributionConfiguration(stack, 'User', {
    containerDistributions: [{ region: 'cn-north-1', containerRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'web')) }],
  })],
  ['distributions[0].region', (stack) => distributing(stack, new DistributeImageStep('Copy', { distributions: [{ region: 'cn-north-1' }] }))],
  ['configurations[0].region', (stack) => distributing(stack, COPY, new ApplyImageConfigurationsStep('Apply', {
    distributedImages: COPY.distributedImages, configurations: [{ region: 'cn-north-1' }],
  }))],
])('`%s` is of the partition of the stack', (prop, make) => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  make(stack);
  expect(faultsOf(stack)).toEqual([expect.stringContaining(`Conflict: \`${prop}\` must be of aws, the partition of the stack, got: '`)]);
  const own = newStack({ env: { account: '123456789012', region: 'cn-northwest-1' } });
  make(own);
  expect(faultsOf(own)).toEqual([]);
});
