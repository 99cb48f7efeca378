import { GateJudgement } from './gate';
import { ScanOutcome } from './scan-outcome';
import { topVulnerabilities } from './top-vulnerabilities';
import { ScanReportKey } from '../../../contract/scan-report';
import { NONE, UNKNOWN } from '../../../contract/values';
import { notAuthorized, Teller } from '../answer/reason';
import { AggregationFilter, FindingList } from '../model/facts';
import { isWhole } from '../model/finding-list';

/** Every attribute of a scan report except `Truncated`, which is known only when the response is written. */
export type ScanAttributes = Readonly<Record<Exclude<ScanReportKey, 'Truncated'>, string | number>>;

/** The attributes of a scan, as a report gives them unless another teller does. */
export function scanAttributes(
  scan: ScanOutcome, filter: AggregationFilter, gate: GateJudgement, list?: FindingList, teller?: Teller,
): ScanAttributes {
  const { all, critical, high, medium, other } = scan.findings;
  return {
    ScanStatus: scan.status,
    ScanStatusReason: scan.reason ?? (scan.denied ? `The ${notAuthorized(scan.denied, teller)}, so the counts are not known.` : NONE),
    AggregationType: filter.name,
    AggregationKey: filter.value,
    FindingsAll: all ?? UNKNOWN,
    FindingsCritical: critical ?? UNKNOWN,
    FindingsHigh: high ?? UNKNOWN,
    FindingsMedium: medium ?? UNKNOWN,
    FindingsOther: other ?? UNKNOWN,
    TopVulnerabilities: (list && topVulnerabilities(list.findings, isWhole(list))) ?? (all === 0 ? NONE : UNKNOWN),
    Gate: gate.verdict,
    GateReason: gate.reason ?? NONE,
    DetailsUri: NONE,
  };
}
