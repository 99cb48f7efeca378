import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { IContainerRecipe } from './container-recipe';
import type { IImageRecipe } from './image-recipe';
import { InvalidInputError } from '../common/errors';
import { KnownFact } from '../common/known-facts';
import { nameInArn, partsOf } from '../common/naming';

/** ARN of the repository into which a container recipe puts its images. */
export const TARGET_REPOSITORY_ARN = new KnownFact<string>();

/** What a recipe is, and how others refer to it. */
export interface RecipeReference {
  /** The kind of its images: AMIs or containers. */
  readonly kind: 'image-recipe' | 'container-recipe';
  readonly arn: string;
  readonly name: string;
  /** The name as it stands in ARNs: those of its images have it too. */
  readonly nameInArn: string;
}

/** What recipes are known by: an L1 by a reference, those of this library by their names too. */
type AnyRecipe = Partial<IImageRecipe> & Partial<IContainerRecipe>;

/** Tells image recipes from container recipes, of this library, L1s or imports. */
export function recipeReference(scope: IConstruct, prop: string, recipe: IConstruct): RecipeReference {
  const { imageRecipeRef, containerRecipeRef, imageRecipeName, containerRecipeName } = recipe as AnyRecipe;
  if (imageRecipeRef !== undefined) {
    return referenceOf('image-recipe', imageRecipeRef.imageRecipeArn, imageRecipeName);
  }
  if (containerRecipeRef !== undefined) {
    return referenceOf('container-recipe', containerRecipeRef.containerRecipeArn, containerRecipeName);
  }
  throw new InvalidInputError({ prop, problem: 'Unsupported', rule: 'be an image recipe or a container recipe', got: recipe.node.path }, scope);

  function referenceOf(kind: RecipeReference['kind'], arn: string, name?: string): RecipeReference {
    const inArn = name === undefined || Token.isUnresolved(name) ? partsOf(scope, prop, kind, arn).name : nameInArn(name);
    return { kind, arn, name: name ?? inArn, nameInArn: inArn };
  }
}
