import { checkMaximums } from './maximums';

/** What a gate does if there are no counts of findings, because the scan is disabled, has not ended or was abandoned. */
export enum OnUnknown {
  /** The deployment fails. The gate of a `BuildMonitor` fails. */
  FAIL = 'FAIL',

  /** The deployment continues, and the report has `Gate = NOT_EVALUATED`. */
  CONTINUE = 'CONTINUE',
}

/**
 * The maximum number of accepted findings of each severity.
 *
 * At least one maximum is required. A severity without a maximum is not limited.
 */
export interface SeverityMaximums {
  /**
   * The maximum number of accepted critical findings.
   *
   * @default - critical findings are not limited
   */
  readonly critical?: number;

  /**
   * The maximum number of accepted findings of high severity.
   *
   * @default - findings of high severity are not limited
   */
  readonly high?: number;

  /**
   * The maximum number of accepted findings of medium severity.
   *
   * @default - findings of medium severity are not limited
   */
  readonly medium?: number;

  /**
   * The maximum number of accepted findings below medium severity: low, informational and untriaged together.
   *
   * @default - findings below medium severity are not limited
   */
  readonly other?: number;

  /**
   * The maximum number of accepted findings of all severities together.
   *
   * @default - the total number of findings is not limited
   */
  readonly all?: number;

  /**
   * Whether only findings with a fix are counted.
   *
   * A finding is also counted if only some of its packages have a fix, or if it is not known whether there is a fix.
   *
   * @default false
   */
  readonly onlyFixable?: boolean;

  /**
   * Vulnerabilities that are not counted until a given day, at most 100.
   *
   * @default - every vulnerability is counted
   */
  readonly ignore?: IgnoredVulnerability[];

  /**
   * What happens if there are no counts of findings.
   *
   * @default OnUnknown.FAIL
   */
  readonly onUnknown?: OnUnknown;
}

/** A vulnerability that a gate does not count until a given day. */
export interface IgnoredVulnerability {
  /** The ID of the vulnerability, such as `CVE-2026-12345`. */
  readonly vulnerabilityId: string;

  /**
   * The last day on which the vulnerability is ignored, as `yyyy-mm-dd` in UTC.
   *
   * From the next day on, the vulnerability is counted again, also in a template that was synthesized before.
   */
  readonly until: string;

  /** The reason why the vulnerability is ignored, which is shown in the template: one line of 1 to 200 characters. */
  readonly reason: string;
}

/**
 * Decides by the number of findings whether a deployment can continue, or what a `BuildMonitor` notifies people of.
 *
 * #### Limitations
 *
 * The gate of a `ScanReport` evaluates an image that exists already. If the gate fails, the deployment fails and CloudFormation rolls back, but the
 * AMI remains until it is deleted. The gate of a `BuildMonitor` stops nothing.
 *
 * @example
 * new ScanReport(this, 'GatedScan', {
 *   source: ScanSource.image(image),
 *   gate: SeverityGate.atMost({
 *     critical: 0,
 *     high: 10,
 *     ignore: [{ vulnerabilityId: 'CVE-2026-12345', until: '2027-03-31', reason: 'The affected service is disabled' }],
 *   }),
 * });
 */
export class SeverityGate {
  /**
   * Creates a gate that fails the deployment if there are more findings of a severity than accepted.
   *
   * @param maximums the maximum numbers of accepted findings, which must be whole numbers from 0
   */
  public static atMost(maximums: SeverityMaximums): SeverityGate {
    checkMaximums(maximums);
    return new SeverityGate(maximums);
  }

  /** @internal */
  public readonly _maximums: SeverityMaximums;

  private constructor(maximums: SeverityMaximums) {
    this._maximums = maximums;
  }
}
