import { Image, ObservedExecution, Step } from './facts';
import { oneLine } from './text';
import { millisOf } from './time';
import { hasFailed, stepHasFailed, typeOf } from './workflows';
import { NONE, UNKNOWN } from '../../report/contract';

/** The attributes that lead from "it failed" to the cause. */
export interface FailureTrail {
  readonly FailureStage: string;
  readonly FailedWorkflow: string;
  readonly FailedStep: string;
  readonly FailedStepAction: string;
  readonly FailedComponent: string;
  readonly FailedPhase: string;
  readonly FailedRegions: string;
  readonly FailureMessage: string;
}

/** Where nothing has failed. */
export const NO_FAILURE: FailureTrail = {
  FailureStage: NONE,
  FailedWorkflow: NONE,
  FailedStep: NONE,
  FailedStepAction: NONE,
  FailedComponent: NONE,
  FailedPhase: NONE,
  FailedRegions: NONE,
  FailureMessage: NONE,
};

/**
 * The first step that failed in the first execution that failed. A test workflow may fail without failing the image,
 * and an image may fail without a workflow; in both cases something failed and what is not known says so.
 */
export function failureTrail(image: Image, executions: readonly ObservedExecution[]): FailureTrail {
  const execution = executions.find(hasFailed);
  if (!execution && image.status !== 'FAILED') return NO_FAILURE;
  const step = firstFailed(execution?.steps ?? []);
  return {
    FailureStage: execution ? typeOf(execution) : UNKNOWN,
    FailedWorkflow: execution?.workflowArn ?? execution?.id ?? UNKNOWN,
    FailedStep: step?.name ?? UNKNOWN,
    FailedStepAction: step?.action ?? UNKNOWN,
    FailedComponent: UNKNOWN,
    FailedPhase: UNKNOWN,
    FailedRegions: UNKNOWN,
    FailureMessage: oneLine(step?.message || execution?.message || image.statusReason || '') || UNKNOWN,
  };
}

function firstFailed(steps: readonly Step[]): Step | undefined {
  const start = (step: Step) => millisOf(step.startedAt) ?? Number.MAX_SAFE_INTEGER;
  return steps.filter(stepHasFailed).sort((a, b) => start(a) - start(b))[0];
}
