import { IConstruct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { checkRange } from '../common/validate';

/** Counts of the service are 64-bit numbers; more than JavaScript counts exactly is no limit at all. */
const MOST_FINDINGS = Number.MAX_SAFE_INTEGER;

/** What a gate does when there are no counts to judge: the scan is off, has not ended, or was abandoned. */
export enum OnUnknown {
  /** The deployment fails. */
  FAIL = 'FAIL',

  /** The deployment goes on, and the report says `Gate = NOT_EVALUATED`. */
  CONTINUE = 'CONTINUE',
}

/**
 * The highest accepted number of findings of each severity.
 *
 * A severity that is left out is not limited.
 */
export interface SeverityMaximums {
  /**
   * Accepted critical findings.
   *
   * @default - critical findings are not limited
   */
  readonly critical?: number;

  /**
   * Accepted findings of high severity.
   *
   * @default - findings of high severity are not limited
   */
  readonly high?: number;

  /**
   * Accepted findings of medium severity.
   *
   * @default - findings of medium severity are not limited
   */
  readonly medium?: number;

  /**
   * Accepted findings below medium severity: low, informational and untriaged together.
   *
   * @default - findings below medium severity are not limited
   */
  readonly other?: number;

  /**
   * Accepted findings of all severities together.
   *
   * @default - the sum of the findings is not limited
   */
  readonly all?: number;

  /**
   * Whether only findings count that have a fix, at least for some of their packages. A finding that does not say whether it has one counts.
   *
   * @default false
   */
  readonly onlyFixable?: boolean;

  /**
   * Vulnerabilities that do not count for a time.
   *
   * @default - every vulnerability counts
   */
  readonly ignore?: IgnoredVulnerability[];

  /**
   * What happens when there are no counts to judge.
   *
   * @default OnUnknown.FAIL
   */
  readonly onUnknown?: OnUnknown;
}

/** A vulnerability that a gate does not count, for a time and with a reason. */
export interface IgnoredVulnerability {
  /** Id of the vulnerability, such as `CVE-2026-12345`. */
  readonly vulnerabilityId: string;

  /**
   * Last day on which it is ignored, as `yyyy-mm-dd` in UTC. From the next day on it counts again, also in a template that was made before.
   */
  readonly until: string;

  /** Why it is ignored, for whoever reads the template: one line of at most 200 characters. */
  readonly reason: string;
}

/**
 * Decides by the number of findings whether a deployment may go on.
 *
 * The gate judges an image that exists already: above a maximum the deployment fails and CloudFormation rolls back, and the AMI stays
 * behind until it is deleted.
 */
export class SeverityGate {
  /**
   * Fails the deployment when there are more findings of a severity than accepted.
   *
   * @param maximums The highest accepted numbers, whole and not negative; at least one of them
   */
  public static atMost(maximums: SeverityMaximums): SeverityGate {
    return new SeverityGate(maximums);
  }

  /** @internal */
  public readonly _maximums: SeverityMaximums;

  private constructor(maximums: SeverityMaximums) {
    this._maximums = maximums;
  }

  /**
   * Refuses maximums that are none.
   *
   * @internal
   */
  public _check(scope: IConstruct, prop: string): void {
    const { critical, high, medium, other, all } = this._maximums;
    const limits = { critical, high, medium, other, all };
    if (Object.values(limits).every((limit) => limit === undefined)) {
      throw new InvalidInputError({ prop, problem: 'Required', rule: 'name at least one maximum', hint: 'For example: SeverityGate.atMost({ critical: 0 }).' }, scope);
    }
    Object.entries(limits).forEach(([name, limit]) => checkRange(scope, `${prop}.${name}`, limit, 0, MOST_FINDINGS));
  }
}
