import { iso } from '../clock';
import { ImageStatus, PackageScenario, StepStatus, WorkflowStatus } from '../scenario';
import { Wire } from '../wire';
import { BuildPlan, BuildRequest, ExecutionPlan, failedAfterBuild, planBuild, planRetry } from './plan';
import { completedScan, findingsAt, scanAt } from './scan';
import { StepPlan } from './steps';
import { countSteps, ExecutionView, ImageCourse, ImageTimeline, ImageView, isInProgress, StepView } from './timeline';

/** Virtual time from the wish to cancel until the image is CANCELLED. */
const CANCELLING_MS = 10_000;
/** Actions that undo what they did; the others have nothing to undo. */
const WITH_ROLLBACK = ['LaunchInstance', 'CollectImageMetadata'];
/** What is on an image when the scenario does not say. */
const DEFAULT_PACKAGES: readonly PackageScenario[] = [
  { name: 'bash', version: '5.2.15-1.amzn2023.0.2' },
  { name: 'glibc', version: '2.34-117.amzn2023.0.1' },
  { name: 'kernel', version: '6.1.112-122.189.amzn2023' },
  { name: 'openssl', version: '1:3.0.8-1.amzn2023.0.16' },
];

/** An image that is being built. */
export class Build implements ImageTimeline {
  private plan: BuildPlan;
  private cancelledAt?: number;

  constructor(request: BuildRequest) {
    this.plan = planBuild(request);
  }

  cancel(now: number): void {
    this.cancelledAt ??= now;
  }

  canBeRetried(now: number): boolean {
    return this.at(now).status === 'FAILED' && failedAfterBuild(this.plan);
  }

  retry(now: number): void {
    this.plan = planRetry(this.plan, now);
  }

  course(): ImageCourse {
    const { plan, cancelledAt = Infinity } = this;
    const scan = completedScan(plan);
    const waits = plan.executions.flatMap(({ id, workflow, steps }) => steps
      .filter(({ definition: { action }, startsAt }) => action === 'WaitForAction' && startsAt <= cancelledAt)
      .map((step) => ({ at: step.startsAt, workflowArn: workflow.arn, executionId: id, stepId: step.id, stepName: step.definition.name })));
    return {
      statuses: [
        ...plan.statuses.filter(({ from }) => from <= cancelledAt),
        ...cancelledAt < Infinity ? [{ status: 'CANCELLED' as const, from: cancelledAt + CANCELLING_MS }] : [],
      ],
      scan: scan && scan.at <= cancelledAt ? scan : undefined,
      waits: waits.filter(({ at }) => at < Infinity),
    };
  }

  at(now: number): ImageView {
    const asked = this.cancelledAt;
    // What was under way when the build was cancelled stands still from then on.
    const moment = asked === undefined ? now : Math.min(now, asked);
    const isCancelled = asked !== undefined && now >= asked + CANCELLING_MS;
    const status = isCancelled ? 'CANCELLED' : statusAt(this.plan, moment);
    return {
      status,
      ...(status === 'AVAILABLE' ? { availableSince: this.plan.endsAt } : {}),
      ...(isCancelled ? { reason: 'Image creation was cancelled.' } : status === 'FAILED' ? this.plan.failure : {}),
      ...outputsAt(this.plan, status),
      scanState: isCancelled ? abandonedUnlessDone(scanAt(this.plan, moment)) : scanAt(this.plan, moment),
      ...findingsAt(this.plan, moment),
      packages: packagesAt(this.plan, moment),
      executions: this.plan.executions.filter(({ startsAt }) => startsAt <= moment).map((execution) => executionAt(execution, moment, isCancelled)),
    };
  }
}

function statusAt(plan: BuildPlan, now: number): ImageStatus {
  return plan.statuses.filter(({ from }) => from <= now).at(-1)?.status ?? 'PENDING';
}

/** Outputs are seen when distribution is over, those of Regions that failed as well. */
function outputsAt({ request }: BuildPlan, status: ImageStatus): { amis: readonly Wire[]; containers: readonly Wire[] } {
  const failures = request.scenario.regionFailures;
  const isDistributed = status === 'AVAILABLE' || (status === 'FAILED' && failures !== undefined);
  if (!isDistributed) {return { amis: [], containers: [] };}
  const amis = request.amis.map((ami) => {
    // Where the configuration fails afterwards, the AMI has been copied.
    const failure = failures?.find(({ region, targetAccountId, imageConfigurationStep }) =>
      imageConfigurationStep === undefined && region === ami.region && (targetAccountId ?? ami.accountId) === ami.accountId);
    return failure ? { ...ami, state: { status: 'FAILED', reason: failure.errorMessage ?? 'Distribution failed.' } } : ami;
  });
  return { amis, containers: request.containers };
}

/** The step that collects metadata lists the packages. */
function packagesAt({ executions, request }: BuildPlan, now: number): readonly PackageScenario[] {
  const isCollected = executions.flatMap(({ steps }) => steps)
    .some(({ definition, result, endsAt }) => definition.action === 'CollectImageMetadata' && result === 'COMPLETED' && endsAt <= now);
  return isCollected ? request.scenario.packages ?? DEFAULT_PACKAGES : [];
}

function executionAt(execution: ExecutionPlan, now: number, isCancelled: boolean): ExecutionView {
  const steps = execution.steps.map((step) => stepAt(step, execution, now, isCancelled));
  const hasEnded = now >= execution.endsAt;
  const { id, workflow: { arn, type, parallelGroup } } = execution;
  return {
    id,
    workflowArn: arn,
    type,
    status: isCancelled && !hasEnded ? 'CANCELLED' : executionStatus(execution, now),
    message: execution.failed && now >= execution.failed.endsAt ? execution.message : undefined,
    startTime: iso(execution.startsAt),
    endTime: hasEnded ? iso(execution.endsAt) : isCancelled ? iso(now) : undefined,
    parallelGroup,
    retried: execution.retried ?? false,
    counts: countSteps(steps),
    steps,
  };
}

function executionStatus({ failed, endsAt }: ExecutionPlan, now: number): WorkflowStatus {
  if (now >= endsAt) {return failed ? 'ROLLBACK_COMPLETED' : 'COMPLETED';}
  return failed && now >= failed.endsAt ? 'ROLLBACK_IN_PROGRESS' : 'RUNNING';
}

function stepAt(step: StepPlan, { failed, endsAt }: ExecutionPlan, now: number, isCancelled: boolean): StepView {
  const { definition: { name, action, timeoutSeconds } } = step;
  const hasStarted = now >= step.startsAt;
  const hasEnded = hasStarted && now >= step.endsAt;
  const status: StepStatus = hasEnded ? step.result : isCancelled ? 'CANCELLED' : hasStarted ? 'RUNNING' : 'PENDING';
  const isRolledBack = failed !== undefined && now >= failed.endsAt && step.result !== 'SKIPPED' && step.result !== 'PENDING';
  return {
    id: step.id,
    name,
    action,
    status,
    rollbackStatus: !isRolledBack ? undefined : !WITH_ROLLBACK.includes(action) ? 'SKIPPED' : now >= endsAt ? 'COMPLETED' : 'RUNNING',
    message: hasEnded ? step.message ?? '' : undefined,
    inputs: JSON.stringify(step.inputs),
    outputs: hasEnded && step.outputs !== undefined ? asText(step.outputs) : undefined,
    startTime: hasStarted ? iso(step.startsAt) : undefined,
    endTime: hasEnded ? iso(step.endsAt) : hasStarted && isCancelled ? iso(now) : undefined,
    onFailure: step.onFailure,
    timeoutSeconds,
    attemptNumber: hasEnded ? step.attempts : undefined,
    maxAttempts: step.attempts,
  };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function abandonedUnlessDone(scan: ImageView['scanState']): ImageView['scanState'] {
  return scan && ['PENDING', 'SCANNING', 'COLLECTING'].includes(scan.status) ? { status: 'ABANDONED', reason: 'The image was cancelled.' } : scan;
}

/** Whether an image of this view can still be cancelled. */
export function canBeCancelled({ status }: ImageView): boolean {
  return isInProgress(status);
}
