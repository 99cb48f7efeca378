import { Finding, Findings, SeverityCounts } from '../model/facts';

/** Severities of Amazon Inspector, the most severe first, and what each is counted as. */
const SEVERITIES = new Map<string | undefined, keyof Findings>([
  ['CRITICAL', 'critical'], ['HIGH', 'high'], ['MEDIUM', 'medium'], ['LOW', 'other'], ['INFORMATIONAL', 'other'], ['UNTRIAGED', 'other'],
]);
const ORDER = [...SEVERITIES.keys()];

/** The count to which a finding belongs, or undefined if its severity is absent or unknown. */
export function severityClassOf({ severity }: Finding): keyof Findings | undefined {
  return SEVERITIES.get(severity?.toUpperCase());
}

/** From 0, the most severe. A severity that is missing or not known comes last. */
export function severityRank(severity: string | undefined): number {
  const rank = ORDER.indexOf(severity?.toUpperCase());
  return rank < 0 ? ORDER.length : rank;
}

/** Orders findings by severity and score, the most severe first, then by ID and content, so that the order of their list never shows. */
export function bySeverity(a: Finding, b: Finding): number {
  return severityRank(a.severity) - severityRank(b.severity)
    || (b.score ?? 0) - (a.score ?? 0)
    || byText(a.vulnerabilityId ?? '', b.vulnerabilityId ?? '')
    || byText(contentOf(a), contentOf(b));
}

function contentOf({ imageArn, title, packages }: Finding): string {
  return JSON.stringify([imageArn, title, packages]);
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The sum of the severities that the service counts by name, which is the least that there is in all. */
export function sumOfSeverities({ critical = 0, high = 0, medium = 0 }: SeverityCounts): number {
  return critical + high + medium;
}
