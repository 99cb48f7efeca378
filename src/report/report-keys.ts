import { Construct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { checkDifferent, checkNotEmpty } from '../common/validate';

/**
 * The attributes of a report that become stack outputs.
 *
 * @example
 * new BuildReport(this, 'Build', { source: BuildSource.image(image) }).addStackOutputs({
 *   keys: ReportKeys.of('AmiId', 'ImageVersion', 'Outcome'),
 *   prefix: 'Golden',
 * });
 */
export class ReportKeys {
  /** The attributes that answer the first questions, at most twelve: what was built, what failed and what was found. */
  public static readonly HEADLINE = new ReportKeys('headline');

  /**
   * Every attribute of the report.
   *
   * A stack can have at most 200 outputs.
   */
  public static readonly ALL = new ReportKeys('all');

  /**
   * Selects the named attributes, in the given order.
   *
   * @param keys names of attributes as listed in `docs/build-report.md` and `docs/scan-report.md`, such as `AmiId` or `FindingsCritical`
   */
  public static of(...keys: string[]): ReportKeys {
    return new ReportKeys('chosen', keys);
  }

  private constructor(private readonly kind: 'headline' | 'all' | 'chosen', private readonly keys: string[] = []) {}

  /**
   * Selects the keys to output from all keys of a report.
   *
   * @internal
   */
  public _select(scope: Construct, all: readonly string[], headline: readonly string[]): readonly string[] {
    switch (this.kind) {
      case 'headline': return headline;
      case 'all': return all;
      case 'chosen':
        checkNotEmpty(scope, 'keys', this.keys);
        checkDifferent(scope, 'keys', this.keys);
        for (const key of this.keys.filter((name) => !all.includes(name))) {
          throw new InvalidInputError({ prop: 'keys', problem: 'Unsupported', rule: 'name attributes of the report', got: key, hint: `It has ${all.join(', ')}.` }, scope);
        }
        return this.keys;
    }
  }
}

/** Options of the stack outputs of a report. */
export interface StackOutputsOptions {
  /**
   * The attributes to output.
   *
   * @default ReportKeys.HEADLINE
   */
  readonly keys?: ReportKeys;

  /**
   * The prefix of the name of each output: letters and digits that begin with a letter.
   *
   * Two reports of one stack need different prefixes, because output names must be unique in a stack.
   *
   * @default - an output has the name of its attribute, such as `AmiId`
   */
  readonly prefix?: string;
}
