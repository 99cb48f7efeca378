import { BuildReaders, observeBuild } from './build-observe';
import { observeFindings, observeScan, ScanReaders } from './scan-observe';
import { NONE } from '../../contract';
import { newestFirst } from '../core/build/newest';
import { callFailureOf, isImageNotFound } from '../core/model/call-failure';
import { Image, PipelineImage } from '../core/model/facts';
import { BuildObservation, NO_BUILD, NO_SCAN, Observed, ScanObservation } from '../core/model/observation';
import { BuildReads } from '../core/request/optional-reads';
import { ImageSource, Source } from '../core/request/request';
import { ImageBuilder } from '../ports';

/** Returns the observation, or the call that failed. */
export async function observed<Observation>(read: () => Promise<Observation>): Promise<Observed<Observation>> {
  try {
    return await read();
  } catch (error) {
    return { kind: 'CALL_FAILED', callFailure: callFailureOf(error) };
  }
}

/** Reads the build of an image, or the newest build of a pipeline. */
export function observeBuildOf(
  source: ImageSource, reads: BuildReads, readers: BuildReaders, signal: AbortSignal,
): Promise<Observed<BuildObservation>> {
  return observed(async () => {
    const { arns } = await imagesOf(source, readers.imageBuilder, signal);
    const build = await firstThatExists(arns, (arn) => observeBuild(arn, reads, readers, signal));
    return build ? { kind: 'BUILD', build } : NO_BUILD;
  });
}

/** Reads the scan of an image or of the newest image of a pipeline, or findings independent of an image. */
export function observeScanOf(source: Source, readFindings: boolean, readers: ScanReaders, signal: AbortSignal): Promise<Observed<ScanObservation>> {
  return observed(async () => {
    if (!('arn' in source)) return observeFindings(source, readFindings, readers, signal);
    const { arns, images } = await imagesOf(source, readers.imageBuilder, signal);
    return await firstThatExists(arns, (arn) => observeScan(arn, images, source, readFindings, readers, signal)) ?? NO_SCAN;
  });
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
