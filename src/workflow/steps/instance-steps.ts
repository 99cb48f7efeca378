import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { WorkflowInstanceStepProps, WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/** The condition under which a launched instance is healthy. */
export enum WorkflowHealthCheck {
  /** The instance is running. */
  RUNNING = 'RUNNING',
  /** The instance passed the status checks of Amazon EC2. */
  STATUS_CHECK_PASSED = 'STATUS_CHECK_PASSED',
}

/** Properties of a step that launches an instance. */
export interface LaunchInstanceStepProps extends WorkflowStepOptions {
  /**
   * The ID of the AMI from which the instance is launched.
   *
   * @default - the base image of the recipe, or in a test workflow the image under test
   */
  readonly imageIdOverride?: WorkflowValue;

  /**
   * The instance types, in the order in which Image Builder tries to launch them.
   *
   * @default - the instance types of the infrastructure configuration
   */
  readonly instanceTypesOverride?: InstanceType[];

  /**
   * The condition under which the instance is healthy.
   *
   * @default WorkflowHealthCheck.STATUS_CHECK_PASSED
   */
  readonly healthCheck?: WorkflowHealthCheck;
}

/**
 * Launches an instance with the infrastructure configuration, and waits for its Systems Manager agent.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch');
 * WorkflowDocument.fromSteps([
 *   launch,
 *   new ExecuteComponentsStep('Test', { instanceId: launch.instanceId }),
 *   new TerminateInstanceStep('Terminate', { instanceId: launch.instanceId }),
 * ]);
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class LaunchInstanceStep extends WorkflowStep {
  /** Reference to the ID of the instance. */
  public readonly instanceId: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props how the instance is launched, and options of the step
   */
  constructor(name: string, props: LaunchInstanceStepProps = {}) {
    const { imageIdOverride, instanceTypesOverride, healthCheck } = props;
    super(name, {
      ...props,
      action: 'LaunchInstance',
      // The agent is all that the service can wait for.
      inputs: { waitFor: 'ssmAgent', imageIdOverride, instanceTypesOverride: instanceTypesOverride?.map(String), healthCheck },
    });
    this.instanceId = this.output('instanceId');
  }
}

/**
 * Waits until the Systems Manager agent of an instance responds, for example after a reboot.
 *
 * @example
 * const instanceId = new LaunchInstanceStep('Launch').instanceId;
 * const reboot = new RunCommandStep('Reboot', { instanceId, documentName: 'RebootInstance' });
 * const wait = new WaitForSsmAgentStep('WaitForAgent', { instanceId, timeout: Duration.minutes(30) });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class WaitForSsmAgentStep extends WorkflowStep {
  /** Reference to the status that Systems Manager reported. */
  public readonly status: WorkflowValue;

  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'WaitForSSMAgent', inputs: { instanceId: props.instanceId } });
    this.status = this.output('status');
  }
}

/** Properties of a step that terminates an instance. */
export interface TerminateInstanceStepProps extends WorkflowInstanceStepProps {
  /**
   * Whether the step waits until the instance is terminated.
   *
   * @default false
   */
  readonly waitForTermination?: boolean;
}

/**
 * Terminates an instance.
 *
 * @example
 * const launch = new LaunchInstanceStep('Launch');
 * const terminate = new TerminateInstanceStep('Terminate', {
 *   instanceId: launch.instanceId,
 *   onFailure: WorkflowOnFailure.CONTINUE,
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html
 */
export class TerminateInstanceStep extends WorkflowStep {
  /**
   * @param name the name of the step, unique within its document
   * @param props the instance, and options of the step
   */
  constructor(name: string, props: TerminateInstanceStepProps) {
    super(name, { ...props, action: 'TerminateInstance', inputs: { instanceId: props.instanceId, waitForTermination: props.waitForTermination } });
  }
}
