import type { DetailsProperties } from './details';
import type { SourceProperties } from './source';
import type { Flag } from './values';

/** What a custom resource about a build reads and writes besides its attributes. */
export interface BuildProperties {
  /** Absent: `ON_FAILURE_CONTINUE`. */
  readonly OnFailure?: OnFailureProperty;
  /** The message of a failure ends with the end of the log. */
  readonly LogTail?: Flag;
  /** Absent: no details document is written. */
  readonly Details?: DetailsProperties;
}

/** What happens to the deployment if a build failed or was cancelled. */
export const ON_FAILURE_FAIL = 'FAIL';
export const ON_FAILURE_CONTINUE = 'CONTINUE';
export type OnFailureProperty = typeof ON_FAILURE_FAIL | typeof ON_FAILURE_CONTINUE;

export interface BuildReportProperties extends SourceProperties, BuildProperties {}

/** The attributes of a build report. Every answer contains all of them. */
export const BUILD_REPORT_KEYS = [
  'Outcome', 'ImageArn', 'ImageName', 'ImageVersion', 'ImageStatus', 'ImageStatusReason', 'BuildType', 'AmiId', 'ImageUri', 'OutputImages',
  'WorkflowsTotal', 'WorkflowsSucceeded', 'WorkflowsFailed', 'WorkflowsSkipped', 'WorkflowsRunning',
  'BuildWorkflowStatus', 'TestWorkflowStatus', 'DistributionWorkflowStatus',
  'StepsTotal', 'StepsSucceeded', 'StepsFailed', 'StepsSkipped', 'Retries',
  'FailureStage', 'FailedWorkflow', 'FailedStep', 'FailedStepAction', 'FailedComponent', 'FailedPhase', 'FailedRegions', 'FailureMessage',
  'LogGroup', 'LogStream', 'StartedAt', 'FinishedAt', 'DurationSeconds', 'DetailsUri', 'Truncated',
] as const;
export type BuildReportKey = typeof BUILD_REPORT_KEYS[number];

/** Values of `Outcome`. */
export const OUTCOMES = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'IN_PROGRESS', 'NO_IMAGE'] as const;
export type Outcome = typeof OUTCOMES[number];
