import { isOnDemand } from './ami-scan';
import { sumOfSeverities } from './severity';
import { SCAN_NO_IMAGE, SCAN_NOT_ENABLED } from '../../../contract/scan-report';
import { NONE, UNKNOWN } from '../../../contract/values';
import { oneLine } from '../answer/text';
import { CallFailure } from '../model/call-failure';
import { FindingList, Findings, FindingsAnswer, Image } from '../model/facts';
import { missingFindings } from '../model/finding-list';
import { AmiScanState, ScanObservation } from '../model/observation';

/** Statuses of an image whose build goes no further. */
const BUILT: ReadonlySet<string> = new Set(['AVAILABLE', 'FAILED', 'CANCELLED', 'DELETED', 'DEPRECATED', 'DISABLED']);

/** What is known about a scan. */
export interface ScanOutcome {
  readonly status: string;
  readonly reason?: string;
  /** Whether the scan does not change any more. */
  readonly ended: boolean;
  readonly findings: Findings;
  /** The AMIs whose findings Amazon EC2 lists. Absent: Image Builder lists the findings. */
  readonly amiIds?: readonly string[];
  /** Whether it is not known which image was scanned. */
  readonly isUnidentified?: boolean;
  /** The call that was denied, without which the counts are not known. */
  readonly denied?: CallFailure;
}

/** Statuses of a scan that does not change any more. */
export const ENDED: ReadonlySet<string> = new Set(['COMPLETED', 'ABANDONED', 'FAILED', 'TIMED_OUT']);
/** Counts are valid only after a completed scan. */
export function hasCounts(image: Image): boolean {
  return scanStatusOf(image) === 'COMPLETED';
}

/** Why a list that was read to its end does not have all findings: fewer than are counted. Undefined: it has. */
export function whyBehind({ findings, complete }: FindingList, answer: FindingsAnswer): string | undefined {
  if (!complete || typeof answer !== 'object') return undefined;
  const counted = Math.max(answer.all ?? 0, sumOfSeverities(answer));
  return findings.length < counted ? missingFindings(counted, findings.length) : undefined;
}

/** If the service lists findings without counts, or not all findings were read, the counts are not zero. */
export function believable(answer: FindingsAnswer, list: FindingList | undefined): FindingsAnswer {
  return answer === 'EMPTY' && list !== undefined && (list.findings.length > 0 || !list.complete) ? {} : answer;
}

/** The outcome of the scan of an image, or of no scan if there is no image. */
export function scanOutcome(image: Image | undefined, answer: FindingsAnswer, amiScan?: AmiScanState): ScanOutcome {
  if (!image) return { status: SCAN_NO_IMAGE, ended: true, findings: {} };
  if (isOnDemand(image)) return amiScanOutcome(image, answer, amiScan);
  const status = scanStatusOf(image);
  return {
    status,
    reason: reasonOf(image) ?? whyNeverScanned(image),
    ended: whyNeverScanned(image) !== undefined || ENDED.has(status) || status === SCAN_NOT_ENABLED,
    findings: status === 'COMPLETED' ? findingsOf(answer) : {},
  };
}

/** The outcome if it is not known which image was scanned, and why. */
function unidentifiedOutcome(unidentified: string): ScanOutcome {
  return { status: UNKNOWN, reason: unidentified, ended: true, findings: {}, isUnidentified: true };
}

/** The outcome of the scan of an image as it was observed. */
export function observedOutcome({ image, counts, amiScan, denied, list, unidentified }: ScanObservation): ScanOutcome {
  const outcome = unidentified === undefined ? scanOutcome(image, believable(counts, list), amiScan) : unidentifiedOutcome(unidentified);
  return { ...outcome, denied };
}

/** The outcome for findings that are counted independent of an image: the counts are those of many scans, so there is no status. */
export function findingsOutcome(answer: FindingsAnswer): ScanOutcome {
  return { status: NONE, ended: true, findings: findingsOf(answer) };
}

/** The scan of an AMI is completed when Amazon EC2 has its results, whatever Image Builder reports. */
function amiScanOutcome(image: Image, answer: FindingsAnswer, amiScan: AmiScanState | undefined): ScanOutcome {
  const reason = reasonOf(image);
  if (amiScan?.state === 'SCANNED') {
    return { status: 'COMPLETED', reason, ended: true, findings: findingsOf(answer), amiIds: amiScan.amiIds };
  }
  const isBuilt = BUILT.has(image.status);
  const hasNoAmi = amiScan?.state === 'ABSENT' && isBuilt;
  const status = image.scan?.status ?? (amiScan === undefined || hasNoAmi ? UNKNOWN : 'PENDING');
  return {
    status,
    reason: reason ?? (hasNoAmi ? 'The image has no AMI in the Region of the stack.' : undefined),
    // A completed scan whose results are not there yet has not ended.
    ended: amiScan === undefined || hasNoAmi || (ENDED.has(status) && status !== 'COMPLETED'),
    findings: {},
  };
}

function reasonOf({ scan }: Image): string | undefined {
  return oneLine(scan?.reason ?? '') || undefined;
}

/** Why a scan stays pending for ever, if it does: it is part of the tests. */
function whyNeverScanned({ scan, scanningEnabled, testsEnabled }: Image): string | undefined {
  if (scan?.status !== 'PENDING') return undefined;
  if (!scanningEnabled) return 'Image scanning is off.';
  return testsEnabled === false ? 'Image tests are off, and the scan is a part of them.' : undefined;
}

function scanStatusOf({ scan, scanningEnabled }: Image): string {
  if (scan) return scan.status ?? UNKNOWN;
  // The scan is enabled and has no state, because the build has not started the scan yet.
  return scanningEnabled ? UNKNOWN : SCAN_NOT_ENABLED;
}

function findingsOf(answer: FindingsAnswer): Findings {
  if (answer === 'EMPTY') return { all: 0, critical: 0, high: 0, medium: 0, other: 0 };
  const { all, critical, high, medium }: Findings = typeof answer === 'object' ? answer : {};
  const sum = sumOfSeverities({ critical, high, medium });
  // Without the total, a severity that is zero cannot be distinguished from a missing severity. A total that is less than its parts is no total.
  if (all === undefined || all < sum) return { critical, high, medium };
  const isEach = critical !== undefined && high !== undefined && medium !== undefined;
  // What is left of the total may be of any severity that was left out.
  if (!isEach && all > sum) return { all, critical, high, medium };
  return { all, critical: critical ?? 0, high: high ?? 0, medium: medium ?? 0, other: all - sum };
}
