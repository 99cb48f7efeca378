import { Run, unlessRefused } from './run';
import { tell, Sending } from './tell';
import { readStoredRecord } from './write-record';
import { objectUrl } from '../core/build/console';
import { ImageArn } from '../core/model/arn';
import { BuildRecord } from '../core/record/build-record';
import { outcomeBefore } from '../core/record/fleet';
import { BuildPlaces, noticePlace } from '../core/record/keys';
import { scanHasEnded } from '../core/record/make-record';
import { Told, toldOf } from '../core/record/notice';
import { criticalIdsBefore, isNewEnd, occasionsSince } from '../core/record/telling';

/** The build of a record. */
export interface Subject {
  readonly arn: ImageArn;
  readonly places: BuildPlaces;
}

/** Notifies of a record, and of revisions that other runs made meanwhile and left to this run. Returns whether all notifications were sent. */
export async function tellRecord(record: BuildRecord, subject: Subject, run: Run): Promise<boolean> {
  const { arn, places } = subject;
  const result = await tell({
    place: noticePlace(run.monitor.records, run.monitor.id, arn),
    revision: record.revision,
    told: toldOf(record, scanHasEnded(record)),
    prepare: (before) => prepare(record, subject, before, run),
  }, run);
  if (result !== 'TOLD') return result === 'DONE';
  const newer = (await readStoredRecord(places, run))?.record;
  return newer === undefined || newer.revision <= record.revision || tellRecord(newer, subject, run);
}

async function prepare(record: BuildRecord, { arn, places }: Subject, before: Told | undefined, run: Run): Promise<Sending> {
  const { renderers, monitor: { id, topics } } = run;
  const isEnd = isNewEnd(record, before);
  const previous = {
    outcome: before === undefined ? await outcomeOfLastBuild(record, run) : before.outcome,
    criticalIds: before?.criticalIds ?? criticalIdsBefore(record),
    gate: before?.gate,
  };
  const all = renderers.occasionsOf(record, previous);
  const occasions = before === undefined || isEnd ? all : occasionsSince(before, all);
  const links = { page: objectUrl(arn.arn, places.page.bucket, places.page.key) };
  const concerned = topics.filter(({ notifications }) => occasions.some((kind) => notifications.has(kind)));
  return {
    metrics: isEnd ? renderers.buildMetrics(record) : renderers.findingMetrics(record),
    messages: concerned.map(({ arn: topicArn, isChat }) => ({
      topicArn,
      message: {
        ...isChat ? { text: renderers.chatMessage(record, occasions, links) } : renderers.buildMessage(record, occasions, links),
        group: record.pipeline?.name ?? arn.name,
        deduplicationId: [id, arn.arn, record.revision].join(' '),
      },
    })),
  };
}

/** The outcome of the build of the pipeline before this one. Absent: there is none, or it is not known. */
async function outcomeOfLastBuild({ pipeline, image }: BuildRecord, run: Run): Promise<string | undefined> {
  if (pipeline === undefined || image === undefined) return undefined;
  const images = await unlessRefused(pipeline.arn, run, () => run.imageBuilder.pipelineImages(pipeline.arn, run.signal));
  return images && outcomeBefore(images, image);
}
