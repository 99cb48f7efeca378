import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { ImageScanning } from './image-scanning';
import { WorkflowConfiguration } from '../workflow/workflow-configuration';

/** Options that define how images are built, tested and distributed. */
export interface ImageBuildOptions {
  /**
   * The infrastructure configuration of the instances on which images are built and tested: a construct of this library, an L1 or an import.
   *
   * @default - a new infrastructure configuration with its own role and instance profile
   */
  readonly infrastructureConfiguration?: refs.IInfrastructureConfigurationRef;

  /**
   * The distribution configuration with which images are distributed: a construct of this library, an L1 or an import.
   *
   * @default - images stay in the account and Region in which they are built
   */
  readonly distributionConfiguration?: refs.IDistributionConfigurationRef;

  /**
   * Whether and how Amazon Inspector scans images for vulnerabilities.
   *
   * @default - images are not scanned
   */
  readonly imageScanning?: ImageScanning;

  /**
   * Whether images are tested on a separate instance.
   *
   * @default true
   */
  readonly imageTestsEnabled?: boolean;

  /**
   * The time limit of the tests, 1 to 24 hours in whole minutes.
   *
   * Mutually exclusive with `imageTestsEnabled: false`. As of 2026, Image Builder accepts the time limit and does not enforce it.
   *
   * @default - the time limit of Image Builder
   */
  readonly imageTestsTimeout?: Duration;

  /**
   * Whether Image Builder collects the operating system version and the installed packages of an image.
   *
   * @default true
   */
  readonly enhancedImageMetadataEnabled?: boolean;

  /**
   * The workflows that build, test and distribute an image in place of the default workflows, at most ten.
   *
   * At most one workflow can be a BUILD workflow, and at most one a DISTRIBUTION workflow. Without a BUILD workflow nothing is built. Without a TEST
   * workflow nothing is tested or scanned.
   *
   * @default - the default workflows of Image Builder for the type of the image, in all stages
   */
  readonly workflows?: WorkflowConfiguration[];

  /**
   * The IAM role with which Image Builder builds images.
   *
   * The role must trust `imagebuilder.amazonaws.com`. Unless the role is imported, it gets the AWS managed policy `EC2ImageBuilderExecutionPolicy`
   * and the other permissions that the build needs.
   *
   * @default - a new role if there are workflows or if the build needs more permissions than the service-linked role has, otherwise the
   * service-linked role
   */
  readonly executionRole?: iam.IRole;
}
