import { Run, unlessRefused } from './run';
import { buildOf } from '../core/build/build';
import { parseImageArn } from '../core/model/arn';
import { CallFailed, isRefusal } from '../core/model/call-failure';
import { FindingList, Image, Package, PipelineImage } from '../core/model/facts';
import { Build, ScanObservation } from '../core/model/observation';
import { BuildRecord, Changes } from '../core/record/build-record';
import { Compared } from '../core/record/changes';
import { lastGoodBefore } from '../core/record/fleet';
import { placesOf } from '../core/record/keys';
import { readRecord } from '../core/record/read-record';
import { isOnDemand } from '../core/scan/ami-scan';
import { hasCounts } from '../core/scan/scan-outcome';
import { observeEndedBuild } from '../observe/ended-build';
import { observedPatiently } from '../observe/observe';
import { observeScan } from '../observe/scan-observe';

/** Reads a build that has ended, with every step. If its workflows are refused, what the image says is still known. */
export async function readBuild(image: Image, run: Run): Promise<Build> {
  const { monitor: { logTail }, signal } = run;
  const seen = await observedPatiently(async () => ({
    kind: 'BUILD' as const, build: await observeEndedBuild(image.arn, { logTail, everyStep: true, account: parseImageArn(image.arn)?.account }, run, signal),
  }), run, signal);
  if (seen.kind === 'BUILD') return seen.build;
  if (!isRefusal(seen.callFailure)) throw new CallFailed(seen.callFailure);
  run.log.write('not read', { about: image.arn, why: new CallFailed(seen.callFailure).message });
  return buildOf(image, undefined);
}

/** Reads the scan of an image with its findings. If it is refused, its counts are not known. */
export async function readScan(image: Image, run: Run): Promise<ScanObservation> {
  const { signal } = run;
  const seen = await observedPatiently(() => observeScan(image.arn, [], { type: 'IMAGE', arn: image.arn }, true, run, signal), run, signal);
  if (seen.kind === 'SCAN') return seen;
  const { callFailure } = seen;
  if (!isRefusal(callFailure)) throw new CallFailed(callFailure);
  run.log.write('not read', { about: image.arn, why: new CallFailed(callFailure).message });
  return { kind: 'SCAN', image, counts: {}, denied: callFailure.kind === 'DENIED' ? callFailure : undefined };
}

/** Reads the packages of an image, which only an image has that was built. */
export async function readPackages(image: Image, run: Run): Promise<Package[] | undefined> {
  return unlessRefused(`packages of ${image.arn}`, run, () => run.fleet.packages(image.arn, run.signal));
}

/** Compares a build with the last good build of its pipeline. */
export async function readChanges(image: Image, packages: readonly Package[] | undefined, list: FindingList | undefined, run: Run): Promise<Changes> {
  const { changesOf } = run.renderers;
  const now: Compared = { ...comparedOf(image), packages, list };
  const { pipelineArn } = image;
  if (pipelineArn === undefined) return changesOf(now, undefined, 'The image was not built by a pipeline.');
  const images = await unlessRefused(pipelineArn, run, () => run.imageBuilder.pipelineImages(pipelineArn, run.signal));
  if (images === undefined) return changesOf(now, undefined, 'The images of the pipeline could not be listed.');
  const before = lastGoodBefore(images, image);
  if (before === undefined) return changesOf(now, undefined, 'The pipeline has no earlier good build.');
  return changesOf(now, await recordedOf(before, run) ?? await readCompared(before, run), `The last good build before, ${before.arn}, could not be read.`);
}

function comparedOf({ arn, recipe }: Image): Compared {
  const { version, build } = parseImageArn(arn)!;
  return { version: `${version}/${build}`, arn, recipe };
}

/** An earlier build as its record has it, which is one read. */
async function recordedOf({ arn, createdAt }: PipelineImage, { records, monitor, signal }: Run): Promise<Compared | undefined> {
  const parsed = parseImageArn(arn);
  const stored = parsed && await records.read(placesOf(monitor.records, parsed, createdAt).record, signal);
  const record: BuildRecord | undefined = stored && readRecord(stored.body);
  return record?.image && { ...comparedOf(record.image), recipe: record.recipe, packages: record.packages, list: record.list };
}

/** An earlier build without a record. */
async function readCompared({ arn }: PipelineImage, run: Run): Promise<Compared | undefined> {
  const { imageBuilder, signal } = run;
  const image = await unlessRefused(arn, run, () => imageBuilder.image(arn, signal));
  if (image === undefined || parseImageArn(image.arn) === undefined) return undefined;
  const packages = await readPackages(image, run) ?? [];
  // The findings of AMIs that are scanned on demand are those of today, and not of the day of the build.
  const list = hasCounts(image) && !isOnDemand(image)
    ? await unlessRefused(`findings of ${arn}`, run, () => imageBuilder.findings({ name: 'imageBuildVersionArn', value: arn }, signal))
    : undefined;
  return { ...comparedOf(image), packages: packages.length > 0 ? packages : undefined, list };
}

