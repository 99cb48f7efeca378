import { BuildAttributes, buildAttributes, NO_IMAGE_ATTRIBUTES } from './build-attributes';
import { Details, withDetails } from './details';
import { AggregationFilter, Finding, Image, LogTail, ObservedExecution } from './facts';
import { failureReason } from './failure-reason';
import { judge } from './gate';
import { reasonOf } from './reason';
import { ReportRequest, ScanReportRequest, Source, subjectOf } from './request';
import { ScanAttributes, scanAttributes } from './scan-attributes';
import { believable, FindingsAnswer, findingsOutcome, scanOutcome } from './scan-outcome';
import { isSettling, SETTLE_SECONDS } from './settling';
import { Trouble } from './trouble';
import { DENIED_TIMEOUT_SECONDS, HANDLER_TIMEOUT_SECONDS, PROVIDER_TIMEOUT_SECONDS, TROUBLE_TIMEOUT_SECONDS } from '../../report/contract';

/** What one poll brought. */
export type Observation = Sight | { readonly kind: 'TROUBLE'; readonly trouble: Trouble };

export interface Sight {
  readonly kind: 'SIGHT';
  /** Absent: the pipeline has no image. */
  readonly image?: Image;
  /** Read for build reports. */
  readonly executions: readonly ObservedExecution[];
  /** Read for build reports of a build in which something failed. */
  readonly log?: LogTail;
  /** Read for scan reports. */
  readonly findings: FindingsAnswer;
  /** The findings themselves: read for scan reports that ask for them, where there are counts of them. */
  readonly vulnerabilities?: readonly Finding[];
  /** Whether all of them could be read. */
  readonly vulnerabilitiesComplete?: boolean;
}

/** A pipeline without an image. */
export const NO_IMAGE: Sight = { kind: 'SIGHT', executions: [], findings: 'NOT_READ' };

/** What to do about it: ask again later, answer, or fail the deployment. `why` is for the log, `details` are to be written before. */
export type Decision =
  | { readonly kind: 'WAIT'; readonly why: string }
  | { readonly kind: 'SUCCEED'; readonly attributes: BuildAttributes | ScanAttributes; readonly details?: Details }
  | { readonly kind: 'FAIL'; readonly reason: string; readonly details?: Details };

export interface Timing {
  readonly now: Date;
  readonly startedAt: Date;
}

/** All policy of the reports: total, and without a clock of its own. */
export function decide(request: ReportRequest, observation: Observation, timing: Timing): Decision {
  if (observation.kind === 'SIGHT') return answer(request, observation, timing);
  // A pipeline that is not found has no images either.
  if (observation.trouble.kind === 'NOT_FOUND' && request.source.type === 'PIPELINE') return answer(request, NO_IMAGE, timing);
  return decideOnTrouble(request, observation.trouble, timing);
}

/** Waits for what may pass, and fails for what does not, or has not in time. */
export function decideOnTrouble(request: ReportRequest, trouble: Trouble, { now, startedAt }: Timing): Decision {
  const elapsedSeconds = secondsBetween(startedAt, now);
  if (elapsedSeconds < patienceSeconds(request, trouble)) return { kind: 'WAIT', why: trouble.code };
  return { kind: 'FAIL', reason: reasonOf(trouble, Math.round(elapsedSeconds)) };
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

const FILTERS = { IMAGE: 'imageBuildVersionArn', PIPELINE: 'imagePipelineArn', ACCOUNT: 'accountId', VULNERABILITY: 'vulnerabilityId' } as const;

/** The service's filter for the finding counts of a source. */
export function aggregationOf(source: Source): AggregationFilter {
  return { name: FILTERS[source.type], value: subjectOf(source) };
}

function answer(request: ReportRequest, sight: Sight, timing: Timing): Decision {
  if (request.kind === 'SCAN') return answerScan(request, sight, timing);
  const { image, executions, log } = sight;
  if (image && isSettling(image, executions) && secondsBetween(timing.startedAt, timing.now) < SETTLE_SECONDS) {
    return { kind: 'WAIT', why: `workflows of an image that is ${image.status}` };
  }
  const subject = image?.arn ?? subjectOf(request.source);
  const { attributes, details } = withDetails(
    'BUILD', request.details, subject, image ? buildAttributes(image, executions, log) : NO_IMAGE_ATTRIBUTES, { image, executions, log },
  );
  const stops = request.failOnFailure && (attributes.Outcome === 'FAILED' || attributes.Outcome === 'CANCELLED');
  return stops ? { kind: 'FAIL', reason: failureReason(attributes), details } : { kind: 'SUCCEED', attributes, details };
}

function answerScan(request: ScanReportRequest, sight: Sight, { now, startedAt }: Timing): Decision {
  const { image, findings, vulnerabilities, vulnerabilitiesComplete = false } = sight;
  const list = vulnerabilities && { findings: vulnerabilities, complete: vulnerabilitiesComplete };
  const counted = believable(findings, list);
  const scan = 'arn' in request.source ? scanOutcome(image, counted) : findingsOutcome(counted);
  if (!scan.ended && secondsBetween(startedAt, now) < request.scanTimeoutSeconds) return { kind: 'WAIT', why: `scan ${scan.status}` };
  const filter = aggregationOf(request.source);
  const gate = judge(request.gate, { scan, filter, list, now });
  const subject = 'arn' in request.source ? request.source.arn : `${request.source.type.toLowerCase()}/${request.source.id}`;
  const { attributes, details } = withDetails('SCAN', request.details, subject, scanAttributes(scan, filter, gate, list), { image, list });
  if (!gate.stops) return { kind: 'SUCCEED', attributes, details };
  return { kind: 'FAIL', reason: details ? `${gate.reason} Details: ${attributes.DetailsUri}` : gate.reason, details };
}

/** How long after its start a report goes on asking in spite of trouble. */
function patienceSeconds(request: ReportRequest, { kind }: Trouble): number {
  if (kind === 'PASSING') {
    // Trouble at the end of a long scan has its time as well, and the provider, which gives no reasons, never gives up first.
    const scanSeconds = request.kind === 'SCAN' ? request.scanTimeoutSeconds : 0;
    return Math.min(scanSeconds + TROUBLE_TIMEOUT_SECONDS, PROVIDER_TIMEOUT_SECONDS - HANDLER_TIMEOUT_SECONDS);
  }
  return kind === 'DENIED' ? DENIED_TIMEOUT_SECONDS : -Infinity;
}
