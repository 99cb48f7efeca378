import { IEnvironmentAware } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { IComponentConfiguration } from '../common/component-configuration';

/**
 * A recipe from which images are built, which is an image recipe for AMIs or a container recipe.
 *
 * In TypeScript and Python an L1 recipe is accepted as well. In other languages, import the recipe with `ImageRecipe.fromImageRecipeArn()` or
 * `ContainerRecipe.fromContainerRecipeArn()`.
 */
export interface IRecipe extends IConstruct, IEnvironmentAware {}

/** Options of all recipes. */
export interface RecipeOptions {
  /**
   * Components that change the base image, in the order in which they run, each once. Above 20 components, synthesis warns about the default quota.
   *
   * A component alone has the default values of its parameters, and `component.withParameters()` gives it others. An L1 component is passed with
   * `ComponentConfiguration.of()`.
   *
   * @default - no components, so the base image is only tested and distributed
   */
  readonly components?: IComponentConfiguration[];

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
