import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { WorkflowInstanceStepProps, WorkflowStep, WorkflowStepOptions } from '../workflow-step';
import { WorkflowValue } from '../workflow-value';

/** When a launched instance counts as healthy. */
export enum WorkflowHealthCheck {
  /** When it runs. */
  RUNNING = 'RUNNING',
  /** When the status checks of Amazon EC2 have passed. */
  STATUS_CHECK_PASSED = 'STATUS_CHECK_PASSED',
}

/** How an instance is launched. */
export interface LaunchInstanceStepProps extends WorkflowStepOptions {
  /**
   * The AMI of the instance.
   *
   * @default - the base image of the recipe; in a test workflow the image under test
   */
  readonly imageIdOverride?: WorkflowValue;

  /**
   * Instance types, in the order in which they are tried.
   *
   * @default - those of the infrastructure configuration
   */
  readonly instanceTypesOverride?: InstanceType[];

  /**
   * When the instance counts as healthy.
   *
   * @default WorkflowHealthCheck.STATUS_CHECK_PASSED
   */
  readonly healthCheck?: WorkflowHealthCheck;
}

/** Launches an instance as the infrastructure configuration says, and waits for its Systems Manager agent. */
export class LaunchInstanceStep extends WorkflowStep {
  /** The id of the instance. */
  public readonly instanceId: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props how the instance is launched
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

/** Waits until the Systems Manager agent of an instance answers, for example after a reboot. */
export class WaitForSsmAgentStep extends WorkflowStep {
  /** What Systems Manager said. */
  public readonly status: WorkflowValue;

  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: WorkflowInstanceStepProps) {
    super(name, { ...props, action: 'WaitForSSMAgent', inputs: { instanceId: props.instanceId } });
    this.status = this.output('status');
  }
}

/** Which instance is terminated, and how. */
export interface TerminateInstanceStepProps extends WorkflowInstanceStepProps {
  /**
   * Whether the step waits until the instance is gone.
   *
   * @default false
   */
  readonly waitForTermination?: boolean;
}

/** Terminates an instance. */
export class TerminateInstanceStep extends WorkflowStep {
  /**
   * @param name unique within its document
   * @param props which instance, and how the step behaves
   */
  constructor(name: string, props: TerminateInstanceStepProps) {
    super(name, { ...props, action: 'TerminateInstance', inputs: { instanceId: props.instanceId, waitForTermination: props.waitForTermination } });
  }
}
