import { isPipelineArn, parseImageArn } from './arn';
import { FailureError } from './failure-error';
import { cutText } from './text';
import {
  BUILD_REPORT_TYPE, MAX_SCAN_TIMEOUT_SECONDS, NONE, ON_FAILURE_CONTINUE, ON_FAILURE_FAIL, ON_UNKNOWN_CONTINUE, ON_UNKNOWN_FAIL, SCAN_REPORT_TYPE,
  SOURCE_ACCOUNT, SOURCE_IMAGE, SOURCE_PIPELINE, SOURCE_VULNERABILITY,
} from '../../report/contract';

/** What a custom resource asks for. */
export type ReportRequest = BuildReportRequest | ScanReportRequest;

export interface BuildReportRequest {
  readonly kind: 'BUILD';
  readonly source: ImageSource;
  /** Whether a build that failed or was cancelled fails the deployment. */
  readonly failOnFailure: boolean;
}

export interface ScanReportRequest {
  readonly kind: 'SCAN';
  readonly source: Source;
  readonly scanTimeoutSeconds: number;
  readonly gate?: Gate;
}

export type Source = ImageSource | FindingsSource;

export interface ImageSource {
  readonly type: 'IMAGE' | 'PIPELINE';
  readonly arn: string;
}

/** Findings that are counted without regard to an image. */
export interface FindingsSource {
  readonly type: 'ACCOUNT' | 'VULNERABILITY';
  readonly id: string;
}

/** Severities that a gate can limit, as the contract names them. */
export const GATE_SEVERITIES = ['Critical', 'High', 'Medium', 'Other', 'All'] as const;
export type GateSeverity = typeof GATE_SEVERITIES[number];

export interface Gate {
  /** Highest accepted count; a severity that is absent is not limited. */
  readonly limits: Readonly<Partial<Record<GateSeverity, number>>>;
  readonly failOnUnknown: boolean;
}

/** Reads the request of the custom resource, or says in one sentence what is wrong with it. */
export function parseRequest(event: unknown): ReportRequest {
  const { ResourceType: type, ResourceProperties: given } = objectOf(event, 'The event');
  const properties = objectOf(given, '`ResourceProperties`');
  switch (type) {
    case BUILD_REPORT_TYPE:
      return { kind: 'BUILD', source: parseImageSource(properties, IMAGE_SOURCES), failOnFailure: parseOnFailure(properties.OnFailure) };
    case SCAN_REPORT_TYPE:
      return {
        kind: 'SCAN',
        source: parseSource(properties),
        scanTimeoutSeconds: wholeNumber('ScanTimeoutSeconds', properties.ScanTimeoutSeconds, MAX_SCAN_TIMEOUT_SECONDS),
        ...(properties.Gate === undefined ? {} : { gate: parseGate(properties.Gate) }),
      };
    default:
      throw malformed('ResourceType', `be ${BUILD_REPORT_TYPE} or ${SCAN_REPORT_TYPE}`, type);
  }
}

/** `Create`, `Update` or `Delete`. */
export function parseRequestType(event: unknown): 'Create' | 'Update' | 'Delete' {
  const { RequestType: type } = objectOf(event, 'The event');
  if (type === 'Create' || type === 'Update' || type === 'Delete') return type;
  throw malformed('RequestType', 'be Create, Update or Delete', type);
}

/** When the request was taken on; `onEvent` wrote it into the event. */
export function parseStartedAt(event: unknown): Date {
  const { StartedAt: value } = objectOf(event, 'The event');
  const startedAt = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(startedAt.getTime())) throw malformed('StartedAt', 'be a time in ISO 8601', value);
  return startedAt;
}

/** The same for the same report of the same source, whatever request brings it. */
export function physicalIdOf(request: ReportRequest): string {
  return `${request.kind === 'BUILD' ? 'build-report' : 'scan-report'}:${subjectOf(request.source)}`;
}

/** What a source is about: an ARN, an account or a vulnerability. */
export function subjectOf(source: Source): string {
  return 'arn' in source ? source.arn : source.id;
}

const IMAGE_SOURCES = `${SOURCE_IMAGE} or ${SOURCE_PIPELINE}`;
/** Of account and vulnerability ids; the latter are open, `CVE-…` is only the best known kind. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

function parseSource(properties: Record<string, unknown>): Source {
  const { SourceType: type, SourceId: id } = properties;
  if (type !== SOURCE_ACCOUNT && type !== SOURCE_VULNERABILITY) {
    return parseImageSource(properties, `${SOURCE_IMAGE}, ${SOURCE_PIPELINE}, ${SOURCE_ACCOUNT} or ${SOURCE_VULNERABILITY}`);
  }
  if (typeof id === 'string' && ID.test(id)) return { type, id };
  throw malformed('SourceId', 'be the id of an account or of a vulnerability', id);
}

function parseImageSource({ SourceType: type, SourceArn: arn }: Record<string, unknown>, allowed: string): ImageSource {
  switch (type) {
    case SOURCE_IMAGE:
      // A pipeline execution that has no image says so in place of its ARN.
      if (typeof arn === 'string' && (arn === NONE || parseImageArn(arn))) return { type: 'IMAGE', arn };
      throw malformed('SourceArn', 'be the ARN of one build of an image (…:image/name/1.2.3/4)', arn);
    case SOURCE_PIPELINE:
      if (typeof arn === 'string' && isPipelineArn(arn)) return { type: 'PIPELINE', arn };
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

function parseGate(value: unknown): Gate {
  const given = objectOf(value, '`Gate`');
  const limits: Partial<Record<GateSeverity, number>> = {};
  for (const severity of GATE_SEVERITIES) {
    if (given[severity] !== undefined) limits[severity] = wholeNumber(`Gate.${severity}`, given[severity], Number.MAX_SAFE_INTEGER);
  }
  if (Object.keys(limits).length === 0) throw malformed('Gate', `limit at least one of ${GATE_SEVERITIES.join(', ')}`, value);
  if (given.OnUnknown !== ON_UNKNOWN_FAIL && given.OnUnknown !== ON_UNKNOWN_CONTINUE) {
    throw malformed('Gate.OnUnknown', `be ${ON_UNKNOWN_FAIL} or ${ON_UNKNOWN_CONTINUE}`, given.OnUnknown);
  }
  return { limits, failOnUnknown: given.OnUnknown === ON_UNKNOWN_FAIL };
}

export function wholeNumber(property: string, value: unknown, max: number): number {
  // CloudFormation delivers numbers as strings.
  if ((typeof value === 'string' && /^[0-9]+$/.test(value)) || typeof value === 'number') {
    const number = Number(value);
    if (Number.isInteger(number) && number >= 0 && number <= max) return number;
  }
  throw malformed(property, `be a whole number from 0 to ${max}`, value);
}

export function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new FailureError(`INVALID_REQUEST: ${what} must be an object, got: ${show(value)}.`);
}

export function malformed(property: string, rule: string, value: unknown): FailureError {
  return new FailureError(`INVALID_REQUEST: \`${property}\` must ${rule}, got: ${show(value)}.`);
}

function show(value: unknown): string {
  return cutText(typeof value === 'string' ? value : JSON.stringify(value) ?? 'undefined', 200);
}
