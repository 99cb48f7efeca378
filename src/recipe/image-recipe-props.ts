import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { BaseImage } from './base-image';
import { RecipeOptions } from './recipe';
import { RecipeVersion } from './recipe-version';

/** Properties of an image recipe. */
export interface ImageRecipeProps extends RecipeOptions {
  /** The image to start from. */
  readonly baseImage: BaseImage;

  /**
   * The name of the recipe. Images of the recipe have the same name.
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
   * Whether the Systems Manager agent is removed before the image is made. An agent that the base image already had is kept.
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
   * Tags of the AMI that Image Builder creates before the distribution.
   *
   * @default - only the tags that Image Builder sets
   */
  readonly amiTags?: Record<string, string>;

  /**
   * Names of watermarks of the AMI, at most five. Copies of the AMI keep the watermarks, and an AMI with a watermark cannot be made public.
   *
   * @default - no watermarks
   */
  readonly amiWatermarks?: string[];
}

/** Attributes of an existing image recipe: its ARN, or its name and version. */
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
   * Version of the recipe. The last numbers may be `x`, for the newest version when an image is built.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly imageRecipeVersion?: string;
}
