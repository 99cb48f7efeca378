import { readBuild, readChanges, readPackages, readScan } from './observe-record';
import { Run } from './run';
import { Subject, tellRecord } from './tell-record';
import { readStoredRecord, writeRecord } from './write-record';
import { outcomeOf } from '../core/build/build-outcome';
import { parseImageArn } from '../core/model/arn';
import { callFailureOf, isImageNotFound } from '../core/model/call-failure';
import { Image } from '../core/model/facts';
import { Build } from '../core/model/observation';
import { BuildRecord } from '../core/record/build-record';
import { isSettled } from '../core/record/fleet';
import { noticePlace, placesOf } from '../core/record/keys';
import { awaitsScan, isRetriable, isSameScan, makeRecord, pipelineNameOf, rescanned, scanHasEnded, wasRetried } from '../core/record/make-record';
import { readNotice } from '../core/record/notice';
import { observedOutcome } from '../core/scan/scan-outcome';

/**
 * SETTLED: recorded and told. RUNNING: the build has not ended. AWAITS_SCAN: its scan has not. LEFT: another run tells. OTHER: the monitor does not
 * watch it. GONE: there is no such image.
 */
export type Settled = 'SETTLED' | 'RUNNING' | 'AWAITS_SCAN' | 'LEFT' | 'OTHER' | 'GONE';

/**
 * Records and tells a build that has ended, as far as that was not done. It can be called at any time, as often as one likes, by several runs at once,
 * and goes on where a run ended before.
 *
 * @param pipelineArn the pipeline in whose list the image is, if it is known
 */
export async function settleBuild(imageArn: string, run: Run, pipelineArn?: string): Promise<Settled> {
  const read = await readImage(imageArn, run);
  if (read === undefined) return 'GONE';
  const image = { ...read, pipelineArn: read.pipelineArn ?? pipelineArn };
  const { monitor: { records, id } } = run;
  const arn = parseImageArn(imageArn)!;
  if (!isWatched(image, run)) return 'OTHER';
  if (outcomeOf(image.status) === 'IN_PROGRESS') return 'RUNNING';
  const notice = readNotice((await run.records.read(noticePlace(records, id, arn), run.signal))?.body);
  if (isSettled(notice, image) && !isRetriable(notice?.told?.outcome)) return 'SETTLED';
  const subject = { arn, places: placesOf(records, arn, image.createdAt) };
  const record = await currentRecord(image, subject, run);
  if (typeof record === 'string') return record;
  return await tellRecord(record, subject, run) ? 'SETTLED' : 'LEFT';
}

async function readImage(arn: string, { imageBuilder, signal }: Run): Promise<Image | undefined> {
  try {
    return await imageBuilder.image(arn, signal);
  } catch (error) {
    if (isImageNotFound(callFailureOf(error))) return undefined;
    throw error;
  }
}

/** Whether an image is one of the account, and of the pipelines of the monitor if it names any. */
function isWatched({ arn, pipelineArn }: Image, { monitor: { pipelines }, functionArn }: Run): boolean {
  if (parseImageArn(arn)?.account !== functionArn.split(':')[4]) return false;
  return pipelines === undefined || (pipelineArn !== undefined && pipelines.has(pipelineNameOf(pipelineArn)));
}

/** The record of a build with what is known now: a new one, a new revision, or the one that is there. */
async function currentRecord(image: Image, subject: Subject, run: Run): Promise<BuildRecord | 'RUNNING' | 'AWAITS_SCAN' | 'LEFT'> {
  const stored = await readStoredRecord(subject.places, run);
  const recorded = stored?.record;
  if (recorded === undefined) return newRecord(image, await readBuild(image, run), subject, { tag: stored?.tag, revision: 1 }, run);
  const next = { tag: stored!.tag, revision: recorded.revision + 1 };
  if (isRetriable(recorded.build.Outcome)) {
    const build = await readBuild(image, run);
    return wasRetried(recorded, build) ? newRecord(image, build, subject, next, run) : recorded;
  }
  return scanHasEnded(recorded) ? recorded : withScan(recorded, image, subject, next, run);
}

/** The place of a new record or revision in the life of the object. */
interface Next {
  /** Absent: there is no object yet. */
  readonly tag?: string;
  readonly revision: number;
}

async function newRecord(image: Image, build: Build, subject: Subject, { tag, revision }: Next, run: Run): Promise<BuildRecord | 'RUNNING' | 'AWAITS_SCAN' | 'LEFT'> {
  const { monitor: { gate, scanPatienceSeconds, logTail }, clock } = run;
  // A build that failed can be retried at any moment.
  if (outcomeOf(build.image.status) === 'IN_PROGRESS') return 'RUNNING';
  const scan = await readScan(image, run);
  if (awaitsScan({ build, scan }, scanPatienceSeconds, clock.now())) return 'AWAITS_SCAN';
  const ofPipeline = { ...build, image: { ...build.image, pipelineArn: image.pipelineArn } };
  const packages = outcomeOf(build.image.status) === 'SUCCEEDED' ? await readPackages(image, run) : undefined;
  const changes = await readChanges(ofPipeline.image, packages, scan.list, run);
  const draft = makeRecord({ build: ofPipeline, scan, packages, changes }, { ...subject, gate, now: clock.now(), revision, logTail });
  return await writeRecord(draft, subject.places, tag, run) ?? 'LEFT';
}

/** The record with the scan, if that has ended since. */
async function withScan(recorded: BuildRecord, image: Image, subject: Subject, { tag, revision }: Next, run: Run): Promise<BuildRecord | 'LEFT'> {
  const { monitor: { gate }, clock } = run;
  const scan = await readScan(image, run);
  if (!observedOutcome(scan).ended) return recorded;
  const now = clock.now();
  const draft = rescanned(recorded, scan, await readChanges(image, recorded.packages, scan.list, run), { ...subject, gate, now, revision });
  return isSameScan(draft, recorded) ? recorded : await writeRecord(draft, subject.places, tag, run) ?? 'LEFT';
}
