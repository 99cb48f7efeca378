import { Annotations, CfnDeletionPolicy } from 'aws-cdk-lib';
import { CfnImage } from 'aws-cdk-lib/aws-imagebuilder';
import { Construct } from 'constructs';
import { DEPLOYED_TAG, DeployedBuild } from './deployed-build';
import { GoldenImageOptions } from './golden-image-options';
import { ImageRetention } from './image-retention';
import { sharedRetentionRole } from './shared';
import { InvalidInputError } from '../common/errors';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { LifecyclePolicyActionType, LifecyclePolicyDetail, LifecyclePolicyExclusionRules, LifecyclePolicyResourceType } from '../lifecycle/lifecycle-policy-detail';
import { ImagePipeline } from '../pipeline/image-pipeline';
import { IRecipe } from '../recipe/recipe';

/** A golden image with its retention. */
export interface Retained {
  readonly retention: ImageRetention;
  readonly recipe: IRecipe;
  readonly pipeline: ImagePipeline;
  readonly build: DeployedBuild;
  readonly forContainers: boolean;
}

/**
 * Applies the retention of a golden image to the images of all versions of its recipe.
 *
 * The image that the deployment built is excluded by a tag. The images that it replaces are kept as resources of Image Builder: an image that CloudFormation deletes
 * leaves its AMI behind, which no policy finds any more.
 */
export function retain(scope: Construct, retained: Retained): LifecyclePolicy {
  const { recipe, build: { image, execution, buildReport, scanReport }, forContainers } = retained;
  if (execution !== undefined) {
    Annotations.of(scope).addInfoV2('cdk-imagebuilder:retentionByNumber',
      'The image that the deployment built has no tag of its own, so it is kept only as long as it is one of the newest images. '
      + '`BuildOnDeploy.ROLL_BACK` protects it by a tag.');
  }
  const policy = new LifecyclePolicy(scope, 'Retention', {
    resourceType: forContainers ? LifecyclePolicyResourceType.CONTAINER_IMAGE : LifecyclePolicyResourceType.AMI_IMAGE,
    resourceSelection: { recipes: [recipe] },
    details: detailsOf(scope, retained),
    executionRole: sharedRetentionRole(scope),
  });
  if (image !== undefined) {
    const { cfnOptions } = image.node.defaultChild as CfnImage;
    cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    // The default, written because linters take one policy without the other for a slip.
    cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
    // Until the new image has been built and judged, the policy protects the old one, to which CloudFormation goes back otherwise.
    policy.node.addDependency(image, buildReport, ...scanReport ? [scanReport] : []);
  }
  return policy;
}

/** Warns of scheduled builds that outrun consumers in other stacks: these take the AMI of their last deployment, which is deleted some builds later. */
export function warnOfOutrun(scope: Construct, { schedule, retention }: GoldenImageOptions, consumer: Construct): void {
  if (schedule !== undefined && retention?.count !== undefined && retention.launchAge === undefined) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:retentionOutrun',
      `${consumer.node.path} has the AMI of its last deployment, and the schedule builds until that AMI is not among the newest ${retention.count} and is deleted. `
      + 'Deploy it more often, or keep AMIs that are launched with `exceptLaunchedWithin()` of the retention.');
  }
}

function detailsOf(scope: Construct, { retention, pipeline, build, forContainers }: Retained): LifecyclePolicyDetail[] {
  const { count, age, keepAtLeast, deprecationAge, launchAge } = retention;
  if (forContainers && (deprecationAge ?? launchAge) !== undefined) {
    throw new InvalidInputError({
      prop: 'retention', problem: 'Unsupported', rule: 'neither deprecate nor look at launches, because container images have neither',
    }, scope);
  }
  const tags = { ...retention.keptTags, ...build.image && { [DEPLOYED_TAG]: pipeline.deploymentId } };
  const exclusionRules: LifecyclePolicyExclusionRules = {
    imageExclusionRules: { tags },
    amiExclusionRules: launchAge && { lastLaunched: launchAge },
  };
  return [
    ...deprecationAge === undefined ? [] : [{
      action: { type: LifecyclePolicyActionType.DEPRECATE }, filter: { ageFilter: { age: deprecationAge } }, exclusionRules,
    }],
    {
      action: { type: LifecyclePolicyActionType.DELETE },
      filter: age === undefined ? { countFilter: { count: count! } } : { ageFilter: { age, retainAtLeast: keepAtLeast } },
      exclusionRules,
    },
  ];
}
