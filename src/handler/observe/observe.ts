import { BuildReaders, observeBuild } from './build-observe';
import { observeFindings, observeScan, ScanReaders } from './scan-observe';
import { NONE, UNKNOWN } from '../../contract/values';
import { newestFirst } from '../core/build/newest';
import { CallFailure, callFailureOf, isImageNotFound, isRefusal } from '../core/model/call-failure';
import { Image, PipelineImage } from '../core/model/facts';
import { BuildObservation, NO_BUILD, NO_SCAN, Observed, ScanObservation, UNIDENTIFIED_BUILD, UNIDENTIFIED_SCAN } from '../core/model/observation';
import { BuildReads } from '../core/request/optional-reads';
import { ImageSource, Source } from '../core/request/request';
import { Clock, ImageBuilder } from '../ports';

/**
 * How long a refused call is retried, from its first refusal: a new policy takes effect in IAM after some seconds, a new resource is not found
 * everywhere at once, and a single refusal must not end the wait for a build.
 */
const REFUSAL_PATIENCE_SECONDS = 20;
/** Pause before answers that may be different in a moment are read again. */
export const LOOK_AGAIN_SECONDS = 5;

/** Returns the observation, or the call that failed. */
export async function observed<Observation>(read: () => Promise<Observation>): Promise<Observed<Observation>> {
  try {
    return await read();
  } catch (error) {
    return { kind: 'CALL_FAILED', callFailure: callFailureOf(error) };
  }
}

/**
 * The same, with patience for refusals, which counts from the first refusal in a row.
 *
 * The patience is within one poll, because nothing is remembered from one poll to the next. If the time of the poll is over first, the read is
 * aborted, which is no refusal, and the next poll reads again.
 */
export async function observedPatiently<Observation extends { readonly kind: string; readonly denied?: CallFailure }>(
  read: () => Promise<Observation>, { clock }: { readonly clock: Clock }, signal: AbortSignal,
): Promise<Observed<Observation>> {
  for (let waited = 0; ; waited += LOOK_AGAIN_SECONDS) {
    const seen = await observed(read);
    // A part that was denied makes the rest uncertain.
    const failure = 'callFailure' in seen ? seen.callFailure : seen.denied;
    if (failure === undefined || !isRefusal(failure) || waited >= REFUSAL_PATIENCE_SECONDS) return seen;
    await clock.sleep(LOOK_AGAIN_SECONDS * 1000, signal);
  }
}

/** Reads the build of an image, or the newest build of a pipeline. */
export function observeBuildOf(
  source: ImageSource, reads: BuildReads, readers: BuildReaders & { readonly clock: Clock }, signal: AbortSignal,
): Promise<Observed<BuildObservation>> {
  return observedPatiently(async () => {
    if (source.arn === UNKNOWN) return UNIDENTIFIED_BUILD;
    const { arns } = await imagesOf(source, readers.imageBuilder, signal);
    const build = await firstThatExists(arns, (arn) => observeBuild(arn, reads, readers, signal));
    return build ? { kind: 'BUILD', build } : NO_BUILD;
  }, readers, signal);
}

/** Reads the scan of an image or of the newest image of a pipeline, or findings independent of an image. */
export function observeScanOf(source: Source, readFindings: boolean, readers: ScanReaders, signal: AbortSignal): Promise<Observed<ScanObservation>> {
  return observedPatiently(async () => {
    if (!('arn' in source)) return observeFindings(source, readFindings, readers, signal);
    if (source.arn === UNKNOWN) return UNIDENTIFIED_SCAN;
    const { arns, images } = await imagesOf(source, readers.imageBuilder, signal);
    return await firstThatExists(arns, (arn) => observeScan(arn, images, source, readFindings, readers, signal)) ?? NO_SCAN;
  }, readers, signal);
}

/** The image of a source, or the images of its pipeline, the newest first. */
async function imagesOf(
  { type, arn }: ImageSource, imageBuilder: ImageBuilder, signal: AbortSignal,
): Promise<{ arns: string[]; images: PipelineImage[] }> {
  if (type === 'IMAGE') return { arns: arn === NONE ? [] : [arn], images: [] };
  const images = newestFirst(await imageBuilder.pipelineImages(arn, signal));
  return { arns: images.map((image) => image.arn), images };
}

/** What was read of the first image that exists, because a list still has images that were deleted. If all were deleted, the first answer counts. */
async function firstThatExists<Seen extends { readonly image?: Image }>(
  arns: readonly string[], read: (arn: string) => Promise<Seen>,
): Promise<Seen | undefined> {
  let deleted: Seen | undefined;
  let notFound: unknown;
  for (const arn of arns) {
    try {
      const seen = await read(arn);
      if (seen.image?.status !== 'DELETED') return seen;
      deleted ??= seen;
    } catch (error) {
      if (!isImageNotFound(callFailureOf(error))) throw error;
      notFound ??= error;
    }
  }
  if (deleted === undefined && notFound !== undefined) throw notFound;
  return deleted;
}
