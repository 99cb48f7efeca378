import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { refusals, Row, together } from './refusal';
import {
  BaseContainerImage, BaseImage, ContainerRecipe, DistributionConfiguration, GoldenAmi, GoldenContainerImage, ImagePipeline, ImageRecipe,
  InfrastructureConfiguration, LifecyclePolicy, Platform, RecipeVersion, Repository,
} from '../../src';

/** A name and a version. */
type Name = readonly [name: string, version?: string];

const baseImage = BaseImage.amazonLinux2023();
const containerBase = BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX });
const recipe = (stack: Stack) => ImageRecipe.fromImageRecipeName(stack, `Recipe${stack.node.children.length}`, 'mine');
const repository = (stack: Stack) => Repository.fromEcr(ecr.Repository.fromRepositoryName(stack, `Repository${stack.node.children.length}`, 'mine'));
const versionOf = (version?: string) => version === undefined ? undefined : RecipeVersion.of(version);

/** Resources `First` and `Second` with these names. */
const twice = (create: (stack: Stack, id: string, ...name: Name) => unknown) => (stack: Stack, [first, second]: readonly [Name, Name]) => {
  create(stack, 'First', ...first);
  create(stack, 'Second', ...second);
};
/** Names that Image Builder makes equal in ARNs. */
const same = (prop: string): Row<readonly [Name, Name]>[] => [[
  [['web-ami'], ['Web_AMI']],
  together('Second', `${prop[0].toUpperCase()}${prop.slice(1)}Conflict: \`${prop}\` must differ from that of Stack/First, because only one resource can have `
    + 'the name web-ami, got: \'Web_AMI\'.'),
  [['web-ami'], ['web-ami-2']],
]];
const sameVersion = (prop: string): Row<readonly [Name, Name]>[] => [[
  [['web', '1.2.3'], ['web', '1.2.3']],
  together('Second', `${prop[0].toUpperCase()}${prop.slice(1)}Conflict: \`${prop}\` must differ from that of Stack/First, because only one resource can have `
    + 'the name web with the version 1.2.3, got: \'web\'.'),
  [['web', '1.2.3'], ['web', '1.2.4']],
]];
const sameImage: Row<readonly [Name, Name]> = [
  [['web'], ['web']],
  together('Second', 'ImageNameConflict: `imageName` must differ from that of Stack/First, because only one resource can have '
    + 'the log group /aws/imagebuilder/web, got: \'web\'.'),
  [['web'], ['www']],
];

export const NAMES = [
  ...refusals('ImagePipeline', twice((stack, id, imagePipelineName) => new ImagePipeline(stack, id, { recipe: recipe(stack), imagePipelineName })),
    same('imagePipelineName')),
  ...refusals('InfrastructureConfiguration', twice((stack, id, infrastructureConfigurationName) =>
    new InfrastructureConfiguration(stack, id, { infrastructureConfigurationName })), same('infrastructureConfigurationName')),
  ...refusals('DistributionConfiguration', twice((stack, id, distributionConfigurationName) =>
    new DistributionConfiguration(stack, id, { distributionConfigurationName, amiDistributions: [{}] })), same('distributionConfigurationName')),
  ...refusals('LifecyclePolicy', twice((stack, id, lifecyclePolicyName) =>
    LifecyclePolicy.keepLatest(stack, id, { recipes: [recipe(stack)], count: 5, lifecyclePolicyName })), same('lifecyclePolicyName')),
  ...refusals('ImageRecipe', twice((stack, id, imageRecipeName, version) =>
    new ImageRecipe(stack, id, { baseImage, imageRecipeName, imageRecipeVersion: versionOf(version) })), sameVersion('imageRecipeName')),
  ...refusals('ContainerRecipe', twice((stack, id, containerRecipeName, version) => new ContainerRecipe(stack, id, {
    baseImage: containerBase, targetRepository: repository(stack), containerRecipeName, containerRecipeVersion: versionOf(version),
  })), sameVersion('containerRecipeName')),
  ...refusals('GoldenAmi', twice((stack, id, imageName) => new GoldenAmi(stack, id, { baseImage, imageName })), [sameImage]),
  ...refusals('GoldenContainerImage', twice((stack, id, imageName) => id === 'First'
    ? new GoldenAmi(stack, id, { baseImage, imageName })
    : new GoldenContainerImage(stack, id, { baseImage: containerBase, imageName })), [sameImage]),
];
