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

  /** Repository for finished containers in the Region of the recipe, unless a distribution configuration names other repositories. */
  readonly targetRepository: Repository;

  /**
   * The name of the recipe. Images of the recipe have the same name.
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
   * The operating system family of the base image. Required for base images in Amazon ECR.
   *
   * @default - that of `osVersion`, or else that of the base image, if one of them is known
   */
  readonly platform?: Platform;

  /**
   * The operating system version of the base image, if Image Builder does not know the image.
   *
   * @default - Image Builder determines the version
   */
  readonly osVersion?: OsVersion;

  /**
   * The AMI of the instances on which containers are built.
   *
   * @default - the newest AMI for Amazon ECS
   */
  readonly instanceImage?: ContainerInstanceImage;

  /**
   * Volumes of the instances on which containers are built.
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

/** Attributes of an existing container recipe: its ARN, or its name and version. */
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
   * Version of the recipe. The last numbers may be `x`, for the newest version when an image is built.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly containerRecipeVersion?: string;
}
