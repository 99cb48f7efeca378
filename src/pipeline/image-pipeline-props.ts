import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { ImageBuildOptions } from './image-build-options';
import { ImagePipelineSchedule } from './image-pipeline-schedule';
import { IRecipe } from '../recipe/recipe';

/** Whether a pipeline follows its schedule. */
export enum ImagePipelineStatus {
  /** It does. */
  ENABLED = 'ENABLED',
  /** It does not; it can be started by hand. */
  DISABLED = 'DISABLED',
}

/** Properties of an image pipeline. */
export interface ImagePipelineProps extends ImageBuildOptions {
  /** The recipe of AMIs or containers: of this library, an L1 or an import. */
  readonly recipe: IRecipe;

  /**
   * The name of the pipeline.
   *
   * @default - a unique name in lower case
   */
  readonly imagePipelineName?: string;

  /**
   * What the pipeline is for.
   *
   * @default - the pipeline is shown without a description
   */
  readonly description?: string;

  /**
   * When the pipeline builds by itself.
   *
   * @default - never: something else starts its builds
   */
  readonly schedule?: ImagePipelineSchedule;

  /**
   * Whether the pipeline follows its schedule.
   *
   * @default ImagePipelineStatus.ENABLED
   */
  readonly status?: ImagePipelineStatus;

  /**
   * The log group for the logs of builds. The roles of the instances and of the build may write to it.
   *
   * Without one the service makes `/aws/imagebuilder/<image name>`, which keeps logs for ever.
   *
   * @default - `/aws/imagebuilder/<image name>`
   */
  readonly imageLogGroup?: logs.ILogGroupRef;

  /**
   * The log group for what the pipeline does: when it builds, and why it skips a build. The role of the build may write to it.
   *
   * @default - `/aws/imagebuilder/pipeline/<pipeline name>`
   */
  readonly imagePipelineLogGroup?: logs.ILogGroupRef;

  /**
   * Tags of the images that the pipeline makes: not of their AMIs, whose tags stand in the recipe and the distribution configuration.
   *
   * @default - the tags that the service sets itself
   */
  readonly imageTags?: Record<string, string>;

  /**
   * Tags of the pipeline.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** How an existing pipeline is known: by its ARN or by its name, and by what it builds. */
export interface ImagePipelineAttributes {
  /**
   * The ARN of the pipeline.
   *
   * @default - made of the name
   */
  readonly imagePipelineArn?: string;

  /**
   * The name of the pipeline.
   *
   * @default - taken from the ARN
   */
  readonly imagePipelineName?: string;

  /**
   * The recipe of the pipeline: of this library, an L1 or an import. Events of builds name the image, and so the recipe, but not the pipeline.
   *
   * @default - rules on events of builds cannot be made
   */
  readonly recipe?: IRecipe;
}

/** How a pipeline builds an image during deployment. */
export interface RunOnDeployOptions {
  /**
   * Whether a change of the pipeline, its recipe or its components builds a new image.
   *
   * @default true
   */
  readonly onUpdate?: boolean;

  /**
   * A role with which the AMIs and snapshots of the image are deleted with it. It has to trust `imagebuilder.amazonaws.com`, and gets the
   * AWS managed policy for that unless it is imported.
   *
   * @default - AMIs and snapshots stay when the image is deleted or replaced
   */
  readonly deletionExecutionRole?: iam.IRole;

  /**
   * Tags of the image.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}
