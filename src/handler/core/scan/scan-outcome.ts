import { NONE, SCAN_DELIVERED_ELSEWHERE, SCAN_NO_IMAGE, SCAN_NOT_ENABLED, UNKNOWN } from '../../../contract';
import { oneLine } from '../answer/text';
import { FindingList, Findings, FindingsAnswer, Image } from '../model/facts';

/** What there is to know about a scan. */
export interface ScanOutcome {
  readonly status: string;
  readonly reason?: string;
  /** Nothing more is going to happen. */
  readonly ended: boolean;
  readonly findings: Findings;
}

const ENDED = new Set(['COMPLETED', 'ABANDONED', 'FAILED', 'TIMED_OUT']);
/** Type of a scan whose findings are never in Image Builder's own lists. */
const ON_DEMAND = 'ON_DEMAND_AMI_CVE';

/** Only after a completed scan do counts mean anything. */
export function hasCounts(image: Image): boolean {
  return scanStatusOf(image) === 'COMPLETED';
}

/** Whether a list that should be whole holds less than is counted. */
export function lagsBehind({ findings, complete }: FindingList, answer: FindingsAnswer): boolean {
  return complete && typeof answer === 'object' && findings.length < (answer.all ?? 0);
}

/** A service that lists findings and has no count of them has not counted yet: that is no zero. */
export function believable(answer: FindingsAnswer, list: FindingList | undefined): FindingsAnswer {
  return answer === 'EMPTY' && list !== undefined && list.findings.length > 0 ? {} : answer;
}

/** The outcome of the scan of an image; without an image there is nothing that could have been scanned. */
export function scanOutcome(image: Image | undefined, answer: FindingsAnswer): ScanOutcome {
  if (!image) return { status: SCAN_NO_IMAGE, ended: true, findings: {} };
  const status = scanStatusOf(image);
  return {
    status,
    reason: oneLine(image.scan?.reason ?? '') || undefined,
    ended: ENDED.has(status) || status === SCAN_NOT_ENABLED || status === SCAN_DELIVERED_ELSEWHERE,
    findings: status === 'COMPLETED' ? findingsOf(answer) : {},
  };
}

/** The outcome where findings are counted without regard to an image: behind the counts stand many scans, and no status. */
export function findingsOutcome(answer: FindingsAnswer): ScanOutcome {
  return { status: NONE, ended: true, findings: findingsOf(answer) };
}

function scanStatusOf({ scan, scanningEnabled, scanningTypes }: Image): string {
  if (scanningEnabled && scanningTypes.includes(ON_DEMAND)) return SCAN_DELIVERED_ELSEWHERE;
  if (scan) return scan.status ?? UNKNOWN;
  // Switched on and without a state: the build has not come to it.
  return scanningEnabled ? UNKNOWN : SCAN_NOT_ENABLED;
}

function findingsOf(answer: FindingsAnswer): Findings {
  if (answer === 'EMPTY') return { all: 0, critical: 0, high: 0, medium: 0, other: 0 };
  const { all, critical, high, medium }: Findings = typeof answer === 'object' ? answer : {};
  // Without the total nobody can tell a severity that is zero from one that is missing.
  if (all === undefined) return { critical, high, medium };
  const named = { critical: critical ?? 0, high: high ?? 0, medium: medium ?? 0 };
  // The total may leave low severities out, so it can be less than the sum.
  return { all, ...named, other: Math.max(0, all - named.critical - named.high - named.medium) };
}
