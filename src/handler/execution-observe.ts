import { outcomeOf } from './core/build-outcome';
import { imageFor } from './core/execution-choice';
import { ExecutionObservation } from './core/execution-decide';
import { clientTokenOf, ExecutionRequest, tagsOf } from './core/execution-request';
import { CallFailed } from './core/trouble';
import { observe } from './observe';
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

/** Looks at the build, and once it has ended, at its workflows. Trouble is an observation too. */
export async function observeExecution(
  imageArn: string, imageBuilder: ImageBuilder, clock: Clock, signal: AbortSignal,
): Promise<ExecutionObservation> {
  try {
    const image = await imageBuilder.image(imageArn, signal);
    if (outcomeOf(image.status) === 'IN_PROGRESS') return { kind: 'IMAGE', image, executions: [] };
  } catch (error) {
    if (error instanceof CallFailed) return { kind: 'TROUBLE', trouble: error.trouble };
    throw error;
  }
  const ended = await observe({ kind: 'BUILD', source: { type: 'IMAGE', arn: imageArn }, failOnFailure: false }, imageBuilder, clock, signal);
  if (ended.kind === 'TROUBLE') return ended;
  return ended.image ? { kind: 'IMAGE', image: ended.image, executions: ended.executions } : { kind: 'NO_IMAGE' };
}
