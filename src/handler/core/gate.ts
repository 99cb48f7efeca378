import { AggregationFilter } from './facts';
import { Gate, GATE_SEVERITIES, GateSeverity } from './request';
import { Findings, ScanOutcome } from './scan-outcome';
import { cutText } from './text';
import { GateVerdict, NONE, SCAN_DELIVERED_ELSEWHERE, SCAN_NO_IMAGE, SCAN_NOT_ENABLED } from '../../report/contract';

/** What a gate says, why if it did not pass, and whether that stops the deployment. */
export type GateJudgement =
  | { readonly verdict: GateVerdict; readonly reason?: string; readonly stops: false }
  | { readonly verdict: GateVerdict; readonly reason: string; readonly stops: true };

/** How each severity is counted and called in a sentence. */
const SEVERITIES: Record<GateSeverity, { count: keyof Findings; singular: string; plural: string }> = {
  Critical: { count: 'critical', singular: 'critical finding', plural: 'critical findings' },
  High: { count: 'high', singular: 'high finding', plural: 'high findings' },
  Medium: { count: 'medium', singular: 'medium finding', plural: 'medium findings' },
  Other: { count: 'other', singular: 'other finding', plural: 'other findings' },
  All: { count: 'all', singular: 'finding in all', plural: 'findings in all' },
};

/**
 * Holds the counts against the limits. A count above its limit fails the gate, whatever else is not known;
 * a limited count that is not known is never taken for one that passes.
 */
export function judge(gate: Gate | undefined, scan: ScanOutcome, filter: AggregationFilter): GateJudgement {
  if (!gate) return { verdict: 'NONE', stops: false };
  const limited = GATE_SEVERITIES.flatMap((severity) => {
    const limit = gate.limits[severity];
    return limit === undefined ? [] : [{ severity, limit, count: scan.findings[SEVERITIES[severity].count] }];
  });
  const above = limited.flatMap(({ severity, limit, count }) => count !== undefined && count > limit ? [aboveLimit(severity, count, limit)] : []);
  if (above.length > 0) {
    return {
      verdict: 'FAILED',
      reason: `SEVERITY_GATE: ${above.join('; ')}, in ${filter.value}. List them with: aws imagebuilder list-image-scan-findings${filterOption(filter)}`,
      stops: true,
    };
  }
  if (limited.every(({ count }) => count !== undefined)) return { verdict: 'PASSED', stops: false };
  return { verdict: 'NOT_EVALUATED', reason: `GATE_NOT_EVALUATED: ${whyUnknown(scan, filter.value)}`, stops: gate.failOnUnknown };
}

function aboveLimit(severity: GateSeverity, count: number, limit: number): string {
  const { singular, plural } = SEVERITIES[severity];
  return `${count} ${count === 1 ? singular : plural}, at most ${limit} ${limit === 1 ? 'is' : 'are'} accepted`;
}

/** The command lists the findings of its account when it has no filter, and knows none for the account. */
function filterOption({ name, value }: AggregationFilter): string {
  return name === 'accountId' ? '' : ` --filters name=${name},values=${value}`;
}

/** Why there are no counts, and what to do about it. */
function whyUnknown({ status, reason, ended }: ScanOutcome, arn: string): string {
  switch (status) {
    case SCAN_NO_IMAGE:
      return `there is no image to judge in ${arn}. Build one, then deploy again.`;
    case SCAN_NOT_ENABLED:
      return `the newest image was built with scanning off, in ${arn}. Turn image scanning on, then build again.`;
    case SCAN_DELIVERED_ELSEWHERE:
      return `findings of an on-demand scan are delivered to EventBridge and Amazon EC2 only, in ${arn}. `
        + 'Limit them with the scan result condition of the image scanning configuration.';
    case NONE:
      return `no image of the account has a completed scan to count the findings of, in ${arn}. Scan one, then deploy again.`;
    case 'COMPLETED':
      return `the scan is completed, but the service gave no count for a limited severity, in ${arn}. Deploy again.`;
    default: {
      const because = reason === undefined ? '' : ` (${cutText(reason, 300)})`;
      return ended
        ? `the scan ended as ${status}${because}, in ${arn}. Look at the test workflow of the build: it has to run for a scan to complete.`
        : `the scan was still ${status}${because} when the time to wait for it was over, in ${arn}. Deploy again when it has ended, or wait longer.`;
    }
  }
}
