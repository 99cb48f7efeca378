import { outcomeOf } from './build-outcome';
import { UNKNOWN } from '../../../contract/values';
import { workflowTypeOf } from '../model/arn';
import { Execution, ObservedExecution, Step, StepCounts } from '../model/facts';
import { Build } from '../model/observation';
import { millisOf } from '../model/time';

/** Stages in the order in which a build runs them. */
const STAGES = ['BUILD', 'TEST', 'DISTRIBUTION'];
/** An execution that failed and was rolled back ends as ROLLBACK_COMPLETED. During the rollback the execution has not ended. */
const FAILED_EXECUTION = new Set(['FAILED', 'ROLLBACK_COMPLETED']);
const ENDED_EXECUTION = new Set(['COMPLETED', 'SKIPPED', 'FAILED', 'ROLLBACK_COMPLETED', 'CANCELLED']);
const FAILED_STEP = new Set(['FAILED', 'TIMED_OUT']);

/** Statuses from best to worst. An unknown status is worse than an execution in progress, and better than an unsuccessful execution. */
const RANKING = ['SKIPPED', 'COMPLETED', 'PENDING', 'RUNNING', 'unheard of', 'CANCELLED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETED', 'FAILED'];

const COUNTS = ['total', 'succeeded', 'failed', 'skipped'] as const;

/** The type of an execution. For an execution without a type, the type is read from the ARN of the workflow. */
export function typeOf(execution: Execution): string {
  return execution.type ?? workflowTypeOf(execution.workflowArn) ?? UNKNOWN;
}

export function hasFailed(execution: Execution): boolean {
  return FAILED_EXECUTION.has(execution.status ?? UNKNOWN);
}

export function stepHasFailed(step: Step): boolean {
  return FAILED_STEP.has(step.status ?? UNKNOWN);
}

/** The steps of an execution without those attempts that a later attempt of the same step followed. */
export function lastAttempts(steps: readonly Step[]): Step[] {
  const last = new Map<string | undefined, number>();
  for (const { name, attempt = 0 } of steps) last.set(name, Math.max(attempt, last.get(name) ?? 0));
  return steps.filter(({ name, attempt = Infinity }) => name === undefined || attempt >= last.get(name)!);
}

/**
 * The executions that make up the build, in the order in which they ran: without those that the service marks as retried,
 * and without unsuccessful executions that a later execution of the same workflow replaced.
 */
export function currentExecutions<T extends Execution>(executions: readonly T[]): T[] {
  const ordered = executionsByStart(executions).filter((execution) => !execution.retried);
  const lastStarts = new Map<string, number>();
  for (const execution of ordered) lastStarts.set(runOf(execution), millisOf(execution.startedAt) ?? lastStarts.get(runOf(execution)) ?? -Infinity);
  return ordered.filter((execution) => !(
    (hasFailed(execution) || execution.status === 'CANCELLED')
    && mayHaveBeenRetried(execution)
    && lastStarts.get(runOf(execution))! > (millisOf(execution.startedAt) ?? Infinity)
  ));
}

/** All executions in the order in which they ran. */
export function executionsByStart<T extends Execution>(executions: readonly T[]): T[] {
  return [...executions].sort(byStart);
}

/** Whether the steps of an execution have information that the execution itself does not have. */
export function needsSteps(execution: Execution): boolean {
  return hasFailed(execution) || COUNTS.some((count) => execution.counts[count] === undefined);
}

/** The worst status of the workflows of a type, or undefined if there is none. */
export function statusOf(type: string, executions: readonly Execution[]): string | undefined {
  const statuses = executions.filter((execution) => typeOf(execution) === type).map((execution) => execution.status ?? UNKNOWN);
  return statuses.reduce<string | undefined>((worst, status) => worst === undefined || rank(status) > rank(worst) ? status : worst, undefined);
}

/** The numbers of executions by result. An execution that is not known to have ended counts as running. */
export function countWorkflows(executions: readonly Execution[]) {
  const having = (predicate: (execution: Execution) => boolean) => executions.filter(predicate).length;
  return {
    total: executions.length,
    succeeded: having(({ status }) => status === 'COMPLETED'),
    failed: having(hasFailed),
    skipped: having(({ status }) => status === 'SKIPPED'),
    running: having(({ status }) => !ENDED_EXECUTION.has(status ?? UNKNOWN)),
  };
}

/** The numbers of steps of all executions together. A sum is unknown if one of its numbers is unknown, or if the image has no executions. */
export function countSteps(executions: readonly ObservedExecution[]): StepCounts {
  const each = executions.map((execution) => ({ ...countListed(execution.steps), ...known(execution.counts) }));
  const sum = (count: keyof StepCounts) => each.length === 0 ? undefined
    : each.reduce<number | undefined>((total, counts) => plus(total, counts[count]), 0);
  return { total: sum('total'), succeeded: sum('succeeded'), failed: sum('failed'), skipped: sum('skipped') };
}

function countListed(attempts: readonly Step[] = []): StepCounts {
  const steps = lastAttempts(attempts);
  // An empty list is ignored, because the service may have omitted the list.
  if (steps.length === 0) return {};
  return {
    total: steps.length,
    succeeded: steps.filter(({ status }) => status === 'COMPLETED').length,
    failed: steps.filter(stepHasFailed).length,
    skipped: steps.filter(({ status }) => status === 'SKIPPED').length,
  };
}

function known(counts: StepCounts): StepCounts {
  return Object.fromEntries(COUNTS.filter((count) => counts[count] !== undefined).map((count) => [count, counts[count]]));
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function rank(status: string): number {
  const index = RANKING.indexOf(status);
  return index >= 0 ? index : RANKING.indexOf('unheard of');
}

/** Orders by time, with what has not started last, then by stage, then by ID and content. The service documents no order. */
function byStart(a: Execution, b: Execution): number {
  const [startOfA, startOfB] = [millisOf(a.startedAt) ?? Infinity, millisOf(b.startedAt) ?? Infinity];
  if (startOfA !== startOfB) return startOfA - startOfB;
  return stage(a) - stage(b) || (a.id ?? '').localeCompare(b.id ?? '', 'en') || contentOf(a).localeCompare(contentOf(b), 'en');
}

/** What distinguishes executions without an ID. */
function contentOf({ workflowArn, status, message, endedAt }: Execution): string {
  return JSON.stringify([workflowArn, status, message, endedAt]);
}

function stage(execution: Execution): number {
  const index = STAGES.indexOf(typeOf(execution));
  return index >= 0 ? index : STAGES.length;
}

/** Whether nothing but a later execution of the same workflow can show that an execution was retried. */
function mayHaveBeenRetried({ retried, workflowArn }: Execution): boolean {
  return retried === undefined && workflowArn !== undefined;
}

/** What a retry has in common with the execution that it replaces. */
function runOf({ workflowArn, parallelGroup }: Execution): string {
  return JSON.stringify([workflowArn, parallelGroup]);
}

/** How long contradictory answers are read again before they are accepted. */
export const CONSISTENCY_SECONDS = 15;

/**
 * Whether image and workflows contradict each other. They are two answers at two times: workflows that run or roll back after the image has ended
 * end a little later.
 */
export function isInconsistent({ image, current }: Build): boolean {
  return outcomeOf(image.status) !== 'IN_PROGRESS' && countWorkflows(current).running > 0;
}
