import { buildOf } from '../../../../src/handler/core/build/build';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { Finding, FindingsAnswer, Image, LogTail, ObservedExecution } from '../../../../src/handler/core/model/facts';
import { decideBuild, decideScan, Timing } from '../../../../src/handler/core/policy/decide';
import { BuildReportRequest, ReportRequest, ScanReportRequest } from '../../../../src/handler/core/request/request';
import { IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const STARTED_AT = new Date('2026-01-05T09:00:00.000Z');
export const after = (seconds: number) => ({ startedAt: STARTED_AT, now: new Date(STARTED_AT.getTime() + seconds * 1000) });

export const BUILD: BuildReportRequest = { kind: 'BUILD', source: { type: 'IMAGE', arn: IMAGE_ARN }, failOnFailure: false };
export const LATEST: BuildReportRequest = { ...BUILD, source: { type: 'PIPELINE', arn: PIPELINE_ARN } };
export const SCAN: ScanReportRequest = { kind: 'SCAN', source: { type: 'IMAGE', arn: IMAGE_ARN }, scanTimeoutSeconds: 300 };
export const PIPELINE_SCAN: ScanReportRequest = { ...SCAN, source: { type: 'PIPELINE', arn: PIPELINE_ARN } };

/** What there is to see; a report sees of it what it is about. */
export interface Sight {
  readonly kind: 'SIGHT';
  readonly image?: Image;
  readonly executions?: ObservedExecution[];
  readonly log?: LogTail;
  readonly findings?: FindingsAnswer;
  readonly vulnerabilities?: Finding[];
  readonly vulnerabilitiesComplete?: boolean;
}
export type Seen = Sight | { readonly kind: 'CALL_FAILED'; readonly callFailure: CallFailure };

export function decide(request: ReportRequest, seen: Seen, timing: Timing) {
  if (request.kind === 'BUILD') {
    return decideBuild(request, seen.kind === 'CALL_FAILED' ? seen : { kind: 'BUILD', build: seen.image && buildOf(seen.image, seen.executions ?? [], seen.log) }, timing);
  }
  if (seen.kind === 'CALL_FAILED') return decideScan(request, seen, timing);
  const { image: scanned, findings: counts = 'NOT_READ', vulnerabilities, vulnerabilitiesComplete: complete = false } = seen;
  return decideScan(request, { kind: 'SCAN', image: scanned, counts, list: vulnerabilities && { findings: vulnerabilities, complete } }, timing);
}

export const NO_IMAGE: Sight = { kind: 'SIGHT' };
export const sight = (members: Partial<Sight>): Sight => ({ ...NO_IMAGE, ...members });
export const callFailure = (members: Partial<CallFailure>): Seen => ({
  kind: 'CALL_FAILED',
  callFailure: { kind: 'PASSING', operation: 'GetImage', resource: IMAGE_ARN, code: 'CallRateLimitExceededException', httpStatus: 429, message: 'Slow down', ...members },
});
