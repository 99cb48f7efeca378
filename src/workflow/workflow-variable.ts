import { WorkflowValue } from './workflow-value';

/**
 * Variables that Image Builder provides to every workflow, as references.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const sanitize = new SanitizeInstanceStep('Sanitize', {
 *   instanceId,
 *   condition: WorkflowCondition.stringEquals(WorkflowVariable.PLATFORM, 'Linux'),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html
 */
export class WorkflowVariable {
  /** The log group of the build. */
  public static readonly CLOUD_WATCH_LOG_GROUP = WorkflowVariable.of('cloudWatchLogGroup');
  /** The log stream of the build. */
  public static readonly CLOUD_WATCH_LOG_STREAM = WorkflowVariable.of('cloudWatchLogStream');
  /** Whether Image Builder collects the installed packages of the image, as set by `enhancedImageMetadataEnabled`. */
  public static readonly COLLECT_IMAGE_METADATA = WorkflowVariable.of('collectImageMetadata');
  /** Whether the image is scanned for vulnerabilities, as set by `imageScanning`. */
  public static readonly COLLECT_IMAGE_SCAN_FINDINGS = WorkflowVariable.of('collectImageScanFindings');
  /** The build number of the image. */
  public static readonly IMAGE_BUILD_NUMBER = WorkflowVariable.of('imageBuildNumber');
  /** The ID of the base AMI, or in a test workflow the ID of the AMI under test. */
  public static readonly IMAGE_ID = WorkflowVariable.of('imageId');
  /** The name of the image. */
  public static readonly IMAGE_NAME = WorkflowVariable.of('imageName');
  /** The type of the image, which is `AMI` or `Docker`. */
  public static readonly IMAGE_TYPE = WorkflowVariable.of('imageType');
  /** The version of the image. */
  public static readonly IMAGE_VERSION_NUMBER = WorkflowVariable.of('imageVersionNumber');
  /** The name of the instance profile of the infrastructure configuration. */
  public static readonly INSTANCE_PROFILE_NAME = WorkflowVariable.of('instanceProfileName');
  /** The platform of the image, which is `Linux`, `Windows` or `macOS`. */
  public static readonly PLATFORM = WorkflowVariable.of('platform');
  /** The place of the logs in Amazon S3, if the infrastructure configuration has one. */
  public static readonly S3_LOGS = WorkflowVariable.of('s3Logs');
  /** The security groups of the infrastructure configuration. */
  public static readonly SECURITY_GROUPS = WorkflowVariable.of('securityGroups');
  /** The ARN of the base image of the recipe. */
  public static readonly SOURCE_IMAGE_ARN = WorkflowVariable.of('sourceImageARN');
  /** The ID of the subnet of the infrastructure configuration. */
  public static readonly SUBNET_ID = WorkflowVariable.of('subnetId');
  /** Whether Image Builder terminates an instance on which a build failed. */
  public static readonly TERMINATE_INSTANCE_ON_FAILURE = WorkflowVariable.of('terminateInstanceOnFailure');
  /** The stage in which the workflow runs. */
  public static readonly WORKFLOW_PHASE = WorkflowVariable.of('workflowPhase');
  /** The working directory of the recipe. */
  public static readonly WORKING_DIRECTORY = WorkflowVariable.of('workingDirectory');

  /**
   * Reference to a variable by its name.
   *
   * @param name the name of the variable, without `$.imagebuilder.`
   */
  public static of(name: string): WorkflowValue {
    return WorkflowValue.fromReference(`$.imagebuilder.${name}`);
  }

  private constructor() {}
}
