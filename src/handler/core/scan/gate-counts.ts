import { createHash } from 'node:crypto';
import { severityClassOf, sumOfSeverities } from './severity';
import { Finding, FindingList, Findings } from '../model/facts';
import { missingFindings } from '../model/finding-list';
import { dayOf } from '../model/time';
import { Gate, Ignored } from '../request/gate-request';

/** The counts that a gate compares with its limits. */
export interface GateCounts {
  readonly ranges: Readonly<Record<keyof Findings, Range>>;
  /** The findings that are excluded from the counts or no longer excluded, absent if there are none. */
  readonly leftOut?: string;
}

/** The range of a count. */
export interface Range {
  readonly atLeast: number;
  /** `Infinity` if unknown. */
  readonly atMost: number;
  /** Why `atLeast` and `atMost` differ, if the findings themselves show the cause. */
  readonly why?: string;
}

/** The counts of the service, without exclusions. */
export function countsOfService(findings: Findings): GateCounts {
  return { ranges: forEachCount((name) => rangeOf(findings[name], name === 'all' ? sumOfSeverities(findings) : 0)) };
}

/**
 * Counts the findings that the gate does not exclude.
 *
 * If the list of the service is behind its counts, the missing findings are counted, because the gate may not exclude them. A finding of unknown
 * severity can have any severity.
 */
export function countsOfGate(gate: Gate, counted: Findings, list: FindingList, now: Date): GateCounts {
  const { complete, missing: whyMissing } = list;
  const findings = eachOnce(list.findings);
  const { kept, leftOut } = sortOut(gate, findings, dayOf(now));
  const [listed, left] = [tally(findings), tally(kept)];
  const range = (name: keyof Findings): Range => {
    const atLeast = left[name];
    const known = counted[name];
    if (!complete) return { atLeast, atMost: Infinity, why: whyMissing ?? `the service lists more than ${findings.length} findings, and no more are read` };
    if (known === undefined) return { atLeast, atMost: Infinity };
    const missing = Math.max(0, known - listed[name]);
    const unclear = name === 'all' ? 0 : left.unclear;
    return { atLeast, atMost: atLeast + missing + unclear, why: missing > 0 ? missingFindings(known, listed[name]) : unclearSeverity(unclear) };
  };
  return { ranges: forEachCount(range), leftOut };
}

/** Removes duplicates, because a list that changes while its pages are read can contain a finding twice and omit a different finding. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, { readonly first: Finding; hashes?: Set<string> }>();
  return findings.filter((finding) => {
    const key = `${finding.vulnerabilityId} ${finding.imageArn}`;
    const same = seen.get(key);
    if (same === undefined) {
      seen.set(key, { first: finding });
      return true;
    }
    // Most findings are alone with their key. Findings as texts would need as much memory as the list.
    same.hashes ??= new Set([hashOf(same.first)]);
    const { size } = same.hashes;
    return same.hashes.add(hashOf(finding)).size > size;
  });
}

function hashOf(finding: Finding): string {
  return createHash('sha256').update(JSON.stringify(finding)).digest('base64');
}

/** Separates the findings that are counted from those that are excluded, of which a text names some. */
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
    // A finding without this information can have a fix.
    else if (onlyFixable && finding.fixAvailable?.toUpperCase() === 'NO') unfixable++;
    else kept.push(finding);
  }
  const nameless = ignore.length > 0 ? kept.filter(({ vulnerabilityId }) => vulnerabilityId === undefined).length : 0;
  const parts = [
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ...(unfixable > 0 ? [`${unfixable} without a fix`] : []),
  ];
  const ended = [...expired].map(({ id, until }) => `${id} (until ${until})`);
  const sentences = [
    ...(parts.length > 0 ? [`not counted: ${parts.join(', ')}`] : []),
    ...(nameless > 0 ? [`counted, because they name no vulnerability: ${nameless}`] : []),
    ...(ended.length > 0 ? [`no longer ignored: ${ended.join(', ')}`] : []),
  ];
  return { kept, leftOut: sentences.length > 0 ? sentences.join('; ') : undefined };
}

type Tally = Record<keyof Findings | 'unclear', number>;

/** Number of findings by severity, and of those whose severity is not known. */
export function tally(findings: readonly Finding[]): Tally {
  const counts: Tally = { all: findings.length, critical: 0, high: 0, medium: 0, other: 0, unclear: 0 };
  for (const finding of findings) counts[severityClassOf(finding) ?? 'unclear']++;
  return counts;
}

/** The range of a count of the service, of which the least is known if the count itself is not. */
function rangeOf(count: number | undefined, least: number): Range {
  return count === undefined ? { atLeast: least, atMost: Infinity } : { atLeast: count, atMost: count };
}

function unclearSeverity(count: number): string {
  return count === 1 ? '1 finding has no severity that is known' : `${count} findings have no severity that is known`;
}

function forEachCount(range: (name: keyof Findings) => Range): Record<keyof Findings, Range> {
  return { all: range('all'), critical: range('critical'), high: range('high'), medium: range('medium'), other: range('other') };
}
