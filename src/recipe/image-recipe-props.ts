import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { BaseImage } from './base-image';
import { RecipeOptions } from './recipe';
import { RecipeVersion } from './recipe-version';

/** Properties of an image recipe. */
export interface ImageRecipeProps extends RecipeOptions {
  /** The base image. */
  readonly baseImage: BaseImage;

  /**
   * The name of the recipe, 3 to 128 letters, digits, hyphens, underscores or inner spaces.
   *
   * Images of the recipe have the same name.
   *
   * @default - a unique name in lower case
   */
  readonly imageRecipeName?: string;

  /**
   * The version of the recipe. By default, every change of the recipe creates the next patch version.
   *
   * @default RecipeVersion.auto('1.0')
   */
  readonly imageRecipeVersion?: RecipeVersion;

  /**
   * The volumes of the build instance, which become volumes of the image. `volumeSize` is 1 to 16,000 GiB, `iops` 100 to 64,000 and
   * `throughput` 125 to 1,000 MiB/s. A volume with a `kmsKey` is encrypted.
   *
   * @default - the volumes of the base image
   */
  readonly blockDevices?: ec2.BlockDevice[];

  /**
   * Whether the Systems Manager agent is removed before the image is created. With `false`, the image keeps the agent. Not allowed for a base image of Windows.
   *
   * @default - the agent is removed if Image Builder installed the agent, and kept if the base image has the agent
   */
  readonly uninstallSsmAgentAfterBuild?: boolean;

  /**
   * The user data of the build instance, at most 16,383 bytes, which replaces the user data of Image Builder.
   *
   * The user data must install the Systems Manager agent if the base image does not have the agent. Without the agent, builds time out.
   *
   * @default - user data that installs the Systems Manager agent if the base image does not have the agent
   */
  readonly userDataOverride?: ec2.UserData;

  /**
   * Tags of the AMI that Image Builder creates before the distribution, at most 50.
   *
   * @default - only the tags that Image Builder sets
   */
  readonly amiTags?: Record<string, string>;

  /**
   * Names of watermarks of the AMI, at most five different names of 3 to 128 characters.
   *
   * Copies of the AMI keep the watermarks, and an AMI with a watermark cannot be made public.
   *
   * @default - no watermarks
   */
  readonly amiWatermarks?: string[];
}

/** Attributes of an existing image recipe, which are its ARN, or its name and version. */
export interface ImageRecipeAttributes {
  /**
   * The ARN of the recipe.
   *
   * @default - composed of name and version
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
