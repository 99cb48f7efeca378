import { Stack } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  AmazonManagedComponent, AmazonManagedWorkflow, BaseContainerImage, BaseImage, Component, ContainerRecipe, DistributionConfiguration, Image,
  ImagePipeline, ImageRecipe, ImageScanning, InfrastructureConfiguration, ParentInstance, Repository, Workflow,
} from '../src';
import { faultsOf, newStack } from './support/synth';

const HOME = '123456789012';
const OTHER = '444455556666';
const arn = (resource: string, account = OTHER) => `arn:aws:imagebuilder:eu-central-1:${account}:${resource}`;
const recipe = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
const repositoryIn = (stack: Stack) => Repository.fromEcr(EcrRepository.fromRepositoryArn(stack, 'Repository', `arn:aws:ecr:eu-central-1:${OTHER}:repository/web`));
const logGroupIn = (stack: Stack) => LogGroup.fromLogGroupArn(stack, 'Logs', `arn:aws:logs:eu-central-1:${OTHER}:log-group:/aws/imagebuilder/mine`);

/** Each property that names what no other account can share. */
test.each<[string, (stack: Stack) => unknown]>([
  ['infrastructureConfiguration', (stack) => new ImagePipeline(stack, 'User', {
    recipe: recipe(stack),
    infrastructureConfiguration: InfrastructureConfiguration.fromInfrastructureConfigurationArn(stack, 'Import', arn('infrastructure-configuration/mine')),
  })],
  ['distributionConfiguration', (stack) => new Image(stack, 'User', {
    recipe: recipe(stack),
    distributionConfiguration: DistributionConfiguration.fromDistributionConfigurationArn(stack, 'Import', arn('distribution-configuration/mine')),
  })],
  ['workflows[1].workflow', (stack) => new ImagePipeline(stack, 'User', {
    recipe: recipe(stack),
    workflows: [
      { workflow: AmazonManagedWorkflow.buildImage(stack, 'Build') }, { workflow: Workflow.fromWorkflowArn(stack, 'Import', arn('workflow/test/mine/1.0.0')) },
    ],
  })],
  ['targetRepository', (stack) => new ContainerRecipe(stack, 'User', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', '2023'), targetRepository: repositoryIn(stack),
  })],
  ['containerDistributions[0].containerRepository', (stack) => new DistributionConfiguration(stack, 'User', {
    containerDistributions: [{ region: 'eu-west-1', containerRepository: repositoryIn(stack) }],
  })],
  ['imageScanning.ecrRepository', (stack) => new ImagePipeline(stack, 'User', {
    recipe: ContainerRecipe.fromContainerRecipeName(stack, 'Recipe', 'mine'),
    imageScanning: ImageScanning.container({ ecrRepository: repositoryIn(stack)._repository }),
  })],
  ['imageLogGroup', (stack) => new ImagePipeline(stack, 'User', { recipe: recipe(stack), imageLogGroup: logGroupIn(stack) })],
  ['imagePipelineLogGroup', (stack) => new ImagePipeline(stack, 'User', { recipe: recipe(stack), imagePipelineLogGroup: logGroupIn(stack) })],
  ['parentInstance', (stack) => new InfrastructureConfiguration(stack, 'User', {
    parentInstance: ParentInstance.fromAutoScalingGroup(AutoScalingGroup.fromAutoScalingGroupName(new Stack(stack.node.root, 'Other', {
      env: { account: OTHER, region: 'eu-central-1' },
    }), 'Group', 'warm')),
  })],
])('`%s` is of the account of the stack', (prop, make) => {
  const stack = newStack({ env: { account: HOME, region: 'eu-central-1' } });
  make(stack);
  expect(faultsOf(stack)).toEqual([
    expect.stringContaining(`Conflict: \`${prop}\` must be of ${HOME}, the account of the stack, got: '${OTHER}'. [Stack/User]`),
  ]);
  const own = newStack({ env: { account: OTHER, region: 'eu-central-1' } });
  make(own);
  expect(faultsOf(own)).toEqual([]);
});

test('recipes and components can be shared by other accounts, and those of Amazon have none', () => {
  const stack = newStack({ env: { account: HOME, region: 'eu-central-1' } });
  new ImageRecipe(stack, 'Own', {
    baseImage: BaseImage.fromImageArn(arn('image/theirs/x.x.x')),
    components: [Component.fromComponentArn(stack, 'Theirs', arn('component/theirs/1.0.0')), AmazonManagedComponent.updateLinux(stack, 'Update')],
  });
  new ImagePipeline(stack, 'User', {
    recipe: ImageRecipe.fromImageRecipeArn(stack, 'Shared', arn('image-recipe/theirs/1.0.0')),
    workflows: [{ workflow: Workflow.fromWorkflowArn(stack, 'Managed', arn('workflow/build/build-image/x.x.x', 'aws')) }],
  });
  expect(faultsOf(stack)).toEqual([]);
});
