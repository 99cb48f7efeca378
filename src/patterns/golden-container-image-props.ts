import { IRepository } from 'aws-cdk-lib/aws-ecr';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { GoldenImageOptions } from './golden-image-options';
import { ContainerDistribution } from '../distribution/container-distribution';
import { ImageScanning } from '../pipeline/image-scanning';
import { BaseContainerImage } from '../recipe/base-container-image';
import { DockerfileData } from '../recipe/dockerfile-data';
import { IRecipe } from '../recipe/recipe';

/** Properties of a golden container image. */
export interface GoldenContainerImageProps extends GoldenImageOptions {
  /**
   * The base image. Required unless `recipe` is given.
   *
   * @default - the base image of `recipe`
   */
  readonly baseImage?: BaseContainerImage;

  /**
   * The Dockerfile template. Mutually exclusive with `recipe`.
   *
   * @default DockerfileData.standard()
   */
  readonly dockerfile?: DockerfileData;

  /**
   * The container recipe, in place of a new one. Mutually exclusive with `baseImage`, `components`, `dockerfile` and `imageName`.
   *
   * @default - a new recipe
   */
  readonly recipe?: IRecipe;

  /**
   * The repository of the container image, in the account and Region of the stack.
   *
   * With `recipe`, the repository must be the target repository of the recipe.
   *
   * @default - a new repository that Amazon ECR scans on push, and that is kept when the stack is deleted
   */
  readonly repository?: IRepository;

  /**
   * Tags of the container image in `repository`. Mutually exclusive with `distributionConfiguration`.
   *
   * @default ['latest', '{{ imagebuilder:buildVersion }}']
   */
  readonly imageTags?: string[];

  /**
   * Repositories in other Regions to which the container image is pushed. The repositories must exist. Mutually exclusive with `distributionConfiguration`.
   *
   * @default - only `repository`
   */
  readonly furtherDistributions?: ContainerDistribution[];

  /**
   * How Amazon Inspector scans the images for vulnerabilities, for which it must be activated for Amazon ECR in the account.
   *
   * @default - `ImageScanning.container()` with a `gate`, otherwise images are not scanned
   */
  readonly imageScanning?: ImageScanning;

  /**
   * The distribution configuration, in place of a new one.
   *
   * @default - a new distribution configuration
   */
  readonly distributionConfiguration?: refs.IDistributionConfigurationRef;
}
