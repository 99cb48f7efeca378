import { executionsByStart, hasFailed } from './workflows';
import { RETRIES_TAG } from '../../../contract/execution';
import { UNKNOWN } from '../../../contract/values';
import { oneLine } from '../answer/text';
import { Image } from '../model/facts';
import { Build } from '../model/observation';
import { millisOf } from '../model/time';

/** The retries of a build that pipeline executions have requested. */
export interface RequestedRetries {
  readonly count: number;
  /** When the last of them was requested, in milliseconds since the epoch. Absent: none was. */
  readonly lastAt?: number;
}

/** The value of the tag that remembers the retries of a build. */
export function retriesTag(count: number, lastAt: Date): string {
  return `${count} ${lastAt.toISOString()}`;
}

/** The retries that the tags of an image remember, or undefined if they are not known. */
export function requestedRetries(tags: Readonly<Record<string, string>> | undefined): RequestedRetries | undefined {
  if (tags === undefined) return undefined;
  if (!(RETRIES_TAG in tags)) return { count: 0 };
  // Anyone who may tag images can have changed it.
  const [, count, time] = /^([1-9]\d{0,2}) (\S+)$/.exec(tags[RETRIES_TAG]) ?? [];
  const lastAt = millisOf(time);
  return lastAt === undefined ? undefined : { count: Number(count), lastAt };
}

/**
 * The number of retries as an attribute. Retries that something else requested leave no tag: executions that were replaced show them, and the service
 * does not say how many there were.
 */
export function retriesAttribute({ image, executions, current }: Build): number | typeof UNKNOWN {
  const count = requestedRetries(image.tags)?.count;
  if (count !== 0) return count ?? UNKNOWN;
  return executions?.length === current.length ? 0 : UNKNOWN;
}

/** How often a build was retried, in words, if it was. */
export function retriesInWords({ tags }: Image): string | undefined {
  const count = requestedRetries(tags)?.count ?? 0;
  return count === 0 ? undefined : count === 1 ? '1 retry' : `${count} retries`;
}

/** The message of the last execution that failed and was replaced, which is why the build was retried. */
export function messageBeforeRetry({ executions = [], current }: Build): string | undefined {
  const replaced = executionsByStart(executions).filter((execution) => !current.includes(execution) && hasFailed(execution));
  return oneLine(replaced.at(-1)?.message ?? '') || undefined;
}
