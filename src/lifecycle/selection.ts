import { CfnLifecyclePolicy } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import type { LifecyclePolicyResourceSelection } from './lifecycle-policy-detail';
import { canonical } from '../common/canonical';
import { InvalidInputError } from '../common/errors';
import { checkSameRegion, Named } from '../common/regions';
import { checkAtSynth, checkCount, checkExclusive, checkTags } from '../common/validate';
import { ANY_VERSION, checkVersionReference } from '../common/versions';
import type { IRecipe } from '../recipe/recipe';
import { namedVersionOf, recipeNames, recipeReference, TARGET_REPOSITORY_ARN } from '../recipe/reference';

/** The images to which a lifecycle policy applies. */
export interface Selection {
  /** The selection in the form of CloudFormation. */
  readonly rendered: CfnLifecyclePolicy.ResourceSelectionProperty;
  /** Names of the images as in their ARNs, or `*` if images are selected by tags. */
  readonly imageNames: string[];
  /** ARNs of the recipes whose images of every version are selected. */
  readonly recipeArns: string[];
  /** ARNs of repositories that the recipes name as their targets. */
  readonly repositoryArns: string[];
}

/** Kinds of recipes, in words. */
const WORDS = { 'image-recipe': 'an image recipe', 'container-recipe': 'a container recipe' };

/** Whether recipes are for containers. A lifecycle policy is for one kind of images, so recipes of both kinds are refused. */
export function areForContainers(scope: IConstruct, prop: string, recipes: IRecipe[]): boolean {
  checkCount(scope, prop, recipes, 1, 50);
  const [first, ...others] = recipes.map((recipe, index) => recipeReference(scope, `${prop}[${index}]`, recipe).kind);
  const other = 1 + others.findIndex((kind) => kind !== first);
  if (other > 0) {
    throw new InvalidInputError({
      prop: `${prop}[${other}]`, problem: 'Conflict', rule: `be ${WORDS[first]}, like \`${prop}[0]\``, got: recipes[other].node.path,
    }, scope);
  }
  return first === 'container-recipe';
}

/** Recipes or tags in the form of CloudFormation, with the names and ARNs that permissions need. */
export function renderSelection(scope: IConstruct, selection: LifecyclePolicyResourceSelection, forContainers: boolean): Selection {
  const { recipes = [], recipeVersions = [], tags } = selection;
  const prop = 'resourceSelection';
  const chosen = [
    ...recipes.map((recipe, index) => ({ recipe, version: namedVersionOf(recipe) ?? ANY_VERSION, at: `${prop}.recipes[${index}]` })),
    ...recipeVersions.map((each, index) => ({ ...each, at: `${prop}.recipeVersions[${index}].recipe` })),
  ];
  recipeVersions.forEach(({ version }, index) => checkVersionReference(scope, `${prop}.recipeVersions[${index}].version`, version));
  checkExclusive(scope, [`${prop}.recipes`, chosen.length > 0 ? chosen : undefined], [`${prop}.tags`, tags]);
  if (tags !== undefined) {
    checkCount(scope, `${prop}.tags`, tags, 1, 50);
    checkTags(scope, `${prop}.tags`, tags, 50);
    return { rendered: { tagMap: canonical(tags) }, imageNames: ['*'], recipeArns: [], repositoryArns: [] };
  }
  checkCount(scope, `${prop}.recipes`, chosen, 1, 50);
  // A policy selects by name, so it would look for the recipe in its own Region.
  checkSameRegion(scope, ...chosen.map(({ recipe, at }): Named => [at, recipe]));
  const selected = chosen.map(({ recipe, at }) => {
    const reference = recipeReference(scope, at, recipe);
    if ((reference.kind === 'container-recipe') !== forContainers) {
      checkAtSynth(scope, () => [{
        prop: at, problem: 'Conflict', rule: `be ${WORDS[forContainers ? 'container-recipe' : 'image-recipe']}, like \`resourceType\``, got: recipe.node.path,
      }]);
    }
    return { arn: reference.arn, ...recipeNames(scope, at, recipe, reference) };
  });
  return {
    rendered: { recipes: selected.map(({ name }, index) => ({ name, semanticVersion: chosen[index].version })) },
    imageNames: [...new Set(selected.map(({ nameInArn }) => nameInArn))],
    recipeArns: selected.filter((_, index) => chosen[index].version === ANY_VERSION).map(({ arn }) => arn),
    repositoryArns: [...new Set(chosen.flatMap(({ recipe }) => TARGET_REPOSITORY_ARN.of(recipe) ?? []))],
  };
}
