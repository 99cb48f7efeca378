import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { deploymentIdOf, imageSource, pipelineSource, ReportSource } from './source';

/**
 * The image build that a `BuildReport` describes.
 */
export class BuildSource {
  /**
   * Exactly this image.
   *
   * @param image An image of this library, of aws-cdk-lib, or an import
   */
  public static image(image: refs.IImageRef): BuildSource {
    return BuildSource.imageArn(image.imageRef.imageArn);
  }

  /**
   * Exactly the image with this ARN.
   *
   * @param imageArn ARN of an image build, `arn:aws:imagebuilder:<region>:<account>:image/<name>/<x.y.z>/<build>`
   */
  public static imageArn(imageArn: string): BuildSource {
    return new BuildSource(imageSource(imageArn));
  }

  /**
   * The newest image of a pipeline; the report says `Outcome = NO_IMAGE` when the pipeline has made none.
   *
   * @param pipeline A pipeline of this library, of aws-cdk-lib, or an import
   */
  public static latestOf(pipeline: refs.IImagePipelineRef): BuildSource {
    return new BuildSource(pipelineSource(pipeline.imagePipelineRef.imagePipelineArn, deploymentIdOf(pipeline)));
  }

  /**
   * The newest image of the pipeline with this ARN; the report says `Outcome = NO_IMAGE` when the pipeline has made none.
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
