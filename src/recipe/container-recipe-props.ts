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
  /** The base image. */
  readonly baseImage: BaseContainerImage;

  /** The repository for finished container images in the Region of the recipe, unless a distribution configuration names other repositories. */
  readonly targetRepository: Repository;

  /**
   * The name of the recipe, 3 to 128 letters, digits, hyphens, underscores or inner spaces.
   *
   * Images of the recipe have the same name.
   *
   * @default - a unique name in lower case
   */
  readonly containerRecipeName?: string;

  /**
   * The version of the recipe. By default, every change of the recipe creates the next patch version.
   *
   * @default RecipeVersion.auto('1.0')
   */
  readonly containerRecipeVersion?: RecipeVersion;

  /**
   * The Dockerfile template.
   *
   * @default DockerfileData.standard()
   */
  readonly dockerfile?: DockerfileData;

  /**
   * The operating system family of the base image, which must be Linux or Windows.
   *
   * Required for base images in Amazon ECR, unless the base image or `osVersion` has a platform.
   *
   * @default - the platform of `osVersion`, or else of the base image, if known
   */
  readonly platform?: Platform;

  /**
   * The operating system version of the base image, if Image Builder does not know the image.
   *
   * Required for base images of Windows in Amazon ECR, for example `OsVersion.WINDOWS_SERVER_2022`.
   *
   * @default - Image Builder determines the version
   */
  readonly osVersion?: OsVersion;

  /**
   * The AMI of the instances on which containers are built.
   *
   * @default - the newest Amazon ECS-optimized AMI
   */
  readonly instanceImage?: ContainerInstanceImage;

  /**
   * Volumes of the instances on which containers are built. `volumeSize` is 1 to 16,000 GiB, `iops` 100 to 64,000 and
   * `throughput` 125 to 1,000 MiB/s. A volume with a `kmsKey` is encrypted.
   *
   * @default - the volumes of the AMI
   */
  readonly instanceBlockDevices?: ec2.BlockDevice[];

  /**
   * The AWS KMS key that encrypts the Dockerfile template. The role of the instances is allowed to decrypt with the key.
   *
   * @default - a key that Image Builder owns
   */
  readonly kmsKey?: kms.IKey;

  /**
   * Whether the role of the instances also gets the AWS managed policy `EC2InstanceProfileForImageBuilderECRContainerBuilds`.
   *
   * With the policy, instances may push to every repository of the account. Without it, they may pull from and push to the repositories that recipe and
   * distribution name, and pull a base image from the repository that it names. Base images in other private repositories, such as a base image of
   * Image Builder, need a permission, for example by `repository.grantPull(role)`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam-awsmanpol.html
   */
  readonly attachManagedPolicy?: boolean;
}

/** Attributes of an existing container recipe, which are its ARN, or its name and version. */
export interface ContainerRecipeAttributes {
  /**
   * The ARN of the recipe.
   *
   * @default - composed of name and version
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
