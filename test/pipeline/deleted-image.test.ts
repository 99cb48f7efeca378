import { Duration, Stack, Tags } from 'aws-cdk-lib';
import {
  BaseImage, ImagePipeline, ImagePipelineProps, ImagePipelineSchedule, ImagePipelineStatus, ImageRecipe, IRecipe, LifecyclePolicy,
  LifecyclePolicyActionType, LifecyclePolicyDetail, LifecyclePolicyProps, LifecyclePolicyResourceType, LifecyclePolicyStatus, RunOnDeployOptions,
} from '../../src';
import { newStack, warningsOf } from '../support/synth';

const schedule = ImagePipelineSchedule.cron('0 3 ? * sun *');
const remove: LifecyclePolicyDetail = { action: { type: LifecyclePolicyActionType.DELETE }, filter: { countFilter: { count: 5 } } };
const recipeIn = (stack: Stack, id = 'Recipe') => new ImageRecipe(stack, id, { baseImage: BaseImage.amazonLinux2023() });

interface Case {
  readonly pipeline?: Partial<ImagePipelineProps>;
  readonly deploy?: RunOnDeployOptions | false;
  readonly policy?: (recipe: IRecipe, stack: Stack) => Partial<LifecyclePolicyProps>;
  readonly stackTags?: Record<string, string>;
}

function warnings({ pipeline = { schedule }, deploy = {}, policy = () => ({}), stackTags = {} }: Case): string[] {
  const stack = newStack();
  Object.entries(stackTags).forEach(([key, value]) => Tags.of(stack).add(key, value));
  const recipe = recipeIn(stack);
  const made = new ImagePipeline(stack, 'Pipeline', { recipe, ...pipeline });
  if (deploy !== false) {
    made.runOnDeploy(deploy);
  }
  new LifecyclePolicy(stack, 'Cleanup', {
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE, details: [remove], resourceSelection: { recipes: [recipe] }, ...policy(recipe, stack),
  });
  return warningsOf(stack);
}

const excluding = (tags: Record<string, string>): LifecyclePolicyDetail => ({ ...remove, exclusionRules: { imageExclusionRules: { tags } } });

test.each<[string, Case]>([
  ['by count', {}],
  ['by age', { policy: () => ({ details: [{ ...remove, filter: { ageFilter: { age: Duration.days(90), retainAtLeast: 3 } } }] }) }],
  ['by a tag of the image', { deploy: { tags: { Team: 'web' } }, policy: () => ({ resourceSelection: { tags: { Team: 'web' } } }) }],
  ['by any of several tags', { deploy: { tags: { Team: 'web' } }, policy: () => ({ resourceSelection: { tags: { Stage: 'test', Team: 'web' } } }) }],
  ['by a tag of the stack', { stackTags: { Team: 'web' }, policy: () => ({ resourceSelection: { tags: { Team: 'web' } } }) }],
  ['in every version', { policy: (recipe) => ({ resourceSelection: { recipeVersions: [{ recipe, version: 'x.x.x' }] } }) }],
  ['but not with another tag', { deploy: { tags: { Keep: 'no' } }, policy: () => ({ details: [excluding({ Keep: 'yes' })] }) }],
  ['besides another rule', {
    policy: () => ({
      details: [{ action: { type: LifecyclePolicyActionType.DEPRECATE }, filter: { ageFilter: { age: Duration.days(30) } } }, remove],
    }),
  }],
])('the image of a deployment that a policy deletes is warned of: %s', (_, given) => {
  expect(warnings(given)).toEqual([
    'The pipeline builds on a schedule, and Stack/Cleanup deletes its older images, some day also the image of the deployment. Reports of that image and '
    + 'their gates then fail, and its AMI does not exist. Give the image a tag with `runOnDeploy({ tags })`, and exclude the tag with '
    + '`imageExclusionRules`. [ack: cdk-imagebuilder:deployedImageDeleted]',
  ]);
});

test.each<[string, Case]>([
  ['without a schedule', { pipeline: {} }],
  ['with a schedule that is off', { pipeline: { schedule, status: ImagePipelineStatus.DISABLED } }],
  ['without an image of the deployment', { deploy: false }],
  ['with a policy that is off', { policy: () => ({ status: LifecyclePolicyStatus.DISABLED }) }],
  ['with a policy that deletes nothing', {
    policy: () => ({
      details: [{ action: { type: LifecyclePolicyActionType.DEPRECATE }, filter: { ageFilter: { age: Duration.days(30) } } }],
    }),
  }],
  ['with a policy for another recipe', { policy: (__, stack) => ({ resourceSelection: { recipes: [recipeIn(stack, 'Other')] } }) }],
  ['with a policy for some versions', { policy: (recipe) => ({ resourceSelection: { recipeVersions: [{ recipe, version: '1.x.x' }] } }) }],
  ['with a policy for other tags', { deploy: { tags: { Team: 'web' } }, policy: () => ({ resourceSelection: { tags: { Team: 'app', Stage: 'test' } } }) }],
  ['with a policy that excludes a tag of the image', { deploy: { tags: { Keep: 'yes' } }, policy: () => ({ details: [excluding({ Other: 'x', Keep: 'yes' })] }) }],
])('nothing is warned of %s', (_, given) => {
  expect(warnings(given)).toEqual([]);
});
