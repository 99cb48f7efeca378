import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { BaseContainerImage } from './base-container-image';
import { ContainerInstanceImage } from './container-instance-image';
import { DockerfileData } from './dockerfile-data';
import { RecipeOptions } from './recipe';
import { RecipeVersion } from './recipe-version';
import { Repository } from './repository';
import { OsVersion, Platform } from '../common/platform';

/** Properties of a container recipe. */
export interface ContainerRecipeProps extends RecipeOptions {
  /** The container image to start from. */
  readonly baseImage: BaseContainerImage;

  /** Where finished containers go in the Region of the recipe, unless a distribution configuration says otherwise. */
  readonly targetRepository: Repository;

  /**
   * The name of the recipe. Its images have it too.
   *
   * @default - a unique name in lower case
   */
  readonly containerRecipeName?: string;

  /**
   * The version of the recipe.
   *
   * @default RecipeVersion.auto('1.0'), so that every change of the recipe makes its next version
   */
  readonly containerRecipeVersion?: RecipeVersion;

  /**
   * The template of the Dockerfile.
   *
   * @default DockerfileData.standard()
   */
  readonly dockerfile?: DockerfileData;

  /**
   * The operating system family of the base image. The service has to be told it for images of Amazon ECR.
   *
   * @default - that of `osVersion`, or else that of the base image, if one of them is known
   */
  readonly platform?: Platform;

  /**
   * The operating system version of the base image, for one that the service does not know.
   *
   * @default - the service finds out
   */
  readonly osVersion?: OsVersion;

  /**
   * The AMI of the instances on which containers are built.
   *
   * @default - the newest AMI for Amazon ECS
   */
  readonly instanceImage?: ContainerInstanceImage;

  /**
   * The volumes of those instances.
   *
   * @default - the volumes of the AMI
   */
  readonly instanceBlockDevices?: ec2.BlockDevice[];

  /**
   * The key that encrypts the Dockerfile template.
   *
   * @default - a key that belongs to the service
   */
  readonly kmsKey?: kms.IKey;
}

/** How an existing container recipe is known: by its ARN, or by its name. */
export interface ContainerRecipeAttributes {
  /**
   * The ARN of the recipe.
   *
   * @default - made of name and version
   */
  readonly containerRecipeArn?: string;

  /**
   * The name of the recipe.
   *
   * @default - taken from the ARN
   */
  readonly containerRecipeName?: string;

  /**
   * The version of the recipe, where the last numbers may be `x`.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly containerRecipeVersion?: string;
}
