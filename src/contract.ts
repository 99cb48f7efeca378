/**
 * What the constructs and the handler agree on: resource types, property names, attribute keys, codes and limits.
 * It is compiled into both and therefore imports nothing.
 */

/** CloudFormation types of the custom resources, which determine what the handler reports. */
export const BUILD_REPORT_TYPE = 'Custom::ImageBuilderBuildReport';
export const SCAN_REPORT_TYPE = 'Custom::ImageBuilderScanReport';
/** The type that starts a pipeline. */
export const PIPELINE_EXECUTION_TYPE = 'Custom::ImageBuilderPipelineExecution';

/** Value of an attribute that was read and has no value. */
export const NONE = 'NONE';
/** Value of an attribute that could not be read and may have a value. */
export const UNKNOWN = 'UNKNOWN';

/** Longest response body that CloudFormation accepts from a custom resource, in bytes of UTF-8. */
export const MAX_RESPONSE_BYTES = 4096;

/** The source is one image. */
export const SOURCE_IMAGE = 'IMAGE';
/** The source of a build report is the newest image of the pipeline. The source of a scan report is all images of the pipeline. */
export const SOURCE_PIPELINE = 'PIPELINE';
/** The source is all images of the account in the Region, for scan reports only. */
export const SOURCE_ACCOUNT = 'ACCOUNT';
/** The source is one vulnerability in all images of the account in the Region, for scan reports only. */
export const SOURCE_VULNERABILITY = 'VULNERABILITY';

/** Values of `SourceType`. */
export type SourceType = typeof SOURCE_IMAGE | typeof SOURCE_PIPELINE | typeof SOURCE_ACCOUNT | typeof SOURCE_VULNERABILITY;

/** What happens to the deployment if a build failed or was cancelled. */
export const ON_FAILURE_FAIL = 'FAIL';
export const ON_FAILURE_CONTINUE = 'CONTINUE';
export type OnFailureProperty = typeof ON_FAILURE_FAIL | typeof ON_FAILURE_CONTINUE;

/** What a gate does if there are no counts. */
export const ON_UNKNOWN_FAIL = 'FAIL';
export const ON_UNKNOWN_CONTINUE = 'CONTINUE';
export type OnUnknownProperty = typeof ON_UNKNOWN_FAIL | typeof ON_UNKNOWN_CONTINUE;

/** A property that is written when it is true, and absent otherwise. */
export type Flag = 'true';

/**
 * The counts of findings: by severity, with those below medium together, and in total. Each count has its name in properties. The name of its
 * attribute has the prefix `Findings`.
 */
export const FINDING_COUNTS = { critical: 'Critical', high: 'High', medium: 'Medium', other: 'Other', all: 'All' } as const;
export type FindingCount = keyof typeof FINDING_COUNTS;

/** The properties of each custom resource as written in the template. CloudFormation delivers every scalar as a string. */
export interface PropertiesByType {
  readonly [BUILD_REPORT_TYPE]: BuildReportProperties;
  readonly [SCAN_REPORT_TYPE]: ScanReportProperties;
  readonly [PIPELINE_EXECUTION_TYPE]: PipelineExecutionProperties;
}

/** What a report reads, and what makes CloudFormation request the report again. */
export interface SourceProperties {
  readonly SourceType: SourceType;
  /** ARN of the image build version or of the pipeline. */
  readonly SourceArn?: string;
  /** ID of the account or of the vulnerability. */
  readonly SourceId?: string;
  /** Changes with every change of the pipeline, so that CloudFormation requests the report again. The handler does not read this property. */
  readonly DeploymentId?: string;
  /** Changes with every synthesis, so that CloudFormation requests the report with every deployment. The handler does not read this property. */
  readonly RefreshedAt?: string;
}

/** What a custom resource about a build reads and writes besides its attributes. */
export interface BuildProperties {
  /** Absent: `ON_FAILURE_CONTINUE`. */
  readonly OnFailure?: OnFailureProperty;
  /** The message of a failure ends with the end of the log. */
  readonly LogTail?: Flag;
  /** Absent: no details document is written. */
  readonly Details?: DetailsProperties;
}

/** The destination of the details document. */
export interface DetailsProperties {
  readonly BucketName: string;
  /** ID of the account that must own the bucket. */
  readonly BucketOwner?: string;
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

/** The maximum of each count. A count without a maximum is not limited. */
export type GateLimits = { readonly [Count in FindingCount as typeof FINDING_COUNTS[Count]]?: string };

/** The gate of a scan report, which compares counts with maximums. */
export interface GateProperties extends GateLimits {
  readonly OnUnknown: OnUnknownProperty;
  /** Findings that have no fix are not counted. */
  readonly OnlyFixable?: Flag;
  /** Vulnerabilities that are not counted for a time. */
  readonly Ignore?: readonly IgnoreProperties[];
  /**
   * IDs of the vulnerabilities whose last day had passed at synthesis, so that CloudFormation requests the report again when another day has passed.
   * The handler does not read this property.
   */
  readonly Expired?: readonly string[];
}

/** A vulnerability that is not counted. */
export interface IgnoreProperties {
  readonly Id: string;
  /** Last day, yyyy-mm-dd in UTC. */
  readonly Until: string;
  /** Shown to readers of the template. */
  readonly Reason: string;
}

/** The form of IDs of vulnerabilities, of which `CVE-…` is only the best known. */
export const VULNERABILITY_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
/** The form in which vulnerabilities are listed. Only IDs of CVEs have one form: others, such as `GHSA-…`, mix upper and lower case. */
export function canonicalVulnerabilityId(id: string): string {
  return /^cve-/i.test(id) ? id.toUpperCase() : id;
}

/** The form of prefixes of the keys of details documents. A part that is `.` or `..` would be removed from the URL of the object. */
export const DETAILS_PREFIX = /^(?!\/)(?!(?:.*\/)?\.\.?(?:\/|$)).{1,400}(?<!\/)$/s;
export const DETAILS_PREFIX_RULE = 'be 1 to 400 characters long, without a slash at either end and without the parts `.` and `..`';

/** Whether a value is a day of the calendar, as yyyy-mm-dd. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  // A day that its month does not have is a different day when it is written back.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * The maximum number of entries of `Ignore` and of characters of a reason. The provider framework passes a request to a state machine, whose input
 * can have 262,144 bytes and, in an update, contains the old and the new properties. 2 x 100 entries of 200 characters of 3 bytes stay well below.
 */
export const MAX_IGNORED = 100;
export const MAX_IGNORE_REASON = 200;

/** The maximum number of findings that a report reads. The report states if there are more. */
export const MAX_FINDINGS = 10_000;
/** The maximum number of entries of `TopVulnerabilities`. */
export const TOP_VULNERABILITIES = 10;

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

/** The attributes of a scan report. Every answer contains all of them. */
export const SCAN_REPORT_KEYS = [
  'ScanStatus', 'ScanStatusReason', 'AggregationType', 'AggregationKey',
  'FindingsAll', 'FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsOther',
  'TopVulnerabilities', 'Gate', 'GateReason', 'DetailsUri', 'Truncated',
] as const;
export type ScanReportKey = typeof SCAN_REPORT_KEYS[number];

/** Values of `Outcome`. */
export const OUTCOMES = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'IN_PROGRESS', 'NO_IMAGE'] as const;
export type Outcome = typeof OUTCOMES[number];

/** Values of `ScanStatus` besides those of the service. */
export const SCAN_NOT_ENABLED = 'NOT_ENABLED';
export const SCAN_NO_IMAGE = 'NO_IMAGE';

/** Values of `Gate`. */
export const GATE_VERDICTS = ['PASSED', 'FAILED', 'NOT_EVALUATED', 'NONE'] as const;
export type GateVerdict = typeof GATE_VERDICTS[number];

/** Bounds of `ScanTimeoutSeconds`. The provider fails without a reason after `PROVIDER_TIMEOUT_SECONDS`, so a report must end before. */
export const MAX_SCAN_TIMEOUT_SECONDS = 25 * 60;
export const DEFAULT_SCAN_TIMEOUT_SECONDS = 5 * 60;
/** How long a report retries after failures that may pass: throttling, HTTP status 5xx, timeouts. */
export const PASSING_FAILURE_TIMEOUT_SECONDS = 10 * 60;
export const POLL_INTERVAL_SECONDS = 5;
export const PROVIDER_TIMEOUT_SECONDS = 30 * 60;
/** Time limit of one invocation of the handler. */
export const HANDLER_TIMEOUT_SECONDS = 120;

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

/** Environment variable of the function of a monitor with `MonitorProperties` as JSON. */
export const MONITOR_VARIABLE = 'MONITOR';
/** `source` of the events with which rules on a schedule call the function. */
export const MONITOR_SOURCE = 'cdk-imagebuilder.monitor';
/** Values of `detail-type` of these events: look for builds whose events were lost, and judge the newest images by the findings of today. */
export const POLL_EVENT = 'Poll';
export const REJUDGE_EVENT = 'Rejudge';

/** What a notification is about. */
export const NOTIFICATIONS = [
  'BUILD_FAILED', 'BUILD_RECOVERED', 'BUILD_ENDED', 'GATE_FAILED', 'NEW_CRITICAL_FINDINGS', 'PIPELINE_DISABLED',
] as const;
export type NotificationKind = typeof NOTIFICATIONS[number];

/** The configuration of a monitor. */
export interface MonitorProperties {
  /** Sets the notices of this monitor apart from those of others in the same bucket: letters, digits and hyphens. */
  readonly Id: string;
  /** Names of the pipelines. Absent: every image of the account in the Region. */
  readonly Pipelines?: readonly string[];
  readonly Records: DetailsProperties;
  /** Seconds from the end of a build for which its scan is awaited. */
  readonly ScanPatienceSeconds: number;
  readonly Gate?: GateProperties;
  readonly LogTail?: Flag;
  readonly Sbom?: Flag;
  readonly Topics?: readonly TopicProperties[];
  readonly Rejudge?: RejudgeProperties;
}

/** A topic and what it is told. */
export interface TopicProperties {
  readonly Arn: string;
  readonly Notifications: readonly NotificationKind[];
  /** Written in the form of Amazon Q Developer in chat applications, and not for an e-mail. */
  readonly Chat?: Flag;
}

export interface RejudgeProperties {
  /** Pipelines whose newest image fails the gate are started, but no sooner than after this time. Absent: none is started. */
  readonly StartAfterSeconds?: number;
}

/** The longest `MonitorProperties` as JSON: the environment of a function has 4,096 bytes, some of which other variables need. */
export const MAX_MONITOR_BYTES = 3600;

/** The namespace and the dimensions of the metrics of monitors. Each metric is written once by pipeline and once by image. */
export const METRIC_NAMESPACE = 'CdkImageBuilder';
export const PIPELINE_DIMENSION = 'PipelineName';
export const IMAGE_DIMENSION = 'ImageName';
/** The metrics of a build that has ended; those with an unknown value are not written. */
export const BUILD_METRICS = [
  'BuildsSucceeded', 'BuildsFailed', 'BuildsCancelled', 'BuildDuration', 'BuildStageDuration', 'TestStageDuration', 'DistributionStageDuration',
  'SlowestStepDuration', 'FindingsAll', 'FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsOther', 'GatesFailed',
] as const;
export type BuildMetric = typeof BUILD_METRICS[number];
/** The metrics of a pipeline at the time of a poll. */
export const PIPELINE_METRICS = ['NewestImageAge', 'TimeSinceLastSuccess', 'PipelineDisabled'] as const;
export type PipelineMetric = typeof PIPELINE_METRICS[number];
