import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { renderInputs } from './inputs';
import { WorkflowCondition } from './workflow-condition';
import { WorkflowValue } from './workflow-value';
import { checkPattern, checkSeconds, checkText } from '../common/validate';

/** What happens if a step, or a test workflow as a whole, fails. */
export enum WorkflowOnFailure {
  /** A failed step fails its workflow and rolls back the steps before, and a failed test workflow fails the image. */
  ABORT = 'Abort',
  /** The workflow continues with the next step, or the image with the other test workflows. */
  CONTINUE = 'Continue',
}

/** Options that every step of a workflow document has. */
export interface WorkflowStepOptions {
  /**
   * The description of the step, 1 to 1,024 characters.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The condition under which the step runs. A step whose condition is false is skipped.
   *
   * @default - the step always runs
   */
  readonly condition?: WorkflowCondition;

  /**
   * What happens if the step fails.
   *
   * @default WorkflowOnFailure.ABORT
   */
  readonly onFailure?: WorkflowOnFailure;

  /**
   * Whether the step is undone when the workflow is rolled back: a truth value or a reference.
   *
   * @default WorkflowValue.fromBoolean(true)
   */
  readonly rollbackEnabled?: WorkflowValue;

  /**
   * The longest time that the step can take, at least one second. The maximum depends on the action, and a longer time is refused.
   *
   * @default - the default of the action
   */
  readonly timeout?: Duration;
}

/** Properties of a step that works on an instance. */
export interface WorkflowInstanceStepProps extends WorkflowStepOptions {
  /** The ID of the instance, which is the `instanceId` of the step that launched the instance. */
  readonly instanceId: WorkflowValue;
}

/** Properties of a step with any action. */
export interface WorkflowStepProps extends WorkflowStepOptions {
  /** The name of the action, for example `CreateImage`. */
  readonly action: string;

  /**
   * Inputs of the action, by the names that Image Builder documents. A value can be, or contain, a `WorkflowValue`.
   *
   * @default - no inputs
   */
  readonly inputs?: Record<string, unknown>;
}

/**
 * A step of a workflow document.
 *
 * Each documented action has its own class, for example `LaunchInstanceStep`. Use `WorkflowStep` for actions that are newer than this library.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch');
 * const wait = new WorkflowStep('WaitForAgent', {
 *   action: 'WaitForSSMAgent',
 *   inputs: { instanceId: launch.instanceId },
 *   timeout: Duration.minutes(30),
 * });
 * const status = wait.output('status');
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class WorkflowStep {
  /** The name of the action. */
  public readonly action: string;

  private readonly inputs: Record<string, unknown>;
  private readonly options: WorkflowStepOptions;

  /**
   * @param props the action of the step, its inputs and its options
   */
  constructor(
    /** The name of the step, unique within its document: 3 to 100 letters, digits or underscores that begin with a letter. */
    public readonly name: string,
    props: WorkflowStepProps,
  ) {
    checkPattern(undefined, 'name', name, /^[A-Za-z][A-Za-z0-9_]{2,99}$/, 'be 3 to 100 letters, digits or underscores, and begin with a letter');
    checkText(undefined, 'description', props.description);
    checkSeconds(undefined, 'timeout', props.timeout, 1);
    this.action = props.action;
    this.inputs = props.inputs ?? {};
    this.options = props;
  }

  /**
   * Reference to an output of this step, for inputs and conditions of later steps and for outputs of the workflow.
   *
   * @param outputName the name of the output, as documented for the action
   */
  public output(outputName: string): WorkflowValue {
    return WorkflowValue.fromReference(`$.stepOutputs.${this.name}.${outputName}`);
  }

  /**
   * The step in the form of the document.
   *
   * @internal
   */
  public _render(scope: IConstruct): Record<string, unknown> {
    const { description, condition, onFailure, rollbackEnabled, timeout } = this.options;
    return {
      name: this.name,
      action: this.action,
      description,
      if: condition?._render(),
      onFailure,
      rollbackEnabled: rollbackEnabled?._render(),
      timeoutSeconds: timeout?.toSeconds(),
      inputs: renderInputs(scope, this.inputs),
    };
  }

  /**
   * Grants a role the permissions that the document does not show, for example for the key of a topic.
   *
   * @internal
   */
  public _grant(_role: iam.IRole): void {}

  /**
   * Grants permissions to others than the execution role, such as the use of a key to accounts that get an AMI.
   *
   * @param _steps all steps of the document
   * @internal
   */
  public _grantOthers(_scope: IConstruct, _steps: readonly WorkflowStep[]): void {}
}
