import { Attributes, Decision } from './decision';
import { isRefused, refusalOf, RetryResult } from './execution-retry';
import { HAND_OVER } from '../../../contract/execution';
import { outcomeOf } from '../build/build-outcome';
import { BuildObservation, Observed } from '../model/observation';
import { ExecutionRequest } from '../request/execution-request';
import { HandOver, handOverText } from '../request/hand-over';

/** What a custom resource answers that hands over an end of the build which it got itself: nothing is read again. */
export function handedOn({ handsOver, continued }: ExecutionRequest): Decision | undefined {
  return handsOver && continued?.hasEnded ? succeed(continued) : undefined;
}

/**
 * The decision of a custom resource that hands over. It never judges a build: what has ended is handed over at once, and what has not, or cannot be
 * read, when the time is over. The last resource has the time limit, reads the build and answers for all.
 */
export function decideHandOver(
  request: ExecutionRequest, observed: Observed<BuildObservation>, elapsedSeconds: number, imageArn?: string, retry?: RetryResult,
): Decision {
  const why = reasonToWait(observed, retry);
  if (why !== undefined && elapsedSeconds < request.timeoutSeconds) return { kind: 'WAIT', why };
  const { continued, execution, requestId, isCreate, isNew } = request;
  return succeed({
    imageArn,
    hasEnded: why === undefined,
    waitedSeconds: (continued?.waitedSeconds ?? 0) + Math.max(0, Math.round(elapsedSeconds)),
    execution,
    requestId,
    isCreate,
    isNew,
    refusal: retry && isRefused(retry) ? refusalOf(retry) : undefined,
  });
}

/** Why the build has not ended, or undefined if it has or there is none. */
function reasonToWait(observed: Observed<BuildObservation>, retry?: RetryResult): string | undefined {
  if (observed.kind === 'CALL_FAILED') return observed.callFailure.code;
  if (retry && !isRefused(retry)) return `retry ${retry.number}`;
  const status = observed.build?.image.status;
  return status !== undefined && outcomeOf(status) === 'IN_PROGRESS' ? `image ${status}` : undefined;
}

function succeed(handOver: HandOver): Decision {
  const attributes: Attributes = { [HAND_OVER]: handOverText(handOver) };
  return { kind: 'SUCCEED', attributes };
}
