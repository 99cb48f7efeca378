import { severityRank } from './severity';
import { TOP_VULNERABILITIES } from '../../../contract/scan-report';
import { UNKNOWN } from '../../../contract/values';
import { oneLine } from '../answer/text';
import { Finding } from '../model/facts';

/** All findings of one vulnerability. */
interface Vulnerability {
  readonly id: string;
  /** The highest severity among its findings. */
  severity?: string;
  /** The highest score of these findings. */
  score: number;
  /** The number of packages of images that have the vulnerability. */
  places: number;
}

/**
 * The most severe vulnerabilities as `id(SEVERITY)`, separated by commas, each once; nothing when no finding names one.
 * If findings are missing, there may be more severe vulnerabilities, so the list ends with `UNKNOWN`.
 */
export function topVulnerabilities(findings: readonly Finding[], complete: boolean): string | undefined {
  const top = vulnerabilitiesIn(findings).sort(byGravity).slice(0, TOP_VULNERABILITIES)
    .map(({ id, severity }) => `${entry(id)}(${entry(severity?.toUpperCase() ?? UNKNOWN)})`);
  return top.length === 0 ? undefined : [...top, ...(complete ? [] : [UNKNOWN])].join(',');
}

function vulnerabilitiesIn(findings: readonly Finding[]): Vulnerability[] {
  const found = new Map<string, Vulnerability>();
  for (const { vulnerabilityId: id, severity, score = 0, packages } of findings) {
    if (id === undefined) continue;
    const known = found.get(id) ?? { id, severity, score, places: 0 };
    if (isMoreSevere(severity, known.severity)) known.severity = severity;
    known.score = Math.max(known.score, score);
    known.places += Math.max(1, packages.length);
    found.set(id, known);
  }
  return [...found.values()];
}

/** Unknown severities are ordered by their text, so that the result does not depend on the order of the findings; a missing severity comes last. */
function isMoreSevere(a: string | undefined, b: string | undefined): boolean {
  const difference = severityRank(a) - severityRank(b);
  return difference === 0 ? (a ?? '') > (b ?? '') : difference < 0;
}

/** Orders by severity, score and number of places, then by ID, so that the result does not depend on the order of the findings. */
function byGravity(a: Vulnerability, b: Vulnerability): number {
  return severityRank(a.severity) - severityRank(b.severity) || b.score - a.score || b.places - a.places || a.id.localeCompare(b.id, 'en');
}

/** Text of the service as an entry of a list. */
function entry(text: string): string {
  return oneLine(text.replace(/,/g, ' '));
}
