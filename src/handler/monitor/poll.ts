import { Settled, settleBuild } from './build-lifecycle';
import { judgeAgain, startIfFailed } from './rejudge';
import { pipelineArnOf, Run, WithImages } from './run';
import { tellDisabled } from './tell-pipeline';
import { Troubles } from './troubles';
import { newestOf } from '../core/build/newest';
import { parseImageArn } from '../core/model/arn';
import { CallFailed, callFailureOf } from '../core/model/call-failure';
import { PipelineImage } from '../core/model/facts';
import { millisOf } from '../core/model/time';
import { buildsToLookAt, firstState, goodImagesOf, isAutoDisabled, isSettled, MonitorState, readState, stateAfter } from '../core/record/fleet';
import { monitorPlace, noticePlace } from '../core/record/keys';
import { readNotice } from '../core/record/notice';
import { concurrently } from '../observe/concurrency';

/** A build in a list, with its pipeline if the list is that of one. */
interface ListedBuild extends PipelineImage {
  readonly pipelineArn?: string;
}

/** Builds that are not looked at in this run are left for the next one. */
const RESERVE_MILLIS = 60_000;

/**
 * Looks for builds whose events were lost, or that were not settled when their events came; writes the metrics of pipelines; tells of pipelines that are
 * disabled. What fails for one build or pipeline does not keep the others from being looked at.
 */
export async function poll(run: Run, troubles: Troubles): Promise<void> {
  const { state, tag } = await stateOf(run);
  const { pipelines, complete } = await pipelinesOf(run, troubles);
  for (const each of pipelines) await troubles.collect(each.pipeline.arn, () => lookAtPipeline(each, run));
  const listed = run.monitor.pipelines === undefined
    ? await troubles.collect('builds of the account', () => run.fleet.builds(run.signal))
    : pipelines.flatMap(({ pipeline, images }) => images.map((image): ListedBuild => ({ ...image, pipelineArn: pipeline.arn })));
  const unsettled = await settleAll(buildsToLookAt(listed ?? [], state), run, troubles);
  const judged = run.monitor.rejudge && await judgeAll(pipelines, state.judged ?? {}, run, troubles);
  // Without a list it is not known what is unsettled.
  if (listed === undefined || !complete) return;
  const next = stateAfter({ ...state, judged }, unsettled, run.clock.now());
  await run.records.replace(monitorPlace(run.monitor.records, run.monitor.id), jsonOf(next), tag, run.signal);
}

/** What the monitor remembers. The first run of any kind begins to remember. */
export async function stateOf({ records, monitor, clock, signal }: Run): Promise<{ readonly state: MonitorState; readonly tag: string }> {
  const place = monitorPlace(monitor.records, monitor.id);
  for (;;) {
    const stored = await records.read(place, signal);
    const state = readState(stored?.body);
    if (stored !== undefined && state !== undefined) return { state, tag: stored.tag };
    const first = firstState(clock.now());
    const body = jsonOf(first);
    const write = stored === undefined ? records.create(place, body, signal) : records.replace(place, body, stored.tag, signal);
    const tag = await write;
    if (tag !== undefined) return { state: first, tag };
  }
}

/** The pipelines of the monitor with their images, without those that are deleted. They are not complete if one could not be read. */
export async function pipelinesOf(run: Run, troubles: Troubles): Promise<{ pipelines: WithImages[]; complete: boolean }> {
  const { monitor: { pipelines: names }, fleet, signal } = run;
  const arns = names === undefined ? undefined : [...names].sort().map((name) => pipelineArnOf(name, run));
  const before = troubles.count;
  const pipelines = arns === undefined
    ? await troubles.collect('pipelines of the account', () => fleet.pipelines(signal)) ?? []
    : await eachThatExists(arns, (arn) => fleet.pipeline(arn, signal), run, troubles);
  const withImages = await eachThatExists(pipelines, async (pipeline) => ({
    pipeline, images: await run.imageBuilder.pipelineImages(pipeline.arn, signal),
  }), run, troubles);
  return { pipelines: withImages, complete: troubles.count === before };
}

async function eachThatExists<T, R>(items: readonly T[], read: (item: T) => Promise<R>, { log }: Run, troubles: Troubles): Promise<R[]> {
  const results = await concurrently(items, (item) => troubles.collect('pipeline', async () => {
    try {
      return [await read(item)];
    } catch (error) {
      const callFailure = callFailureOf(error);
      if (callFailure.kind !== 'NOT_FOUND') throw error;
      log.write('not read', { about: callFailure.resource, why: new CallFailed(callFailure).message });
      return [];
    }
  }));
  return results.flatMap((found) => found ?? []);
}

async function lookAtPipeline({ pipeline, images }: WithImages, run: Run): Promise<void> {
  const now = run.clock.now();
  const { arn, name, status, failures } = pipeline;
  run.renderers.pipelineMetrics({ name, now, ...goodImagesOf(images), disabled: status === undefined ? undefined : status === 'DISABLED' })
    .forEach((line) => run.metrics.write(line));
  if (!isAutoDisabled(pipeline)) return;
  // The service disabled it after the newest build, because it starts no more.
  const notBefore = new Date(millisOf(newestOf(images)?.createdAt) ?? 1);
  await tellDisabled({ arn, name, failures }, { notBefore, notAfter: now }, run);
}

/** Judges the newest images again, and returns the scans by which they were judged. */
async function judgeAll(
  pipelines: readonly WithImages[], known: Readonly<Record<string, string>>, run: Run, troubles: Troubles,
): Promise<Record<string, string>> {
  const judged: Record<string, string> = {};
  for (const each of pipelines) {
    Object.assign(judged, await troubles.collect(each.pipeline.arn, () => judgeAgain(each, known, run)));
    await troubles.collect(each.pipeline.arn, () => startIfFailed(each, run));
  }
  return judged;
}

/** Settles builds one after the other, and returns those that are not settled. */
async function settleAll(builds: readonly ListedBuild[], run: Run, troubles: Troubles): Promise<ListedBuild[]> {
  const own = builds.filter(({ arn }) => parseImageArn(arn) !== undefined);
  const looked = await concurrently(own, async (build) => await troubles.collect(build.arn, () => isTold(build, run)) ?? false);
  const unsettled: ListedBuild[] = [];
  for (const build of own.filter((_, index) => !looked[index])) {
    const isLate = run.clock.now().getTime() > run.endsAt.getTime() - RESERVE_MILLIS;
    const settled = isLate ? undefined : await troubles.collect(build.arn, () => settleBuild(build.arn, run, build.pipelineArn));
    run.log.write('looked', { image: build.arn, result: settled ?? (isLate ? 'LATER' : 'FAILED') });
    if (settled === undefined || !ENDS.has(settled)) unsettled.push(build);
  }
  return unsettled;
}

const ENDS: ReadonlySet<Settled> = new Set(['SETTLED', 'OTHER', 'GONE']);

async function isTold(build: PipelineImage, { monitor: { records, id }, records: store, signal }: Run): Promise<boolean> {
  const stored = await store.read(noticePlace(records, id, parseImageArn(build.arn)!), signal);
  return isSettled(readNotice(stored?.body), build);
}

function jsonOf(state: MonitorState): string {
  return `${JSON.stringify(state)}\n`;
}
