import { BuildReportKey } from '../contract/build-report';
import { PIPELINE_EXECUTION_KEYS, PipelineExecutionKey } from '../contract/execution';
import { ScanReportKey } from '../contract/scan-report';

/** The meaning of each attribute of a build report, which is the description of its stack output, its getter and its row in the guide. */
export const BUILD_KEY_DESCRIPTIONS: Readonly<Record<BuildReportKey, string>> = {
  Outcome: 'How the build ended: SUCCEEDED, FAILED, CANCELLED, IN_PROGRESS or NO_IMAGE.',
  ImageArn: 'ARN of the image build version that the report describes.',
  ImageName: 'Name of the image, which is the name of its recipe.',
  ImageVersion: 'Version and build number of the image, such as 1.0.3/2.',
  ImageStatus: 'Status of the image as Image Builder names it, such as AVAILABLE or FAILED.',
  ImageStatusReason: 'Reason that Image Builder gives for the status.',
  BuildType: 'What started the build: USER_INITIATED, SCHEDULED or IMPORT.',
  AmiId: 'Id of the AMI in the Region and account of the image.',
  ImageUri: 'URI of the container image in the Region of the image.',
  OutputImages: 'Every AMI and container image that the build distributed, as region/account=id, separated by commas.',
  WorkflowsTotal: 'Number of workflow executions of the build.',
  WorkflowsSucceeded: 'Number of workflow executions that completed.',
  WorkflowsFailed: 'Number of workflow executions that failed or were rolled back.',
  WorkflowsSkipped: 'Number of workflow executions that were skipped.',
  WorkflowsRunning: 'Number of workflow executions that have not ended.',
  BuildWorkflowStatus: 'Status of the build workflow.',
  TestWorkflowStatus: 'Status of the test workflows, the worst of them if there are several.',
  DistributionWorkflowStatus: 'Status of the distribution workflow, or NONE if the images were distributed without a workflow.',
  StepsTotal: 'Number of steps of all workflow executions.',
  StepsSucceeded: 'Number of steps that succeeded.',
  StepsFailed: 'Number of steps that failed.',
  StepsSkipped: 'Number of steps that were skipped.',
  Retries: 'Number of times that a pipeline execution requested a retry of the build, or UNKNOWN if something else retried it.',
  FailureStage: 'Stage in which the build failed: BUILD, TEST or DISTRIBUTION.',
  FailedWorkflow: 'ARN of the workflow that failed.',
  FailedStep: 'Name of the workflow step that failed.',
  FailedStepAction: 'Action of the workflow step that failed, such as ExecuteComponents.',
  FailedComponent: 'ARN of the component that failed.',
  FailedPhase: 'Phase of the component in which it failed.',
  FailedRegions: 'Regions in which the distribution failed, separated by commas.',
  FailureMessage: 'Why the build failed, in the words of the failed step or workflow.',
  LogGroup: 'CloudWatch Logs group with the logs of the build.',
  LogStream: 'CloudWatch Logs stream with the logs of the build.',
  StartedAt: 'Time at which the build started, in ISO 8601.',
  FinishedAt: 'Time at which the last workflow of the build ended, in ISO 8601.',
  DurationSeconds: 'Seconds from the start of the build to the end of its last workflow.',
  DetailsUri: 'S3 URI of the detailed report.',
  Truncated: 'Whether text of the report was cut to fit the limit of CloudFormation: true or false.',
};

/** The meaning of each attribute of a scan report. */
export const SCAN_KEY_DESCRIPTIONS: Readonly<Record<ScanReportKey, string>> = {
  ScanStatus: 'Status of the vulnerability scan: that of Image Builder, or NOT_ENABLED, NO_IMAGE or NONE.',
  ScanStatusReason: 'Reason that Image Builder gives for the status of the scan.',
  AggregationType: 'What the findings are counted over, such as imageBuildVersionArn.',
  AggregationKey: 'The image, pipeline, account or vulnerability that the findings are counted over.',
  FindingsAll: 'Number of findings of all severities.',
  FindingsCritical: 'Number of critical findings.',
  FindingsHigh: 'Number of findings of high severity.',
  FindingsMedium: 'Number of findings of medium severity.',
  FindingsOther: 'Number of findings below medium severity.',
  TopVulnerabilities: 'The ten gravest vulnerabilities, as id(SEVERITY), separated by commas.',
  Gate: 'Verdict of the severity gate: PASSED, FAILED, NOT_EVALUATED or NONE.',
  GateReason: 'Why the gate gave its verdict.',
  DetailsUri: 'S3 URI of the detailed report.',
  Truncated: 'Whether text of the report was cut to fit the limit of CloudFormation: true or false.',
};

/** The attributes that answer the first questions about a build. */
export const BUILD_HEADLINE: readonly BuildReportKey[] = [
  'Outcome', 'ImageArn', 'ImageVersion', 'AmiId', 'BuildWorkflowStatus', 'TestWorkflowStatus', 'DistributionWorkflowStatus',
  'StepsSucceeded', 'StepsFailed', 'FailedStep', 'FailureMessage', 'DurationSeconds',
];

/** The attributes that answer the first questions about a scan. */
export const SCAN_HEADLINE: readonly ScanReportKey[] = [
  'ScanStatus', 'FindingsAll', 'FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsOther', 'Gate', 'GateReason',
];

/** The meaning of each attribute of a pipeline execution, which is the same as in a build report. */
export const EXECUTION_KEY_DESCRIPTIONS = Object.fromEntries(
  PIPELINE_EXECUTION_KEYS.map((key) => [key, BUILD_KEY_DESCRIPTIONS[key]]),
) as Readonly<Record<PipelineExecutionKey, string>>;

/** The attributes that answer the first questions about a pipeline execution. */
export const EXECUTION_HEADLINE: readonly PipelineExecutionKey[] = [
  'Outcome', 'ImageArn', 'FailureStage', 'FailedStep', 'FailureMessage',
];
