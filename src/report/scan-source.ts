import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { accountSource, deploymentIdOf, imageSource, pipelineSource, ReportSource, vulnerabilitySource } from './source';

/**
 * The image, pipeline, account or vulnerability whose findings a `ScanReport` counts.
 *
 * @example
 * new ScanReport(this, 'AccountScan', {
 *   source: ScanSource.account(),
 *   refresh: Refresh.EVERY_DEPLOYMENT,
 * });
 */
export class ScanSource {
  /**
   * Counts the findings of exactly this image.
   *
   * @param image the image: a construct of this library, an L1 or an import
   */
  public static image(image: refs.IImageRef): ScanSource {
    return ScanSource.imageArn(image.imageRef.imageArn);
  }

  /**
   * Counts the findings of exactly the image with this ARN.
   *
   * @param imageArn ARN of an image build, `arn:aws:imagebuilder:<region>:<account>:image/<name>/<x.y.z>/<build>`
   */
  public static imageArn(imageArn: string): ScanSource {
    return new ScanSource(imageSource(imageArn));
  }

  /**
   * Counts the findings of all images of a pipeline together, not only of the newest image.
   *
   * The status of the scan is the status of the newest image. If the AMI of that image is scanned on demand, the findings of the AMIs of the pipeline in
   * the Region of the stack are counted; otherwise the findings that Image Builder lists.
   *
   * @param pipeline the pipeline: a construct of this library, an L1 or an import
   */
  public static pipeline(pipeline: refs.IImagePipelineRef): ScanSource {
    return new ScanSource(pipelineSource(pipeline.imagePipelineRef.imagePipelineArn, deploymentIdOf(pipeline)));
  }

  /**
   * Counts the findings of all images of the pipeline with this ARN together, not only of the newest image.
   *
   * The status of the scan is the status of the newest image.
   *
   * @param imagePipelineArn ARN of a pipeline, `arn:aws:imagebuilder:<region>:<account>:image-pipeline/<name>`
   */
  public static pipelineArn(imagePipelineArn: string): ScanSource {
    return new ScanSource(pipelineSource(imagePipelineArn));
  }

  /**
   * Counts the findings of all images of the account in the Region of the stack together.
   *
   * The findings are those of many scans, so `ScanStatus` is `NONE`. Nothing in the stack changes with the findings, so they are counted once unless
   * `refresh` is `Refresh.EVERY_DEPLOYMENT`.
   */
  public static account(): ScanSource {
    return new ScanSource(accountSource());
  }

  /**
   * Counts the findings of one vulnerability in all images of the account in the Region of the stack.
   *
   * The findings are those of many scans, so `ScanStatus` is `NONE`. Nothing in the stack changes with the findings, so they are counted once unless
   * `refresh` is `Refresh.EVERY_DEPLOYMENT`.
   *
   * @param vulnerabilityId ID of the vulnerability, such as `CVE-2026-12345`
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
