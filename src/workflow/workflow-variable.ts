import { WorkflowValue } from './workflow-value';

/**
 * What the service tells every workflow about the image that it builds.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html
 */
export class WorkflowVariable {
  /** The log group of the build. */
  public static readonly CLOUD_WATCH_LOG_GROUP = WorkflowVariable.of('cloudWatchLogGroup');
  /** The log stream of the build. */
  public static readonly CLOUD_WATCH_LOG_STREAM = WorkflowVariable.of('cloudWatchLogStream');
  /** Whether the service collects what is installed on the image: `enhancedImageMetadataEnabled`. */
  public static readonly COLLECT_IMAGE_METADATA = WorkflowVariable.of('collectImageMetadata');
  /** Whether the image is scanned for vulnerabilities: `imageScanning`. */
  public static readonly COLLECT_IMAGE_SCAN_FINDINGS = WorkflowVariable.of('collectImageScanFindings');
  /** The build number of the image. */
  public static readonly IMAGE_BUILD_NUMBER = WorkflowVariable.of('imageBuildNumber');
  /** The AMI to start from; in a test workflow the AMI under test. */
  public static readonly IMAGE_ID = WorkflowVariable.of('imageId');
  /** The name of the image. */
  public static readonly IMAGE_NAME = WorkflowVariable.of('imageName');
  /** `AMI` or `Docker`. */
  public static readonly IMAGE_TYPE = WorkflowVariable.of('imageType');
  /** The version of the image. */
  public static readonly IMAGE_VERSION_NUMBER = WorkflowVariable.of('imageVersionNumber');
  /** The instance profile of the infrastructure configuration. */
  public static readonly INSTANCE_PROFILE_NAME = WorkflowVariable.of('instanceProfileName');
  /** `Linux`, `Windows` or `macOS`. */
  public static readonly PLATFORM = WorkflowVariable.of('platform');
  /** Where logs go in Amazon S3, if the infrastructure configuration says so. */
  public static readonly S3_LOGS = WorkflowVariable.of('s3Logs');
  /** The security groups of the infrastructure configuration. */
  public static readonly SECURITY_GROUPS = WorkflowVariable.of('securityGroups');
  /** The ARN of the image that the recipe starts from. */
  public static readonly SOURCE_IMAGE_ARN = WorkflowVariable.of('sourceImageARN');
  /** The subnet of the infrastructure configuration. */
  public static readonly SUBNET_ID = WorkflowVariable.of('subnetId');
  /** Whether an instance is terminated on which a build failed. */
  public static readonly TERMINATE_INSTANCE_ON_FAILURE = WorkflowVariable.of('terminateInstanceOnFailure');
  /** The stage in which the workflow runs. */
  public static readonly WORKFLOW_PHASE = WorkflowVariable.of('workflowPhase');
  /** The working directory of the recipe. */
  public static readonly WORKING_DIRECTORY = WorkflowVariable.of('workingDirectory');

  /**
   * Any other variable.
   *
   * @param name its name after `$.imagebuilder.`
   */
  public static of(name: string): WorkflowValue {
    return WorkflowValue.fromReference(`$.imagebuilder.${name}`);
  }

  private constructor() {}
}
