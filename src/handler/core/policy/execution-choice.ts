import { EXECUTION_TAG, REQUEST_TAG, TRIGGER_TAG } from '../../../contract';
import { outcomeOf } from '../build/build-outcome';
import { newestOf } from '../build/newest';
import { PipelineImage } from '../model/facts';
import { ExecutionRequest, triggerTagOf } from '../request/execution-request';

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
  const own = images.filter(({ tags }) => tags?.[EXECUTION_TAG] === request.execution && tags[TRIGGER_TAG] === triggerTagOf(request.trigger));
  const started = own.filter(({ tags }) => request.requestId !== '' && tags![REQUEST_TAG] === request.requestId);
  return newestOf(started) ?? newestOf(own.filter((image) => counts(request, image)));
}

/** Images that the custom resource started and that are still being built. */
export function runningImages(execution: string, images: readonly PipelineImage[]): PipelineImage[] {
  return images.filter(({ tags, status }) => tags?.[EXECUTION_TAG] === execution && status !== undefined && outcomeOf(status) === 'IN_PROGRESS');
}

/** Whether the list of images is known to have the newest build of a custom resource, which a list can lack for some time. */
export function showsBuild(execution: string, trigger: string, images: readonly PipelineImage[]): boolean {
  return images.some(({ tags }) => tags?.[EXECUTION_TAG] === execution && tags[TRIGGER_TAG] === triggerTagOf(trigger));
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
