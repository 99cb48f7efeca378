import { checkFixedVersion, checkMajorMinor } from '../common/versions';

/**
 * The version of an image recipe.
 *
 * Recipes are immutable: a changed recipe needs a new combination of name and version.
 *
 * @example
 * new ImageRecipe(this, 'Recipe', {
 *   baseImage: BaseImage.amazonLinux2023(),
 *   imageRecipeVersion: RecipeVersion.auto('2.0'),
 * });
 */
export class RecipeVersion {
  /**
   * Image Builder counts the patch version: every change of the recipe creates the next version, so a changed recipe can always be deployed.
   *
   * @param majorMinor major and minor version, such as `1.0` for the versions `1.0.0`, `1.0.1` and so on
   */
  public static auto(majorMinor: string): RecipeVersion {
    checkMajorMinor('majorMinor', majorMinor);
    return new RecipeVersion(`${majorMinor}.x`);
  }

  /**
   * Exactly this version. A change of the recipe needs a new version, otherwise the deployment fails because the recipe already exists.
   *
   * @param recipeVersion three numbers, for example `1.2.3`
   */
  public static of(recipeVersion: string): RecipeVersion {
    checkFixedVersion('recipeVersion', recipeVersion);
    return new RecipeVersion(recipeVersion);
  }

  private constructor(
    /** The version as CloudFormation takes it: `1.0.x` or `1.2.3`. */
    public readonly version: string,
  ) {}
}
