/** The source is one image. */
export const SOURCE_IMAGE = 'IMAGE';
/** The source of a build report is the newest image of the pipeline. The source of a scan report is all images of the pipeline. */
export const SOURCE_PIPELINE = 'PIPELINE';
/** The source is all images of the account in the Region, for scan reports only. */
export const SOURCE_ACCOUNT = 'ACCOUNT';
/** The source is one vulnerability in all images of the account in the Region, for scan reports only. */
export const SOURCE_VULNERABILITY = 'VULNERABILITY';

/** Values of `SourceType`. */
export type SourceType = typeof SOURCE_IMAGE | typeof SOURCE_PIPELINE | typeof SOURCE_ACCOUNT | typeof SOURCE_VULNERABILITY;

/** What a report reads, and what makes CloudFormation request the report again. */
export interface SourceProperties {
  readonly SourceType: SourceType;
  /** ARN of the image build version or of the pipeline. */
  readonly SourceArn?: string;
  /** ID of the account or of the vulnerability. */
  readonly SourceId?: string;
  /** Changes with every change of the pipeline, so that CloudFormation requests the report again. The handler does not read this property. */
  readonly DeploymentId?: string;
  /** Changes with every synthesis, so that CloudFormation requests the report with every deployment. The handler does not read this property. */
  readonly RefreshedAt?: string;
}
