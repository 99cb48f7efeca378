import { checkPattern } from '../common/validate';

/**
 * A value in a workflow document, which is either fixed or a reference that is resolved when the workflow runs.
 *
 * Outputs of steps, `value` of a parameter and the variables of `WorkflowVariable` are references.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch', {
 *   imageIdOverride: WorkflowValue.fromWorkflowOutput('ImageId'),
 *   rollbackEnabled: WorkflowValue.fromBoolean(false),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html
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
   * Reference to an output of a workflow that ran before for the same image.
   *
   * @param outputName the name of the output
   */
  public static fromWorkflowOutput(outputName: string): WorkflowValue {
    return WorkflowValue.fromReference(`$.workflowOutputs.${outputName}`);
  }

  /**
   * Reference by its JSONPath.
   *
   * @param path the JSONPath, for example `$.stepOutputs.Distribute.distributedImages[0].amiId`
   */
  public static fromReference(path: string): WorkflowValue {
    checkPattern(undefined, 'path', path, /^\$(\.[^.\s]+)+$/, 'be a JSONPath of `$` and names, as in `$.parameters.Name`');
    return new WorkflowValue(path, true);
  }

  private constructor(private readonly content: string | boolean | number | string[], private readonly isReferenced: boolean) {}

  /**
   * Returns the value in the form for a part of a text, for example of the JSON input of a state machine.
   */
  public inText(): string {
    return this.isReferenced ? `{{ ${this.content} }}` : String(this.content);
  }

  /**
   * The input of a step. The name of a reference ends with `.$`.
   *
   * @internal
   */
  public _input(name: string): Record<string, unknown> {
    return { [this.isReferenced ? `${name}.$` : name]: this.content };
  }

  /**
   * The value for conditions, outputs and `rollbackEnabled`, where references need no mark.
   *
   * @internal
   */
  public _render(): unknown {
    return this.content;
  }
}
