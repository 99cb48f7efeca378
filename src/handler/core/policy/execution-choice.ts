import { EXECUTION_TAG, REQUEST_TAG, TRIGGER_TAG } from '../../../contract';
import { outcomeOf } from '../build/build-outcome';
import { newestOf } from '../build/newest';
import { PipelineImage } from '../model/facts';
import { ExecutionRequest, triggerTagOf } from '../request/execution-request';

/**
 * The image that answers a request, among those of the pipeline; nothing when there is none, and a build is due.
 *
 * An image counts for the trigger and the custom resource that its tags name. CloudFormation does not tell a rollback from any other
 * update, so what was built for a trigger is taken again, whoever asks:
 * - what this very request started, whatever became of it: a call that is repeated starts nothing;
 * - what succeeded or goes on;
 * - what failed or was cancelled, if the trigger is the one of before, or failure is something that the stack may have lived with
 *   (`CONTINUE`). Where a failure fails the deployment, no stack went on with it, and asking again means trying again.
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

function counts({ isCreate, isNew, failOnFailure }: ExecutionRequest, { status = '' }: PipelineImage): boolean {
  switch (outcomeOf(status)) {
    case 'SUCCEEDED':
    case 'IN_PROGRESS':
      return true;
    case 'FAILED':
    case 'CANCELLED':
      return !isNew || (!isCreate && !failOnFailure);
    case 'NO_IMAGE':
      return !isNew;
  }
}
