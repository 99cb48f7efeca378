import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { ImageScanning } from './image-scanning';

/** How images are built, tested and distributed, whoever starts the build. */
export interface ImageBuildOptions {
  /**
   * The instances on which images are built and tested: of this library, an L1 or an import.
   *
   * @default - a new infrastructure configuration with a role and an instance profile of its own
   */
  readonly infrastructureConfiguration?: refs.IInfrastructureConfigurationRef;

  /**
   * Where finished images go: of this library, an L1 or an import.
   *
   * @default - images stay in the account and Region in which they are built
   */
  readonly distributionConfiguration?: refs.IDistributionConfigurationRef;

  /**
   * Whether, and where, Amazon Inspector looks for vulnerabilities.
   *
   * @default - images are not scanned
   */
  readonly imageScanning?: ImageScanning;

  /**
   * Whether images are tested on an instance of their own.
   *
   * @default true
   */
  readonly imageTestsEnabled?: boolean;

  /**
   * Whether the service collects what is installed on an image, its operating system version and its packages.
   *
   * @default true
   */
  readonly enhancedImageMetadataEnabled?: boolean;
}
