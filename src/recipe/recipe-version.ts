import { checkFixedVersion, checkMajorMinor } from '../common/versions';

/**
 * The version of an image recipe or a container recipe.
 *
 * Recipes are immutable: a changed recipe needs a new combination of name and version.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-recipes.html
 *
 * @example
 * new ImageRecipe(this, 'Recipe', {
 *   baseImage: BaseImage.amazonLinux2023(),
 *   imageRecipeVersion: RecipeVersion.auto('2.0'),
 * });
 */
export class RecipeVersion {
  /**
   * A version whose patch number Image Builder counts.
   *
   * Every change of the recipe creates the next version, so a changed recipe can always be deployed.
   *
   * @param majorMinor major and minor version, such as `1.0` for the versions `1.0.0`, `1.0.1` and so on
   */
  public static auto(majorMinor: string): RecipeVersion {
    checkMajorMinor('majorMinor', majorMinor);
    return new RecipeVersion(`${majorMinor}.x`);
  }

  /**
   * A version without wildcards.
   *
   * The deployment fails if the recipe changes and keeps its version, because the recipe already exists.
   *
   * @param recipeVersion version of three numbers, for example `1.2.3`
   */
  public static of(recipeVersion: string): RecipeVersion {
    checkFixedVersion('recipeVersion', recipeVersion);
    return new RecipeVersion(recipeVersion);
  }

  private constructor(
    /** The version in the form that CloudFormation takes, for example `1.0.x` or `1.2.3`. */
    public readonly version: string,
  ) {}
}
