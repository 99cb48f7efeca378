import { Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GateProperties, ON_UNKNOWN_CONTINUE, ON_UNKNOWN_FAIL } from './contract';
import { InvalidInputError } from '../private/errors';
import { checkRange } from '../private/validate';

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
   * What happens when there are no counts to judge.
   *
   * @default OnUnknown.FAIL
   */
  readonly onUnknown?: OnUnknown;
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

  private constructor(private readonly maximums: SeverityMaximums) {}

  /**
   * Properties of the custom resource.
   *
   * @internal
   */
  public _render(scope: Construct): GateProperties {
    const { onUnknown, ...limits } = this.maximums;
    if (Object.values(limits).every((limit) => limit === undefined)) {
      throw new InvalidInputError({ prop: 'gate', problem: 'Required', rule: 'name at least one maximum', hint: 'For example: SeverityGate.atMost({ critical: 0 }).' }, scope);
    }
    const maximum = (name: keyof typeof limits) => {
      const limit = limits[name];
      checkRange(scope, `gate.${name}`, limit, 0, MOST_FINDINGS);
      return limit === undefined ? undefined : Tokenization.stringifyNumber(limit);
    };
    return {
      Critical: maximum('critical'),
      High: maximum('high'),
      Medium: maximum('medium'),
      Other: maximum('other'),
      All: maximum('all'),
      OnUnknown: onUnknown === OnUnknown.CONTINUE ? ON_UNKNOWN_CONTINUE : ON_UNKNOWN_FAIL,
    };
  }
}
