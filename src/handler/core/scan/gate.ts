import { countsOfGate, countsOfService, GateCounts, Range } from './gate-counts';
import { ScanOutcome } from './scan-outcome';
import { FindingCount, GateVerdict } from '../../../contract/gate';
import { SCAN_NO_IMAGE, SCAN_NOT_ENABLED } from '../../../contract/scan-report';
import { NONE } from '../../../contract/values';
import { notAuthorized, Teller } from '../answer/reason';
import { cutText } from '../answer/text';
import { AggregationFilter, FindingList } from '../model/facts';
import { Gate, leavesFindingsOut, LIMITABLE } from '../request/gate-request';

/** The verdict of a gate, its reason if there is one, and whether the verdict fails the deployment. */
export type GateJudgement =
  | { readonly verdict: GateVerdict; readonly reason?: string; readonly stops: false }
  | { readonly verdict: GateVerdict; readonly reason: string; readonly stops: true };

/** The input of a gate. */
export interface Judged {
  readonly scan: ScanOutcome;
  readonly filter: AggregationFilter;
  /** The findings themselves, if they were read. */
  readonly list?: FindingList;
  /** The current time, because vulnerabilities are ignored only until a given day. */
  readonly now: Date;
  /** Absent: a report. */
  readonly teller?: Teller;
}

/** Maximum length of the text about excluded findings, which keeps the sentence readable. */
const LEFT_OUT_BYTES = 600;

/** What the reader of a reason can do. A deployment reads a scan again; a monitor reads the scan of another build. Only reports are made without an image. */
const REPAIRS = {
  report: {
    readAgain: 'Deploy again',
    afterwards: 'deploy again',
    buildAgain: 'Build again, then deploy again',
    whenEnded: 'Deploy again when it has ended, or wait longer',
  },
  monitor: {
    readAgain: 'Start the pipeline again',
    afterwards: 'start the pipeline again',
    buildAgain: 'Start the pipeline again',
    // Polls look at builds of the last day.
    whenEnded: 'If it ends within a day of the build, the monitor judges it; otherwise start the pipeline again',
  },
} as const satisfies Record<Teller, unknown>;

/** What is between the findings and the command that lists them. */
export const LIST_WITH = '. List them with: ';

/**
 * Compares the counts with the limits. A count above its limit fails the gate, even if other counts are not known.
 * A count that may be above its limit never passes.
 */
export function judge(gate: Gate | undefined, judged: Judged): GateJudgement {
  if (!gate) return { verdict: 'NONE', stops: false };
  const { ranges, leftOut } = countsFor(gate, judged);
  const limited = LIMITABLE.flatMap((count) => {
    const limit = gate.limits[count];
    return limit === undefined ? [] : [{ count, limit, range: ranges[count] }];
  });
  const { filter } = judged;
  const aside = leftOut === undefined ? '' : ` (${cutText(leftOut, LEFT_OUT_BYTES)})`;
  const above = limited.flatMap(({ count, limit, range }) => range.atLeast > limit ? [aboveLimit(count, range, limit)] : []);
  if (above.length > 0) {
    return {
      verdict: 'FAILED',
      reason: `SEVERITY_GATE: ${above.join('; ')}${aside}, in ${filter.value}${LIST_WITH}${listCommand(judged.scan, filter)}`,
      stops: true,
    };
  }
  const unknown = limited.find(({ range, limit }) => range.atMost > limit);
  if (!unknown) return { verdict: 'PASSED', reason: leftOut && `GATE_PASSED: ${leftOut}.`, stops: false };
  const { why } = unknown.range;
  const repair = REPAIRS[judged.teller ?? 'report'];
  const sentence = why === undefined ? whyUnknown(judged, repair) : `${why}${aside}, in ${filter.value}. ${repair.readAgain}, or judge the counts of the service.`;
  return { verdict: 'NOT_EVALUATED', reason: `GATE_NOT_EVALUATED: ${sentence}`, stops: gate.failOnUnknown };
}

/**
 * The counts that the gate compares. A gate that excludes findings needs the findings, which are not read for a scan without counts. The findings of
 * AMIs tell more than counts that are not known.
 */
function countsFor(gate: Gate, { scan, list, now }: Judged): GateCounts {
  const isNotCounted = scan.amiIds !== undefined && scan.findings.critical === undefined;
  return (leavesFindingsOut(gate) || isNotCounted) && list ? countsOfGate(gate, scan.findings, list, now) : countsOfService(scan.findings);
}

function aboveLimit(counted: FindingCount, { atLeast, atMost }: Range, limit: number): string {
  const findings = atLeast === 1 ? 'finding' : 'findings';
  const named = counted === 'all' ? `${findings} in all` : `${counted} ${findings}`;
  return `${atLeast < atMost ? 'at least ' : ''}${atLeast} ${named}, at most ${limit} ${limit === 1 ? 'is' : 'are'} accepted`;
}

/** The CLI command that lists the findings: of several AMIs, those of the first. */
function listCommand({ amiIds }: ScanOutcome, { name, value }: AggregationFilter): string {
  if (amiIds) return `aws ec2 get-image-findings --image-id ${amiIds[0]}`;
  // The command has no filter for the account, whose findings it lists without a filter.
  return `aws imagebuilder list-image-scan-findings${name === 'accountId' ? '' : ` --filters name=${name},values=${value}`}`;
}

/** Why there are no counts, and what to do about it. */
function whyUnknown({ scan, filter, teller }: Judged, { readAgain, afterwards, buildAgain, whenEnded }: typeof REPAIRS[Teller]): string {
  const { status, reason, ended, isUnidentified, denied: callFailure } = scan;
  const arn = filter.value;
  if (isUnidentified) return `it is not known which image to judge. ${reason}`;
  if (callFailure) {
    return `the ${notAuthorized(callFailure, teller)}, so the counts are not known, in ${arn}. `
      + `Allow it (service control policies and permission boundaries included), then ${afterwards}.`;
  }
  switch (status) {
    case SCAN_NO_IMAGE:
      return `there is no image to judge in ${arn}. Build one, then deploy again.`;
    case SCAN_NOT_ENABLED:
      return `the newest image was built with scanning off, in ${arn}. Turn image scanning on, then build again.`;
    case NONE:
      return `the service has no counts of completed scans for a limited severity, in ${arn}. Scan an image, then deploy again.`;
    case 'COMPLETED':
      if (reason !== undefined) return `the scan is completed, but its findings are not known (${cutText(reason, 300)}), in ${arn}. ${buildAgain}.`;
      return `the scan is completed, but the service gave no usable count for a limited severity, in ${arn}. ${readAgain}.`;
    default: {
      const because = reason === undefined ? '' : ` (${cutText(reason, 300)})`;
      return ended
        ? `the scan ended as ${status}${because}, in ${arn}. Look at the test workflow of the build: it has to run for a scan to complete.`
        : `the scan was still ${status}${because} when the time to wait for it was over, in ${arn}. ${whenEnded}.`;
    }
  }
}
