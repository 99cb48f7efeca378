import { WorkflowValue } from './workflow-value';

/**
 * The condition under which a step of a workflow runs.
 *
 * A step whose condition is false is skipped, and the workflow continues. Conditions can be nested at most four levels deep.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const sysPrep = new RunSysPrepStep('SysPrep', {
 *   instanceId,
 *   condition: WorkflowCondition.stringEquals(WorkflowVariable.PLATFORM, 'Windows'),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-conditionals.html
 */
export class WorkflowCondition {
  /**
   * True if a value is equal to a text.
   *
   * @param value the reference whose value is compared
   * @param expected the text to compare with
   */
  public static stringEquals(value: WorkflowValue, expected: string): WorkflowCondition {
    return WorkflowCondition.compare('stringEquals', value, expected);
  }

  /**
   * True if a value is equal to a truth value.
   *
   * @param value the reference whose value is compared
   * @param expected the truth value to compare with
   */
  public static booleanEquals(value: WorkflowValue, expected: boolean): WorkflowCondition {
    return WorkflowCondition.compare('booleanEquals', value, expected);
  }

  /**
   * True if a value is equal to a number.
   *
   * @param value the reference whose value is compared
   * @param expected the number to compare with
   */
  public static numberEquals(value: WorkflowValue, expected: number): WorkflowCondition {
    return WorkflowCondition.compare('numberEquals', value, expected);
  }

  /**
   * True if a value is greater than a number.
   *
   * @param value the reference whose value is compared
   * @param bound the number to compare with
   */
  public static numberGreaterThan(value: WorkflowValue, bound: number): WorkflowCondition {
    return WorkflowCondition.compare('numberGreaterThan', value, bound);
  }

  /**
   * True if a value is greater than or equal to a number.
   *
   * @param value the reference whose value is compared
   * @param bound the number to compare with
   */
  public static numberGreaterThanEquals(value: WorkflowValue, bound: number): WorkflowCondition {
    return WorkflowCondition.compare('numberGreaterThanEquals', value, bound);
  }

  /**
   * True if a value is less than a number.
   *
   * @param value the reference whose value is compared
   * @param bound the number to compare with
   */
  public static numberLessThan(value: WorkflowValue, bound: number): WorkflowCondition {
    return WorkflowCondition.compare('numberLessThan', value, bound);
  }

  /**
   * True if a value is less than or equal to a number.
   *
   * @param value the reference whose value is compared
   * @param bound the number to compare with
   */
  public static numberLessThanEquals(value: WorkflowValue, bound: number): WorkflowCondition {
    return WorkflowCondition.compare('numberLessThanEquals', value, bound);
  }

  /**
   * True if all conditions are true.
   *
   * @param conditions one to ten conditions
   */
  public static allOf(...conditions: WorkflowCondition[]): WorkflowCondition {
    return new WorkflowCondition(() => ({ and: conditions.map((condition) => condition._render()) }));
  }

  /**
   * True if at least one condition is true.
   *
   * @param conditions one to ten conditions
   */
  public static anyOf(...conditions: WorkflowCondition[]): WorkflowCondition {
    return new WorkflowCondition(() => ({ or: conditions.map((condition) => condition._render()) }));
  }

  private static compare(operator: string, value: WorkflowValue, operand: unknown): WorkflowCondition {
    return new WorkflowCondition(() => ({ [operator]: operand, value: value._render() }));
  }

  private constructor(private readonly produce: () => Record<string, unknown>) {}

  /** Returns the negation of this condition. */
  public negated(): WorkflowCondition {
    return new WorkflowCondition(() => ({ not: this._render() }));
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return this.produce();
  }
}
