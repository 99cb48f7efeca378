import { isObject, membersIn } from './step-outputs';
import { typeOf } from './workflows';
import { ObservedExecution, RegionFailure, Step } from '../model/facts';
import { millisOf } from '../model/time';

/** The result of a distribution in one Region and account, in the outputs of its step. */
export interface RegionResult extends RegionFailure {
  readonly amiId?: string;
  readonly endedAt?: string;
}

/** Members with results, by action of the step. */
const LISTS = ['distributedImages', 'modifiedImages', 'configuredImages'];
/** What the service names while it copies an AMI, and after all. */
const NO_CONFIGURATION = new Set<string | undefined>(['CopyAmiRunning', 'Completed']);

/** The results in the outputs of a step. Malformed entries are ignored. */
export function regionResults(outputs: string | undefined): RegionResult[] {
  const members = membersIn(outputs);
  const images = LISTS.flatMap((name) => listOf(members[name]).filter(isObject)).map((entry) => {
    const step = textOf(entry.step);
    return {
      region: textOf(entry.region),
      account: textOf(entry.accountId),
      configurationStep: NO_CONFIGURATION.has(step) ? undefined : step,
      status: statusOf(textOf(entry.status)),
      message: textOf(entry.errorMessage),
      amiId: textOf(entry.amiId),
      endedAt: textOf(entry.dateStopped),
    };
  });
  // Containers have only the names of the Regions.
  const containers = listOf(members.failedRegions).flatMap((region) => textOf(region) ?? []).map((region) => ({ region, status: 'FAILED' }));
  return [...images, ...containers];
}

/** The Regions in which a distribution failed, timed out or was cancelled, according to the outputs of its steps. */
export function failedRegions(steps: readonly Step[]): RegionFailure[] {
  return steps.flatMap(({ outputs }) => regionResults(outputs)).filter(({ status }) => status !== undefined && FAILURES.has(status));
}

const FAILURES = new Set(['FAILED', 'TIMED_OUT', 'CANCELLED']);

/** Which of several AMIs the last distribution made, or undefined if the steps do not show one that is the last. */
export function lastDistributed(executions: readonly ObservedExecution[], amiIds: readonly string[]): string | undefined {
  const ends = new Map<string, number>();
  for (const { steps = [] } of executions.filter((execution) => typeOf(execution) === 'DISTRIBUTION')) {
    for (const step of steps) {
      for (const { amiId, status, endedAt } of regionResults(step.outputs)) {
        if (amiId === undefined || !amiIds.includes(amiId) || status !== 'COMPLETED') continue;
        const end = millisOf(endedAt) ?? millisOf(step.endedAt) ?? -Infinity;
        ends.set(amiId, Math.max(end, ends.get(amiId) ?? -Infinity));
      }
    }
  }
  const [last, before] = [...ends].sort(([, a], [, b]) => b - a);
  return last !== undefined && (before === undefined || last[1] > before[1]) ? last[0] : undefined;
}

/** A status such as `TimedOut` as the service writes it elsewhere: `TIMED_OUT`. */
function statusOf(status: string | undefined): string | undefined {
  return status?.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
