import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { renderInputs } from './inputs';
import { WorkflowCondition } from './workflow-condition';
import { WorkflowValue } from './workflow-value';
import { checkPattern, checkSeconds, checkText } from '../common/validate';

/** What happens when a step, or a whole test workflow, has failed. */
export enum WorkflowOnFailure {
  /** The workflow fails after a step, and what its steps have done is rolled back. The image fails after a workflow. */
  ABORT = 'Abort',
  /** The next step, or the other test workflows, run. */
  CONTINUE = 'Continue',
}

/** How a step behaves, whatever it does. */
export interface WorkflowStepOptions {
  /**
   * What the step is for.
   *
   * @default - the step is shown without a description
   */
  readonly description?: string;

  /**
   * When the step runs.
   *
   * @default - always
   */
  readonly condition?: WorkflowCondition;

  /**
   * What happens when the step has failed.
   *
   * @default WorkflowOnFailure.ABORT
   */
  readonly onFailure?: WorkflowOnFailure;

  /**
   * Whether what the step did is undone when the workflow is rolled back: a fixed truth value or a reference.
   *
   * @default WorkflowValue.fromBoolean(true)
   */
  readonly rollbackEnabled?: WorkflowValue;

  /**
   * How long the step may take. Each action has a limit of its own above which documents are refused.
   *
   * @default - the default of the action
   */
  readonly timeout?: Duration;
}

/** How a step behaves that works on an instance. */
export interface WorkflowInstanceStepProps extends WorkflowStepOptions {
  /** The instance: `instanceId` of the step that launched it. */
  readonly instanceId: WorkflowValue;
}

/** A step of any action. */
export interface WorkflowStepProps extends WorkflowStepOptions {
  /** The action, for example `CreateImage`. */
  readonly action: string;

  /**
   * What the action is told, by the names that it documents. Values may be, or hold, a `WorkflowValue`.
   *
   * @default - nothing
   */
  readonly inputs?: Record<string, unknown>;
}

/**
 * One step of a workflow document.
 *
 * Each documented action has a class of its own, for example `LaunchInstanceStep`. This one is for actions that are newer.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class WorkflowStep {
  /** The action. */
  public readonly action: string;

  private readonly inputs: Record<string, unknown>;
  private readonly options: WorkflowStepOptions;

  /**
   * @param name unique within its document: 3 to 100 letters, digits or underscores
   * @param props what the step does, and how
   */
  constructor(
    /** The name of the step. */
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
   * An output of this step, for inputs and conditions of later steps and for outputs of the workflow.
   *
   * @param outputName as the action documents it
   */
  public output(outputName: string): WorkflowValue {
    return WorkflowValue.fromReference(`$.stepOutputs.${this.name}.${outputName}`);
  }

  /**
   * The step as the document has it.
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
   * Allows a role what the document does not tell: keys of topics, for example.
   *
   * @internal
   */
  public _grant(_role: iam.IRole): void {}
}
