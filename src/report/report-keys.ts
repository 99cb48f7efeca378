import { Construct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { checkDifferent, checkNotEmpty } from '../common/validate';

/**
 * Which attributes of a report become stack outputs.
 */
export class ReportKeys {
  /** The dozen that answer the first questions: what came out, what failed, what was found. */
  public static readonly HEADLINE = new ReportKeys('headline');

  /** Every attribute of the report. A stack holds at most 200 outputs. */
  public static readonly ALL = new ReportKeys('all');

  /**
   * The named attributes, in the given order.
   *
   * @param keys Names of attributes as they stand in `docs/reports.md`, such as `AmiId` or `FindingsCritical`
   */
  public static of(...keys: string[]): ReportKeys {
    return new ReportKeys('chosen', keys);
  }

  private constructor(private readonly kind: 'headline' | 'all' | 'chosen', private readonly keys: string[] = []) {}

  /**
   * The keys to output, out of all keys of a report.
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

/** Which attributes become stack outputs, and how they are named. */
export interface StackOutputsOptions {
  /**
   * The attributes to output.
   *
   * @default ReportKeys.HEADLINE
   */
  readonly keys?: ReportKeys;

  /**
   * Text before the name of each output: letters and digits, beginning with a letter. Two reports of one stack need different ones.
   *
   * @default - an output is named as its attribute, such as `AmiId`
   */
  readonly prefix?: string;
}
