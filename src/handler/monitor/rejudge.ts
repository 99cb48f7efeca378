import { createHash } from 'node:crypto';
import { readChanges } from './observe-record';
import { Run, unlessRefused, WithImages } from './run';
import { tellRecord } from './tell-record';
import { readStoredRecord, writeRecord } from './write-record';
import { newestOf } from '../core/build/newest';
import { parseImageArn } from '../core/model/arn';
import { AmiScan, Image } from '../core/model/facts';
import { BuildRecord } from '../core/record/build-record';
import { mayStart, newestGoodOf } from '../core/record/fleet';
import { placesOf } from '../core/record/keys';
import { isSameScan, rescanned } from '../core/record/make-record';
import { amiToScan, scannedAtOf } from '../core/record/scan-age';
import { amiIdsIn, asOnDemand } from '../core/scan/ami-scan';
import { observedOutcome } from '../core/scan/scan-outcome';
import { observeAmiScan } from '../observe/ami-scan-observe';

/** The image of a pipeline that is judged again, with what Amazon EC2 knows of the scans of its AMIs. */
interface Judged {
  readonly image: Image;
  readonly scans: readonly AmiScan[];
}

/** Requests a scan of the newest image of a pipeline unless its results are of today. A later poll finds the results. */
export async function requestScan({ images }: WithImages, run: Run): Promise<void> {
  const judged = await readJudged(images, run);
  const amiId = judged && amiToScan(judged.scans, run.clock.now());
  if (amiId === undefined) return;
  // Amazon Inspector cannot scan every operating system.
  await unlessRefused(`scan of ${amiId}`, run, () => run.amiScanner.start(amiId, run.signal));
}

/**
 * Judges the newest image of a pipeline by the findings of today, if there are results that it was not judged by. Returns the time of these results by
 * the ARN of the image.
 */
export async function judgeAgain({ images }: WithImages, known: Readonly<Record<string, string>>, run: Run): Promise<Record<string, string>> {
  const judged = await readJudged(images, run);
  const scannedAt = judged && scannedAtOf(judged.scans);
  if (judged === undefined || scannedAt === undefined) return {};
  const { image } = judged;
  return known[image.arn] === scannedAt || await judge(image, run) ? { [image.arn]: scannedAt } : {};
}

/** Starts a pipeline whose newest image fails the gate, unless it has built too short a time ago. */
export async function startIfFailed({ pipeline, images }: WithImages, run: Run): Promise<void> {
  const { monitor, clock, buildControl, log, signal } = run;
  const afterSeconds = monitor.rejudge?.startAfterSeconds;
  const newest = newestGoodOf(images);
  if (afterSeconds === undefined || newest === undefined || !mayStart(pipeline, images, afterSeconds, clock.now())) return;
  const arn = parseImageArn(newest.arn);
  const stored = arn && await readStoredRecord(placesOf(monitor.records, arn, newest.createdAt), run);
  if (stored?.record?.scan.Gate !== 'FAILED') return;
  // Of two runs that start the pipeline after the same build, the second one gets the build of the first.
  const token = createHash('sha256').update(newestOf(images)!.arn).digest('hex');
  await unlessRefused(pipeline.arn, run, async () => {
    log.write('started', { pipeline: pipeline.arn, image: await buildControl.start(pipeline.arn, token, {}, signal) });
  });
}

/** Containers have no AMIs, and are not judged again. */
async function readJudged(images: WithImages['images'], run: Run): Promise<Judged | undefined> {
  const newest = newestGoodOf(images);
  const region = newest && parseImageArn(newest.arn)?.region;
  if (newest === undefined || region === undefined) return undefined;
  const image = await run.imageBuilder.image(newest.arn, run.signal);
  const ids = amiIdsIn(region, image.amis);
  if (ids.length === 0) return undefined;
  const scans = await unlessRefused(`scans of ${image.arn}`, run, () => run.amiScans.scans(ids, run.signal));
  return scans && { image, scans };
}

/** Returns whether the image was judged. */
async function judge(image: Image, run: Run): Promise<boolean> {
  const { monitor: { records, gate }, clock, signal } = run;
  const arn = parseImageArn(image.arn)!;
  const subject = { arn, places: placesOf(records, arn, image.createdAt) };
  const stored = await readStoredRecord(subject.places, run);
  // What has no record yet is recorded by a poll first.
  if (stored?.record === undefined) return false;
  const scan = await observeAmiScan(asOnDemand(image), [image], run, signal);
  if (!observedOutcome(scan).ended || scan.denied !== undefined) return false;
  const { record, tag } = stored;
  const changes = await readChanges(image, record.packages, scan.list, run);
  const draft = rescanned(record, scan, changes, { ...subject, gate, now: clock.now(), revision: record.revision + 1 });
  const current: BuildRecord | undefined = isSameScan(draft, record) ? record : await writeRecord(draft, subject.places, tag, run);
  return current !== undefined && tellRecord(current, subject, run);
}
