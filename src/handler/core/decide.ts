import { BuildAttributes, buildAttributes, NO_IMAGE_ATTRIBUTES } from './build-attributes';
import { outcomeOf } from './build-outcome';
import { AggregationFilter, Image, ObservedExecution } from './facts';
import { failureReason } from './failure-reason';
import { judge } from './gate';
import { reasonOf } from './reason';
import { ReportRequest, ScanReportRequest, Source, subjectOf } from './request';
import { ScanAttributes, scanAttributes } from './scan-attributes';
import { FindingsAnswer, findingsOutcome, scanOutcome } from './scan-outcome';
import { Trouble } from './trouble';
import { countWorkflows, currentExecutions } from './workflows';
import { DENIED_TIMEOUT_SECONDS, HANDLER_TIMEOUT_SECONDS, PROVIDER_TIMEOUT_SECONDS, TROUBLE_TIMEOUT_SECONDS } from '../../report/contract';

/** What one poll brought. */
export type Observation = Sight | { readonly kind: 'TROUBLE'; readonly trouble: Trouble };

export interface Sight {
  readonly kind: 'SIGHT';
  /** Absent: the pipeline has no image. */
  readonly image?: Image;
  /** Read for build reports. */
  readonly executions: readonly ObservedExecution[];
  /** Read for scan reports. */
  readonly findings: FindingsAnswer;
}

/** A pipeline without an image. */
export const NO_IMAGE: Sight = { kind: 'SIGHT', executions: [], findings: 'NOT_READ' };

/** What to do about it: ask again later, answer, or fail the deployment. `why` is for the log. */
export type Decision =
  | { readonly kind: 'WAIT'; readonly why: string }
  | { readonly kind: 'SUCCEED'; readonly attributes: BuildAttributes | ScanAttributes }
  | { readonly kind: 'FAIL'; readonly reason: string };

export interface Timing {
  readonly now: Date;
  readonly startedAt: Date;
}

/** How long a build report looks again at answers that contradict one another, before it takes them as they are. */
const SETTLE_SECONDS = 15;

/** All policy of the reports: total, and without a clock of its own. */
export function decide(request: ReportRequest, observation: Observation, { now, startedAt }: Timing): Decision {
  const elapsedSeconds = (now.getTime() - startedAt.getTime()) / 1000;
  if (observation.kind === 'SIGHT') return answer(request, observation, elapsedSeconds);
  const { trouble } = observation;
  // A pipeline that is not found has no images either.
  if (trouble.kind === 'NOT_FOUND' && request.source.type === 'PIPELINE') return answer(request, NO_IMAGE, elapsedSeconds);
  if (elapsedSeconds < patienceSeconds(request, trouble)) return { kind: 'WAIT', why: trouble.code };
  return { kind: 'FAIL', reason: reasonOf(trouble, Math.round(elapsedSeconds)) };
}

const FILTERS = { IMAGE: 'imageBuildVersionArn', PIPELINE: 'imagePipelineArn', ACCOUNT: 'accountId', VULNERABILITY: 'vulnerabilityId' } as const;

/** The service's filter for the finding counts of a source. */
export function aggregationOf(source: Source): AggregationFilter {
  return { name: FILTERS[source.type], value: subjectOf(source) };
}

function answer(request: ReportRequest, { image, executions, findings }: Sight, elapsedSeconds: number): Decision {
  if (request.kind === 'SCAN') return answerScan(request, image, findings, elapsedSeconds);
  if (image && contradictory(image, executions) && elapsedSeconds < SETTLE_SECONDS) return { kind: 'WAIT', why: `workflows of an image that is ${image.status}` };
  const attributes = image ? buildAttributes(image, executions) : NO_IMAGE_ATTRIBUTES;
  const stops = request.failOnFailure && (attributes.Outcome === 'FAILED' || attributes.Outcome === 'CANCELLED');
  return stops ? { kind: 'FAIL', reason: failureReason(attributes) } : { kind: 'SUCCEED', attributes };
}

/** Image and workflows are two answers, of two moments: workflows that go on after the image has ended have ended by the next poll. */
function contradictory(image: Image, executions: readonly ObservedExecution[]): boolean {
  return outcomeOf(image.status) !== 'IN_PROGRESS' && countWorkflows(currentExecutions(executions)).running > 0;
}

function answerScan(request: ScanReportRequest, image: Image | undefined, findings: FindingsAnswer, elapsedSeconds: number): Decision {
  const scan = 'arn' in request.source ? scanOutcome(image, findings) : findingsOutcome(findings);
  if (!scan.ended && elapsedSeconds < request.scanTimeoutSeconds) return { kind: 'WAIT', why: `scan ${scan.status}` };
  const filter = aggregationOf(request.source);
  const gate = judge(request.gate, scan, filter);
  if (gate.stops) return { kind: 'FAIL', reason: gate.reason };
  return { kind: 'SUCCEED', attributes: scanAttributes(scan, filter, gate) };
}

/** How long after its start a report goes on asking in spite of trouble. */
function patienceSeconds(request: ReportRequest, trouble: Trouble): number {
  switch (trouble.kind) {
    case 'PASSING': {
      // Trouble at the end of a long scan has its time as well, and the provider, which gives no reasons, never gives up first.
      const scanSeconds = request.kind === 'SCAN' ? request.scanTimeoutSeconds : 0;
      return Math.min(scanSeconds + TROUBLE_TIMEOUT_SECONDS, PROVIDER_TIMEOUT_SECONDS - HANDLER_TIMEOUT_SECONDS);
    }
    case 'DENIED':
      return DENIED_TIMEOUT_SECONDS;
    case 'NOT_FOUND':
    case 'FINAL':
      return -Infinity;
  }
}
