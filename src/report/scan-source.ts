import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { accountSource, deploymentIdOf, imageSource, pipelineSource, ReportSource, vulnerabilitySource } from './source';

/**
 * What a `ScanReport` counts the findings of.
 */
export class ScanSource {
  /**
   * Exactly this image.
   *
   * @param image An image of this library, of aws-cdk-lib, or an import
   */
  public static image(image: refs.IImageRef): ScanSource {
    return ScanSource.imageArn(image.imageRef.imageArn);
  }

  /**
   * Exactly the image with this ARN.
   *
   * @param imageArn ARN of an image build, `arn:aws:imagebuilder:<region>:<account>:image/<name>/<x.y.z>/<build>`
   */
  public static imageArn(imageArn: string): ScanSource {
    return new ScanSource(imageSource(imageArn));
  }

  /**
   * All images of a pipeline together, not only the newest; the status of the scan is that of the newest image.
   *
   * @param pipeline A pipeline of this library, of aws-cdk-lib, or an import
   */
  public static pipeline(pipeline: refs.IImagePipelineRef): ScanSource {
    return new ScanSource(pipelineSource(pipeline.imagePipelineRef.imagePipelineArn, deploymentIdOf(pipeline)));
  }

  /**
   * All images of the pipeline with this ARN together, not only the newest; the status of the scan is that of the newest image.
   *
   * @param imagePipelineArn ARN of a pipeline, `arn:aws:imagebuilder:<region>:<account>:image-pipeline/<name>`
   */
  public static pipelineArn(imagePipelineArn: string): ScanSource {
    return new ScanSource(pipelineSource(imagePipelineArn));
  }

  /**
   * All images of the account in the Region of the stack together. No single scan stands behind it, so `ScanStatus` is `NONE`. Nothing in a
   * stack changes with it: without `Refresh.EVERY_DEPLOYMENT` it is counted once.
   */
  public static account(): ScanSource {
    return new ScanSource(accountSource());
  }

  /**
   * One vulnerability in all images of the account in the Region of the stack. No single scan stands behind it, so `ScanStatus` is `NONE`.
   * Nothing in a stack changes with it: without `Refresh.EVERY_DEPLOYMENT` it is counted once.
   *
   * @param vulnerabilityId Id of the vulnerability, such as `CVE-2026-12345`
   */
  public static vulnerability(vulnerabilityId: string): ScanSource {
    return new ScanSource(vulnerabilitySource(vulnerabilityId));
  }

  /** @internal */
  public readonly _source: ReportSource;

  private constructor(source: ReportSource) {
    this._source = source;
  }
}
