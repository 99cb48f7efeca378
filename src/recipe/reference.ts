import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { IContainerRecipe } from './container-recipe';
import type { IImageRecipe } from './image-recipe';
import { InvalidInputError } from '../common/errors';
import { KnownFact } from '../common/known-facts';
import { checkArn, nameInArn, partsOf } from '../common/naming';

/** ARN of the repository to which the images of a container recipe are pushed. */
export const TARGET_REPOSITORY_ARN = new KnownFact<string>();

/** The kind of a recipe, and how other resources refer to the recipe. */
export interface RecipeReference {
  /** The kind of the recipe, which builds AMIs or containers. */
  readonly kind: 'image-recipe' | 'container-recipe';
  readonly arn: string;
}

/** The kind of the recipe of a pipeline or an image. */
export const RECIPE_KIND = new KnownFact<RecipeReference['kind']>();

/** Refuses an image of the other kind as the base image of a recipe. The kind of an image of the app is that of its recipe. */
export function checkBaseKind(image: IConstruct, wanted: RecipeReference['kind']): void {
  const kind = RECIPE_KIND.of(image);
  if (kind !== undefined && kind !== wanted) {
    const what = wanted === 'image-recipe' ? 'an AMI, and not a container image' : 'a container image, and not an AMI';
    throw new InvalidInputError({ prop: 'image', problem: 'Conflict', rule: `be ${what}`, got: image.node.path });
  }
}

/** How the images of a recipe are named. */
export interface RecipeNames {
  readonly name: string;
  /** The name in the form of ARNs, which the ARNs of its images contain as well. */
  readonly nameInArn: string;
}

/** Properties of recipes: an L1 has a reference, a recipe of this library has a name as well. */
type AnyRecipe = Partial<IImageRecipe> & Partial<IContainerRecipe>;

/** The version in which an existing recipe was named; nothing of recipes of the app, whose versions are known during deployment. */
export function namedVersionOf(recipe: IConstruct): string | undefined {
  const { imageRecipeVersion, containerRecipeVersion } = recipe as AnyRecipe;
  const version = imageRecipeVersion ?? containerRecipeVersion;
  return Token.isUnresolved(version) ? undefined : version;
}

/** Distinguishes image recipes and container recipes of this library, L1s and imports. */
export function recipeReference(scope: IConstruct, prop: string, recipe: IConstruct): RecipeReference {
  const { imageRecipeRef, containerRecipeRef } = recipe as AnyRecipe;
  if (imageRecipeRef !== undefined) {
    return checked({ kind: 'image-recipe', arn: imageRecipeRef.imageRecipeArn });
  }
  if (containerRecipeRef !== undefined) {
    return checked({ kind: 'container-recipe', arn: containerRecipeRef.containerRecipeArn });
  }
  throw new InvalidInputError({ prop, problem: 'Unsupported', rule: 'be an image recipe or a container recipe', got: recipe.node.path }, scope);

  function checked(reference: RecipeReference): RecipeReference {
    checkArn(scope, prop, reference.kind, reference.arn);
    return reference;
  }
}

/** The names of a recipe, apart from the reference, because they are tokens that few resources need. */
export function recipeNames(scope: IConstruct, prop: string, recipe: IConstruct, { kind, arn }: RecipeReference): RecipeNames {
  const { imageRecipeName, containerRecipeName } = recipe as AnyRecipe;
  const name = imageRecipeName ?? containerRecipeName;
  const inArn = name === undefined || Token.isUnresolved(name) ? partsOf(scope, prop, kind, arn).name : nameInArn(name);
  return { name: name ?? inArn, nameInArn: inArn };
}
