import { outcomeOf } from './build-outcome';
import { failureTrail, NO_FAILURE } from './failure-trail';
import { outputsOf } from './outputs';
import { retriesAttribute } from './retries';
import { countSteps, countWorkflows, statusOf, typeOf } from './workflows';
import { BuildReportKey, Outcome } from '../../../contract/build-report';
import { NONE, UNKNOWN } from '../../../contract/values';
import { oneLine } from '../answer/text';
import { ImageArn, parseImageArn } from '../model/arn';
import { Image, ObservedExecution } from '../model/facts';
import { Build, BuildObservation } from '../model/observation';
import { millisOf } from '../model/time';

/** Every attribute of a build report except `Truncated`, which is known only when the response is written. */
export type BuildAttributes = Readonly<Record<Exclude<BuildReportKey, 'Truncated'>, string | number>>;

/** What became of an image that was built, where the service gives no reason. */
const NOTES = new Map([
  ['DEPRECATED', 'The image is deprecated: its AMIs can still be launched.'],
  ['DISABLED', 'The image is disabled: its AMIs cannot be launched.'],
]);

/** The attributes of a build report for an image. */
export function buildAttributes(build: Build): BuildAttributes {
  const { image, current: executions } = build;
  const arn = parseImageArn(image.arn);
  const outcome = outcomeOf(image.status);
  const workflows = build.executions && countWorkflows(executions);
  const steps = countSteps(executions);
  return {
    Outcome: outcome,
    ImageArn: image.arn,
    ImageName: image.name ?? arn?.name ?? UNKNOWN,
    ImageVersion: arn ? versionOf(arn) : UNKNOWN,
    ImageStatus: image.status,
    ImageStatusReason: oneLine(image.statusReason ?? '') || (NOTES.get(image.status) ?? NONE),
    BuildType: image.buildType ?? UNKNOWN,
    ...outputsOf(image, arn, executions),
    WorkflowsTotal: workflows?.total ?? UNKNOWN,
    WorkflowsSucceeded: workflows?.succeeded ?? UNKNOWN,
    WorkflowsFailed: workflows?.failed ?? UNKNOWN,
    WorkflowsSkipped: workflows?.skipped ?? UNKNOWN,
    WorkflowsRunning: workflows?.running ?? UNKNOWN,
    BuildWorkflowStatus: workflowStatus('BUILD', build),
    TestWorkflowStatus: workflowStatus('TEST', build),
    DistributionWorkflowStatus: workflowStatus('DISTRIBUTION', build),
    StepsTotal: steps.total ?? UNKNOWN,
    StepsSucceeded: steps.succeeded ?? UNKNOWN,
    StepsFailed: steps.failed ?? UNKNOWN,
    StepsSkipped: steps.skipped ?? UNKNOWN,
    Retries: retriesAttribute(build),
    ...failureTrail(build),
    ...logsOf(image),
    ...timesOf(image, outcome, executions),
    DetailsUri: NONE,
  };
}

/** The attributes of a build report if the pipeline has no image. */
export const NO_IMAGE_ATTRIBUTES: BuildAttributes = {
  Outcome: 'NO_IMAGE',
  ImageArn: NONE,
  ImageName: NONE,
  ImageVersion: NONE,
  ImageStatus: NONE,
  ImageStatusReason: NONE,
  BuildType: NONE,
  AmiId: NONE,
  ImageUri: NONE,
  OutputImages: NONE,
  // Not 0, which would mean that nothing failed.
  WorkflowsTotal: UNKNOWN,
  WorkflowsSucceeded: UNKNOWN,
  WorkflowsFailed: UNKNOWN,
  WorkflowsSkipped: UNKNOWN,
  WorkflowsRunning: UNKNOWN,
  BuildWorkflowStatus: NONE,
  TestWorkflowStatus: NONE,
  DistributionWorkflowStatus: NONE,
  StepsTotal: UNKNOWN,
  StepsSucceeded: UNKNOWN,
  StepsFailed: UNKNOWN,
  StepsSkipped: UNKNOWN,
  Retries: UNKNOWN,
  ...NO_FAILURE,
  LogGroup: NONE,
  LogStream: NONE,
  StartedAt: NONE,
  FinishedAt: NONE,
  DurationSeconds: UNKNOWN,
  DetailsUri: NONE,
};

/** The attributes of a build report, whether there is an image or not. */
export function attributesOf({ build, unidentified }: BuildObservation): BuildAttributes {
  if (build) return buildAttributes(build);
  return unidentified === undefined ? NO_IMAGE_ATTRIBUTES : unidentifiedAttributes(unidentified);
}

function unidentifiedAttributes(why: string): BuildAttributes {
  const unknown = Object.fromEntries(Object.keys(NO_IMAGE_ATTRIBUTES).map((key) => [key, UNKNOWN])) as BuildAttributes;
  return { ...unknown, FailureMessage: why, DetailsUri: NONE };
}

function versionOf({ version, build }: ImageArn): string {
  return `${version}/${build}`;
}

/** The status of a type of workflow. If no execution has the type, an execution of unknown type could have it, so the status is not known. */
function workflowStatus(type: string, { executions, current }: Build): string {
  const unclear = executions === undefined || current.some((execution) => typeOf(execution) === UNKNOWN);
  return statusOf(type, current) ?? (unclear ? UNKNOWN : NONE);
}

/** Names that CloudWatch Logs accepts. */
const LOG_GROUP = /^[.\-_/#A-Za-z0-9]{1,512}$/;

/** The log group and stream of the build, if they are known. */
export function logPlaceOf(image: Image): { readonly group?: string; readonly stream?: string } {
  const arn = parseImageArn(image.arn);
  const name = image.name ?? arn?.name;
  const group = image.logGroupName ?? (name && `/aws/imagebuilder/${name}`);
  return { group: group !== undefined && LOG_GROUP.test(group) ? group : undefined, stream: arn && versionOf(arn) };
}

function logsOf(image: Image) {
  const { group = UNKNOWN, stream = UNKNOWN } = logPlaceOf(image);
  return { LogGroup: group, LogStream: stream };
}

/** The time from the first start to the last end of the workflows. A build in progress has no end, and its duration is not known. */
function timesOf(image: Image, outcome: Outcome, executions: readonly ObservedExecution[]) {
  const times = (values: readonly (string | undefined)[]) => values.map(millisOf).filter((millis) => millis !== undefined);
  const starts = times(executions.map(({ startedAt }) => startedAt));
  const start = starts.length > 0 ? Math.min(...starts) : millisOf(image.createdAt);
  const ends = outcome === 'IN_PROGRESS' ? [] : times(executions.map(({ endedAt }) => endedAt));
  const end = ends.length > 0 ? Math.max(...ends) : undefined;
  return {
    StartedAt: start === undefined ? UNKNOWN : new Date(start).toISOString(),
    FinishedAt: end === undefined ? (outcome === 'IN_PROGRESS' ? NONE : UNKNOWN) : new Date(end).toISOString(),
    DurationSeconds: start === undefined || end === undefined ? UNKNOWN : Math.max(0, Math.round((end - start) / 1000)),
  };
}
