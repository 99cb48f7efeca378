import { Stack } from 'aws-cdk-lib';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { CfnImageRecipe } from 'aws-cdk-lib/aws-imagebuilder';
import { ImagePipeline, ImagePipelineSchedule } from '../../src';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { KeepLatestOptions, LifecyclePolicyStatus } from '../../src/lifecycle/lifecycle-policy-props';
import { BaseContainerImage } from '../../src/recipe/base-container-image';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { IRecipe } from '../../src/recipe/recipe';
import { Repository } from '../../src/recipe/repository';
import { newStack, propertiesOf, warningsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::LifecyclePolicy';
const arn = (kind: string, version: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:${kind}/mine/${version}`;
const amiRecipe = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { imageRecipeName: 'golden', baseImage: BaseImage.amazonLinux2023() });
const containerRecipe = (stack: Stack) => new ContainerRecipe(stack, 'Containers', {
  containerRecipeName: 'golden-container',
  baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'),
  targetRepository: Repository.fromEcr(new EcrRepository(stack, 'Repository')),
});

function policy(make: (stack: Stack) => IRecipe[], options: Partial<KeepLatestOptions> = {}) {
  const stack = newStack();
  return LifecyclePolicy.keepLatest(stack, 'Keep', { recipes: make(stack), count: 5, ...options });
}
const propertiesFor = (...given: Parameters<typeof policy>) => propertiesOf(policy(...given).stack, TYPE);

test('the newest AMIs are kept, and others are deleted with their snapshots, in every version of the recipe', () => {
  expect(propertiesFor((stack) => [amiRecipe(stack)])).toMatchObject({
    ResourceType: 'AMI_IMAGE',
    PolicyDetails: [{ Action: { Type: 'DELETE', IncludeResources: { Amis: true, Snapshots: true } }, Filter: { Type: 'COUNT', Value: 5 } }],
    ResourceSelection: { Recipes: [{ SemanticVersion: 'x.x.x' }] },
  });
});

test('the newest container images are kept', () => {
  expect(propertiesFor((stack) => [containerRecipe(stack)], { count: 1 })).toMatchObject({
    ResourceType: 'CONTAINER_IMAGE',
    PolicyDetails: [{ Action: { Type: 'DELETE', IncludeResources: { Containers: true } }, Filter: { Type: 'COUNT', Value: 1 } }],
  });
});

test.each<[string, (stack: Stack) => IRecipe]>([
  ['that is imported in a version', (stack) => ImageRecipe.fromImageRecipeArn(stack, 'Known', arn('image-recipe', '1.0.0'))],
  ['that is an L1', (stack) => new CfnImageRecipe(stack, 'L1', { name: 'mine', version: '1.0.0', parentImage: 'ami-01234567' }) as IRecipe],
])('a recipe %s is selected in every version, besides others', (_, make) => {
  const { Recipes } = propertiesFor((stack) => [amiRecipe(stack), make(stack)], { count: 1000 }).ResourceSelection;
  expect(Recipes.map(({ SemanticVersion }: any) => SemanticVersion)).toEqual(['x.x.x', 'x.x.x']);
});

test('images, AMIs and all other options are those of a policy', () => {
  const exclusionRules = { imageExclusionRules: { tags: { Keep: 'yes' } }, amiExclusionRules: { isPublic: true } };
  expect(propertiesFor((stack) => [amiRecipe(stack)], {
    lifecyclePolicyName: 'five', description: 'the last five', status: LifecyclePolicyStatus.DISABLED, tags: { Team: 'platform' }, exclusionRules,
  })).toMatchObject({
    Name: 'five',
    Description: 'the last five',
    Status: 'DISABLED',
    Tags: { Team: 'platform' },
    PolicyDetails: [{ ExclusionRules: { TagMap: { Keep: 'yes' }, Amis: { IsPublic: true } } }],
  });
});

test.each([[{}, 1], [{ DeployedBy: 'cdk' }, 0]])('an image of a deployment with the tags %j is warned of %d times', (tags, warnings) => {
  const stack = newStack();
  const recipe = amiRecipe(stack);
  new ImagePipeline(stack, 'Pipeline', { recipe, schedule: ImagePipelineSchedule.daily() }).runOnDeploy({ tags });
  LifecyclePolicy.keepLatest(stack, 'Keep', { recipes: [recipe], count: 5, exclusionRules: { imageExclusionRules: { tags: { DeployedBy: 'cdk' } } } });
  expect(warningsOf(stack).filter((warning) => warning.includes('deployedImageDeleted'))).toHaveLength(warnings);
});

test.each<[(stack: Stack) => IRecipe[], Partial<KeepLatestOptions>, string]>([
  [(stack) => [amiRecipe(stack)], { count: 0 }, 'CountOutOfRange: `count` must be a whole number from 1 to 1000, got: 0. [Stack]'],
  [(stack) => [amiRecipe(stack)], { count: 1001 }, 'CountOutOfRange: `count` must be a whole number from 1 to 1000, got: 1001. [Stack]'],
  [() => [], {}, 'RecipesOutOfRange: `recipes` must have 1 to 50 entries, got: 0. [Stack]'],
  [(stack) => [amiRecipe(stack), containerRecipe(stack)], {},
    'RecipesConflict: `recipes[1]` must be an image recipe, like `recipes[0]`, got: \'Stack/Containers\'. [Stack]'],
  [(stack) => [containerRecipe(stack), amiRecipe(stack)], {},
    'RecipesConflict: `recipes[1]` must be a container recipe, like `recipes[0]`, got: \'Stack/Recipe\'. [Stack]'],
  [(stack) => [new EcrRepository(stack, 'Other')], {},
    'RecipesUnsupported: `recipes[0]` must be an image recipe or a container recipe, got: \'Stack/Other\'. [Stack]'],
])('what can never deploy is refused (%#)', (make, options, message) => {
  expect(() => policy(make, options)).toThrow(new Error(message));
});
