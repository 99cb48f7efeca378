import { AggregationFilter } from './facts';
import { GateJudgement } from './gate';
import { ScanOutcome } from './scan-outcome';
import { NONE, ScanReportKey, UNKNOWN } from '../../report/contract';

/** Every attribute of a scan report; `Truncated` is known only when the response is written. */
export type ScanAttributes = Readonly<Record<Exclude<ScanReportKey, 'Truncated'>, string | number>>;

/** What a scan report says. */
export function scanAttributes(scan: ScanOutcome, filter: AggregationFilter, gate: GateJudgement): ScanAttributes {
  const { all, critical, high, medium, other } = scan.findings;
  return {
    ScanStatus: scan.status,
    ScanStatusReason: scan.reason ?? NONE,
    AggregationType: filter.name,
    AggregationKey: filter.value,
    FindingsAll: all ?? UNKNOWN,
    FindingsCritical: critical ?? UNKNOWN,
    FindingsHigh: high ?? UNKNOWN,
    FindingsMedium: medium ?? UNKNOWN,
    FindingsOther: other ?? UNKNOWN,
    // Without findings there is no top; with findings, nobody has asked for it.
    TopVulnerabilities: all === 0 ? NONE : UNKNOWN,
    Gate: gate.verdict,
    GateReason: gate.reason ?? NONE,
    DetailsUri: NONE,
  };
}
