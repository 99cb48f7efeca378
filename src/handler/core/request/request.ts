import { Gate, parseGate } from './gate-request';
import { OptionalReads, parseDetails, parseOptionalReads } from './optional-reads';
import { checkRegion, Delivered, malformed, membersOf, propertiesOf, trueOrFalse, wholeNumber } from './properties';
import { BuildReportProperties, ON_FAILURE_CONTINUE, ON_FAILURE_FAIL } from '../../../contract/build-report';
import { BUILD_REPORT_TYPE, SCAN_REPORT_TYPE } from '../../../contract/custom-resource';
import { canonicalVulnerabilityId, VULNERABILITY_ID } from '../../../contract/gate';
import { MAX_SCAN_TIMEOUT_SECONDS, ScanReportProperties } from '../../../contract/scan-report';
import { SOURCE_ACCOUNT, SOURCE_IMAGE, SOURCE_PIPELINE, SOURCE_VULNERABILITY, SourceProperties } from '../../../contract/source';
import { NONE, UNKNOWN } from '../../../contract/values';
import { envelopeOf } from '../answer/response';
import { isPipelineArn, parseImageArn } from '../model/arn';

/** The request of a custom resource for a report. */
export type ReportRequest = BuildReportRequest | ScanReportRequest;

export interface BuildReportRequest extends OptionalReads {
  readonly kind: 'BUILD';
  readonly source: ImageSource;
  /** Whether a build that failed or was cancelled fails the deployment. */
  readonly failOnFailure: boolean;
}

export interface ScanReportRequest extends Omit<OptionalReads, 'logTail'> {
  readonly kind: 'SCAN';
  readonly source: Source;
  readonly scanTimeoutSeconds: number;
  /** Whether the findings themselves are read, and not only their counts. */
  readonly readFindings?: boolean;
  readonly gate?: Gate;
}

export type Source = ImageSource | FindingsSource;

export interface ImageSource {
  readonly type: 'IMAGE' | 'PIPELINE';
  readonly arn: string;
}

/** A source whose findings are counted independent of an image. */
export interface FindingsSource {
  readonly type: 'ACCOUNT' | 'VULNERABILITY';
  readonly id: string;
}

/** Reads the request of the custom resource, or throws one sentence that states what is wrong. */
export function parseRequest(event: unknown): ReportRequest {
  const request = readRequest(event);
  if ('arn' in request.source) checkRegion(request.source.arn, event);
  return request;
}

function readRequest(event: unknown): ReportRequest {
  const { ResourceType: type } = membersOf(event);
  const properties = propertiesOf<BuildReportProperties | ScanReportProperties>(event);
  switch (type) {
    case BUILD_REPORT_TYPE:
      return readBuildRequest(properties, event);
    case SCAN_REPORT_TYPE:
      return readScanRequest(properties, event);
    default:
      throw malformed('ResourceType', `be ${BUILD_REPORT_TYPE} or ${SCAN_REPORT_TYPE}`, type);
  }
}

function readBuildRequest(properties: Delivered<BuildReportProperties>, event: unknown): BuildReportRequest {
  return {
    kind: 'BUILD',
    source: parseImageSource(properties, IMAGE_SOURCES),
    failOnFailure: parseOnFailure(properties.OnFailure),
    ...parseOptionalReads(properties, event),
  };
}

function readScanRequest(properties: Delivered<ScanReportProperties>, event: unknown): ScanReportRequest {
  return {
    kind: 'SCAN',
    source: parseSource(properties),
    scanTimeoutSeconds: wholeNumber('ScanTimeoutSeconds', properties.ScanTimeoutSeconds, MAX_SCAN_TIMEOUT_SECONDS),
    ...(trueOrFalse('ReadFindings', properties.ReadFindings) ? { readFindings: true } : {}),
    ...(properties.Gate === undefined ? {} : { gate: parseGate(properties.Gate) }),
    ...parseDetails(properties, event),
  };
}

/** `Create`, `Update` or `Delete`. */
export function parseRequestType(event: unknown): 'Create' | 'Update' | 'Delete' {
  const { RequestType: type } = membersOf(event);
  if (type === 'Create' || type === 'Update' || type === 'Delete') return type;
  throw malformed('RequestType', 'be Create, Update or Delete', type);
}

/** The time at which `onEvent` received the request, which `onEvent` writes into the event. */
export function parseStartedAt(event: unknown): Date {
  const { StartedAt: value } = membersOf(event);
  const startedAt = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(startedAt.getTime())) throw malformed('StartedAt', 'be a time in ISO 8601', value);
  return startedAt;
}

/** The account of the stack, in which the functions run. */
export function accountOf(event: unknown): string | undefined {
  return envelopeOf(event).StackId.split(':')[4];
}

/** The physical ID, which is the same for all requests of one report with one source. */
export function physicalIdOf(request: ReportRequest): string {
  return `${request.kind === 'BUILD' ? 'build-report' : 'scan-report'}:${subjectOf(request.source)}`;
}

/** The subject of a source: an ARN, an account or a vulnerability. */
export function subjectOf(source: Source): string {
  return 'arn' in source ? source.arn : source.id;
}

const IMAGE_SOURCES = `${SOURCE_IMAGE} or ${SOURCE_PIPELINE}`;

function parseSource(properties: Delivered<SourceProperties>): Source {
  const { SourceType: type, SourceId: id } = properties;
  if (type !== SOURCE_ACCOUNT && type !== SOURCE_VULNERABILITY) {
    return parseImageSource(properties, `${SOURCE_IMAGE}, ${SOURCE_PIPELINE}, ${SOURCE_ACCOUNT} or ${SOURCE_VULNERABILITY}`);
  }
  // IDs of accounts have the same form.
  if (typeof id === 'string' && VULNERABILITY_ID.test(id)) return { type, id: canonicalVulnerabilityId(id) };
  throw malformed('SourceId', 'be the id of an account or of a vulnerability', id);
}

function parseImageSource({ SourceType: type, SourceArn: arn }: Delivered<SourceProperties>, allowed: string): ImageSource {
  switch (type) {
    case SOURCE_IMAGE:
      // A pipeline execution without an image returns NONE in place of its ARN, and UNKNOWN if it does not know its image.
      if (arn === NONE || arn === UNKNOWN) return { type: 'IMAGE', arn };
      const image = parseImageArn(arn);
      if (image) return { type: 'IMAGE', arn: image.arn };
      throw malformed('SourceArn', 'be the ARN of one build of an image (…:image/name/1.2.3/4)', arn);
    case SOURCE_PIPELINE:
      if (isPipelineArn(arn)) return { type: 'PIPELINE', arn };
      throw malformed('SourceArn', 'be the ARN of an image pipeline (…:image-pipeline/name)', arn);
    default:
      throw malformed('SourceType', `be ${allowed}`, type);
  }
}

export function parseOnFailure(value: unknown): boolean {
  if (value === undefined || value === ON_FAILURE_CONTINUE) return false;
  if (value === ON_FAILURE_FAIL) return true;
  throw malformed('OnFailure', `be ${ON_FAILURE_FAIL} or ${ON_FAILURE_CONTINUE}`, value);
}
