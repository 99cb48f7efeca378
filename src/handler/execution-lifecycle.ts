import { runningImages } from './core/execution-choice';
import { decideExecution, decideOnDetailsTrouble, ExecutionDecision, ExecutionObservation } from './core/execution-decide';
import { executionIdOf, executionOf, ExecutionRequest, parseExecutionRequest, parseImageArnOf, pipelineOf } from './core/execution-request';
import { PipelineImage } from './core/facts';
import { parseRequestType, parseStartedAt } from './core/request';
import { CallFailed } from './core/trouble';
import { troubleWithDetails } from './details-write';
import { findOrStart, observeExecution, Start } from './execution-observe';
import { answerOf, ids, IsCompleteResult, OnEventResult, reasonsOnly, tellMissedLog, withinTime } from './invocation';
import { BuildControl, Services } from './ports';
import { TROUBLE_TIMEOUT_SECONDS } from '../report/contract';

export interface ExecutionOnEventResult extends OnEventResult {
  /** Absent when the build could not be started yet: `isComplete` tries again. */
  readonly ImageArn?: string;
}

export interface ExecutionLifecycle {
  onEvent(event: unknown, remainingMillis: number): Promise<ExecutionOnEventResult>;
  isComplete(event: unknown, remainingMillis: number): Promise<IsCompleteResult>;
}

/**
 * The life of a pipeline execution under the provider framework of aws-cdk-lib.
 *
 * `onEvent` finds or starts the build, and hands the ARN of its image on to `isComplete`, which waits for the end. Either of them may be
 * called again for the same request; what was started is found by the tags on the image, and where the list does not show it yet, the token
 * of the request makes the second start the first. A Delete cancels what is still being built, and never fails.
 */
export function executionLifecycle(services: Services & { readonly imageBuilder: BuildControl }): ExecutionLifecycle {
  const { imageBuilder, detailsStore, clock, log } = services;
  return {
    onEvent: (event, remainingMillis) => reasonsOnly(event, log, async () => {
      const StartedAt = clock.now().toISOString();
      if (parseRequestType(event) === 'Delete') {
        log.write('deleting', ids(event));
        return { StartedAt };
      }
      const request = parseExecutionRequest(event);
      const start = await withinTime(remainingMillis, (signal) => tryToStart(event, request, signal));
      return { PhysicalResourceId: executionIdOf(request), StartedAt, ImageArn: 'imageArn' in start ? start.imageArn : undefined };
    }),

    isComplete: (event, remainingMillis) => reasonsOnly(event, log, async () => {
      const elapsedSeconds = (clock.now().getTime() - parseStartedAt(event).getTime()) / 1000;
      return withinTime(remainingMillis, (signal) => parseRequestType(event) === 'Delete'
        ? pollDelete(event, elapsedSeconds, signal)
        : pollBuild(event, elapsedSeconds, signal));
    }),
  };

  async function pollBuild(event: unknown, elapsedSeconds: number, signal: AbortSignal): Promise<IsCompleteResult> {
    const request = parseExecutionRequest(event);
    const handedOn = parseImageArnOf(event);
    const start = handedOn === undefined ? await tryToStart(event, request, signal) : { kind: 'FOUND', imageArn: handedOn } as const;
    const imageArn = 'imageArn' in start ? start.imageArn : undefined;
    const observation = 'imageArn' in start ? await observeStarted(request, start, signal) : start;
    tellMissedLog(observation, event, log);
    const decided = decideExecution(request, observation, elapsedSeconds);
    const trouble = await troubleWithDetails(decided, detailsStore, signal);
    const decision = trouble ? decideOnDetailsTrouble(request, trouble, elapsedSeconds) : decided;
    log.write('polled', { ...ids(event), ...seen(observation), image: imageArn, elapsedSeconds: Math.round(elapsedSeconds), ...outcome(decision) });
    if (decision.kind === 'CANCEL' && imageArn !== undefined) await cancel(event, imageArn, signal);
    return answerOf(decision, event);
  }

  async function observeStarted(
    request: ExecutionRequest, { kind, imageArn }: Start & { imageArn: string }, signal: AbortSignal,
  ): Promise<ExecutionObservation> {
    const observation = await observeExecution(request, imageArn, services, signal);
    // The service may take a moment to show what it has just started.
    const isHidden = kind === 'STARTED' && observation.kind === 'TROUBLE' && observation.trouble.kind === 'NOT_FOUND';
    return isHidden ? { kind: 'TROUBLE', trouble: { ...observation.trouble, kind: 'PASSING' } } : observation;
  }

  async function tryToStart(event: unknown, request: ExecutionRequest, signal: AbortSignal): Promise<Start | ExecutionObservation & { kind: 'TROUBLE' }> {
    const about = { ...ids(event), pipeline: request.pipelineArn, trigger: request.trigger };
    try {
      const start = await findOrStart(request, imageBuilder, signal);
      log.write(start.kind === 'STARTED' ? 'started' : 'found', { ...about, image: start.kind === 'NO_IMAGE' ? undefined : start.imageArn });
      return start;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      log.write('not started', { ...about, why: error.message });
      return { kind: 'TROUBLE', trouble: error.trouble };
    }
  }

  /** Cancels what is still being built and waits for it, as long as is good for it: nothing of a build keeps a stack from being deleted. */
  async function pollDelete(event: unknown, elapsedSeconds: number, signal: AbortSignal): Promise<IsCompleteResult> {
    const pipelineArn = pipelineOf(event);
    if (pipelineArn === undefined || elapsedSeconds >= TROUBLE_TIMEOUT_SECONDS) return deleted(event);
    let running: PipelineImage[];
    try {
      running = runningImages(executionOf(event), await imageBuilder.pipelineImages(pipelineArn, signal));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (error.trouble.kind === 'PASSING') return { IsComplete: false };
      return deleted(event, error.message);
    }
    for (const { arn } of running) await cancel(event, arn, signal);
    return running.length > 0 ? { IsComplete: false } : deleted(event);
  }

  function deleted(event: unknown, why?: string): IsCompleteResult {
    log.write('deleted', { ...ids(event), why });
    return { IsComplete: true };
  }

  /** What cannot be cancelled has ended, or will be told again. */
  async function cancel(event: unknown, imageArn: string, signal: AbortSignal): Promise<void> {
    try {
      await imageBuilder.cancel(imageArn, signal);
      log.write('cancelled', { ...ids(event), image: imageArn });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      log.write('not cancelled', { ...ids(event), image: imageArn, why: error.message });
    }
  }
}

function seen(observation: ExecutionObservation) {
  return observation.kind === 'IMAGE' ? { status: observation.image.status } : {};
}

function outcome(decision: ExecutionDecision) {
  return { decision: decision.kind, why: 'why' in decision ? decision.why : undefined };
}
