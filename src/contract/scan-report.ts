import type { DetailsProperties } from './details';
import type { GateProperties } from './gate';
import type { SourceProperties } from './source';
import type { Flag } from './values';

export interface ScanReportProperties extends SourceProperties {
  /** Seconds to wait for a scan that has not ended yet. */
  readonly ScanTimeoutSeconds: number;
  /** The findings themselves are read, and not only their counts; a gate that leaves some out needs them. */
  readonly ReadFindings?: Flag;
  readonly Gate?: GateProperties;
  /** Absent: no details document is written. */
  readonly Details?: DetailsProperties;
}

/** Bounds of `ScanTimeoutSeconds`. The provider fails without a reason after `PROVIDER_TIMEOUT_SECONDS`, so a report must end before. */
export const MAX_SCAN_TIMEOUT_SECONDS = 25 * 60;
export const DEFAULT_SCAN_TIMEOUT_SECONDS = 5 * 60;

/** The attributes of a scan report. Every answer contains all of them. */
export const SCAN_REPORT_KEYS = [
  'ScanStatus', 'ScanStatusReason', 'AggregationType', 'AggregationKey',
  'FindingsAll', 'FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsOther',
  'TopVulnerabilities', 'Gate', 'GateReason', 'DetailsUri', 'Truncated',
] as const;
export type ScanReportKey = typeof SCAN_REPORT_KEYS[number];

/** Values of `ScanStatus` besides those of the service. */
export const SCAN_NOT_ENABLED = 'NOT_ENABLED';
export const SCAN_NO_IMAGE = 'NO_IMAGE';

/** The maximum number of findings that a report reads. The report states if there are more. */
export const MAX_FINDINGS = 10_000;
/** The maximum number of entries of `TopVulnerabilities`. */
export const TOP_VULNERABILITIES = 10;
