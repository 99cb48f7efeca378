import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { BaseImage } from './base-image';
import { RecipeOptions } from './recipe';
import { RecipeVersion } from './recipe-version';

/** Properties of an image recipe. */
export interface ImageRecipeProps extends RecipeOptions {
  /** The image to start from. */
  readonly baseImage: BaseImage;

  /**
   * The name of the recipe. Its images have it too.
   *
   * @default - a unique name in lower case
   */
  readonly imageRecipeName?: string;

  /**
   * The version of the recipe.
   *
   * @default RecipeVersion.auto('1.0'), so that every change of the recipe makes its next version
   */
  readonly imageRecipeVersion?: RecipeVersion;

  /**
   * The volumes of the build instance, and so of the image.
   *
   * @default - the volumes of the base image
   */
  readonly blockDevices?: ec2.BlockDevice[];

  /**
   * Whether the Systems Manager agent is removed before the image is made. One that the base image already had stays.
   *
   * @default true
   */
  readonly uninstallSsmAgentAfterBuild?: boolean;

  /**
   * What the build instance runs when it starts, at most 16,383 bytes, in place of what the service runs there. It has to install the Systems
   * Manager agent where the base image has none.
   *
   * @default - installs the Systems Manager agent where the base image has none
   */
  readonly userDataOverride?: ec2.UserData;

  /**
   * Tags of the AMI that the service makes before it distributes it.
   *
   * @default - the tags that the service sets itself
   */
  readonly amiTags?: Record<string, string>;

  /**
   * Names of watermarks of the AMI, at most five. They stay on its copies, and an AMI that has one cannot be made public.
   *
   * @default - no watermarks
   */
  readonly amiWatermarks?: string[];
}

/** How an existing image recipe is known: by its ARN, or by its name. */
export interface ImageRecipeAttributes {
  /**
   * The ARN of the recipe.
   *
   * @default - made of name and version
   */
  readonly imageRecipeArn?: string;

  /**
   * The name of the recipe.
   *
   * @default - taken from the ARN
   */
  readonly imageRecipeName?: string;

  /**
   * The version of the recipe, where the last numbers may be `x`.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly imageRecipeVersion?: string;
}
