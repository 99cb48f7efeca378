import { severityClassOf } from './severity';
import { Finding, FindingList, Findings } from '../model/facts';
import { dayOf } from '../model/time';
import { Gate, Ignored } from '../request/gate-request';

/** What a gate holds against its limits. */
export interface GateCounts {
  readonly ranges: Readonly<Record<keyof Findings, Range>>;
  /** What was left out of the counts, or no longer is; nothing when that is nothing. */
  readonly leftOut?: string;
}

/** A count, as far as it is known. */
export interface Range {
  readonly atLeast: number;
  /** `Infinity` when nobody knows. */
  readonly atMost: number;
  /** Why the two differ, where they do and the findings themselves tell. */
  readonly why?: string;
}

/** Where the service counts, its counts are judged. */
export function countsOfService(findings: Findings): GateCounts {
  return { ranges: forEachCount((name) => exactly(findings[name])) };
}

/**
 * Counts of the findings that the gate does not leave out.
 *
 * What the service counts is more than what it lists when the list lags behind: then the missing ones count, since any of them may be one
 * that is not left out. Findings of unknown severity may be of each.
 */
export function countsOfGate(gate: Gate, counted: Findings, list: FindingList, now: Date): GateCounts {
  const { complete } = list;
  const findings = eachOnce(list.findings);
  const { kept, leftOut } = sortOut(gate, findings, dayOf(now));
  const [listed, left] = [tally(findings), tally(kept)];
  const range = (name: keyof Findings): Range => {
    const atLeast = left[name];
    const known = counted[name];
    if (!complete) return { atLeast, atMost: Infinity, why: `the service lists more than ${findings.length} findings, and a report reads no more` };
    if (known === undefined) return { atLeast, atMost: Infinity };
    const missing = Math.max(0, known - listed[name]);
    const unclear = name === 'all' ? 0 : left.unclear;
    return { atLeast, atMost: atLeast + missing + unclear, why: missing > 0 ? lagging(known, listed[name]) : unclearSeverity(unclear) };
  };
  return { ranges: forEachCount(range), leftOut };
}

/** A list that changes while its pages are read may show one finding twice and another one not at all. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** Findings that are left out, of which some are said, and those that stay. */
function sortOut({ onlyFixable, ignore = [] }: Gate, findings: readonly Finding[], today: string): { kept: Finding[]; leftOut?: string } {
  const entryOf = new Map<string | undefined, Ignored>(ignore.map((entry) => [entry.id.toUpperCase(), entry]));
  const kept: Finding[] = [];
  const expired = new Set<Ignored>();
  let ignored = 0;
  let unfixable = 0;
  for (const finding of findings) {
    const entry = entryOf.get(finding.vulnerabilityId?.toUpperCase());
    if (entry && today > entry.until) expired.add(entry);
    if (entry && today <= entry.until) ignored++;
    // A finding that does not say whether it has a fix may have one.
    else if (onlyFixable && finding.fixAvailable?.toUpperCase() === 'NO') unfixable++;
    else kept.push(finding);
  }
  const parts = [
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ...(unfixable > 0 ? [`${unfixable} without a fix`] : []),
  ];
  const ended = [...expired].map(({ id, until }) => `${id} (until ${until})`);
  const sentences = [
    ...(parts.length > 0 ? [`not counted: ${parts.join(', ')}`] : []),
    ...(ended.length > 0 ? [`no longer ignored: ${ended.join(', ')}`] : []),
  ];
  return { kept, leftOut: sentences.length > 0 ? sentences.join('; ') : undefined };
}

type Tally = Record<keyof Findings | 'unclear', number>;

function tally(findings: readonly Finding[]): Tally {
  const counts: Tally = { all: findings.length, critical: 0, high: 0, medium: 0, other: 0, unclear: 0 };
  for (const finding of findings) counts[severityClassOf(finding) ?? 'unclear']++;
  return counts;
}

function exactly(count: number | undefined): Range {
  return count === undefined ? { atLeast: 0, atMost: Infinity } : { atLeast: count, atMost: count };
}

function lagging(known: number, listed: number): string {
  return `findings are missing in the list of the service (counted: ${known}, listed: ${listed})`;
}

function unclearSeverity(count: number): string {
  return count === 1 ? '1 finding has no severity that is known' : `${count} findings have no severity that is known`;
}

function forEachCount(range: (name: keyof Findings) => Range): Record<keyof Findings, Range> {
  return { all: range('all'), critical: range('critical'), high: range('high'), medium: range('medium'), other: range('other') };
}
