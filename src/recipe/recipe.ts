import { aws_imagebuilder as refs, IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';

/**
 * What images are built from: an image recipe for AMIs, or a container recipe.
 *
 * In TypeScript and Python an L1 recipe is accepted as well. In other languages, import the recipe with `ImageRecipe.fromImageRecipeArn()` or
 * `ContainerRecipe.fromContainerRecipeArn()`.
 */
export interface IRecipe extends IConstruct, IEnvironmentAware {}

/** How a recipe uses a component. */
export interface ComponentConfiguration {
  /** The component: of this library, an L1 or an import. */
  readonly component: refs.IComponentRef;

  /**
   * Values of the component's parameters, by their names.
   *
   * @default - the parameters have their default values
   */
  readonly parameters?: Record<string, string>;
}

/** Options of all recipes. */
export interface RecipeOptions {
  /**
   * Components that change the base image, in the order in which they run.
   *
   * @default - the new image is the base image, tested and distributed
   */
  readonly components?: ComponentConfiguration[];

  /**
   * What the recipe is for.
   *
   * @default - the recipe is shown without a description
   */
  readonly description?: string;

  /**
   * The folder in which components run.
   *
   * @default - "/tmp" on Linux and macOS, "C:/" on Windows
   */
  readonly workingDirectory?: string;

  /**
   * Tags of the recipe.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}
