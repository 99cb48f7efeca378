import { UNKNOWN } from '../../../contract/values';
import { attemptOf } from '../build/failure-trail';
import { currentExecutions, executionsByStart, hasFailed, stepHasFailed, typeOf } from '../build/workflows';
import { ObservedExecution, Step } from '../model/facts';
import { millisOf } from '../model/time';

/** When the workflows of a build and their steps ran. */
export interface Timeline {
  /** The first start. Absent: no start is known. */
  readonly startedAt?: string;
  /** From the first start to the last start or end. */
  readonly seconds?: number;
  /** In the order in which they ran. */
  readonly workflows: readonly WorkflowBar[];
}

/** When something ran, and how it ended. */
export interface Bar {
  readonly name: string;
  readonly status: string;
  readonly failed: boolean;
  readonly message?: string;
  readonly startedAt?: string;
  /** Absent: start or end is not known. */
  readonly seconds?: number;
  /** The start as a part of the timeline, from 0 to 1. Absent: not known. */
  readonly from?: number;
  /** The duration as a part of the timeline, from 0 to 1. Absent: not known. */
  readonly length?: number;
}

export interface WorkflowBar extends Bar {
  readonly type: string;
  /** Whether a later run replaced this one, which then is no part of the build. */
  readonly replaced: boolean;
  /** Each attempt on its own, in the order in which they ran. Absent: the steps were not listed. */
  readonly steps?: readonly StepBar[];
}

export interface StepBar extends Bar {
  readonly action?: string;
  /** Which attempt it is, if there can be several: `attempt 2 of 3`. */
  readonly attempt?: string;
}

/** The step of a build that took the longest. */
export interface SlowestStep {
  readonly workflow: string;
  readonly step: string;
  readonly seconds: number;
}

/** What has a start and an end. */
interface Timed {
  readonly startedAt?: string;
  readonly endedAt?: string;
}

export function timelineOf(executions: readonly ObservedExecution[]): Timeline {
  const current = new Set(currentExecutions(executions));
  const times = executions.flatMap((execution) => [execution, ...execution.steps ?? []]).flatMap(timesOf);
  const origin = least(times);
  const whole = least(times.map((time) => -time));
  const span = origin === undefined ? undefined : -whole! - origin;
  return {
    startedAt: origin === undefined ? undefined : new Date(origin).toISOString(),
    seconds: span === undefined ? undefined : span / 1000,
    workflows: executionsByStart(executions).map((execution) => ({
      name: workflowName(execution),
      type: typeOf(execution),
      replaced: !current.has(execution),
      failed: hasFailed(execution),
      ...bar(execution),
      steps: execution.steps && stepsByStart(execution.steps).map((step) => ({
        name: step.name ?? step.id ?? UNKNOWN,
        action: step.action,
        attempt: attemptOf(step),
        failed: stepHasFailed(step),
        ...bar(step),
      })),
    })),
  };

  function bar({ status = UNKNOWN, message, ...timed }: Timed & { readonly status?: string; readonly message?: string }) {
    const start = millisOf(timed.startedAt);
    const seconds = secondsOf(timed);
    const part = (millis: number) => span! > 0 ? millis / span! : 0;
    return {
      status,
      message,
      startedAt: start === undefined ? undefined : new Date(start).toISOString(),
      seconds,
      from: start === undefined ? undefined : part(start - origin!),
      length: seconds === undefined ? undefined : part(seconds * 1000),
    };
  }
}

/** The attempt at a step that took the longest, of all that are a part of the build and whose duration is known. */
export function slowestStep(executions: readonly ObservedExecution[]): SlowestStep | undefined {
  const steps = timelineOf(currentExecutions(executions)).workflows.flatMap(({ name: workflow, steps: bars = [] }) =>
    bars.flatMap(({ name: step, seconds }) => seconds === undefined ? [] : [{ workflow, step, seconds }]));
  return steps.reduce<SlowestStep | undefined>((slowest, step) => slowest && slowest.seconds >= step.seconds ? slowest : step, undefined);
}

/** The name and the version of a workflow as its ARN has them: `test-image 1.0.3`. */
function workflowName({ workflowArn, id }: ObservedExecution): string {
  const [, name, version] = /:workflow\/[^/]+\/([^/]+)\/([^/]+)/.exec(workflowArn ?? '') ?? [];
  return name === undefined ? workflowArn ?? id ?? UNKNOWN : `${name} ${version}`;
}

/** An end before its start is not known: the clocks of two services differ. */
function secondsOf({ startedAt, endedAt }: Timed): number | undefined {
  const [start, end] = [millisOf(startedAt), millisOf(endedAt)];
  return start === undefined || end === undefined || end < start ? undefined : (end - start) / 1000;
}

function timesOf({ startedAt, endedAt }: Timed): number[] {
  return [startedAt, endedAt].map(millisOf).filter((time) => time !== undefined);
}

/** The least of many numbers: a call with as many arguments would fail. */
function least(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math.min(a, b));
}

/** Steps in the order in which they ran, with what has not started last. The service documents no order. */
function stepsByStart(steps: readonly Step[]): Step[] {
  const contentOf = ({ attempt, name, id, status }: Step) => JSON.stringify([attempt, name, id, status]);
  return steps.map((step) => ({ step, start: millisOf(step.startedAt) ?? Infinity, content: contentOf(step) }))
    .sort((a, b) => a.start - b.start || a.content.localeCompare(b.content, 'en'))
    .map(({ step }) => step);
}
