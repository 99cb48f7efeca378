import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { ImageBuildOptions } from './image-build-options';
import { ImagePipelineSchedule } from './image-pipeline-schedule';
import { IRecipe } from '../recipe/recipe';

/** Whether a pipeline runs on its schedule. */
export enum ImagePipelineStatus {
  /** Runs on its schedule. */
  ENABLED = 'ENABLED',
  /** Does not run on its schedule, but can be started by hand. */
  DISABLED = 'DISABLED',
}

/** Properties of an image pipeline. */
export interface ImagePipelineProps extends ImageBuildOptions {
  /** The recipe of the AMIs or container images: a construct of this library, an L1 or an import. */
  readonly recipe: IRecipe;

  /**
   * The name of the pipeline, 3 to 128 letters, digits, hyphens, underscores or inner spaces.
   *
   * @default - a unique name in lower case
   */
  readonly imagePipelineName?: string;

  /**
   * The description of the pipeline, 1 to 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The schedule on which the pipeline builds images.
   *
   * @default - no schedule, so every build is started by hand, by an EventBridge rule or by a deployment
   */
  readonly schedule?: ImagePipelineSchedule;

  /**
   * Whether the pipeline runs on its schedule.
   *
   * @default ImagePipelineStatus.ENABLED
   */
  readonly status?: ImagePipelineStatus;

  /**
   * The log group to which builds write their logs.
   *
   * The role of the instances and the execution role get permission to write to the log group.
   *
   * @default - `/aws/imagebuilder/<image name>`, which Image Builder creates without a retention period
   */
  readonly imageLogGroup?: logs.ILogGroupRef;

  /**
   * The log group for the activity of the pipeline: when the pipeline builds, and why it skips a build.
   *
   * The execution role gets permission to write to the log group.
   *
   * @default - `/aws/imagebuilder/pipeline/<pipeline name>`
   */
  readonly imagePipelineLogGroup?: logs.ILogGroupRef;

  /**
   * Tags of the images that the pipeline builds, at most 50.
   *
   * The tags do not apply to AMIs. Set the tags of AMIs in the recipe and in the distribution configuration.
   *
   * @default - only the tags that Image Builder sets
   */
  readonly imageTags?: Record<string, string>;

  /**
   * Tags of the pipeline, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** Attributes of an existing pipeline: either the ARN or the name is required. */
export interface ImagePipelineAttributes {
  /**
   * The ARN of the pipeline. Mutually exclusive with `imagePipelineName`.
   *
   * @default - the ARN of the pipeline with this name in the account and Region of the stack
   */
  readonly imagePipelineArn?: string;

  /**
   * The name of the pipeline. Mutually exclusive with `imagePipelineArn`.
   *
   * @default - the name in the ARN
   */
  readonly imagePipelineName?: string;

  /**
   * The recipe of the pipeline: a construct of this library, an L1 or an import.
   *
   * Rules for events of builds need the recipe, because these events name the image, which has the name of its recipe, and not the pipeline.
   *
   * @default - rules for events of builds cannot be created
   */
  readonly recipe?: IRecipe;
}

/** Options for an image that a pipeline builds during a deployment. */
export interface RunOnDeployOptions {
  /**
   * Whether a change of the pipeline, its recipe or its components builds a new image.
   *
   * @default true
   */
  readonly onUpdate?: boolean;

  /**
   * The IAM role with which Image Builder deletes the AMIs and snapshots of the image when the image is deleted.
   *
   * The role must trust `imagebuilder.amazonaws.com`. Unless the role is imported, it gets the AWS managed policy
   * `EC2ImageBuilderLifecycleExecutionPolicy`.
   *
   * @default - AMIs and snapshots are kept when the image is deleted or replaced
   */
  readonly deletionExecutionRole?: iam.IRole;

  /**
   * Tags of the image, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}
