import { workflowExecutionId } from '../ids';
import { BuildScenario, Durations, FailedStep, ImageStatus, WorkflowScenario, WorkflowType } from '../scenario';
import { Wire } from '../wire';
import { failureOf, FailurePlan } from './failure';
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
}

export interface BuildPlan {
  readonly request: BuildRequest;
  /** In order of time; the last one lasts. */
  readonly statuses: readonly { readonly status: ImageStatus; readonly from: number }[];
  readonly executions: readonly ExecutionPlan[];
  readonly failure?: FailurePlan;
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
  const seconds = { ...DEFAULT_SECONDS, ...request.scenario.durations };
  const statuses: { status: ImageStatus; from: number }[] = [
    { status: 'PENDING', from: request.startedAt },
    { status: 'CREATING', from: request.startedAt + seconds.pending * 1000 },
  ];
  const executions: ExecutionPlan[] = [];
  let now = request.startedAt + (seconds.pending + seconds.creating) * 1000;

  for (const { type, status, duration, scenario } of STAGES) {
    const workflows = request.workflows.filter((workflow) => workflow.type === type);
    // The attached distribution configuration takes effect without a workflow as well.
    if (workflows.length === 0 && type !== 'DISTRIBUTION') {continue;}
    statuses.push({ status, from: now });
    const stage = planStage(request, workflows, request.scenario[scenario], executions.length, now, seconds[duration] * 1000);
    executions.push(...stage.executions);
    now = stage.endsAt;
    const fatal = stage.executions.find(failsTheImage);
    if (fatal) {return failedBuild(request, statuses, executions, status, now, fatal);}
  }

  if (request.scenario.regionFailures) {return failedBuild(request, statuses, executions, 'DISTRIBUTING', now);}
  statuses.push({ status: 'INTEGRATING', from: now });
  now += seconds.integrating * 1000;
  statuses.push({ status: 'AVAILABLE', from: now });
  return { request, statuses, executions, endsAt: now };
}

function failsTheImage({ failed, workflow }: ExecutionPlan): boolean {
  return failed !== undefined && !workflow.continueOnFailure;
}

function failedBuild(
  request: BuildRequest, statuses: BuildPlan['statuses'], executions: readonly ExecutionPlan[], during: ImageStatus, at: number,
  fatal?: ExecutionPlan,
): BuildPlan {
  const failure = failureOf(request, during, fatal, executions);
  return { request, statuses: [...statuses, { status: 'FAILED', from: at }], executions, failure, endsAt: at };
}

/** Workflows of one parallel group run side by side, all else one after the other. */
function planStage(
  request: BuildRequest, workflows: readonly WorkflowToRun[], scenario: WorkflowScenario | undefined, firstPosition: number,
  from: number, length: number,
): { executions: ExecutionPlan[]; endsAt: number } {
  const groups = groupsOf(workflows);
  const failing = scenario?.failStep && workflowThatFails(workflows, scenario.failStep);
  const executions: ExecutionPlan[] = [];
  let now = from;
  for (const group of groups) {
    const end = now + length / groups.length;
    const started = group.map((workflow, i) => {
      const id = workflowExecutionId(request.imageArn, firstPosition + executions.length + i);
      return planExecution(request, workflow, id, now, end, workflow === failing ? scenario!.failStep : undefined);
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

function workflowThatFails(workflows: readonly WorkflowToRun[], { name }: FailedStep): WorkflowToRun | undefined {
  if (name === undefined || workflows.length === 0) {return workflows[0];}
  const found = workflows.find(({ steps }) => steps.some((step) => step.name === name));
  if (!found) {
    const known = workflows.flatMap(({ steps }) => steps.map((step) => step.name)).join(', ');
    throw new Error(`\`failStep.name\` must be one of ${known}, got: ${name}.`);
  }
  return found;
}
