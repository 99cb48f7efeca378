import { EXECUTION_TAG, REQUEST_TAG } from '../../../contract/execution';
import { refusalInWords } from '../answer/reason';
import { cutText } from '../answer/text';
import { BuildAttributes } from '../build/build-attributes';
import { failureTrail } from '../build/failure-trail';
import { requestedRetries } from '../build/retries';
import { CallFailure, isRefusal } from '../model/call-failure';
import { Build, BuildObservation, Observed } from '../model/observation';
import { ExecutionRequest, requestTagOf } from '../request/execution-request';

/** How long Image Builder may show a build as failed after its retry was requested. */
const RETRY_LAG_SECONDS = 60;

/** Maximum length of a message that is followed by why its retry failed, so that both are in the reason of a failed deployment. */
const MESSAGE_BYTES = 800;
/** Stages from which Image Builder can go on without building again. */
const RETRIED_STAGES = ['TEST', 'DISTRIBUTION'];

/** A retry that is due. */
export interface Retry {
  readonly imageArn: string;
  /** From 1. The number is the identity of the retry: requested again, it is the same retry. */
  readonly number: number;
  /** Whether the image does not have the tag of this retry yet. */
  readonly isNew: boolean;
}

/** What came of a retry. */
export interface RetryResult extends Retry {
  /** The call that failed. Absent: the service accepted the retry, which takes it some time. */
  readonly callFailure?: CallFailure;
}

/** A retry that was refused. */
export interface RefusedRetry extends Retry {
  readonly callFailure: CallFailure;
}

/**
 * The retry that a poll must request, if any.
 *
 * The tag of the image has the number of the last retry and its time, because nothing else is remembered from one poll to the next. Within the lag
 * after that time, a failed build is the failure for which that retry was requested, and the same retry is requested again, which has no effect if it was
 * accepted before. After the lag, a failed build is a new failure.
 */
export function dueRetry(request: ExecutionRequest, observed: Observed<BuildObservation>, elapsedSeconds: number, now: Date): Retry | undefined {
  const build = observed.kind === 'BUILD' ? observed.build : undefined;
  // A build that was cancelled is not one that failed.
  if (build?.image.status !== 'FAILED' || !startedBy(request, build.image.tags)) return undefined;
  // The custom resource before has decided not to retry.
  if (request.continued?.hasEnded) return undefined;
  const { image } = build;
  const requested = requestedRetries(image.tags);
  if (requested === undefined) return undefined;
  const { count, lastAt = -Infinity } = requested;
  const isRecent = Math.abs(now.getTime() - lastAt) < RETRY_LAG_SECONDS * 1000;
  // What failed is not asked, because the workflows of the retry may be shown before the image is shown as retried.
  if (isRecent) return count <= request.maxRetries ? { imageArn: image.arn, number: count, isNew: false } : undefined;
  // A retry must be seen in progress when the time is over, because a build that is shown as failed cannot be cancelled.
  const isInTime = request.handsOver || elapsedSeconds < request.timeoutSeconds - RETRY_LAG_SECONDS;
  return isInTime && canBeRetried(build) && count < request.maxRetries ? { imageArn: image.arn, number: count + 1, isNew: true } : undefined;
}

/**
 * Whether a retry was refused, which ends the retries of a build. A retry that was requested before may be refused because it is in progress, although the
 * image does not show it yet.
 */
export function isRefused(result: RetryResult): result is RefusedRetry {
  const { isNew, callFailure } = result;
  return callFailure !== undefined && isRefusal(callFailure) && (isNew || callFailure.kind !== 'FINAL');
}

/** The attributes of a build that failed and whose retry was refused, which never hides the failure. */
export function withRefusal(attributes: BuildAttributes, refused: RefusedRetry): BuildAttributes {
  // A retry that is not in the tag of the image was not requested.
  const Retries = refused.callFailure.operation === 'TagResource' ? attributes.Retries : refused.number;
  return { ...withRefusalInWords(attributes, refusalOf(refused)), Retries };
}

/** The same, of a retry that was refused before the tags of the image were read. */
export function withRefusalInWords(attributes: BuildAttributes, refusal: string): BuildAttributes {
  const message = cutText(String(attributes.FailureMessage), MESSAGE_BYTES);
  return { ...attributes, FailureMessage: `${message} [${refusal}]` };
}

/** Which retry was refused, and why. */
export function refusalOf({ number, callFailure }: RefusedRetry): string {
  return `retry ${number} failed: ${refusalInWords(callFailure)}`;
}

/** Image Builder retries AMIs only. */
function canBeRetried(build: Build): boolean {
  return build.image.type !== 'DOCKER' && RETRIED_STAGES.includes(failureTrail(build).FailureStage);
}

/** Only the request that started a build retries it: a rollback that finds an earlier build reports what became of it. */
function startedBy(request: ExecutionRequest, tags: Readonly<Record<string, string>> = {}): boolean {
  return tags[EXECUTION_TAG] === request.execution && tags[REQUEST_TAG] === requestTagOf(request);
}
