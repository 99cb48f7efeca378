import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { deploymentIdOf, imageSource, pipelineSource, ReportSource } from './source';

/**
 * The image build that a `BuildReport` describes.
 *
 * @example
 * new BuildReport(this, 'NewestBuild', {
 *   source: BuildSource.latestOf(pipeline),
 *   refresh: Refresh.EVERY_DEPLOYMENT,
 * });
 */
export class BuildSource {
  /**
   * Describes exactly this image.
   *
   * @param image the image: a construct of this library, an L1 or an import
   */
  public static image(image: refs.IImageRef): BuildSource {
    return BuildSource.imageArn(image.imageRef.imageArn);
  }

  /**
   * Describes exactly the image with this ARN.
   *
   * @param imageArn ARN of an image build, `arn:aws:imagebuilder:<region>:<account>:image/<name>/<x.y.z>/<build>`
   */
  public static imageArn(imageArn: string): BuildSource {
    return new BuildSource(imageSource(imageArn));
  }

  /**
   * Describes the newest image of a pipeline.
   *
   * The report has `Outcome = NO_IMAGE` if the pipeline has no image.
   *
   * @param pipeline the pipeline: a construct of this library, an L1 or an import
   */
  public static latestOf(pipeline: refs.IImagePipelineRef): BuildSource {
    return new BuildSource(pipelineSource(pipeline.imagePipelineRef.imagePipelineArn, deploymentIdOf(pipeline)));
  }

  /**
   * Describes the newest image of the pipeline with this ARN.
   *
   * The report has `Outcome = NO_IMAGE` if the pipeline has no image.
   *
   * @param imagePipelineArn ARN of a pipeline, `arn:aws:imagebuilder:<region>:<account>:image-pipeline/<name>`
   */
  public static latestOfArn(imagePipelineArn: string): BuildSource {
    return new BuildSource(pipelineSource(imagePipelineArn));
  }

  /** @internal */
  public readonly _source: ReportSource;

  private constructor(source: ReportSource) {
    this._source = source;
  }
}
