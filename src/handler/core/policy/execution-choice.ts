import { EXECUTION_TAG, REQUEST_TAG, TRIGGER_TAG } from '../../../contract/execution';
import { outcomeOf } from '../build/build-outcome';
import { newestOf } from '../build/newest';
import { PipelineImage } from '../model/facts';
import { ExecutionRequest, triggerTagOf } from '../request/execution-request';

/** How long a list can lack a build that was started. */
export const LIST_LAG_SECONDS = 2 * 60;

/**
 * The image of the pipeline that answers a request, or undefined if a new build is required.
 *
 * An image belongs to the trigger and the custom resource in its tags. A rollback cannot be distinguished from any other update of CloudFormation, so
 * every request uses an image that was built for its trigger:
 * - an image that this request started, with any outcome, so that a repeated call starts nothing;
 * - an image that succeeded or is in progress, unless it has been disabled since and the trigger has changed, because it cannot be launched;
 * - an image that failed or was cancelled, if the trigger has not changed or failures do not fail the deployment (`CONTINUE`). If failures fail the
 *   deployment, no stack can depend on the failed image, and a new request means a new attempt.
 */
export function imageFor(request: ExecutionRequest, images: readonly PipelineImage[]): PipelineImage | undefined {
  const own = images.filter((image) => belongsTo(request.execution, request.trigger, image));
  const started = own.filter(({ tags }) => request.requestId !== '' && tags![REQUEST_TAG] === request.requestId);
  return newestOf(started) ?? newestOf(own.filter((image) => counts(request, image)));
}

/**
 * Why it is not known whether the pipeline has the image of the request, if that is so: an image without the tags may be the one, because tags can be
 * removed.
 */
export function unidentified({ execution, trigger, pipelineArn }: ExecutionRequest, images: readonly PipelineImage[]): string | undefined {
  const wanted = { [EXECUTION_TAG]: execution, [TRIGGER_TAG]: triggerTagOf(trigger) };
  const candidate = newestOf(images.filter(({ status, tags }) => {
    return status !== 'DELETED' && Object.entries(wanted).every(([key, value]) => (tags?.[key] ?? value) === value);
  }));
  if (candidate === undefined) return undefined;
  return `IMAGE_UNIDENTIFIED: No image of ${pipelineArn} has the tags ${EXECUTION_TAG} = ${execution} and ${TRIGGER_TAG} = ${wanted[TRIGGER_TAG]}, but `
    + `${candidate.arn} has lost them or was built by something else. Give the image its tags, or change \`trigger\` to build a new one.`;
}

/** Images that the custom resource started and that are still being built. */
export function runningImages(execution: string, images: readonly PipelineImage[]): PipelineImage[] {
  return images.filter(({ tags, status }) => tags?.[EXECUTION_TAG] === execution && status !== undefined && outcomeOf(status) === 'IN_PROGRESS');
}

/** Whether a list of images can still lack the newest build of a custom resource, that of a trigger. */
export function mayBeHidden(execution: string, trigger: string, images: readonly PipelineImage[], elapsedSeconds: number): boolean {
  // With a clock that was set back, the wait would outlast the provider.
  return Math.abs(elapsedSeconds) < LIST_LAG_SECONDS && !images.some((image) => belongsTo(execution, trigger, image));
}

function belongsTo(execution: string, trigger: string, { tags }: PipelineImage): boolean {
  return tags?.[EXECUTION_TAG] === execution && tags[TRIGGER_TAG] === triggerTagOf(trigger);
}

function counts({ isCreate, isNew, failOnFailure }: ExecutionRequest, { status = '' }: PipelineImage): boolean {
  switch (outcomeOf(status)) {
    case 'SUCCEEDED':
      return !isNew || status !== 'DISABLED';
    case 'IN_PROGRESS':
      return true;
    case 'FAILED':
    case 'CANCELLED':
      return !isNew || (!isCreate && !failOnFailure);
    case 'NO_IMAGE':
      return !isNew;
  }
}
