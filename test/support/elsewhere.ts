import { Stack } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  AmazonManagedWorkflow, BaseContainerImage, BaseImage, ContainerRecipe, DistributionConfiguration, Image, ImagePipeline, ImageRecipe, ImageScanning,
  InfrastructureConfiguration, ParentInstance, Repository, Workflow,
} from '../../src';

export interface Place {
  readonly account: string;
  readonly region: string;
}

const recipe = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
const arn = ({ account, region }: Place, resource: string) => `arn:aws:imagebuilder:${region}:${account}:${resource}`;
const repositoryIn = (stack: Stack, { account, region }: Place) =>
  EcrRepository.fromRepositoryArn(stack, 'Repository', `arn:aws:ecr:${region}:${account}:repository/web`);
const logGroupIn = (stack: Stack, { account, region }: Place) =>
  LogGroup.fromLogGroupArn(stack, 'Logs', `arn:aws:logs:${region}:${account}:log-group:/aws/imagebuilder/mine`);
const distributionIn = (stack: Stack, place: Place) =>
  DistributionConfiguration.fromDistributionConfigurationArn(stack, 'Import', arn(place, 'distribution-configuration/mine'));

/** Each property that names what must be in the account and in the Region of the stack, with something of a given place. */
export const OF_ONE_PLACE: readonly (readonly [prop: string, make: (stack: Stack, place: Place) => unknown])[] = [
  ['infrastructureConfiguration', (stack, place) => new ImagePipeline(stack, 'User', {
    recipe: recipe(stack),
    infrastructureConfiguration: InfrastructureConfiguration.fromInfrastructureConfigurationArn(stack, 'Import', arn(place, 'infrastructure-configuration/mine')),
  })],
  ['distributionConfiguration', (stack, place) => new ImagePipeline(stack, 'User', {
    recipe: recipe(stack), distributionConfiguration: distributionIn(stack, place),
  })],
  ['distributionConfiguration', (stack, place) => new Image(stack, 'User', {
    recipe: recipe(stack), distributionConfiguration: distributionIn(stack, place),
  })],
  ['workflows[1].workflow', (stack, place) => new ImagePipeline(stack, 'User', {
    recipe: recipe(stack),
    workflows: [
      { workflow: AmazonManagedWorkflow.buildImage(stack, 'Build') }, { workflow: Workflow.fromWorkflowArn(stack, 'Import', arn(place, 'workflow/test/mine/1.0.0')) },
    ],
  })],
  ['targetRepository', (stack, place) => new ContainerRecipe(stack, 'User', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', '2023'), targetRepository: Repository.fromEcr(repositoryIn(stack, place)),
  })],
  ['imageScanning.ecrRepository', (stack, place) => new ImagePipeline(stack, 'User', {
    recipe: ContainerRecipe.fromContainerRecipeName(stack, 'Recipe', 'mine'),
    imageScanning: ImageScanning.container({ ecrRepository: repositoryIn(stack, place) }),
  })],
  ['imageLogGroup', (stack, place) => new ImagePipeline(stack, 'User', { recipe: recipe(stack), imageLogGroup: logGroupIn(stack, place) })],
  ['imagePipelineLogGroup', (stack, place) => new ImagePipeline(stack, 'User', { recipe: recipe(stack), imagePipelineLogGroup: logGroupIn(stack, place) })],
  ['logGroup', (stack, place) => new Image(stack, 'User', { recipe: recipe(stack), logGroup: logGroupIn(stack, place) })],
  ['parentInstance', (stack, place) => new InfrastructureConfiguration(stack, 'User', {
    parentInstance: ParentInstance.fromAutoScalingGroup(AutoScalingGroup.fromAutoScalingGroupName(new Stack(stack.node.root, 'Other', { env: place }), 'Group', 'warm')),
  })],
];
