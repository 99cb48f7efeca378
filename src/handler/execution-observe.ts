import { BuildReaders, observeBuild } from './build-observe';
import { outcomeOf } from './core/build-outcome';
import { imageFor } from './core/execution-choice';
import { ExecutionObservation } from './core/execution-decide';
import { clientTokenOf, ExecutionRequest, tagsOf } from './core/execution-request';
import { isSettling, SETTLE_SECONDS } from './core/settling';
import { CallFailed } from './core/trouble';
import { BuildControl, Clock, ImageBuilder } from './ports';

/** What became of the wish to have an image: one that was there, one that was started, or neither. */
export type Start =
  | { readonly kind: 'FOUND'; readonly imageArn: string }
  | { readonly kind: 'STARTED'; readonly imageArn: string }
  | { readonly kind: 'NO_IMAGE' };

/** The image that answers the request: the one that was built for its trigger, or else a new one, if the trigger is new. */
export async function findOrStart(request: ExecutionRequest, imageBuilder: ImageBuilder & BuildControl, signal: AbortSignal): Promise<Start> {
  const found = imageFor(request, await imageBuilder.pipelineImages(request.pipelineArn, signal));
  if (found) return { kind: 'FOUND', imageArn: found.arn };
  if (!request.isNew) return { kind: 'NO_IMAGE' };
  return { kind: 'STARTED', imageArn: await imageBuilder.start(request.pipelineArn, clientTokenOf(request), tagsOf(request), signal) };
}

/** Between two looks at answers that contradict one another. */
const LOOK_AGAIN_SECONDS = 5;

/** Looks at the build, and once it has ended, at its workflows. Trouble is an observation too. */
export async function observeExecution(
  request: ExecutionRequest, imageArn: string, readers: BuildReaders & { readonly clock: Clock }, signal: AbortSignal,
): Promise<ExecutionObservation> {
  try {
    const image = await readers.imageBuilder.image(imageArn, signal);
    if (outcomeOf(image.status) === 'IN_PROGRESS') return { kind: 'IMAGE', image, executions: [] };
    return { kind: 'IMAGE', ...await observeEnded() };
  } catch (error) {
    if (error instanceof CallFailed) return { kind: 'TROUBLE', trouble: error.trouble };
    throw error;
  }

  /** Nobody knows when the build has ended, so the wait for its workflows is within one poll. */
  async function observeEnded() {
    for (let waited = 0; ; waited += LOOK_AGAIN_SECONDS) {
      const sight = await observeBuild(imageArn, request, readers, signal);
      if (waited >= SETTLE_SECONDS || !isSettling(sight.image, sight.executions)) return sight;
      await readers.clock.sleep(LOOK_AGAIN_SECONDS * 1000, signal);
    }
  }
}
