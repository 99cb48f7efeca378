import { isPipelineArn, parseImageArn } from './arn';
import { FailureError } from './failure-error';
import { cutText } from './text';
import {
  BUILD_REPORT_TYPE, MAX_SCAN_TIMEOUT_SECONDS, ON_UNKNOWN_CONTINUE, ON_UNKNOWN_FAIL, SCAN_REPORT_TYPE, SOURCE_IMAGE, SOURCE_PIPELINE,
} from '../../report/contract';

/** What a custom resource asks for. */
export type ReportRequest = BuildReportRequest | ScanReportRequest;

export interface BuildReportRequest {
  readonly kind: 'BUILD';
  readonly source: Source;
}

export interface ScanReportRequest {
  readonly kind: 'SCAN';
  readonly source: Source;
  readonly scanTimeoutSeconds: number;
  readonly gate?: Gate;
}

export interface Source {
  readonly type: 'IMAGE' | 'PIPELINE';
  readonly arn: string;
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
  const source = parseSource(properties);
  switch (type) {
    case BUILD_REPORT_TYPE:
      return { kind: 'BUILD', source };
    case SCAN_REPORT_TYPE:
      return {
        kind: 'SCAN',
        source,
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
  return `${request.kind === 'BUILD' ? 'build-report' : 'scan-report'}:${request.source.arn}`;
}

function parseSource({ SourceType: type, SourceArn: arn }: Record<string, unknown>): Source {
  switch (type) {
    case SOURCE_IMAGE:
      if (typeof arn === 'string' && parseImageArn(arn)) return { type: 'IMAGE', arn };
      throw malformed('SourceArn', 'be the ARN of one build of an image (…:image/name/1.2.3/4)', arn);
    case SOURCE_PIPELINE:
      if (typeof arn === 'string' && isPipelineArn(arn)) return { type: 'PIPELINE', arn };
      throw malformed('SourceArn', 'be the ARN of an image pipeline (…:image-pipeline/name)', arn);
    default:
      throw malformed('SourceType', `be ${SOURCE_IMAGE} or ${SOURCE_PIPELINE}`, type);
  }
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

function wholeNumber(property: string, value: unknown, max: number): number {
  // CloudFormation delivers numbers as strings.
  if ((typeof value === 'string' && /^[0-9]+$/.test(value)) || typeof value === 'number') {
    const number = Number(value);
    if (Number.isInteger(number) && number >= 0 && number <= max) return number;
  }
  throw malformed(property, `be a whole number from 0 to ${max}`, value);
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new FailureError(`INVALID_REQUEST: ${what} must be an object, got: ${show(value)}.`);
}

function malformed(property: string, rule: string, value: unknown): FailureError {
  return new FailureError(`INVALID_REQUEST: \`${property}\` must ${rule}, got: ${show(value)}.`);
}

function show(value: unknown): string {
  return cutText(typeof value === 'string' ? value : JSON.stringify(value) ?? 'undefined', 200);
}
