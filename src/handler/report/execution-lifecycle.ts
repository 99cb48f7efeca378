import { findOrStart, observeExecution, Start } from './execution-observe';
import { answerOf, asFailureReason, decideAndWrite, ids, IsCompleteResult, OnEventResult, outcomeOfPoll, withinTime } from './invocation';
import { PASSING_FAILURE_TIMEOUT_SECONDS } from '../../contract';
import { CallFailed } from '../core/model/call-failure';
import { BuildObservation, NO_BUILD, Observed } from '../core/model/observation';
import { runningImages } from '../core/policy/execution-choice';
import { decideExecution, decideOnUnwrittenDetails } from '../core/policy/execution-decide';
import { executionIdOf, executionOf, ExecutionRequest, parseExecutionRequest, parseImageArnOf, pipelineOf } from '../core/request/execution-request';
import { buildReadsOf } from '../core/request/optional-reads';
import { parseRequestType, parseStartedAt } from '../core/request/request';
import { observed } from '../observe/observe';
import { BuildControl, Services } from '../ports';

export interface ExecutionOnEventResult extends OnEventResult {
  /** Absent if the build could not be started yet, which `isComplete` retries. */
  readonly ImageArn?: string;
}

export interface ExecutionLifecycle {
  onEvent(event: unknown, remainingMillis: number): Promise<ExecutionOnEventResult>;
  isComplete(event: unknown, remainingMillis: number): Promise<IsCompleteResult>;
}

/**
 * The life of a pipeline execution under the provider framework of aws-cdk-lib.
 *
 * `onEvent` finds or starts the build, and passes the ARN of its image to `isComplete`, which waits for the end. Both can be called again for the
 * same request. A started build is found by the tags of the image. If the list does not show the image yet, the token of the request prevents a
 * second build. A Delete cancels a build that is in progress, and never fails.
 */
export function executionLifecycle(services: Services & { readonly imageBuilder: BuildControl }): ExecutionLifecycle {
  const { imageBuilder, clock, log } = services;
  return {
    onEvent: (event, remainingMillis) => asFailureReason(event, log, async () => {
      const StartedAt = clock.now().toISOString();
      if (parseRequestType(event) === 'Delete') {
        log.write('deleting', ids(event));
        return { StartedAt };
      }
      const request = parseExecutionRequest(event);
      const start = await withinTime(remainingMillis, (signal) => tryToStart(event, request, signal));
      return { PhysicalResourceId: executionIdOf(request), StartedAt, ImageArn: 'imageArn' in start ? start.imageArn : undefined };
    }),

    isComplete: (event, remainingMillis) => asFailureReason(event, log, async () => {
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
    const seen = await observeStart(request, start, signal);
    const decision = await decideAndWrite(event, seen, {
      decide: (build) => decideExecution(request, build, elapsedSeconds),
      decideOnUnwrittenDetails: (callFailure) => decideOnUnwrittenDetails(request, callFailure, elapsedSeconds),
    }, services, signal);
    const imageArn = 'imageArn' in start ? start.imageArn : undefined;
    log.write('polled', { ...ids(event), ...statusOf(seen), image: imageArn, elapsedSeconds: Math.round(elapsedSeconds), ...outcomeOfPoll(decision) });
    if (decision.kind === 'CANCEL' && imageArn !== undefined) await cancel(event, imageArn, signal);
    return answerOf(decision, event);
  }

  async function observeStart(request: ExecutionRequest, start: Observed<Start>, signal: AbortSignal): Promise<Observed<BuildObservation>> {
    if (start.kind === 'CALL_FAILED') return start;
    if (start.kind === 'NO_IMAGE') return NO_BUILD;
    const seen = await observeExecution(start.imageArn, buildReadsOf(request), services, signal);
    // The service may show a started build only after a moment.
    const isHidden = start.kind === 'STARTED' && seen.kind === 'CALL_FAILED' && seen.callFailure.kind === 'NOT_FOUND';
    return isHidden ? { kind: 'CALL_FAILED', callFailure: { ...seen.callFailure, kind: 'PASSING' } } : seen;
  }

  async function tryToStart(event: unknown, request: ExecutionRequest, signal: AbortSignal): Promise<Observed<Start>> {
    const about = { ...ids(event), pipeline: request.pipelineArn, trigger: request.trigger };
    const start = await observed(() => findOrStart(request, imageBuilder, signal));
    if (start.kind === 'CALL_FAILED') {
      log.write('not started', { ...about, why: new CallFailed(start.callFailure).message });
    } else {
      log.write(start.kind === 'STARTED' ? 'started' : 'found', { ...about, image: start.kind === 'NO_IMAGE' ? undefined : start.imageArn });
    }
    return start;
  }

  /** Cancels builds that are in progress and waits a limited time for their end, because a build must never prevent the deletion of a stack. */
  async function pollDelete(event: unknown, elapsedSeconds: number, signal: AbortSignal): Promise<IsCompleteResult> {
    const pipelineArn = pipelineOf(event);
    if (pipelineArn === undefined || elapsedSeconds >= PASSING_FAILURE_TIMEOUT_SECONDS) return deleted(event);
    const seen = await observed(async () => ({ kind: 'IMAGES', images: await imageBuilder.pipelineImages(pipelineArn, signal) } as const));
    if (seen.kind === 'CALL_FAILED') {
      return seen.callFailure.kind === 'PASSING' ? { IsComplete: false } : deleted(event, new CallFailed(seen.callFailure).message);
    }
    const running = runningImages(executionOf(event), seen.images);
    for (const { arn } of running) await cancel(event, arn, signal);
    return running.length > 0 ? { IsComplete: false } : deleted(event);
  }

  function deleted(event: unknown, why?: string): IsCompleteResult {
    log.write('deleted', { ...ids(event), why });
    return { IsComplete: true };
  }

  /** A build that cannot be cancelled has ended, or is cancelled in the next poll. */
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

function statusOf(seen: Observed<BuildObservation>) {
  return seen.kind === 'BUILD' && seen.build ? { status: seen.build.image.status } : {};
}
