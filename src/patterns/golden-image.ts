import { Names, PhysicalName, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { aws_imagebuilder as refs, aws_logs as logsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { BuildOnDeploy } from './build-on-deploy';
import { buildOnDeployOf, deployBuild, DeployedBuild } from './deployed-build';
import { descriptionWithDistribution } from './distribution-trigger';
import { GoldenImageOptions } from './golden-image-options';
import { retain } from './retention-policy';
import { sharedInfrastructure, sharedMonitor } from './shared';
import { InvalidInputError } from '../common/errors';
import { checkUnique } from '../common/unique';
import { checkExclusive } from '../common/validate';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { BuildMonitor } from '../monitor/build-monitor';
import { ImagePipeline } from '../pipeline/image-pipeline';
import { ImageScanning } from '../pipeline/image-scanning';
import { IRecipe } from '../recipe/recipe';
import { recipeReference } from '../recipe/reference';

/** What differs between golden AMIs and golden container images. */
export interface GoldenImageParts {
  readonly imageName: string;
  readonly recipe: IRecipe;
  readonly distributionConfiguration: refs.IDistributionConfigurationRef;
  readonly imageScanning: ImageScanning;
  readonly forContainers: boolean;
  readonly maxRetries?: number;
}

/** What a golden image is made of besides its recipe and its distribution. */
export interface GoldenImage extends DeployedBuild {
  readonly infrastructureConfiguration: refs.IInfrastructureConfigurationRef;
  readonly logGroup: logsRefs.ILogGroupRef;
  readonly pipeline: ImagePipeline;
  readonly monitor?: BuildMonitor;
  readonly lifecyclePolicy?: LifecyclePolicy;
}

/** Puts a golden image together: pipeline, log group, the build of the deployment, its reports, and the retention. */
export function goldenImage(scope: Construct, options: GoldenImageOptions, parts: GoldenImageParts): GoldenImage {
  const { recipe, distributionConfiguration, imageScanning, forContainers, maxRetries } = parts;
  checkKind(scope, recipe, forContainers);
  options.network?.addServices({ containers: forContainers, testInstanceScans: imageScanning.scansTestInstance && !forContainers });
  const infrastructureConfiguration = options.infrastructureConfiguration ?? sharedInfrastructure(scope, options);
  const logGroup = options.logGroup ?? newLogGroup(scope, options, parts.imageName);
  const pipeline = new ImagePipeline(scope, 'Pipeline', {
    description: buildOnDeployOf(options) === BuildOnDeploy.ROLL_BACK ? descriptionWithDistribution(distributionConfiguration) : undefined,
    recipe,
    infrastructureConfiguration,
    distributionConfiguration,
    imageLogGroup: logGroup,
    schedule: options.schedule,
    imageScanning,
    executionRole: options.executionRole,
  });
  const monitor = options.monitor ?? (options.notify && sharedMonitor(scope, options.notify, options));
  monitor?.addPipelines(pipeline);
  const build = deployBuild(scope, { ...options, logGroup, pipeline, isScanned: imageScanning.enabled, maxRetries });
  return {
    ...build,
    infrastructureConfiguration,
    logGroup,
    pipeline,
    monitor,
    lifecyclePolicy: options.retention && retain(scope, { retention: options.retention, recipe, pipeline, build, forContainers }),
  };
}

function newLogGroup(scope: Construct, { logRetention = RetentionDays.ONE_YEAR }: GoldenImageOptions, imageName: string): LogGroup {
  // The roles of Image Builder can write below this path without further permissions.
  const logGroupName = `/aws/imagebuilder/${inPath(imageName)}`;
  checkUnique(scope, { prop: 'imageName', got: imageName, key: logGroupName, words: `the log group ${logGroupName}` });
  return new LogGroup(scope, 'LogGroup', { logGroupName, retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
}

/** Refuses a recipe of the other kind, whose images neither the distribution nor the retention is for. */
function checkKind(scope: Construct, recipe: IRecipe, forContainers: boolean): void {
  if ((recipeReference(scope, 'recipe', recipe).kind === 'container-recipe') !== forContainers) {
    throw new InvalidInputError({
      prop: 'recipe',
      problem: 'Unsupported',
      rule: `be ${forContainers ? 'a container recipe' : 'an image recipe'}`,
      got: recipe.node.path,
      hint: `${forContainers ? '`GoldenAmi`' : '`GoldenContainerImage`'} takes the other recipes.`,
    }, scope);
  }
}

/** The name of a golden image: the given name, or a unique one, which other environments can use as well. */
export function imageNameOf(scope: Construct, given?: string): string {
  return given !== undefined && given !== PhysicalName.GENERATE_IF_NEEDED ? given : Names.uniqueResourceName(scope, { maxLength: 126, separator: '-' }).toLowerCase();
}

/** A name as a part of a path of a log group or a parameter, which has no spaces. */
export function inPath(imageName: string): string {
  return imageName.replace(/ /g, '-');
}

/** Refuses properties of a part that is replaced by one's own. */
export function checkReplaced<Props>(scope: Construct, props: Props, replaced: { readonly [Own in keyof Props]?: (keyof Props & string)[] }): void {
  for (const [own, others] of Object.entries(replaced) as [keyof Props & string, (keyof Props & string)[]][]) {
    others.forEach((other) => checkExclusive(scope, [own, props[own]], [other, props[other]]));
  }
}

/** The properties that own parts replace in every golden image. */
export const REPLACED = {
  infrastructureConfiguration: ['instanceTypes', 'network', 'vpc', 'subnetSelection', 'securityGroups'],
  network: ['vpc', 'subnetSelection', 'securityGroups'],
  logGroup: ['logRetention'],
  monitor: ['notify'],
} satisfies { readonly [Own in keyof GoldenImageOptions]?: (keyof GoldenImageOptions)[] };
