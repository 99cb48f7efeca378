/**
 * What the constructs and the handler agree on: resource types, property names, attribute keys, codes and limits.
 * It is compiled into both and therefore imports nothing.
 */

/** CloudFormation types of the custom resources; the handler tells by them what to report. */
export const BUILD_REPORT_TYPE = 'Custom::ImageBuilderBuildReport';
export const SCAN_REPORT_TYPE = 'Custom::ImageBuilderScanReport';

/** There is none, and we looked. */
export const NONE = 'NONE';
/** There may be, and we could not see it. */
export const UNKNOWN = 'UNKNOWN';

/** Longest response body that CloudFormation accepts from a custom resource, in bytes of UTF-8. */
export const MAX_RESPONSE_BYTES = 4096;

/** What a report reads. */
export const SOURCE_IMAGE = 'IMAGE';
/** For a build report the newest image of the pipeline; for a scan report the counts over all images of the pipeline. */
export const SOURCE_PIPELINE = 'PIPELINE';

/**
 * Properties of the custom resources, as they stand in the template. CloudFormation delivers every scalar as a string.
 */
export interface ReportProperties {
  /** `SOURCE_IMAGE` or `SOURCE_PIPELINE`. */
  readonly SourceType: string;
  /** ARN of the image build version or of the pipeline. */
  readonly SourceArn: string;
  /** Changes with every change of the pipeline, so that CloudFormation asks again. The handler does not read it. */
  readonly DeploymentId?: string;
}

export interface ScanReportProperties extends ReportProperties {
  /** Seconds to wait for a scan that has not ended yet. */
  readonly ScanTimeoutSeconds: string;
  readonly Gate?: GateProperties;
}

/** Highest accepted count of each named severity; a severity that is not named is not limited. */
export interface GateProperties {
  readonly Critical?: string;
  readonly High?: string;
  readonly Medium?: string;
  /** Low, informational and untriaged findings together. */
  readonly Other?: string;
  readonly All?: string;
  /** `ON_UNKNOWN_FAIL` or `ON_UNKNOWN_CONTINUE`: what a gate does when there are no counts to judge. */
  readonly OnUnknown: string;
}

export const ON_UNKNOWN_FAIL = 'FAIL';
export const ON_UNKNOWN_CONTINUE = 'CONTINUE';

/** The attributes of a build report; all of them are in every answer. */
export const BUILD_REPORT_KEYS = [
  'Outcome', 'ImageArn', 'ImageName', 'ImageVersion', 'ImageStatus', 'ImageStatusReason', 'BuildType', 'AmiId', 'ImageUri', 'OutputImages',
  'WorkflowsTotal', 'WorkflowsSucceeded', 'WorkflowsFailed', 'WorkflowsSkipped', 'WorkflowsRunning',
  'BuildWorkflowStatus', 'TestWorkflowStatus', 'DistributionWorkflowStatus',
  'StepsTotal', 'StepsSucceeded', 'StepsFailed', 'StepsSkipped',
  'FailureStage', 'FailedWorkflow', 'FailedStep', 'FailedStepAction', 'FailedComponent', 'FailedPhase', 'FailedRegions', 'FailureMessage',
  'LogGroup', 'LogStream', 'StartedAt', 'FinishedAt', 'DurationSeconds', 'DetailsUri', 'Truncated',
] as const;
export type BuildReportKey = typeof BUILD_REPORT_KEYS[number];

/** The attributes of a scan report; all of them are in every answer. */
export const SCAN_REPORT_KEYS = [
  'ScanStatus', 'ScanStatusReason', 'AggregationType', 'AggregationKey',
  'FindingsAll', 'FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsOther',
  'TopVulnerabilities', 'Gate', 'GateReason', 'DetailsUri', 'Truncated',
] as const;
export type ScanReportKey = typeof SCAN_REPORT_KEYS[number];

/** Values of `Outcome`. */
export const OUTCOMES = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'IN_PROGRESS', 'NO_IMAGE'] as const;
export type Outcome = typeof OUTCOMES[number];

/** Values of `ScanStatus` beside those of the service. */
export const SCAN_NOT_ENABLED = 'NOT_ENABLED';
export const SCAN_DELIVERED_ELSEWHERE = 'DELIVERED_ELSEWHERE';
export const SCAN_NO_IMAGE = 'NO_IMAGE';

/** Values of `Gate`. */
export const GATE_VERDICTS = ['PASSED', 'FAILED', 'NOT_EVALUATED', 'NONE'] as const;
export type GateVerdict = typeof GATE_VERDICTS[number];

/** Bounds of `ScanTimeoutSeconds`: the provider gives up after `PROVIDER_TIMEOUT_SECONDS`, without a reason, so a report ends before. */
export const MAX_SCAN_TIMEOUT_SECONDS = 25 * 60;
export const DEFAULT_SCAN_TIMEOUT_SECONDS = 5 * 60;
/** How long a report goes on after trouble that may pass (throttling, 5xx, time-outs). */
export const TROUBLE_TIMEOUT_SECONDS = 10 * 60;
/** How long a refused call is asked again: IAM needs seconds to know a new policy everywhere. */
export const DENIED_TIMEOUT_SECONDS = 20;
export const POLL_INTERVAL_SECONDS = 5;
export const PROVIDER_TIMEOUT_SECONDS = 30 * 60;
/** Time limit of one invocation of the handler. */
export const HANDLER_TIMEOUT_SECONDS = 120;
