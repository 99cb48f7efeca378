import { membersIn } from './step-outputs';
import { typeOf } from './workflows';
import { ObservedExecution } from '../model/facts';
import { millisOf } from '../model/time';

/** The result of a distribution in one Region and account, in the outputs of its step. */
export interface RegionResult {
  readonly region?: string;
  readonly amiId?: string;
  /** As the service writes it, such as `Completed` or `TimedOut`. */
  readonly status?: string;
  readonly endedAt?: string;
}

/** Members with results, by action of the step. */
const LISTS = ['distributedImages', 'modifiedImages', 'configuredImages'];

/** The results in the outputs of a step. Malformed entries are ignored. */
export function regionResults(outputs: string | undefined): RegionResult[] {
  const members = membersIn(outputs);
  return LISTS.flatMap((name) => listOf(members[name])).map((entry) => ({
    region: textOf(entry.region),
    amiId: textOf(entry.amiId),
    status: textOf(entry.status),
    endedAt: textOf(entry.dateStopped),
  }));
}

/** Which of several AMIs the last distribution made, or undefined if the steps do not show one that is the last. */
export function lastDistributed(executions: readonly ObservedExecution[], amiIds: readonly string[]): string | undefined {
  const ends = new Map<string, number>();
  for (const { steps = [] } of executions.filter((execution) => typeOf(execution) === 'DISTRIBUTION')) {
    for (const step of steps) {
      for (const { amiId, status, endedAt } of regionResults(step.outputs)) {
        if (amiId === undefined || !amiIds.includes(amiId) || status !== 'Completed') continue;
        const end = millisOf(endedAt) ?? millisOf(step.endedAt) ?? -Infinity;
        ends.set(amiId, Math.max(end, ends.get(amiId) ?? -Infinity));
      }
    }
  }
  const [last, before] = [...ends].sort(([, a], [, b]) => b - a);
  return last !== undefined && (before === undefined || last[1] > before[1]) ? last[0] : undefined;
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
