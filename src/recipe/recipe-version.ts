import { checkFixedVersion, checkMajorMinor } from '../common/versions';

/**
 * The version of an image recipe.
 *
 * Recipes never change: another content is another recipe, and its name and version together must be new.
 */
export class RecipeVersion {
  /**
   * The service counts the patches: every change of the recipe makes the next version, so that a changed recipe can always be deployed.
   *
   * @param majorMinor the first two numbers, for example `1.0`; the versions are then `1.0.0`, `1.0.1` and so on
   */
  public static auto(majorMinor: string): RecipeVersion {
    checkMajorMinor('majorMinor', majorMinor);
    return new RecipeVersion(`${majorMinor}.x`);
  }

  /**
   * Exactly this version. Whoever changes the recipe has to change the version too, or the deployment fails because the recipe already exists.
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
