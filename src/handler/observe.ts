import { aggregationOf, NO_IMAGE, Observation, Sight } from './core/decide';
import { Execution, ObservedExecution } from './core/facts';
import { newestOf } from './core/newest';
import { FindingsSource, ImageSource, ReportRequest } from './core/request';
import { FindingsAnswer, hasCounts } from './core/scan-outcome';
import { CallFailed } from './core/trouble';
import { currentExecutions, needsSteps } from './core/workflows';
import { Clock, ImageBuilder } from './ports';
import { NONE } from '../report/contract';

/** Calls at a time; the service throttles per operation, at rates that are not published. */
const CONCURRENCY = 5;
/** Findings may become visible a moment after the scan is completed. */
const SECOND_LOOK_MILLIS = 2000;

/** Without a value: the account whose credentials the call is made with. */
const WHOLE_ACCOUNT = { name: 'accountId', value: '' } as const;

/**
 * Reads what a report needs, and no more: calls that do not depend on one another run side by side.
 * Trouble is an observation too.
 */
export async function observe(request: ReportRequest, imageBuilder: ImageBuilder, clock: Clock, signal: AbortSignal): Promise<Observation> {
  try {
    if (!('arn' in request.source)) return { ...NO_IMAGE, findings: await findingsAcross(request.source) };
    const imageArn = await imageArnOf(request.source);
    if (imageArn === undefined) return NO_IMAGE;
    return request.kind === 'BUILD' ? await observeBuild(imageArn) : await observeScan(imageArn, request.source);
  } catch (error) {
    if (error instanceof CallFailed) return { kind: 'TROUBLE', trouble: error.trouble };
    throw error;
  }

  async function imageArnOf(source: ImageSource): Promise<string | undefined> {
    if (source.type === 'IMAGE') return source.arn === NONE ? undefined : source.arn;
    return newestOf(await imageBuilder.pipelineImages(source.arn, signal))?.arn;
  }

  async function observeBuild(arn: string): Promise<Sight> {
    const [image, executions] = await inOrder([imageBuilder.image(arn, signal), imageBuilder.executions(arn, signal)]);
    return { ...NO_IMAGE, image, executions: await concurrently(currentExecutions(executions), withSteps) };
  }

  async function withSteps(execution: Execution): Promise<ObservedExecution> {
    if (execution.id === undefined || !needsSteps(execution)) return execution;
    return { ...execution, steps: await imageBuilder.steps(execution.id, signal) };
  }

  /** Counts are read after the scan state: read before it, they could be those of a scan that was not completed yet. */
  async function observeScan(arn: string, source: ImageSource): Promise<Sight> {
    const image = await imageBuilder.image(arn, signal);
    return { ...NO_IMAGE, image, findings: hasCounts(image) ? await findingsOf(source) : 'NOT_READ' };
  }

  async function findingsOf(source: ImageSource): Promise<FindingsAnswer> {
    const counts = await imageBuilder.severityCounts(aggregationOf(source), signal);
    if (counts) return counts;
    await clock.sleep(SECOND_LOOK_MILLIS, signal);
    return await imageBuilder.severityCounts(aggregationOf(source), signal) ?? 'EMPTY';
  }

  /** A vulnerability without an entry is in no image only where images were scanned at all: then the account has an entry. */
  async function findingsAcross(source: FindingsSource): Promise<FindingsAnswer> {
    const counts = await imageBuilder.severityCounts(aggregationOf(source), signal);
    if (counts) return counts;
    if (source.type === 'ACCOUNT') return 'NO_SCAN';
    return await imageBuilder.severityCounts(WHOLE_ACCOUNT, signal) ? 'EMPTY' : 'NO_SCAN';
  }
}

/** Like `Promise.all`, but of several errors the first in order is thrown, not the first in time. */
async function inOrder<A, B>(promises: readonly [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** `map` over all items, a few at a time; results in the order of the items. After an error the caller aborts what still runs. */
async function concurrently<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const rest = items.entries();
  const workers = Array.from({ length: Math.min(CONCURRENCY, items.length) }, async () => {
    for (const [index, item] of rest) results[index] = await map(item);
  });
  await Promise.all(workers);
  return results;
}
