import type { Flag } from './values';

/**
 * The counts of findings: by severity, with those below medium together, and in total. Each count has its name in properties. The name of its
 * attribute has the prefix `Findings`.
 */
export const FINDING_COUNTS = { critical: 'Critical', high: 'High', medium: 'Medium', other: 'Other', all: 'All' } as const;
export type FindingCount = keyof typeof FINDING_COUNTS;

/** The maximum of each count. A count without a maximum is not limited. */
export type GateLimits = { readonly [Count in FindingCount as typeof FINDING_COUNTS[Count]]?: string };

/** The gate of a scan report, which compares counts with maximums. */
export interface GateProperties extends GateLimits {
  readonly OnUnknown: OnUnknownProperty;
  /** Findings that have no fix are not counted. */
  readonly OnlyFixable?: Flag;
  /** Vulnerabilities that are not counted for a time. */
  readonly Ignore?: readonly IgnoreProperties[];
  /**
   * IDs of the vulnerabilities whose last day had passed at synthesis, so that CloudFormation requests the report again when another day has passed.
   * The handler does not read this property.
   */
  readonly Expired?: readonly string[];
}

/** A vulnerability that is not counted. */
export interface IgnoreProperties {
  readonly Id: string;
  /** Last day, yyyy-mm-dd in UTC. */
  readonly Until: string;
  /** Shown to readers of the template. */
  readonly Reason: string;
}

/** What a gate does if there are no counts. */
export const ON_UNKNOWN_FAIL = 'FAIL';
export const ON_UNKNOWN_CONTINUE = 'CONTINUE';
export type OnUnknownProperty = typeof ON_UNKNOWN_FAIL | typeof ON_UNKNOWN_CONTINUE;

/** Values of `Gate`. */
export const GATE_VERDICTS = ['PASSED', 'FAILED', 'NOT_EVALUATED', 'NONE'] as const;
export type GateVerdict = typeof GATE_VERDICTS[number];

/**
 * The maximum number of entries of `Ignore` and of characters of a reason. The provider framework passes a request to a state machine, whose input
 * can have 262,144 bytes and, in an update, contains the old and the new properties. 2 x 100 entries of 200 characters of 3 bytes stay well below.
 */
export const MAX_IGNORED = 100;
export const MAX_IGNORE_REASON = 200;

/** The form of IDs of vulnerabilities, of which `CVE-…` is only the best known. */
export const VULNERABILITY_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
/** The form in which vulnerabilities are listed. Only IDs of CVEs have one form: others, such as `GHSA-…`, mix upper and lower case. */
export function canonicalVulnerabilityId(id: string): string {
  return /^cve-/i.test(id) ? id.toUpperCase() : id;
}

/** Whether a value is a day of the calendar, as yyyy-mm-dd. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  // A day that its month does not have is a different day when it is written back.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
