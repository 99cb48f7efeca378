import { FindingCounts, ImageStatus, PackageScenario, ScanStatus, StepCounts, StepStatus } from '../scenario';
import { SeedStep, SeedWorkflowExecution } from '../scenario-seed';
import { Wire } from '../wire';

/** An image as time goes on: a pure function of the moment, in milliseconds since the epoch. */
export interface ImageTimeline {
  at(now: number): ImageView;
  /** Asks for the end of the build. */
  cancel(now: number): void;
  /** Whether the build can go on from the stage that failed. */
  canBeRetried(now: number): boolean;
  /** Goes on from the stage that failed. */
  retry(now: number): void;
  /** What happens to it of which the service sends events, also what is still to come. */
  course(): ImageCourse;
}

/** Times are in milliseconds since the epoch. */
export interface ImageCourse {
  /** In order of time. */
  readonly statuses: readonly { readonly status: ImageStatus; readonly from: number }[];
  /** The scan, if it is completed. */
  readonly scan?: CompletedScan;
  /** Steps that wait for an answer. */
  readonly waits: readonly WaitingStep[];
}

export interface CompletedScan {
  readonly at: number;
  /** The test instance, or the AMI. */
  readonly resourceId: string;
  readonly findings: FindingCounts;
}

export interface WaitingStep {
  readonly at: number;
  readonly workflowArn: string;
  readonly executionId: string;
  readonly stepId: string;
  readonly stepName: string;
}

/** All that can be seen of an image at one moment. */
export interface ImageView {
  readonly status: ImageStatus;
  /** Of a build that has succeeded. */
  readonly availableSince?: number;
  readonly reason?: string;
  /** As on the wire. */
  readonly failureContext?: Wire;
  /** As on the wire. */
  readonly amis: readonly Wire[];
  /** As on the wire. */
  readonly containers: readonly Wire[];
  /** Nothing when scanning is off. */
  readonly scanState?: ScanState;
  /** Those that Image Builder lists. Nothing while there is no result, and nothing of scans on demand. */
  readonly findings?: FindingCounts;
  /** Those that Amazon EC2 lists, of scans on demand. Nothing while the AMI has not been scanned. */
  readonly amiFindings?: FindingCounts;
  /** Those that were collected. */
  readonly packages: readonly PackageScenario[];
  readonly executions: readonly ExecutionView[];
}

export interface ScanState {
  readonly status: ScanStatus;
  readonly reason?: string;
}

/** An execution as a scenario says it, with what the scenario leaves to the engine. */
export interface ExecutionView extends SeedWorkflowExecution {
  readonly id: string;
  readonly workflowArn: string;
  readonly counts: StepCounts;
  readonly steps: readonly StepView[];
}

/** A step as a scenario says it, with its id, and its inputs and outputs as strings of JSON. */
export interface StepView extends SeedStep {
  readonly id: string;
  readonly inputs?: string;
  readonly outputs?: string;
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
