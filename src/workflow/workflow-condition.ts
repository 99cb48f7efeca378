import { WorkflowValue } from './workflow-value';

/**
 * Whether a step runs. A step that does not is skipped, and the workflow goes on.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-conditionals.html
 */
export class WorkflowCondition {
  /**
   * The value is this text.
   *
   * @param value a reference
   * @param expected the text
   */
  public static stringEquals(value: WorkflowValue, expected: string): WorkflowCondition {
    return WorkflowCondition.compare('stringEquals', value, expected);
  }

  /**
   * The value is true, or false.
   *
   * @param value a reference
   * @param expected the truth value
   */
  public static booleanEquals(value: WorkflowValue, expected: boolean): WorkflowCondition {
    return WorkflowCondition.compare('booleanEquals', value, expected);
  }

  /**
   * The value is this number.
   *
   * @param value a reference
   * @param expected the number
   */
  public static numberEquals(value: WorkflowValue, expected: number): WorkflowCondition {
    return WorkflowCondition.compare('numberEquals', value, expected);
  }

  /**
   * The value is above this number.
   *
   * @param value a reference
   * @param bound the number
   */
  public static numberGreaterThan(value: WorkflowValue, bound: number): WorkflowCondition {
    return WorkflowCondition.compare('numberGreaterThan', value, bound);
  }

  /**
   * The value is this number, or above it.
   *
   * @param value a reference
   * @param bound the number
   */
  public static numberGreaterThanEquals(value: WorkflowValue, bound: number): WorkflowCondition {
    return WorkflowCondition.compare('numberGreaterThanEquals', value, bound);
  }

  /**
   * The value is below this number.
   *
   * @param value a reference
   * @param bound the number
   */
  public static numberLessThan(value: WorkflowValue, bound: number): WorkflowCondition {
    return WorkflowCondition.compare('numberLessThan', value, bound);
  }

  /**
   * The value is this number, or below it.
   *
   * @param value a reference
   * @param bound the number
   */
  public static numberLessThanEquals(value: WorkflowValue, bound: number): WorkflowCondition {
    return WorkflowCondition.compare('numberLessThanEquals', value, bound);
  }

  /**
   * All of these hold.
   *
   * @param conditions one to ten
   */
  public static allOf(...conditions: WorkflowCondition[]): WorkflowCondition {
    return new WorkflowCondition(() => ({ and: conditions.map((condition) => condition._render()) }));
  }

  /**
   * At least one of these holds.
   *
   * @param conditions one to ten
   */
  public static anyOf(...conditions: WorkflowCondition[]): WorkflowCondition {
    return new WorkflowCondition(() => ({ or: conditions.map((condition) => condition._render()) }));
  }

  private static compare(operator: string, value: WorkflowValue, operand: unknown): WorkflowCondition {
    return new WorkflowCondition(() => ({ [operator]: operand, value: value._render() }));
  }

  private constructor(private readonly produce: () => Record<string, unknown>) {}

  /** The contrary of this condition. */
  public negated(): WorkflowCondition {
    return new WorkflowCondition(() => ({ not: this._render() }));
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return this.produce();
  }
}
