/** The parts of the ARN of one build of an image. */
export interface ImageArn {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  /** The name as written in ARNs: lower case with hyphens. */
  readonly name: string;
  /** `x.y.z` */
  readonly version: string;
  readonly build: number;
}

// No ARN of the service comes near 512 characters; the limit keeps a physical id made of one below CloudFormation's 1,024 bytes.
const IMAGE_BUILD_VERSION = /^(?=.{1,512}$)arn:aws[^:]*:imagebuilder:([^:]+):([0-9]{12}|[a-z-]+):image\/([a-z0-9-_]+)\/([0-9]+\.[0-9]+\.[0-9]+)\/([0-9]+)$/;
const IMAGE_PIPELINE = /^(?=.{1,512}$)arn:aws[^:]*:imagebuilder:[^:]+:(?:[0-9]{12}|aws):image-pipeline\/[a-z0-9-_]+$/;
const WORKFLOW = /:workflow\/(build|test|distribution)\//;

/** The parts of `arn`, or undefined if it is not the ARN of one build of an image (`…:image/name/1.2.3/4`). */
export function parseImageArn(arn: unknown): ImageArn | undefined {
  const match = typeof arn === 'string' && IMAGE_BUILD_VERSION.exec(arn);
  if (!match) return undefined;
  const [whole, region, account, name, version, build] = match;
  return { arn: whole, region, account, name, version, build: Number(build) };
}

export function isPipelineArn(arn: unknown): arn is string {
  return typeof arn === 'string' && IMAGE_PIPELINE.test(arn);
}

/** Whether `text` has the form of the name of a Region, and can stand in the name of a host. */
export function isRegionName(text: string | undefined): text is string {
  return /^[a-z]+(-[a-z]+)+-\d+$/.test(text ?? '');
}

/** `BUILD`, `TEST` or `DISTRIBUTION`, read from the ARN of a workflow. */
export function workflowTypeOf(workflowArn: string | undefined): string | undefined {
  return WORKFLOW.exec(workflowArn ?? '')?.[1].toUpperCase();
}
