import { BuildReaders, observeBuild } from './build-observe';
import { observeFindings, observeScan, ScanReaders } from './scan-observe';
import { NONE } from '../../contract';
import { newestOf } from '../core/build/newest';
import { callFailureOf } from '../core/model/call-failure';
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
    const imageArn = await imageArnOf(source, readers.imageBuilder, signal);
    return imageArn === undefined ? NO_BUILD : { kind: 'BUILD', build: await observeBuild(imageArn, reads, readers, signal) };
  });
}

/** Reads the scan of an image or of the newest image of a pipeline, or findings independent of an image. */
export function observeScanOf(source: Source, readFindings: boolean, readers: ScanReaders, signal: AbortSignal): Promise<Observed<ScanObservation>> {
  return observed(async () => {
    if (!('arn' in source)) return observeFindings(source, readFindings, readers, signal);
    const imageArn = await imageArnOf(source, readers.imageBuilder, signal);
    return imageArn === undefined ? NO_SCAN : observeScan(imageArn, source, readFindings, readers, signal);
  });
}

async function imageArnOf({ type, arn }: ImageSource, imageBuilder: ImageBuilder, signal: AbortSignal): Promise<string | undefined> {
  if (type === 'IMAGE') return arn === NONE ? undefined : arn;
  return newestOf(await imageBuilder.pipelineImages(arn, signal))?.arn;
}
