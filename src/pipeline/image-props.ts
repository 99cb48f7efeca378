import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { ImageBuildOptions } from './image-build-options';
import { IRecipe } from '../recipe/recipe';

/** A pipeline that builds an image during deployment. */
export interface ImagePipelineExecutionSettings {
  /** The `deploymentId` of the pipeline: it names the pipeline in its present form, and changes with it. */
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
   * The recipe of an AMI or a container: of this library, an L1 or an import.
   *
   * @default - the recipe of the pipeline in `imagePipelineExecutionSettings`
   */
  readonly recipe?: IRecipe;

  /**
   * The pipeline that builds the image, in place of `recipe` and everything else that says how to build.
   * `ImagePipeline.runOnDeploy()` sets it.
   *
   * @default - the image is built from `recipe`
   */
  readonly imagePipelineExecutionSettings?: ImagePipelineExecutionSettings;

  /**
   * The log group for the logs of the build. The roles of the instances and of the build may write to it.
   *
   * Without one the service makes `/aws/imagebuilder/<image name>`, which keeps logs for ever.
   *
   * @default - `/aws/imagebuilder/<image name>`
   */
  readonly logGroup?: logs.ILogGroupRef;

  /**
   * A role with which the AMIs and snapshots of the image are deleted with it. It has to trust `imagebuilder.amazonaws.com`, and gets the
   * AWS managed policy for that unless it is imported.
   *
   * @default - AMIs and snapshots stay when the image is deleted
   */
  readonly deletionExecutionRole?: iam.IRole;

  /**
   * Tags of the image.
   *
   * @default - the tags of the stack
   */
  readonly tags?: Record<string, string>;
}

/** How an existing image is known: by its ARN, or by its name. */
export interface ImageAttributes {
  /**
   * The ARN of the image.
   *
   * @default - made of name and version
   */
  readonly imageArn?: string;

  /**
   * The name of the image, which is the name of its recipe.
   *
   * @default - taken from the ARN
   */
  readonly imageName?: string;

  /**
   * The version of the image, where the last numbers may be `x`.
   *
   * @default - taken from the ARN, or else "x.x.x", the newest version
   */
  readonly imageVersion?: string;
}
