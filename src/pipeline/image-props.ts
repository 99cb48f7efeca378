import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { ImageBuildOptions } from './image-build-options';
import { IRecipe } from '../recipe/recipe';

/** The pipeline that builds an image during a deployment. */
export interface ImagePipelineExecutionSettings {
  /** The `deploymentId` of the pipeline, which identifies the pipeline and changes with every change of the pipeline. */
  readonly deploymentId: string;

  /**
   * Whether a change of the pipeline builds a new image.
   *
   * @default true
   */
  readonly onUpdate?: boolean;
}

/** Properties of an image. */
export interface ImageProps extends ImageBuildOptions {
  /**
   * The recipe of the AMI or container image: a construct of this library, an L1 or an import.
   *
   * @default - the recipe of the pipeline in `imagePipelineExecutionSettings`
   */
  readonly recipe?: IRecipe;

  /**
   * The pipeline that builds the image.
   *
   * Mutually exclusive with all other properties except `deletionExecutionRole` and `tags`. `ImagePipeline.runOnDeploy()` sets this property.
   *
   * @default - the image is built from `recipe`
   */
  readonly imagePipelineExecutionSettings?: ImagePipelineExecutionSettings;

  /**
   * The log group to which the build writes its logs.
   *
   * The role of the instances and the execution role get permission to write to the log group.
   *
   * @default - `/aws/imagebuilder/<image name>`, which Image Builder creates without a retention period
   */
  readonly logGroup?: logs.ILogGroupRef;

  /**
   * The IAM role with which Image Builder deletes the AMIs and snapshots of the image when the image is deleted.
   *
   * The role must trust `imagebuilder.amazonaws.com`. Unless the role is imported, it gets the AWS managed policy
   * `EC2ImageBuilderLifecycleExecutionPolicy`.
   *
   * @default - AMIs and snapshots are kept when the image is deleted
   */
  readonly deletionExecutionRole?: iam.IRole;

  /**
   * Tags of the image, at most 50.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** Attributes of an existing image: either the ARN or the name is required. */
export interface ImageAttributes {
  /**
   * The ARN of the image. Mutually exclusive with `imageName` and `imageVersion`.
   *
   * @default - the ARN of the image with this name and version in the account and Region of the stack
   */
  readonly imageArn?: string;

  /**
   * The name of the image, which is the name of its recipe. Mutually exclusive with `imageArn`.
   *
   * @default - the name in the ARN
   */
  readonly imageName?: string;

  /**
   * The version of the image, in which the last numbers can be `x`. Mutually exclusive with `imageArn`.
   *
   * @default - the version in the ARN, otherwise `x.x.x`, which is the newest version
   */
  readonly imageVersion?: string;
}
