import { Decision } from './decision';
import { withDetails } from './details';
import { HANDLER_TIMEOUT_SECONDS, PASSING_FAILURE_TIMEOUT_SECONDS, PROVIDER_TIMEOUT_SECONDS } from '../../../contract/custom-resource';
import { reasonOf } from '../answer/reason';
import { attributesOf } from '../build/build-attributes';
import { failureReason } from '../build/failure-reason';
import { CONSISTENCY_SECONDS, isInconsistent } from '../build/workflows';
import { CallFailure, isImageNotFound, isRefusal } from '../model/call-failure';
import { BuildObservation, NO_BUILD, NO_SCAN, Observed, ScanObservation } from '../model/observation';
import { aggregationOf } from '../request/aggregation';
import { BuildReportRequest, ReportRequest, ScanReportRequest, subjectOf } from '../request/request';
import { judge } from '../scan/gate';
import { scanAttributes } from '../scan/scan-attributes';
import { believable, findingsOutcome, observedOutcome } from '../scan/scan-outcome';

export interface Timing {
  readonly now: Date;
  readonly startedAt: Date;
}

/** All policy of build reports: total, and without a clock of its own. */
export function decideBuild(request: BuildReportRequest, observed: Observed<BuildObservation>, timing: Timing): Decision {
  if (observed.kind === 'BUILD') return answerBuild(request, observed, timing);
  if (isDeletedImage(request, observed.callFailure)) return answerBuild(request, NO_BUILD, timing);
  return decideOnCallFailure(request, observed.callFailure, timing);
}

/** All policy of scan reports: total, and without a clock of its own. */
export function decideScan(request: ScanReportRequest, observed: Observed<ScanObservation>, timing: Timing): Decision {
  if (observed.kind === 'SCAN') return answerScan(request, observed, timing);
  if (isDeletedImage(request, observed.callFailure)) return answerScan(request, NO_SCAN, timing);
  return decideOnCallFailure(request, observed.callFailure, timing);
}

/** The only images of a pipeline may be deleted before they are read. Whatever else is not found says nothing of images. */
function isDeletedImage({ source }: ReportRequest, callFailure: CallFailure): boolean {
  return isImageNotFound(callFailure) && source.type === 'PIPELINE';
}

/** Waits while a failure may pass, and fails if it is a refusal, which was retried within the poll, or has not passed in time. */
export function decideOnCallFailure(request: ReportRequest, callFailure: CallFailure, { now, startedAt }: Timing): Decision {
  const elapsedSeconds = secondsBetween(startedAt, now);
  if (!isRefusal(callFailure) && elapsedSeconds < patienceSeconds(request)) return { kind: 'WAIT', why: callFailure.code };
  return { kind: 'FAIL', reason: reasonOf(callFailure, Math.round(elapsedSeconds)) };
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

function answerBuild(request: BuildReportRequest, seen: BuildObservation, timing: Timing): Decision {
  const { build } = seen;
  if (build && isInconsistent(build) && secondsBetween(timing.startedAt, timing.now) < CONSISTENCY_SECONDS) {
    return { kind: 'WAIT', why: `workflows of an image that is ${build.image.status}` };
  }
  const subject = build?.image.arn ?? subjectOf(request.source);
  const { attributes, details } = withDetails('BUILD', request.details, subject, attributesOf(seen), { executions: [], ...build });
  const stops = request.failOnFailure && (attributes.Outcome === 'FAILED' || attributes.Outcome === 'CANCELLED');
  return stops ? { kind: 'FAIL', reason: failureReason(attributes), details } : { kind: 'SUCCEED', attributes, details };
}

function answerScan(request: ScanReportRequest, seen: ScanObservation, timing: Timing): Decision {
  const { now, startedAt } = timing;
  const { image, counts, denied, list, unidentified } = seen;
  const isOfImage = 'arn' in request.source || unidentified !== undefined;
  const scan = isOfImage ? observedOutcome(seen) : { ...findingsOutcome(believable(counts, list)), denied };
  if (!scan.ended && secondsBetween(startedAt, now) < request.scanTimeoutSeconds) return { kind: 'WAIT', why: `scan ${scan.status}` };
  const filter = aggregationOf(request.source);
  const gate = judge(request.gate, { scan, filter, list, now });
  const subject = 'arn' in request.source ? request.source.arn : `${request.source.type.toLowerCase()}/${request.source.id}`;
  const { attributes, details } = withDetails('SCAN', request.details, subject, scanAttributes(scan, filter, gate, list), { image, list });
  if (!gate.stops) return { kind: 'SUCCEED', attributes, details };
  return { kind: 'FAIL', reason: details ? `${gate.reason} Details: ${attributes.DetailsUri}` : gate.reason, details };
}

/** How long after its start a report retries calls that may pass. */
function patienceSeconds(request: ReportRequest): number {
  // A call that fails at the end of a long scan is also retried, and the provider, which gives no reason, never stops first.
  const scanSeconds = request.kind === 'SCAN' ? request.scanTimeoutSeconds : 0;
  return Math.min(scanSeconds + PASSING_FAILURE_TIMEOUT_SECONDS, PROVIDER_TIMEOUT_SECONDS - HANDLER_TIMEOUT_SECONDS);
}
