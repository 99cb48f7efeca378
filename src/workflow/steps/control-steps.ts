import { IRole } from 'aws-cdk-lib/aws-iam';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { aws_lambda as lambdaRefs, aws_sns as snsRefs, aws_stepfunctions as sfnRefs } from 'aws-cdk-lib/interfaces';
import { jsonInput } from '../inputs';
import { WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/** Who is told that a workflow waits, and how long it does. */
export interface WaitForActionStepProps extends WorkflowStepOptions {
  /**
   * A topic that gets a message. The execution role is allowed to publish to it, and to use its key.
   *
   * @default - no message
   */
  readonly topic?: snsRefs.ITopicRef;

  /**
   * A function that is called without waiting for its answer. The execution role is allowed to call it.
   *
   * @default - no call
   */
  readonly lambdaFunction?: lambdaRefs.IFunctionRef;

  /**
   * What topic and function get beside what the service tells them: at most 16 KiB of JSON. Its values may be references.
   *
   * @default - nothing
   */
  readonly payload?: Record<string, unknown>;
}

/**
 * Pauses the workflow until somebody sends `RESUME` or `STOP` with the API call `SendWorkflowStepAction`: an approval, for example.
 *
 * The step waits three days, and up to seven with a `timeout`. An `Image` of CloudFormation waits twelve hours for the whole build.
 */
export class WaitForActionStep extends WorkflowStep {
  /** `RESUME` or `STOP`. */
  public readonly receivedAction: WorkflowValue;

  /** Why, in the words of whoever sent it. */
  public readonly reason: WorkflowValue;

  private readonly topic?: snsRefs.ITopicRef;

  /**
   * @param name unique within its document
   * @param props who is told, and how the step behaves
   */
  constructor(name: string, props: WaitForActionStepProps = {}) {
    super(name, {
      ...props,
      action: 'WaitForAction',
      inputs: {
        snsTopicArn: props.topic?.topicRef.topicArn,
        lambdaFunctionName: props.lambdaFunction?.functionRef.functionArn,
        payload: jsonInput(props.payload),
      },
    });
    this.topic = props.topic;
    this.receivedAction = this.output('action');
    this.reason = this.output('reason');
  }

  /** @internal */
  public _grant(role: IRole): void {
    // The ARN in the document does not tell the key.
    const { masterKey }: Partial<ITopic> = this.topic ?? {};
    masterKey?.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
  }
}

/** Which state machine runs, and what it gets. */
export interface ExecuteStateMachineStepProps extends WorkflowStepOptions {
  /** The state machine. The execution role is allowed to start it, and to watch its executions. */
  readonly stateMachine: sfnRefs.IStateMachineRef;

  /**
   * What the state machine gets: at most 16 KiB of JSON. Its values may be references.
   *
   * @default - an empty object
   */
  readonly input?: Record<string, unknown>;
}

/** Runs a state machine of AWS Step Functions, and waits for its end. The step fails if the state machine does. */
export class ExecuteStateMachineStep extends WorkflowStep {
  /** The ARN of the execution. */
  public readonly executionArn: WorkflowValue;

  /** The output of the execution. */
  public readonly executionOutput: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props which state machine, and how the step behaves
   */
  constructor(name: string, props: ExecuteStateMachineStepProps) {
    super(name, {
      ...props,
      action: 'ExecuteStateMachine',
      inputs: { stateMachineArn: props.stateMachine.stateMachineRef.stateMachineArn, input: jsonInput(props.input) },
    });
    this.executionArn = this.output('executionArn');
    this.executionOutput = this.output('output');
  }
}
