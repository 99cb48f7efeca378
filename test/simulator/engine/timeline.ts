import { FindingCounts, ImageStatus, RollbackStatus, ScanStatus, StepCounts, StepStatus, WorkflowStatus, WorkflowType } from '../scenario';
import { Wire } from '../wire';

/** An image as time goes on: a pure function of the moment, in milliseconds since the epoch. */
export interface ImageTimeline {
  at(now: number): ImageView;
  /** Asks for the end of the build. */
  cancel(now: number): void;
}

/** All that can be seen of an image at one moment. */
export interface ImageView {
  readonly status: ImageStatus;
  readonly reason?: string;
  /** As on the wire. */
  readonly failureContext?: Wire;
  /** As on the wire. */
  readonly amis: readonly Wire[];
  /** As on the wire. */
  readonly containers: readonly Wire[];
  /** Nothing when scanning is off. */
  readonly scanState?: ScanState;
  /** Nothing while there is no result, and nothing for scans whose result goes elsewhere. */
  readonly findings?: FindingCounts;
  readonly executions: readonly ExecutionView[];
}

export interface ScanState {
  readonly status: ScanStatus;
  readonly reason?: string;
}

export interface ExecutionView {
  readonly id: string;
  readonly workflowArn: string;
  readonly type?: WorkflowType;
  readonly status: WorkflowStatus;
  readonly message?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly parallelGroup?: string;
  readonly retried?: boolean;
  readonly counts: StepCounts;
  readonly steps: readonly StepView[];
}

export interface StepView {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly status: StepStatus;
  readonly description?: string;
  readonly rollbackStatus?: RollbackStatus;
  readonly message?: string;
  /** A string of JSON. */
  readonly inputs?: string;
  /** A string of JSON. */
  readonly outputs?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly onFailure?: string;
  readonly timeoutSeconds?: number;
  readonly attemptNumber?: number;
  readonly maxAttempts?: number;
}

const IN_PROGRESS: readonly ImageStatus[] = ['PENDING', 'CREATING', 'BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING'];

/** Whether an image in this status is still being built. */
export function isInProgress(status: ImageStatus): boolean {
  return IN_PROGRESS.includes(status);
}

export function countSteps(steps: readonly StepView[]): StepCounts {
  const having = (...statuses: StepStatus[]) => steps.filter(({ status }) => statuses.includes(status)).length;
  return { total: steps.length, succeeded: having('COMPLETED'), failed: having('FAILED'), skipped: having('SKIPPED') };
}
