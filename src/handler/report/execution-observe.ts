import { buildOf } from '../core/build/build';
import { outcomeOf } from '../core/build/build-outcome';
import { BuildObservation } from '../core/model/observation';
import { imageFor, unidentified } from '../core/policy/execution-choice';
import { clientTokenOf, ExecutionRequest, tagsOf } from '../core/request/execution-request';
import { BuildReads } from '../core/request/optional-reads';
import { BuildReaders } from '../observe/build-observe';
import { observeEndedBuild } from '../observe/ended-build';
import { BuildControl, Clock, ImageBuilder } from '../ports';

/** The image of a request: an existing image, a started image, none, or one that is not known. */
export type Start =
  | { readonly kind: 'FOUND'; readonly imageArn: string }
  | { readonly kind: 'STARTED'; readonly imageArn: string }
  | { readonly kind: 'NO_IMAGE' }
  | { readonly kind: 'UNIDENTIFIED'; readonly why: string };

/** The image that answers the request: the image that was built for its trigger, or a new image if the trigger is new. */
export async function findOrStart(request: ExecutionRequest, imageBuilder: ImageBuilder & BuildControl, signal: AbortSignal): Promise<Start> {
  const images = await imageBuilder.pipelineImages(request.pipelineArn, signal);
  const found = imageFor(request, images);
  if (found) return { kind: 'FOUND', imageArn: found.arn };
  if (!request.isNew) {
    const why = unidentified(request, images);
    return why === undefined ? { kind: 'NO_IMAGE' } : { kind: 'UNIDENTIFIED', why };
  }
  return { kind: 'STARTED', imageArn: await imageBuilder.start(request.pipelineArn, clientTokenOf(request), tagsOf(request), signal) };
}

/** Reads the build and, when the build has ended, its workflows. */
export async function observeExecution(
  imageArn: string, reads: BuildReads, readers: BuildReaders & { readonly clock: Clock }, signal: AbortSignal,
): Promise<BuildObservation> {
  const image = await readers.imageBuilder.image(imageArn, signal);
  const isInProgress = outcomeOf(image.status) === 'IN_PROGRESS';
  return { kind: 'BUILD', build: isInProgress ? buildOf(image, []) : await observeEndedBuild(imageArn, reads, readers, signal) };
}
