import { BuildAttributes, buildAttributes, NO_IMAGE_ATTRIBUTES } from './build-attributes';
import { outcomeOf } from './build-outcome';
import { Details, withDetails } from './details';
import { ExecutionRequest } from './execution-request';
import { Image, LogTail, ObservedExecution } from './facts';
import { failureReason } from './failure-reason';
import { reasonOf } from './reason';
import { Trouble } from './trouble';
import {
  CANCEL_TIMEOUT_SECONDS, DENIED_TIMEOUT_SECONDS, MAX_EXECUTION_TIMEOUT_SECONDS, PIPELINE_EXECUTION_KEYS, PipelineExecutionKey,
} from '../../report/contract';

/** What one poll of an execution brought. */
export type ExecutionObservation =
  /** Nothing was built for the trigger, and nothing may be. */
  | { readonly kind: 'NO_IMAGE' }
  /** `executions` are read when the build has ended, `log` when something failed. */
  | { readonly kind: 'IMAGE'; readonly image: Image; readonly executions: readonly ObservedExecution[]; readonly log?: LogTail }
  | { readonly kind: 'TROUBLE'; readonly trouble: Trouble };

type Seen = Extract<ExecutionObservation, { kind: 'IMAGE' }>;

/** Every attribute of an execution; `Truncated` is known only when the response is written. */
export type ExecutionAttributes = Readonly<Record<Exclude<PipelineExecutionKey, 'Truncated'>, string | number>>;

/** What to do about it. `why` is for the log, `details` are to be written before. */
export type ExecutionDecision =
  | { readonly kind: 'WAIT'; readonly why: string }
  /** Cancel the build, and ask again later. */
  | { readonly kind: 'CANCEL'; readonly why: string }
  | { readonly kind: 'SUCCEED'; readonly attributes: ExecutionAttributes; readonly details?: Details }
  | { readonly kind: 'FAIL'; readonly reason: string; readonly details?: Details };

/** All policy of executions: total, and without a clock of its own. */
export function decideExecution(request: ExecutionRequest, observation: ExecutionObservation, elapsedSeconds: number): ExecutionDecision {
  switch (observation.kind) {
    case 'NO_IMAGE':
      return withoutImage(request);
    case 'IMAGE':
      return onImage(request, observation, elapsedSeconds);
    case 'TROUBLE':
      return onTrouble(request, observation.trouble, elapsedSeconds);
  }
}

function withoutImage({ details: destination, pipelineArn }: ExecutionRequest): ExecutionDecision {
  const { attributes, details } = withDetails('EXECUTION', destination, pipelineArn, NO_IMAGE_ATTRIBUTES, { executions: [] });
  return { kind: 'SUCCEED', attributes: ofExecution(attributes), details };
}

function onImage(request: ExecutionRequest, sight: Seen, elapsedSeconds: number): ExecutionDecision {
  const { image, executions, log } = sight;
  const outcome = outcomeOf(image.status);
  const isLate = elapsedSeconds >= request.timeoutSeconds;
  if (outcome === 'IN_PROGRESS' && elapsedSeconds < request.timeoutSeconds + CANCEL_TIMEOUT_SECONDS) {
    return { kind: isLate ? 'CANCEL' : 'WAIT', why: `image ${image.status}` };
  }
  const timedOut = isLate && (outcome === 'IN_PROGRESS' || outcome === 'CANCELLED') ? timeoutReason(request, image) : undefined;
  const seen = outcome === 'NO_IMAGE' ? NO_IMAGE_ATTRIBUTES : buildAttributes(image, executions, log);
  const { attributes, details } = withDetails(
    'EXECUTION', request.details, image.arn, timedOut === undefined ? seen : { ...seen, FailureMessage: timedOut }, { image, executions, log },
  );
  const hasFailed = outcome === 'FAILED' || outcome === 'CANCELLED' || timedOut !== undefined;
  if (hasFailed && request.failOnFailure) return { kind: 'FAIL', reason: timedOut ?? failureReason(attributes), details };
  return { kind: 'SUCCEED', attributes: ofExecution(attributes), details };
}

/** Trouble that may pass never fails a deployment before the build has had its time. */
function onTrouble({ timeoutSeconds }: ExecutionRequest, trouble: Trouble, elapsedSeconds: number): ExecutionDecision {
  const patience = mayPass(trouble) ? timeoutSeconds : trouble.kind === 'FINAL' ? -Infinity : DENIED_TIMEOUT_SECONDS;
  if (elapsedSeconds < patience) return { kind: 'WAIT', why: trouble.code };
  // Whatever became of a build that could not be seen in time, it is told to stop.
  if (mayPass(trouble) && elapsedSeconds < timeoutSeconds + CANCEL_TIMEOUT_SECONDS) return { kind: 'CANCEL', why: trouble.code };
  return { kind: 'FAIL', reason: troubleReason(trouble, Math.round(elapsedSeconds)) };
}

/** A build that has ended is not cancelled because its details could not be written; that is tried as long as it could have gone on. */
export function decideOnDetailsTrouble({ timeoutSeconds }: ExecutionRequest, trouble: Trouble, elapsedSeconds: number): ExecutionDecision {
  const patience = trouble.kind === 'PASSING' ? timeoutSeconds + CANCEL_TIMEOUT_SECONDS : trouble.kind === 'DENIED' ? DENIED_TIMEOUT_SECONDS : -Infinity;
  if (elapsedSeconds < patience) return { kind: 'WAIT', why: trouble.code };
  return { kind: 'FAIL', reason: reasonOf(trouble, Math.round(elapsedSeconds)) };
}

/** A pipeline that cannot start now, because something of it is being changed or built, can start later. */
function mayPass({ kind, code }: Trouble): boolean {
  return kind === 'PASSING' || code.startsWith('ResourceInUse');
}

function troubleReason(trouble: Trouble, secondsTried: number): string {
  if (trouble.kind !== 'NOT_FOUND' || !trouble.resource.includes(':image-pipeline/')) return reasonOf(trouble, secondsTried);
  return `PIPELINE_NOT_FOUND: ${trouble.operation} does not find ${trouble.resource}. Check that it is in this account and Region, and has not been deleted.`;
}

function timeoutReason({ timeoutSeconds }: ExecutionRequest, { arn, status }: Image): string {
  const fate = status === 'CANCELLED' ? 'was cancelled' : `was told to cancel, and is still ${status}`;
  return `BUILD_TIMED_OUT: The build of ${arn} had not ended after ${timeoutSeconds} seconds and ${fate}. `
    + `Give it more time (\`timeout\`, at most ${MAX_EXECUTION_TIMEOUT_SECONDS / 60} minutes), or build with \`runOnDeploy()\` of the pipeline, `
    + 'for which CloudFormation waits up to 12 hours.';
}

function ofExecution(attributes: BuildAttributes): ExecutionAttributes {
  const entries = PIPELINE_EXECUTION_KEYS.flatMap((key) => key === 'Truncated' ? [] : [[key, attributes[key]] as const]);
  return Object.fromEntries(entries) as ExecutionAttributes;
}
