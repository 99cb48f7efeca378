import { Cancellation, fateOf } from './cancellation';
import { Decision } from './decision';
import { withDetails } from './details';
import { decideHandOver } from './execution-hand-over';
import { isRefused, RefusedRetry, RetryResult, withRefusal, withRefusalInWords } from './execution-retry';
import { MAX_BUILD_HOURS, PIPELINE_EXECUTION_KEYS, PipelineExecutionKey } from '../../../contract/execution';
import { reasonOf } from '../answer/reason';
import { cutText } from '../answer/text';
import { attributesOf, BuildAttributes, buildAttributes, NO_IMAGE_ATTRIBUTES } from '../build/build-attributes';
import { outcomeOf } from '../build/build-outcome';
import { failureReason } from '../build/failure-reason';
import { messageBeforeRetry, retriesInWords } from '../build/retries';
import { CallFailure, isRefusal } from '../model/call-failure';
import { Build, BuildObservation, Observed } from '../model/observation';
import { ExecutionRequest } from '../request/execution-request';

/** How long the handler waits for a cancelled build to end. */
const CANCEL_TIMEOUT_SECONDS = 2 * 60;
/** Maximum length of a message that is followed by something else. */
const MESSAGE_BYTES = 600;

/** Every attribute of an execution except `Truncated`, which is known only when the response is written. */
type ExecutionAttributes = Readonly<Record<Exclude<PipelineExecutionKey, 'Truncated'>, string | number>>;

/** Whether the build must be told to cancel before the decision, which then says what came of it. */
export function mustCancel({ timeoutSeconds, handsOver }: ExecutionRequest, observed: Observed<BuildObservation>, elapsedSeconds: number): boolean {
  const isLate = !handsOver && elapsedSeconds >= timeoutSeconds;
  // A build that cannot be read is cancelled, whatever its state.
  if (observed.kind === 'CALL_FAILED') return isRefusal(observed.callFailure) || isLate;
  return observed.build !== undefined && outcomeOf(observed.build.image.status) === 'IN_PROGRESS' && isLate;
}

/** All policy of executions: total, and without a clock of its own. `imageArn` is the image that is known even if it cannot be read. */
export function decideExecution(
  request: ExecutionRequest, observed: Observed<BuildObservation>, elapsedSeconds: number, cancellations: readonly Cancellation[] = [],
  retry?: RetryResult, imageArn?: string,
): Decision {
  const isRefusedCall = observed.kind === 'CALL_FAILED' && isRefusal(observed.callFailure);
  if (request.handsOver && !isRefusedCall) return decideHandOver(request, observed, elapsedSeconds, imageArn, retry);
  if (observed.kind === 'CALL_FAILED') return onCallFailure(request, observed.callFailure, elapsedSeconds, cancellations);
  if (observed.build === undefined) return withoutImage(request, observed);
  if (retry && !isRefused(retry)) return { kind: 'WAIT', why: `retry ${retry.number}` };
  return onBuild(request, observed.build, elapsedSeconds, cancellations, retry);
}

/**
 * Nothing was built for the trigger, or it is not known what was, and no build can start. This fails no deployment, because the update may be that of a
 * rollback.
 */
function withoutImage({ details: destination, pipelineArn }: ExecutionRequest, observed: BuildObservation): Decision {
  const { attributes, details } = withDetails('EXECUTION', destination, pipelineArn, attributesOf(observed), { executions: [] });
  return { kind: 'SUCCEED', attributes: ofExecution(attributes), details };
}

function onBuild(
  request: ExecutionRequest, build: Build, elapsedSeconds: number, cancellations: readonly Cancellation[], refused?: RefusedRetry,
): Decision {
  const { image } = build;
  const outcome = outcomeOf(image.status);
  const isLate = elapsedSeconds >= request.timeoutSeconds;
  if (outcome === 'IN_PROGRESS' && elapsedSeconds < request.timeoutSeconds + CANCEL_TIMEOUT_SECONDS) {
    return { kind: 'WAIT', why: `image ${image.status}` };
  }
  const timedOut = isLate && (outcome === 'IN_PROGRESS' || outcome === 'CANCELLED') ? timeoutReason(request, build, cancellations) : undefined;
  const seen = outcome === 'NO_IMAGE' ? NO_IMAGE_ATTRIBUTES : attributesAfter(request, build, refused);
  const { attributes, details } = withDetails(
    'EXECUTION', request.details, image.arn, timedOut === undefined ? seen : { ...seen, FailureMessage: timedOut }, build,
  );
  const hasFailed = outcome === 'FAILED' || outcome === 'CANCELLED' || timedOut !== undefined;
  if (hasFailed && request.failOnFailure) return { kind: 'FAIL', reason: timedOut ?? failureReason(attributes), details };
  return { kind: 'SUCCEED', attributes: ofExecution(attributes), details };
}

/**
 * A failed call that may pass does not fail a deployment before the time limit of the build and its cancellation. A refusal, which was retried within
 * the poll, does.
 */
function onCallFailure(
  { timeoutSeconds, continued }: ExecutionRequest, callFailure: CallFailure, elapsedSeconds: number, cancellations: readonly Cancellation[] = [],
): Decision {
  if (!isRefusal(callFailure) && elapsedSeconds < timeoutSeconds + CANCEL_TIMEOUT_SECONDS) return { kind: 'WAIT', why: callFailure.code };
  const reason = [reasonOf(callFailure, (continued?.waitedSeconds ?? 0) + Math.round(elapsedSeconds)), ...cancellations.map(fateInWords)];
  return { kind: 'FAIL', reason: reason.join(' ') };
}

function fateInWords(cancellation: Cancellation): string {
  return `The build of ${cancellation.imageArn} ${fateOf(cancellation)}${cancellation.callFailure ? ' and may still be running' : ''}.`;
}

/** A build that has ended is not cancelled if its details cannot be written. Writing is retried until the time limit of build and cancellation. */
export function decideOnUnwrittenDetails(request: ExecutionRequest, callFailure: CallFailure, elapsedSeconds: number): Decision {
  return onCallFailure(request, callFailure, elapsedSeconds);
}

function attributesAfter({ continued }: ExecutionRequest, build: Build, refused?: RefusedRetry): BuildAttributes {
  const attributes = buildAttributes(build);
  if (refused) return withRefusal(attributes, refused);
  return continued?.refusal ? withRefusalInWords(attributes, continued.refusal) : attributes;
}

function timeoutReason({ timeoutSeconds, continued }: ExecutionRequest, build: Build, [cancellation]: readonly Cancellation[]): string {
  const { image: { arn, status } } = build;
  const told = cancellation === undefined ? '' : `${fateOf(cancellation)}, and `;
  const fate = status === 'CANCELLED' ? 'was cancelled' : `${told}is still ${status}`;
  const retries = retriesInWords(build.image);
  const before = retries && messageBeforeRetry(build);
  return `BUILD_TIMED_OUT: The build of ${arn} had not ended after ${(continued?.waitedSeconds ?? 0) + timeoutSeconds} seconds${retries ? ` with ${retries}` : ''} and ${fate}. `
    + (before ? `Before the last retry it failed: ${cutText(before, MESSAGE_BYTES).replace(/[.]?$/, '.')} ` : '')
    + `Give it more time (\`timeout\`, at most ${MAX_BUILD_HOURS} hours).`;
}

function ofExecution(attributes: BuildAttributes): ExecutionAttributes {
  const entries = PIPELINE_EXECUTION_KEYS.flatMap((key) => key === 'Truncated' ? [] : [[key, attributes[key]] as const]);
  return Object.fromEntries(entries) as ExecutionAttributes;
}
