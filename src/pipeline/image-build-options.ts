import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { ImageScanning } from './image-scanning';
import { WorkflowConfiguration } from '../workflow/workflow-configuration';

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
   * How long the tests may take, 1 to 24 hours in whole minutes. The service takes it and, as of 2026, does not act on it.
   *
   * @default - the service decides
   */
  readonly imageTestsTimeout?: Duration;

  /**
   * Whether the service collects what is installed on an image, its operating system version and its packages.
   *
   * @default true
   */
  readonly enhancedImageMetadataEnabled?: boolean;

  /**
   * What Image Builder does to build, test and distribute an image, in place of its own workflows: at most one workflow that builds and one that
   * distributes, ten in all. Without one that builds nothing is built, and without one that tests nothing is tested or scanned.
   *
   * @default - the workflows of the service for its kind of image, in all stages
   */
  readonly workflows?: WorkflowConfiguration[];

  /**
   * The role with which Image Builder builds. It has to trust `imagebuilder.amazonaws.com`, and gets the AWS managed policy for that and what
   * the build needs beyond it, unless it is imported.
   *
   * @default - a new role when there are workflows or when something needs more than the service-linked role may, else the service-linked role
   */
  readonly executionRole?: iam.IRole;
}
