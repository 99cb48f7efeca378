import { checkPattern } from '../common/validate';

/**
 * A value in a workflow document: a fixed one, or a reference to one that is known when the workflow runs.
 *
 * Steps have their outputs as references, parameters are references with `value`, and `WorkflowVariable` has what the service knows.
 */
export class WorkflowValue {
  /**
   * A fixed text.
   *
   * @param value the text
   */
  public static fromString(value: string): WorkflowValue {
    return new WorkflowValue(value, false);
  }

  /**
   * A fixed truth value.
   *
   * @param value the truth value
   */
  public static fromBoolean(value: boolean): WorkflowValue {
    return new WorkflowValue(value, false);
  }

  /**
   * A fixed number.
   *
   * @param value the number
   */
  public static fromNumber(value: number): WorkflowValue {
    return new WorkflowValue(value, false);
  }

  /**
   * A fixed list of texts.
   *
   * @param values the texts
   */
  public static fromStringList(values: string[]): WorkflowValue {
    return new WorkflowValue(values, false);
  }

  /**
   * An output of a workflow that runs before this one for the same image.
   *
   * @param outputName name of the output
   */
  public static fromWorkflowOutput(outputName: string): WorkflowValue {
    return WorkflowValue.fromReference(`$.workflowOutputs.${outputName}`);
  }

  /**
   * Any other reference.
   *
   * @param path JSONPath, for example `$.stepOutputs.Distribute.distributedImages[0].amiId`
   */
  public static fromReference(path: string): WorkflowValue {
    checkPattern(undefined, 'path', path, /^\$(\.[^.\s]+)+$/, 'be a JSONPath of `$` and names, as in `$.parameters.Name`');
    return new WorkflowValue(path, true);
  }

  private constructor(private readonly content: string | boolean | number | string[], private readonly isReferenced: boolean) {}

  /**
   * The value inside of a text that a step takes, for example in the JSON that a state machine gets.
   */
  public inText(): string {
    return this.isReferenced ? `{{ ${this.content} }}` : String(this.content);
  }

  /**
   * The input of a step: a reference has `.$` at the end of its name.
   *
   * @internal
   */
  public _input(name: string): Record<string, unknown> {
    return { [this.isReferenced ? `${name}.$` : name]: this.content };
  }

  /**
   * The value where references need no mark: in conditions, outputs and `rollbackEnabled`.
   *
   * @internal
   */
  public _render(): unknown {
    return this.content;
  }
}
