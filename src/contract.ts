/**
 * What the constructs and the handler agree on: resource types, property names, attribute keys, codes and limits.
 * It is compiled into both and therefore imports nothing.
 */

/** CloudFormation types of the custom resources; the handler tells by them what to report. */
export const BUILD_REPORT_TYPE = 'Custom::ImageBuilderBuildReport';
export const SCAN_REPORT_TYPE = 'Custom::ImageBuilderScanReport';
/** The one that starts a pipeline. */
export const PIPELINE_EXECUTION_TYPE = 'Custom::ImageBuilderPipelineExecution';

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
/** The counts over all images of the account in the Region; scan reports only. */
export const SOURCE_ACCOUNT = 'ACCOUNT';
/** The counts of one vulnerability over all images of the account in the Region; scan reports only. */
export const SOURCE_VULNERABILITY = 'VULNERABILITY';

/** What `SourceType` may be. */
export type SourceType = typeof SOURCE_IMAGE | typeof SOURCE_PIPELINE | typeof SOURCE_ACCOUNT | typeof SOURCE_VULNERABILITY;

/** What becomes of the deployment when a build has failed or was cancelled. */
export const ON_FAILURE_FAIL = 'FAIL';
export const ON_FAILURE_CONTINUE = 'CONTINUE';
export type OnFailureProperty = typeof ON_FAILURE_FAIL | typeof ON_FAILURE_CONTINUE;

/** What a gate does when there are no counts to judge. */
export const ON_UNKNOWN_FAIL = 'FAIL';
export const ON_UNKNOWN_CONTINUE = 'CONTINUE';
export type OnUnknownProperty = typeof ON_UNKNOWN_FAIL | typeof ON_UNKNOWN_CONTINUE;

/** A property that is written when it is true, and absent otherwise. */
export type Flag = 'true';

/**
 * How findings are counted: by severity, those below medium together, and all of them. Each count with its name in properties; attributes have
 * `Findings` before it.
 */
export const FINDING_COUNTS = { critical: 'Critical', high: 'High', medium: 'Medium', other: 'Other', all: 'All' } as const;
export type FindingCount = keyof typeof FINDING_COUNTS;

/** The properties of each custom resource, as they stand in the template. CloudFormation delivers every scalar as a string. */
export interface PropertiesByType {
  readonly [BUILD_REPORT_TYPE]: BuildReportProperties;
  readonly [SCAN_REPORT_TYPE]: ScanReportProperties;
  readonly [PIPELINE_EXECUTION_TYPE]: PipelineExecutionProperties;
}

/** What a report reads, and what makes CloudFormation ask for it again. */
export interface SourceProperties {
  readonly SourceType: SourceType;
  /** ARN of the image build version or of the pipeline. */
  readonly SourceArn?: string;
  /** Id of the account or of the vulnerability. */
  readonly SourceId?: string;
  /** Changes with every change of the pipeline, so that CloudFormation asks again. The handler does not read it. */
  readonly DeploymentId?: string;
  /** Changes with every synthesis, so that CloudFormation asks with every deployment. The handler does not read it. */
  readonly RefreshedAt?: string;
}

/** What a custom resource about a build reads and writes beside its attributes. */
export interface BuildProperties {
  /** Absent: `ON_FAILURE_CONTINUE`. */
  readonly OnFailure?: OnFailureProperty;
  /** The message of a failure ends with the end of the log. */
  readonly LogTail?: Flag;
  /** Absent: no details document is written. */
  readonly Details?: DetailsProperties;
}

/** Where the details document goes. */
export interface DetailsProperties {
  readonly BucketName: string;
  readonly Prefix?: string;
}

export interface BuildReportProperties extends SourceProperties, BuildProperties {}

export interface ScanReportProperties extends SourceProperties {
  /** Seconds to wait for a scan that has not ended yet. */
  readonly ScanTimeoutSeconds: number;
  /** The findings themselves are read, and not only their counts; a gate that leaves some out needs them. */
  readonly ReadFindings?: Flag;
  readonly Gate?: GateProperties;
  /** Absent: no details document is written. */
  readonly Details?: DetailsProperties;
}

/** Highest accepted number of each count; one that is not named is not limited. */
export type GateLimits = { readonly [Count in FindingCount as typeof FINDING_COUNTS[Count]]?: string };

/** What a scan report holds the counts against. */
export interface GateProperties extends GateLimits {
  readonly OnUnknown: OnUnknownProperty;
  /** Findings that have no fix are not counted. */
  readonly OnlyFixable?: Flag;
  /** Vulnerabilities that are not counted for a time. */
  readonly Ignore?: readonly IgnoreProperties[];
  /** Ids of those whose time was over at synthesis, so that CloudFormation asks again when there are more. The handler does not read it. */
  readonly Expired?: readonly string[];
}

/** A vulnerability that is not counted. */
export interface IgnoreProperties {
  readonly Id: string;
  /** Last day, yyyy-mm-dd in UTC. */
  readonly Until: string;
  /** For whoever reads the template. */
  readonly Reason: string;
}

/** Ids of vulnerabilities are open: `CVE-…` is only the best known kind. */
export const VULNERABILITY_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
/** Beginning of the keys of details documents. */
export const DETAILS_PREFIX = /^(?!\/).{1,400}(?<!\/)$/s;

/** Whether this is a day of the calendar, as yyyy-mm-dd. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  // Written back, a day differs that its month does not have.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Most entries of `Ignore`, and most characters of a reason. The provider framework hands a request on to a state machine, whose input holds
 * at most 262,144 bytes and, in an update, the old properties beside the new: 2 x 100 entries of 200 characters of 3 bytes stay well below.
 */
export const MAX_IGNORED = 100;
export const MAX_IGNORE_REASON = 200;

/** Most findings that a report reads; it says so where there are more. */
export const MAX_FINDINGS = 10_000;
/** Most entries of `TopVulnerabilities`. */
export const TOP_VULNERABILITIES = 10;

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
export const PASSING_FAILURE_TIMEOUT_SECONDS = 10 * 60;
/** How long a refused call is asked again: IAM needs seconds to know a new policy everywhere. */
export const DENIED_TIMEOUT_SECONDS = 20;
export const POLL_INTERVAL_SECONDS = 5;
export const PROVIDER_TIMEOUT_SECONDS = 30 * 60;
/** Time limit of one invocation of the handler. */
export const HANDLER_TIMEOUT_SECONDS = 120;

export interface PipelineExecutionProperties extends BuildProperties {
  readonly ImagePipelineArn: string;
  /** Another value asks for another build. */
  readonly Trigger: string;
  /** Seconds after which a build that has not ended is cancelled. */
  readonly TimeoutSeconds: string;
}

/** The attributes of a pipeline execution; all of them are in every answer. They mean what they mean in a build report. */
export const PIPELINE_EXECUTION_KEYS = [
  'Outcome', 'ImageArn',
  'FailureStage', 'FailedWorkflow', 'FailedStep', 'FailedStepAction', 'FailedComponent', 'FailedPhase', 'FailedRegions', 'FailureMessage',
  'LogGroup', 'LogStream', 'DetailsUri', 'Truncated',
] as const satisfies readonly BuildReportKey[];
export type PipelineExecutionKey = typeof PIPELINE_EXECUTION_KEYS[number];

/** Tags on an image that say what asked for its build. */
export const TRIGGER_TAG = 'cdk-imagebuilder:trigger';
/** Stack and logical id of the pipeline execution. */
export const EXECUTION_TAG = 'cdk-imagebuilder:execution';
/** The request of CloudFormation that started the build. */
export const REQUEST_TAG = 'cdk-imagebuilder:request';

/** Bounds of `TimeoutSeconds`: CloudFormation waits an hour at most, of which cancelling and answering take some. */
export const MIN_EXECUTION_TIMEOUT_SECONDS = 60;
export const MAX_EXECUTION_TIMEOUT_SECONDS = 55 * 60;
/** How long a build that was told to cancel is waited for. */
export const CANCEL_TIMEOUT_SECONDS = 2 * 60;
export const EXECUTION_POLL_INTERVAL_SECONDS = 10;
export const EXECUTION_PROVIDER_TIMEOUT_SECONDS = 59 * 60;
