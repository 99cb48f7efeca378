import { compareVersions, parseArn } from '../arns';
import { Resource, Store } from '../store';
import { Wire } from '../wire';
import { Call } from './call';

/** What builds have made of a pipeline. */
export interface PipelineState {
  /** Builds of the schedule that failed, one after the other. */
  readonly consecutiveFailures: number;
  /** When there were too many of them. */
  readonly disabledAt?: number;
}

/** A pipeline knows how its newest build went, and whether too many failed. */
export function pipelineBody(pipeline: Resource, { store, now }: Call): Wire {
  const { arn, body } = pipeline;
  const newest = imagesOf(arn, store).sort((a, b) =>
    Date.parse(b.body.dateCreated) - Date.parse(a.body.dateCreated) || compareVersions(parseArn(b.arn)!, parseArn(a.arn)!))[0];
  const { consecutiveFailures, disabledAt } = pipelineState(pipeline, store, now);
  return {
    ...body,
    ...body.consecutiveFailures === undefined ? {} : { consecutiveFailures },
    ...disabledAt === undefined ? {} : { status: 'DISABLED' },
    ...newest ? { lastRunStatus: newest.timeline!.at(now).status } : {},
  };
}

/** Builds of the schedule that fail are counted; any build that succeeds, and any update of the pipeline, begin anew. */
export function pipelineState({ arn, body }: Resource, store: Store, now: number): PipelineState {
  const since = Date.parse(body.dateUpdated ?? body.dateCreated);
  const limit: number | undefined = body.schedule?.autoDisablePolicy?.failureCount;
  const ends = imagesOf(arn, store).flatMap(({ body: { buildType }, timeline }) => {
    const last = timeline!.course().statuses.at(-1);
    return last && last.from > since && last.from <= now ? [{ ...last, isScheduled: buildType === 'SCHEDULED' }] : [];
  }).sort((a, b) => a.from - b.from);
  let consecutiveFailures = 0;
  for (const { status, from, isScheduled } of ends) {
    if (status === 'AVAILABLE') {
      consecutiveFailures = 0;
    } else if (status === 'FAILED' && isScheduled && ++consecutiveFailures === limit) {
      return { consecutiveFailures, disabledAt: from };
    }
  }
  return { consecutiveFailures };
}

function imagesOf(pipelineArn: string, store: Store): Resource[] {
  return store.all('Image').filter(({ body }) => body.sourcePipelineArn === pipelineArn);
}
