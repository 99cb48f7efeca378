import { buildOf } from '../core/build/build';
import { outcomeOf } from '../core/build/build-outcome';
import { Image } from '../core/model/facts';
import { BuildObservation } from '../core/model/observation';
import { imageFor, unidentified } from '../core/policy/execution-choice';
import { clientTokenOf, ExecutionRequest, tagsOf } from '../core/request/execution-request';
import { BuildReads, buildReadsOf } from '../core/request/optional-reads';
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

/** Reads the build and, when the build has ended and its workflows are needed, its workflows. */
export async function observeExecution(
  imageArn: string, request: ExecutionRequest, readers: BuildReaders & { readonly clock: Clock }, signal: AbortSignal,
): Promise<BuildObservation> {
  const image = await readers.imageBuilder.image(imageArn, signal);
  return { kind: 'BUILD', build: needsWorkflows(request, image) ? await observeEndedBuild(imageArn, readsOf(request), readers, signal) : buildOf(image, []) };
}

/** A custom resource that hands over judges no build, but can retry one that failed. */
function needsWorkflows({ handsOver, maxRetries }: ExecutionRequest, { status }: Image): boolean {
  return handsOver ? status === 'FAILED' && maxRetries > 0 : outcomeOf(status) !== 'IN_PROGRESS';
}

function readsOf(request: ExecutionRequest): BuildReads {
  return request.handsOver ? {} : buildReadsOf(request);
}
