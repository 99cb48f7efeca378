import { IRole } from 'aws-cdk-lib/aws-iam';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { aws_lambda as lambdaRefs, aws_sns as snsRefs, aws_stepfunctions as sfnRefs } from 'aws-cdk-lib/interfaces';
import { grantKey } from '../../common/key-use';
import { jsonInput } from '../inputs';
import { WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/** Properties of a step that pauses a workflow. */
export interface WaitForActionStepProps extends WorkflowStepOptions {
  /**
   * The Amazon SNS topic to which Image Builder publishes a message when the workflow pauses.
   *
   * The execution role gets permission to publish to the topic and to use its KMS key.
   *
   * @default - no message
   */
  readonly topic?: snsRefs.ITopicRef;

  /**
   * The Lambda function that Image Builder invokes asynchronously when the workflow pauses.
   *
   * The execution role gets permission to invoke the function.
   *
   * @default - no invocation
   */
  readonly lambdaFunction?: lambdaRefs.IFunctionRef;

  /**
   * The payload that the topic and the function get besides the data of Image Builder, at most 16 KiB of JSON. Values can be references.
   *
   * @default - no payload
   */
  readonly payload?: Record<string, unknown>;
}

/**
 * Pauses the workflow until a caller sends `RESUME` or `STOP` with the API action `SendWorkflowStepAction`, for example for an approval.
 *
 * #### Limitations
 *
 * - The step waits three days by default, and at most seven days with a `timeout`.
 * - CloudFormation waits at most twelve hours for the whole build of an `Image`.
 *
 * @example
 * const approve = new WaitForActionStep('Approve', {
 *   topic: new sns.Topic(this, 'Topic'),
 *   payload: { image: WorkflowVariable.IMAGE_NAME },
 *   timeout: Duration.hours(8),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class WaitForActionStep extends WorkflowStep {
  /** Reference to the action that was sent, which is `RESUME` or `STOP`. */
  public readonly receivedAction: WorkflowValue;

  /** Reference to the reason that the caller sent with the action. */
  public readonly reason: WorkflowValue;

  private readonly topic?: snsRefs.ITopicRef;

  /**
   * @param name the name of the step, unique within its document
   * @param props the topic, the function, the payload, and options of the step
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
    // The ARN in the document does not contain the key.
    const { masterKey }: Partial<ITopic> = this.topic ?? {};
    grantKey(masterKey, role, 'kms:Decrypt', 'kms:GenerateDataKey');
  }
}

/** Properties of a step that runs a state machine. */
export interface ExecuteStateMachineStepProps extends WorkflowStepOptions {
  /** The state machine. The execution role gets permission to start the state machine and to describe its executions. */
  readonly stateMachine: sfnRefs.IStateMachineRef;

  /**
   * The input of the state machine, at most 16 KiB of JSON. Values can be references.
   *
   * @default - an empty object
   */
  readonly input?: Record<string, unknown>;
}

/**
 * Runs a state machine of AWS Step Functions and waits until the execution ends. The step fails if the execution fails.
 *
 * @example
 * const gate = new ExecuteStateMachineStep('Gate', {
 *   stateMachine: sfn.StateMachine.fromStateMachineName(this, 'Checks', 'image-checks'),
 *   input: { imageId: WorkflowVariable.IMAGE_ID },
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class ExecuteStateMachineStep extends WorkflowStep {
  /** Reference to the ARN of the execution. */
  public readonly executionArn: WorkflowValue;

  /** Reference to the output of the execution. */
  public readonly executionOutput: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the state machine, its input, and options of the step
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
