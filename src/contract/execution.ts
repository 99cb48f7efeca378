import type { BuildProperties, BuildReportKey } from './build-report';
import type { Flag } from './values';

export interface PipelineExecutionProperties extends BuildProperties {
  readonly ImagePipelineArn: string;
  /** A new value starts a new build. */
  readonly Trigger: string;
  /** Seconds after which a build that has not ended is cancelled, or handed over to the next custom resource of the execution (`HandsOver`). */
  readonly TimeoutSeconds: string;
  /** How often a build is retried from the phase that failed. Absent: never. */
  readonly MaxRetries?: string;
  readonly HandsOver?: Flag;
  /** The attribute `HandOver` of the custom resource before. Absent: this one is the first. */
  readonly Continues?: string;
}

/** The attributes of a pipeline execution, with the meaning that they have in a build report. Every answer contains all of them. */
export const PIPELINE_EXECUTION_KEYS = [
  'Outcome', 'ImageArn', 'Retries',
  'FailureStage', 'FailedWorkflow', 'FailedStep', 'FailedStepAction', 'FailedComponent', 'FailedPhase', 'FailedRegions', 'FailureMessage',
  'LogGroup', 'LogStream', 'DetailsUri', 'Truncated',
] as const satisfies readonly BuildReportKey[];
export type PipelineExecutionKey = typeof PIPELINE_EXECUTION_KEYS[number];
/** The only attribute of a custom resource that hands over. Its text is understood by the handler alone. */
export const HAND_OVER = 'HandOver';

/** Tags of an image: its trigger, the pipeline execution (stack and logical ID), and the request of CloudFormation that started the build. */
export const TRIGGER_TAG = 'cdk-imagebuilder:trigger';
export const EXECUTION_TAG = 'cdk-imagebuilder:execution';
export const REQUEST_TAG = 'cdk-imagebuilder:request';
/** The retries of the build that were requested: their number, and the time of the last of them. */
export const RETRIES_TAG = 'cdk-imagebuilder:retries';

/** Bound of `MaxRetries`. A test or a distribution takes minutes, so more retries would not end before `MAX_EXECUTION_TIMEOUT_SECONDS`. */
export const MAX_RETRIES = 5;
/** Bounds of `TimeoutSeconds`. CloudFormation waits at most one hour, which includes the time for cancelling and answering. */
export const MIN_EXECUTION_TIMEOUT_SECONDS = 60;
export const MAX_EXECUTION_TIMEOUT_SECONDS = 55 * 60;
/** Bound of the time of all custom resources of an execution: as long as CloudFormation waits for `AWS::ImageBuilder::Image`. */
export const MAX_BUILD_HOURS = 12;
/** Environment variable with the name of the function that starts builds. */
export const START_FUNCTION_VARIABLE = 'START_FUNCTION';
export const EXECUTION_POLL_INTERVAL_SECONDS = 10;
export const EXECUTION_PROVIDER_TIMEOUT_SECONDS = 59 * 60;
