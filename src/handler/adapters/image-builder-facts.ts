import {
  Image as SdkImage, ImageScanFindingAggregation, ImageSummary, WorkflowExecutionMetadata, WorkflowStepMetadata,
} from '@aws-sdk/client-imagebuilder';
import { AggregationFilter, Execution, Image, PipelineImage, SeverityCounts, Step } from '../core/facts';

/** An image, or nothing when what every image has is not there. `body` holds members that the SDK does not know. */
export function toImage(image: SdkImage | undefined, body: Readonly<Record<string, unknown>>): Image | undefined {
  if (!image?.arn || !image.state?.status) return undefined;
  return {
    arn: image.arn,
    name: text(image.name),
    status: image.state.status,
    statusReason: text(image.state.reason),
    buildType: text(image.buildType),
    createdAt: text(image.dateCreated),
    amis: (image.outputResources?.amis ?? []).map((ami) => ({
      id: text(ami.image),
      region: text(ami.region),
      account: text(ami.accountId),
      status: text(ami.state?.status),
    })),
    containers: (image.outputResources?.containers ?? []).map(({ region, imageUris }) => ({ region: text(region), uris: imageUris ?? [] })),
    scanningEnabled: image.imageScanningConfiguration?.imageScanningEnabled ?? false,
    scanningTypes: scanningTypesIn(body),
    scan: image.scanState && { status: text(image.scanState.status), reason: text(image.scanState.reason) },
    logGroupName: text(image.loggingConfiguration?.logGroupName),
  };
}

export function toPipelineImage({ arn, dateCreated }: ImageSummary): PipelineImage | undefined {
  return arn ? { arn, createdAt: text(dateCreated) } : undefined;
}

export function toExecution(execution: WorkflowExecutionMetadata): Execution {
  return {
    id: text(execution.workflowExecutionId),
    workflowArn: text(execution.workflowBuildVersionArn),
    type: text(execution.type),
    status: text(execution.status),
    message: text(execution.message),
    startedAt: text(execution.startTime),
    endedAt: text(execution.endTime),
    parallelGroup: text(execution.parallelGroup),
    retried: execution.retried ?? false,
    counts: {
      total: count(execution.totalStepCount),
      succeeded: count(execution.totalStepsSucceeded),
      failed: count(execution.totalStepsFailed),
      skipped: count(execution.totalStepsSkipped),
    },
  };
}

export function toStep({ name, action, status, message, startTime }: WorkflowStepMetadata): Step {
  return { name: text(name), action: text(action), status: text(status), message: text(message), startedAt: text(startTime) };
}

/** The counts of the image or pipeline that was asked for, whatever else is in the answer. */
export function countsFor(filter: AggregationFilter, aggregations: readonly ImageScanFindingAggregation[]): SeverityCounts | undefined {
  const candidates = aggregations.map(({ imageAggregation, imagePipelineAggregation }) => filter.name === 'imageBuildVersionArn'
    ? imageAggregation && { arn: imageAggregation.imageBuildVersionArn, counts: imageAggregation.severityCounts }
    : imagePipelineAggregation && { arn: imagePipelineAggregation.imagePipelineArn, counts: imagePipelineAggregation.severityCounts });
  // One that does not name its subject is about what the filter named.
  const found = candidates.find((candidate) => candidate && (!candidate.arn || candidate.arn === filter.arn));
  if (!found) return undefined;
  const { all, critical, high, medium } = found.counts ?? {};
  return { all: count(all), critical: count(critical), high: count(high), medium: count(medium) };
}

function scanningTypesIn(body: Readonly<Record<string, unknown>>): string[] {
  const types = member(member(member(body, 'image'), 'imageScanningConfiguration'), 'imageScanningTypes');
  return Array.isArray(types) ? types.filter((type) => typeof type === 'string') : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** An empty text says as much as none. */
function text(value: string | undefined): string | undefined {
  return value || undefined;
}

function count(value: number | undefined): number | undefined {
  return Number.isInteger(value) && value! >= 0 ? value : undefined;
}
