import { Tokenization } from 'aws-cdk-lib';
import { WorkflowValue } from './workflow-value';
import { checkPattern, checkRange, checkText } from '../common/validate';

/** The type of a workflow's parameter. */
export enum WorkflowParameterType {
  /** Text. */
  STRING = 'string',
  /** Whole number. */
  INTEGER = 'integer',
  /** Truth value. */
  BOOLEAN = 'boolean',
  /** List of texts. */
  STRING_LIST = 'stringList',
}

/** The value of a workflow's parameter. It stands in logs and in the console: it is no place for secrets. */
export class WorkflowParameterValue {
  /**
   * Of a parameter of type `boolean`.
   *
   * @param value the truth value
   */
  public static fromBoolean(value: boolean): WorkflowParameterValue {
    return new WorkflowParameterValue(WorkflowParameterType.BOOLEAN, [String(value)], value);
  }

  /**
   * Of a parameter of type `integer`.
   *
   * @param value a whole number
   */
  public static fromInteger(value: number): WorkflowParameterValue {
    checkRange(undefined, 'value', value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    return new WorkflowParameterValue(WorkflowParameterType.INTEGER, [Tokenization.stringifyNumber(value)], value);
  }

  /**
   * Of a parameter of type `string`.
   *
   * @param value at most 1,024 characters
   */
  public static fromString(value: string): WorkflowParameterValue {
    return new WorkflowParameterValue(WorkflowParameterType.STRING, [value], value);
  }

  /**
   * Of a parameter of type `stringList`.
   *
   * @param values texts of at most 1,024 characters
   */
  public static fromStringList(values: string[]): WorkflowParameterValue {
    return new WorkflowParameterValue(WorkflowParameterType.STRING_LIST, values, values);
  }

  private constructor(
    /** The type of the parameters that take the value. */
    public readonly parameterType: WorkflowParameterType,
    /** The value as CloudFormation takes it: a list, also of one. */
    public readonly values: string[],
    private readonly content: unknown,
  ) {}

  /**
   * The value in its own type, as a document has it.
   *
   * @internal
   */
  public _content(): unknown {
    return this.content;
  }
}

/** What a parameter has beside its name. */
export interface WorkflowParameterOptions {
  /**
   * The value when the pipeline or image sets none. It has to be of the type of the parameter.
   *
   * @default - the pipeline or image has to set a value
   */
  readonly defaultValue?: WorkflowParameterValue;

  /**
   * What the parameter is for.
   *
   * @default - the parameter is shown without a description
   */
  readonly description?: string;
}

/** A parameter of a workflow, which a pipeline or an image can set. */
export class WorkflowParameter {
  /**
   * A parameter that holds a text.
   *
   * @param name unique within the document
   * @param options what it has beside its name
   */
  public static ofString(name: string, options: WorkflowParameterOptions = {}): WorkflowParameter {
    return new WorkflowParameter(name, WorkflowParameterType.STRING, options);
  }

  /**
   * A parameter that holds a whole number.
   *
   * @param name unique within the document
   * @param options what it has beside its name
   */
  public static ofInteger(name: string, options: WorkflowParameterOptions = {}): WorkflowParameter {
    return new WorkflowParameter(name, WorkflowParameterType.INTEGER, options);
  }

  /**
   * A parameter that holds a truth value.
   *
   * @param name unique within the document
   * @param options what it has beside its name
   */
  public static ofBoolean(name: string, options: WorkflowParameterOptions = {}): WorkflowParameter {
    return new WorkflowParameter(name, WorkflowParameterType.BOOLEAN, options);
  }

  /**
   * A parameter that holds a list of texts.
   *
   * @param name unique within the document
   * @param options what it has beside its name
   */
  public static ofStringList(name: string, options: WorkflowParameterOptions = {}): WorkflowParameter {
    return new WorkflowParameter(name, WorkflowParameterType.STRING_LIST, options);
  }

  /** The value when the workflow runs, for inputs and conditions of steps. */
  public readonly value: WorkflowValue;

  private constructor(
    /** The name of the parameter. */
    public readonly name: string,
    /** The type of its values. */
    public readonly parameterType: WorkflowParameterType,
    private readonly options: WorkflowParameterOptions,
  ) {
    checkPattern(undefined, 'name', name, /^[A-Za-z0-9_-]{1,128}$/, 'be 1 to 128 letters, digits, hyphens or underscores');
    checkText(undefined, 'description', options.description);
    this.value = WorkflowValue.fromReference(`$.parameters.${name}`);
  }

  /** @internal */
  public _render(): Record<string, unknown> {
    return { name: this.name, type: this.parameterType, default: this.options.defaultValue?._content(), description: this.options.description };
  }
}
