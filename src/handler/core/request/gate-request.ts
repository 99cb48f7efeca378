import { malformed, objectOf, trueOrFalse, wholeNumber } from './properties';
import {
  FINDING_COUNTS, FindingCount, GateProperties, IgnoreProperties, isDay, MAX_IGNORED, ON_UNKNOWN_CONTINUE, ON_UNKNOWN_FAIL,
} from '../../../contract/gate';

export interface Gate {
  /** The maximum of each count. A count without a maximum is not limited. */
  readonly limits: Readonly<Partial<Record<FindingCount, number>>>;
  readonly failOnUnknown: boolean;
  /** Whether findings that have no fix are left out of the counts. */
  readonly onlyFixable?: boolean;
  /** Vulnerabilities that are left out of the counts for a time. */
  readonly ignore?: readonly Ignored[];
}

/** A vulnerability that is left out of the counts. */
export interface Ignored {
  readonly id: string;
  /** Last day, yyyy-mm-dd in UTC. */
  readonly until: string;
}

/** Whether the gate counts findings itself, because its limits do not apply to all findings that the service counts. */
export function leavesFindingsOut({ onlyFixable, ignore = [] }: Gate): boolean {
  return onlyFixable === true || ignore.length > 0;
}

/** What can be limited, the most severe first. */
export const LIMITABLE = Object.keys(FINDING_COUNTS) as FindingCount[];

/** Reads a gate, or throws one sentence that states what is wrong. */
export function parseGate(value: unknown): Gate {
  const given = objectOf<GateProperties>(value, '`Gate`');
  const limits: Partial<Record<FindingCount, number>> = {};
  for (const count of LIMITABLE) {
    const name = FINDING_COUNTS[count];
    if (given[name] !== undefined) limits[count] = wholeNumber(`Gate.${name}`, given[name], Number.MAX_SAFE_INTEGER);
  }
  if (Object.keys(limits).length === 0) throw malformed('Gate', `limit at least one of ${Object.values(FINDING_COUNTS).join(', ')}`, value);
  if (given.OnUnknown !== ON_UNKNOWN_FAIL && given.OnUnknown !== ON_UNKNOWN_CONTINUE) {
    throw malformed('Gate.OnUnknown', `be ${ON_UNKNOWN_FAIL} or ${ON_UNKNOWN_CONTINUE}`, given.OnUnknown);
  }
  const ignore = parseIgnore(given.Ignore);
  return {
    limits,
    failOnUnknown: given.OnUnknown === ON_UNKNOWN_FAIL,
    ...(trueOrFalse('Gate.OnlyFixable', given.OnlyFixable) ? { onlyFixable: true } : {}),
    ...(ignore.length > 0 ? { ignore } : {}),
  };
}

function parseIgnore(value: unknown): Ignored[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MAX_IGNORED) throw malformed('Gate.Ignore', `be a list of at most ${MAX_IGNORED} entries`, value);
  return value.map((entry, index) => {
    const { Id: id, Until: until } = objectOf<IgnoreProperties>(entry, `\`Gate.Ignore[${index}]\``);
    if (typeof id !== 'string' || id === '') throw malformed(`Gate.Ignore[${index}].Id`, 'be the id of a vulnerability', id);
    if (!isDay(until)) throw malformed(`Gate.Ignore[${index}].Until`, 'be a day, such as 2026-12-31', until);
    return { id, until };
  });
}
