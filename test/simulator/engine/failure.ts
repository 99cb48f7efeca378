import { parseArn } from '../arns';
import { uuidOf } from '../ids';
import { ImageStatus, RegionFailure } from '../scenario';
import { present, Wire } from '../wire';
import type { BuildRequest, ExecutionPlan } from './plan';
import { blamedComponent, completedImage } from './steps';

/** What an image says that failed. */
export interface FailurePlan {
  readonly reason: string;
  /** As on the wire; newer than the SDK's model. */
  readonly failureContext?: Wire;
}

/** The service cuts `state.reason` here. */
const MAX_REASON = 1024;

/**
 * @param during the status in which the image failed
 * @param fatal the execution that failed the image; nothing when the distribution did that runs without a workflow
 */
export function failureOf(request: BuildRequest, during: ImageStatus, fatal?: ExecutionPlan): FailurePlan {
  const { scenario } = request;
  const reason = scenario.reason ?? (fatal ? `Workflow Execution ID: '${fatal.id}' failed with reason: ${fatal.message}` : jobReason(request, during));
  const failureContext = scenario.failureContext === false ? undefined : present({
    imageStatus: during,
    workflowExecutionId: fatal?.id,
    workflowArn: fatal?.workflow.arn,
    stepExecutionId: fatal?.failed?.id,
    failedStep: fatal?.failed?.definition.name,
    componentFailure: componentFailure(request, fatal),
    distributionFailure: !fatal || fatal.workflow.type === 'DISTRIBUTION' ? distributionFailure(request) : undefined,
  });
  return { reason: [...reason].slice(0, MAX_REASON).join(''), failureContext };
}

/** The status in which Regions fail: while AMIs are copied, or afterwards, when all of the failures name a step of the configuration. */
export function statusOfRegionFailures(failures?: readonly RegionFailure[]): 'DISTRIBUTING' | 'INTEGRATING' | undefined {
  if (!failures) {return undefined;}
  return failures.every(({ imageConfigurationStep }) => imageConfigurationStep !== undefined) ? 'INTEGRATING' : 'DISTRIBUTING';
}

/** In the words of AWS's guide, and of users for the copy. */
export function distributionMessage({ imageArn, scenario: { regionFailures = [] } }: BuildRequest): string {
  const { account } = parseArn(imageArn)!;
  if (statusOfRegionFailures(regionFailures) === 'INTEGRATING') {
    return regionFailures.map((failure) => `In region '${failure.region}' - '${messageOf(failure)}'`).join(' ');
  }
  const jobs = regionFailures.map((failure, i) => `${i + 1}) ${messageOf(failure)} when distributing the image from the source account (ID: ${account}) `
    + `to the destination account (ID: ${failure.targetAccountId ?? account}) in Region ${failure.region}.`);
  return `Not all distribution jobs are completed. ${jobs.join(' ')}`;
}

/** The images as the steps of a distribution workflow give them. */
export function distributedImages({ imageArn, amis, scenario: { regionFailures = [] } }: BuildRequest): Wire[] {
  const { account } = parseArn(imageArn)!;
  const failed = regionFailures.map((failure) => ({
    region: failure.region,
    accountId: failure.targetAccountId ?? account,
    status: { FAILED: 'Failed', CANCELLED: 'Cancelled', TIMED_OUT: 'TimedOut' }[failure.status ?? 'FAILED'],
    errorMessage: messageOf(failure),
  }));
  const completed = amis.filter(({ region, accountId }) => !failed.some((one) => one.region === region && one.accountId === accountId));
  return [
    ...completed.map(completedImage),
    ...failed,
  ];
}

function jobReason(request: BuildRequest, during: ImageStatus): string {
  const job = during === 'INTEGRATING' ? 'Integration' : 'Distribution';
  const { imageArn } = request;
  return `${job} failed with JobId '${uuidOf(`${imageArn} ${job}`)}', status = 'Failed' for ARN '${imageArn}'. Error:'${distributionMessage(request)}'`;
}

function distributionFailure(request: BuildRequest): Wire | undefined {
  const { regionFailures } = request.scenario;
  return regionFailures && {
    errorMessage: distributionMessage(request),
    regionFailures: regionFailures.map((failure) => ({ status: 'FAILED', ...failure })),
  };
}

function messageOf({ errorMessage = 'The operation failed.' }: RegionFailure): string {
  return errorMessage;
}

function componentFailure(request: BuildRequest, fatal?: ExecutionPlan): Wire | undefined {
  const stage = fatal?.workflow.type === 'TEST' ? 'test' : 'build';
  const failStep = fatal && request.scenario[stage]?.failStep;
  const componentArn = blamedComponent(request, failStep);
  if (fatal?.failed?.definition.action !== 'ExecuteComponents' || !componentArn) {return undefined;}
  return { phaseName: stage, stepName: 'Check', action: 'ExecuteBash', errorMessage: 'exit status 1', componentArn, ...failStep?.component };
}
