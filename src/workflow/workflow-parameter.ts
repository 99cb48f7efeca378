import { Tokenization } from 'aws-cdk-lib';
import { WorkflowValue } from './workflow-value';
import { checkPattern, checkRange, checkText } from '../common/validate';

/** The type of the values of a workflow parameter. */
export enum WorkflowParameterType {
  /** A text of at most 1,024 characters. */
  STRING = 'string',
  /** A whole number. */
  INTEGER = 'integer',
  /** A truth value, which is true or false. */
  BOOLEAN = 'boolean',
  /** A list of texts of at most 1,024 characters each. */
  STRING_LIST = 'stringList',
}

/**
 * The value of a workflow parameter.
 *
 * Values appear in logs and in the console, so do not use secrets.
 *
 * @example
 * new ImagePipeline(this, 'Pipeline', {
 *   recipe: new ImageRecipe(this, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }),
 *   workflows: [{ workflow: AmazonManagedWorkflow.buildImage(this, 'Build') }, {
 *     workflow: Workflow.fromWorkflowName(this, 'SmokeTest', 'smoke-test', WorkflowType.TEST),
 *     parameters: { url: WorkflowParameterValue.fromString('https://example.com') },
 *   }],
 * });
 */
export class WorkflowParameterValue {
  /**
   * A value for a parameter of type `boolean`.
   *
   * @param value the truth value
   */
  public static fromBoolean(value: boolean): WorkflowParameterValue {
    return new WorkflowParameterValue(WorkflowParameterType.BOOLEAN, [String(value)], value);
  }

  /**
   * A value for a parameter of type `integer`.
   *
   * @param value the whole number
   */
  public static fromInteger(value: number): WorkflowParameterValue {
    checkRange(undefined, 'value', value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    return new WorkflowParameterValue(WorkflowParameterType.INTEGER, [Tokenization.stringifyNumber(value)], value);
  }

  /**
   * A value for a parameter of type `string`.
   *
   * @param value the text, at most 1,024 characters
   */
  public static fromString(value: string): WorkflowParameterValue {
    return new WorkflowParameterValue(WorkflowParameterType.STRING, [value], value);
  }

  /**
   * A value for a parameter of type `stringList`.
   *
   * @param values the texts, at most 1,024 characters each
   */
  public static fromStringList(values: string[]): WorkflowParameterValue {
    return new WorkflowParameterValue(WorkflowParameterType.STRING_LIST, values, values);
  }

  private constructor(
    /** The type of parameter for which the value is. */
    public readonly parameterType: WorkflowParameterType,
    /** The value in the form of CloudFormation, which is always a list. */
    public readonly values: string[],
    private readonly content: unknown,
  ) {}

  /**
   * The value in its own type, as in a document.
   *
   * @internal
   */
  public _content(): unknown {
    return this.content;
  }
}

/** Options of a workflow parameter besides its name and type. */
export interface WorkflowParameterOptions {
  /**
   * The value if the pipeline or image does not set a value. Must have the type of the parameter.
   *
   * @default - the pipeline or image must set a value
   */
  readonly defaultValue?: WorkflowParameterValue;

  /**
   * The description of the parameter, 1 to 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * A parameter of a workflow that a pipeline or an image can set.
 *
 * @example
 * const message = WorkflowParameter.ofString('message', { defaultValue: WorkflowParameterValue.fromString('Please check the image.') });
 * const document = WorkflowDocument.fromSteps(
 *   [new WaitForActionStep('Approve', { topic: new sns.Topic(this, 'Topic'), payload: { message: message.value } })],
 *   { parameters: [message] },
 * );
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html
 */
export class WorkflowParameter {
  /**
   * A parameter whose value is a text.
   *
   * @param name the name of the parameter, unique within the document
   * @param options default value and description of the parameter
   */
  public static ofString(name: string, options: WorkflowParameterOptions = {}): WorkflowParameter {
    return new WorkflowParameter(name, WorkflowParameterType.STRING, options);
  }

  /**
   * A parameter whose value is a whole number.
   *
   * @param name the name of the parameter, unique within the document
   * @param options default value and description of the parameter
   */
  public static ofInteger(name: string, options: WorkflowParameterOptions = {}): WorkflowParameter {
    return new WorkflowParameter(name, WorkflowParameterType.INTEGER, options);
  }

  /**
   * A parameter whose value is a truth value.
   *
   * @param name the name of the parameter, unique within the document
   * @param options default value and description of the parameter
   */
  public static ofBoolean(name: string, options: WorkflowParameterOptions = {}): WorkflowParameter {
    return new WorkflowParameter(name, WorkflowParameterType.BOOLEAN, options);
  }

  /**
   * A parameter whose value is a list of texts.
   *
   * @param name the name of the parameter, unique within the document
   * @param options default value and description of the parameter
   */
  public static ofStringList(name: string, options: WorkflowParameterOptions = {}): WorkflowParameter {
    return new WorkflowParameter(name, WorkflowParameterType.STRING_LIST, options);
  }

  /** Reference to the value of the parameter, for inputs and conditions of steps. */
  public readonly value: WorkflowValue;

  private constructor(
    /** The name of the parameter, 1 to 128 letters, digits, hyphens or underscores. */
    public readonly name: string,
    /** The type of the values of the parameter. */
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
