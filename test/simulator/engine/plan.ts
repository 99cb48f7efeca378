import { workflowExecutionId } from '../ids';
import { BuildScenario, Durations, FailedStep, ImageStatus, RetryScenario, WorkflowType } from '../scenario';
import { Wire } from '../wire';
import { distributedImages, distributionMessage, failureOf, FailurePlan, statusOfRegionFailures } from './failure';
import { StepDefinition } from './managed-workflows';
import { planSteps, StepPlan } from './steps';

/** A workflow that a build runs. */
export interface WorkflowToRun {
  /** Build version. */
  readonly arn: string;
  readonly type: WorkflowType;
  readonly steps: readonly StepDefinition[];
  readonly parallelGroup?: string;
  /** Whether the image goes on when this workflow fails. */
  readonly continueOnFailure?: boolean;
}

/** All that decides how a build goes. */
export interface BuildRequest {
  readonly imageArn: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly startedAt: number;
  readonly platform: string;
  readonly scenario: BuildScenario;
  readonly workflows: readonly WorkflowToRun[];
  /** Whether Inspector scans the test instance, the AMI afterwards, or nothing. */
  readonly scanning: 'OFF' | 'TEST_INSTANCE' | 'ON_DEMAND';
  readonly collectsMetadata: boolean;
  /** Build versions of the recipe's components. */
  readonly components: readonly string[];
  /** What comes out, as on the wire. */
  readonly amis: readonly Wire[];
  readonly containers: readonly Wire[];
}

export interface ExecutionPlan {
  readonly id: string;
  readonly workflow: WorkflowToRun;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly steps: readonly StepPlan[];
  /** The step that fails the workflow, which is rolled back then. */
  readonly failed?: StepPlan;
  readonly message?: string;
  /** Whether a retry of the build runs the stage again. */
  readonly retried?: boolean;
}

export interface BuildPlan {
  readonly request: BuildRequest;
  /** In order of time; the last one lasts. */
  readonly statuses: readonly { readonly status: ImageStatus; readonly from: number }[];
  readonly executions: readonly ExecutionPlan[];
  readonly failure?: FailurePlan;
  /** The status in which it fails. */
  readonly failsDuring?: ImageStatus;
  readonly endsAt: number;
}

const DEFAULT_SECONDS: Required<Durations> = { pending: 10, creating: 20, building: 600, testing: 360, distributing: 180, integrating: 30 };
const ROLLBACK_MS = 30_000;

const STAGES: readonly { type: WorkflowType; status: ImageStatus; duration: keyof Durations; scenario: 'build' | 'test' | 'distribution' }[] = [
  { type: 'BUILD', status: 'BUILDING', duration: 'building', scenario: 'build' },
  { type: 'TEST', status: 'TESTING', duration: 'testing', scenario: 'test' },
  { type: 'DISTRIBUTION', status: 'DISTRIBUTING', duration: 'distributing', scenario: 'distribution' },
];

/** Works out the whole course of a build beforehand. */
export function planBuild(request: BuildRequest): BuildPlan {
  const seconds = secondsOf(request);
  const statuses: BuildPlan['statuses'] = [
    { status: 'PENDING', from: request.startedAt },
    { status: 'CREATING', from: request.startedAt + seconds.pending * 1000 },
  ];
  return planFrom(request, { statuses, executions: [] }, STAGES, request.startedAt + (seconds.pending + seconds.creating) * 1000);
}

/** Stages that a retry can begin with, as the service's guide says. */
const RETRIED: readonly (ImageStatus | undefined)[] = ['TESTING', 'DISTRIBUTING', 'INTEGRATING'];

/** Whether a build failed in a way that it can be retried. */
export function failedAfterBuild({ failsDuring }: BuildPlan): boolean {
  return RETRIED.includes(failsDuring);
}

/** The course of a build that is retried: as it was until now, and from now on the stage that failed and those after it. */
export function planRetry(plan: BuildPlan, now: number): BuildPlan {
  const { failsDuring, request: before } = plan;
  const { test, distribution, regionFailures, reason, failureContext, retries, ...scenario } = before.scenario;
  const again: RetryScenario = retries?.[0] ?? {};
  const next = retries && retries.length > 1 ? retries.slice(1) : retries;
  const request = { ...before, scenario: { ...scenario, ...again, durations: { ...scenario.durations, ...again.durations }, retries: next } };
  const first = STAGES.findIndex(({ status }) => status === failsDuring);
  const stages = first < 0 ? [] : STAGES.slice(first);
  const executions = plan.executions.map((execution) =>
    stages.some(({ type }) => type === execution.workflow.type) ? { ...execution, retried: true } : execution);
  return planFrom(request, { statuses: plan.statuses, executions }, stages, now);
}

/** The course from a moment on, through these stages. */
function planFrom(
  request: BuildRequest, before: Pick<BuildPlan, 'statuses' | 'executions'>, stages: typeof STAGES, from: number,
): BuildPlan {
  const seconds = secondsOf(request);
  const statuses = [...before.statuses];
  const executions = [...before.executions];
  let now = from;

  for (const { type, status, duration, scenario } of stages) {
    const workflows = request.workflows.filter((workflow) => workflow.type === type);
    // Without a workflow the images are distributed all the same, as a job that no execution shows.
    if (workflows.length === 0 && type !== 'DISTRIBUTION') {continue;}
    statuses.push({ status, from: now });
    const failStep = request.scenario[scenario]?.failStep ?? (type === 'DISTRIBUTION' ? stepThatFailsInRegions(request, workflows) : undefined);
    const stage = planStage(request, workflows, failStep, executions.length, now, seconds[duration] * 1000);
    executions.push(...stage.executions);
    now = stage.endsAt;
    const fatal = stage.executions.find(failsTheImage);
    if (fatal) {return failedBuild(request, statuses, executions, status, now, fatal);}
  }

  const during = statusOfRegionFailures(request.scenario.regionFailures);
  if (during === 'DISTRIBUTING') {return failedBuild(request, statuses, executions, during, now);}
  statuses.push({ status: 'INTEGRATING', from: now });
  now += seconds.integrating * 1000;
  if (during) {return failedBuild(request, statuses, executions, during, now);}
  statuses.push({ status: 'AVAILABLE', from: now });
  return { request, statuses, executions, endsAt: now };
}

function secondsOf({ scenario: { durations } }: BuildRequest): Required<Durations> {
  return { ...DEFAULT_SECONDS, ...durations };
}

function failsTheImage({ failed, workflow }: ExecutionPlan): boolean {
  return failed !== undefined && !workflow.continueOnFailure;
}

function failedBuild(
  request: BuildRequest, statuses: BuildPlan['statuses'], executions: readonly ExecutionPlan[], during: ImageStatus, at: number,
  fatal?: ExecutionPlan,
): BuildPlan {
  const failure = failureOf(request, during, fatal);
  return { request, statuses: [...statuses, { status: 'FAILED', from: at }], executions, failure, failsDuring: during, endsAt: at };
}

/** A distribution that a workflow does fails in the step that distributes, or configures, the images. */
function stepThatFailsInRegions(request: BuildRequest, workflows: readonly WorkflowToRun[]): FailedStep | undefined {
  const during = statusOfRegionFailures(request.scenario.regionFailures);
  if (!during || workflows.length === 0) {return undefined;}
  const action = during === 'INTEGRATING' ? 'ApplyImageConfigurations' : 'DistributeImage';
  const step = workflows.flatMap(({ steps }) => steps).find((one) => one.action === action);
  return {
    name: step?.name,
    message: distributionMessage(request),
    outputs: { [during === 'INTEGRATING' ? 'configuredImages' : 'distributedImages']: distributedImages(request) },
  };
}

/** Workflows of one parallel group run side by side, all else one after the other. */
function planStage(
  request: BuildRequest, workflows: readonly WorkflowToRun[], failStep: FailedStep | undefined, firstPosition: number,
  from: number, length: number,
): { executions: ExecutionPlan[]; endsAt: number } {
  const groups = groupsOf(workflows);
  const failing = failStep && workflowThatFails(workflows, failStep);
  const executions: ExecutionPlan[] = [];
  let now = from;
  for (const group of groups) {
    const end = now + length / groups.length;
    const started = group.map((workflow, i) => {
      const id = workflowExecutionId(request.imageArn, firstPosition + executions.length + i);
      return planExecution(request, workflow, id, now, end, workflow === failing ? failStep : undefined);
    });
    executions.push(...started);
    now = Math.max(...started.map(({ endsAt }) => endsAt));
    if (started.some(failsTheImage)) {return { executions, endsAt: now };}
  }
  return { executions, endsAt: groups.length > 0 ? now : from + length };
}

function planExecution(request: BuildRequest, workflow: WorkflowToRun, id: string, from: number, to: number, failStep?: FailedStep): ExecutionPlan {
  const steps = planSteps(request, workflow, id, from, to, failStep);
  const failedStep = steps.find(({ result, onFailure }) => result === 'FAILED' && onFailure === 'Abort');
  if (!failedStep) {return { id, workflow, startsAt: from, endsAt: to, steps };}
  return { id, workflow, startsAt: from, endsAt: failedStep.endsAt + ROLLBACK_MS, steps, failed: failedStep, message: failedStep.message };
}

function groupsOf(workflows: readonly WorkflowToRun[]): WorkflowToRun[][] {
  const groups: WorkflowToRun[][] = [];
  for (const workflow of workflows) {
    const last = groups.at(-1);
    if (last && workflow.parallelGroup && last[0].parallelGroup === workflow.parallelGroup) {
      last.push(workflow);
    } else {
      groups.push([workflow]);
    }
  }
  return groups;
}

function workflowThatFails(workflows: readonly WorkflowToRun[], { name }: FailedStep): WorkflowToRun {
  if (workflows.length === 0) {throw new Error('`distribution.failStep` must have a DISTRIBUTION workflow to fail in, got: none.');}
  if (name === undefined) {return workflows[0];}
  const found = workflows.find(({ steps }) => steps.some((step) => step.name === name));
  if (!found) {
    const known = workflows.flatMap(({ steps }) => steps.map((step) => step.name)).join(', ');
    throw new Error(`\`failStep.name\` must be one of ${known}, got: ${name}.`);
  }
  return found;
}
