import { NONE, SCAN_DELIVERED_ELSEWHERE, SCAN_NO_IMAGE, SCAN_NOT_ENABLED, UNKNOWN } from '../../../contract';
import { oneLine } from '../answer/text';
import { CallFailure } from '../model/call-failure';
import { FindingList, Findings, FindingsAnswer, Image } from '../model/facts';

/** What is known about a scan. */
export interface ScanOutcome {
  readonly status: string;
  readonly reason?: string;
  /** Whether the scan does not change any more. */
  readonly ended: boolean;
  readonly findings: Findings;
  /** The call that was denied, without which the counts are not known. */
  readonly denied?: CallFailure;
}

const ENDED = new Set(['COMPLETED', 'ABANDONED', 'FAILED', 'TIMED_OUT']);
/** Type of a scan whose findings are never in Image Builder's own lists. */
const ON_DEMAND = 'ON_DEMAND_AMI_CVE';

/** Counts are valid only after a completed scan. */
export function hasCounts(image: Image): boolean {
  return scanStatusOf(image) === 'COMPLETED';
}

/** Whether a list that should be complete has fewer findings than are counted. */
export function lagsBehind({ findings, complete }: FindingList, answer: FindingsAnswer): boolean {
  return complete && typeof answer === 'object' && findings.length < (answer.all ?? 0);
}

/** If the service lists findings without counts, or not all findings were read, the counts are not zero. */
export function believable(answer: FindingsAnswer, list: FindingList | undefined): FindingsAnswer {
  return answer === 'EMPTY' && list !== undefined && (list.findings.length > 0 || !list.complete) ? {} : answer;
}

/** The outcome of the scan of an image, or of no scan if there is no image. */
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

/** The outcome for findings that are counted independent of an image: the counts are those of many scans, so there is no status. */
export function findingsOutcome(answer: FindingsAnswer): ScanOutcome {
  return { status: NONE, ended: true, findings: findingsOf(answer) };
}

function scanStatusOf({ scan, scanningEnabled, scanningTypes }: Image): string {
  if (scanningEnabled && scanningTypes.includes(ON_DEMAND)) return SCAN_DELIVERED_ELSEWHERE;
  if (scan) return scan.status ?? UNKNOWN;
  // The scan is enabled and has no state, because the build has not started the scan yet.
  return scanningEnabled ? UNKNOWN : SCAN_NOT_ENABLED;
}

function findingsOf(answer: FindingsAnswer): Findings {
  if (answer === 'EMPTY') return { all: 0, critical: 0, high: 0, medium: 0, other: 0 };
  const { all, critical, high, medium }: Findings = typeof answer === 'object' ? answer : {};
  // Without the total, a severity that is zero cannot be distinguished from a missing severity.
  if (all === undefined) return { critical, high, medium };
  const sum = (critical ?? 0) + (high ?? 0) + (medium ?? 0);
  const isEach = critical !== undefined && high !== undefined && medium !== undefined;
  // What is left of the total may be of any severity that was left out.
  if (!isEach && all > sum) return { all, critical, high, medium };
  // A total that is less than its parts leaves some out.
  return { all: Math.max(all, sum), critical: critical ?? 0, high: high ?? 0, medium: medium ?? 0, other: Math.max(0, all - sum) };
}
