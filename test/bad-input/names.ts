import { PhysicalName, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { refusals, Row, together } from './refusal';
import {
  BaseContainerImage, BaseImage, BuildHistory, ContainerRecipe, DistributionConfiguration, GoldenAmi, GoldenContainerImage, ImagePipeline,
  ImageRecipe, InfrastructureConfiguration, LifecyclePolicy, Platform, RecipeVersion, Repository,
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

/** What the CDK replaces only where it names a resource of its own. */
const GENERATED = PhysicalName.GENERATE_IF_NEEDED;
const ungenerated = (prop: string, right: string, path?: string): Row<string>[] => {
  const name = prop.replace(/\[\d+\]/g, '').split('.').pop()!;
  return [[
    GENERATED,
    `${name[0].toUpperCase()}${name.slice(1)}Unsupported: \`${prop}\` must not be \`PhysicalName.GENERATE_IF_NEEDED\`, for which the CDK makes no name here. `
      + `Write the name.${path === undefined ? '' : ` [${path}]`}`,
    right,
  ]];
};

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
  ...refusals('GoldenAmi.parameterName', (stack, parameterName: string) => new GoldenAmi(stack, 'Golden', { baseImage, parameterName }),
    ungenerated('parameterName', '/golden/ami', 'Stack/Golden')),
  ...refusals('GoldenAmi.amiName', (stack, amiName: string) => new GoldenAmi(stack, 'Golden', { baseImage, amiName }),
    ungenerated('amiName', 'golden {{ imagebuilder:buildDate }}', 'Stack/Golden')),
  ...refusals('DistributionConfiguration', (stack, parameterName: string) =>
    new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ ssmParameters: [{ parameterName }] }] }),
  ungenerated('amiDistributions[0].ssmParameters[0].parameterName', '/golden/ami', 'Stack/Distribution')),
  ...refusals('DistributionConfiguration', (stack, tag: string) =>
    new DistributionConfiguration(stack, 'Distribution', { containerDistributions: [{ containerRepository: repository(stack), containerTags: [tag] }] }),
  ungenerated('containerDistributions[0].containerTags[0]', 'latest', 'Stack/Distribution')),
  ...refusals('BuildHistory.databaseName', (stack, databaseName: string) => new BuildHistory(stack, 'History', { databaseName }),
    ungenerated('databaseName', 'builds', 'Stack/History')),
  ...refusals('BaseImage.fromSsmParameterName', (_, parameterName: string) => BaseImage.fromSsmParameterName(parameterName),
    ungenerated('parameterName', '/golden/ami')),
  ...refusals('ImagePipeline.fromImagePipelineName', (stack, name: string) => ImagePipeline.fromImagePipelineName(stack, 'Imported', name),
    ungenerated('imagePipelineName', 'web', 'Stack')),
];
