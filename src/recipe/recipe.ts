import { aws_imagebuilder as refs, IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';

/**
 * A recipe from which images are built, which is an image recipe for AMIs or a container recipe.
 *
 * In TypeScript and Python an L1 recipe is accepted as well. In other languages, import the recipe with `ImageRecipe.fromImageRecipeArn()` or
 * `ContainerRecipe.fromContainerRecipeArn()`.
 */
export interface IRecipe extends IConstruct, IEnvironmentAware {}

/** A component of a recipe, with values of its parameters. */
export interface ComponentConfiguration {
  /** The component, which is a component of this library, an L1 component or an import. */
  readonly component: refs.IComponentRef;

  /**
   * Values of the component's parameters, by their names.
   *
   * Synthesis fails if a name is unknown or a required value is missing, provided that the parameters of the component are known.
   *
   * @default - the parameters have their default values
   */
  readonly parameters?: Record<string, string>;
}

/** Options of all recipes. */
export interface RecipeOptions {
  /**
   * Components that change the base image, in the order in which they run. Above 20 components, synthesis warns about the default quota.
   *
   * @default - no components, so the base image is only tested and distributed
   */
  readonly components?: ComponentConfiguration[];

  /**
   * The description of the recipe, 1 to 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The folder in which components run, 1 to 1,024 characters.
   *
   * @default - "/tmp" on Linux and macOS, "C:/" on Windows
   */
  readonly workingDirectory?: string;

  /**
   * Tags of the recipe, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}
