import { findOrStart, observeExecution } from './execution-observe';
import { requestRetry } from './execution-retry';
import { answerOf, asFailureReason, decideAndWrite, ids, IsCompleteResult, OnEventResult, outcomeOfPoll } from './invocation';
import { PASSING_FAILURE_TIMEOUT_SECONDS } from '../../contract/custom-resource';
import { CallFailed, callFailureOf, isRefusal } from '../core/model/call-failure';
import { PipelineImage } from '../core/model/facts';
import { BuildObservation, NO_BUILD, Observed } from '../core/model/observation';
import { Cancellation, hasEnded } from '../core/policy/cancellation';
import { mayBeHidden, runningImages } from '../core/policy/execution-choice';
import { decideExecution, decideOnUnwrittenDetails, mustCancel } from '../core/policy/execution-decide';
import { handedOn } from '../core/policy/execution-hand-over';
import { dueRetry } from '../core/policy/execution-retry';
import {
  executionIdOf, executionOf, ExecutionRequest, parseExecutionRequest, parseStartAnswer, pipelineOf, StartAnswer,
} from '../core/request/execution-request';
import { parseRequestType, parseStartedAt } from '../core/request/request';
import { observed, observedPatiently } from '../observe/observe';
import { withinTime } from '../observe/within-time';
import { BuildControl, Services, StartFunction } from '../ports';

export type ExecutionOnEventResult = OnEventResult & StartAnswer;

export interface ExecutionLifecycle {
  onEvent(event: unknown, remainingMillis: number): Promise<ExecutionOnEventResult>;
  isComplete(event: unknown, remainingMillis: number): Promise<IsCompleteResult>;
}

/**
 * The life of a pipeline execution under the provider framework of aws-cdk-lib.
 *
 * `onEvent` finds or starts the build, and passes the ARN of its image to `isComplete`, which waits for the end. If the build could not be started,
 * `isComplete` invokes the function of `onEvent` again, because its own role can cancel builds and must not be able to tag images. Both can be called
 * again for the same request. A started build is found by the tags of the image. If the list does not show the image yet, the token of the request
 * prevents a second build. A Delete cancels a build that is in progress, and never fails.
 *
 * An execution of more than an hour has several custom resources, one after the other. Each waits for its share of the time and hands over to the next.
 */
export function executionLifecycle(
  services: Services & { readonly imageBuilder: BuildControl; readonly startFunction: StartFunction },
): ExecutionLifecycle {
  const { imageBuilder, startFunction, clock, log } = services;
  return {
    onEvent: (event, remainingMillis) => asFailureReason(event, log, async () => {
      const StartedAt = clock.now().toISOString();
      if (parseRequestType(event) === 'Delete') {
        log.write('deleting', ids(event));
        return { StartedAt };
      }
      const request = parseExecutionRequest(event);
      const ImageArn = request.continued?.imageArn;
      const answer = ImageArn === undefined ? await withinTime(remainingMillis, (signal) => tryToStart(event, request, signal)) : { ImageArn };
      return { PhysicalResourceId: executionIdOf(request), StartedAt, ...answer };
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
    const unread = handedOn(request);
    if (unread) {
      log.write('handed on', ids(event));
      return answerOf(unread, event);
    }
    let imageArn = parseStartAnswer(event).ImageArn;
    const seen = await observedPatiently(async () => {
      if (imageArn === undefined) {
        const answer = await started(event, signal);
        imageArn = answer.ImageArn;
        if (imageArn === undefined) return { ...NO_BUILD, unidentified: answer.Unidentified };
      }
      return observeExecution(imageArn, request, services, signal);
    }, services, signal);
    const cancellations = mustCancel(request, seen, elapsedSeconds) ? await cancelBuilds(event, request, imageArn, signal) : [];
    const due = dueRetry(request, seen, elapsedSeconds, clock.now());
    const retry = due && await requestRetry(event, request, due, services, signal);
    const first = decideExecution(request, seen, elapsedSeconds, cancellations, retry, imageArn);
    const isEarly = first.kind !== 'WAIT' && !request.isCreate && request.continued === undefined && await cancelAllBut(imageArn, event, request, elapsedSeconds, signal);
    const decision = await decideAndWrite(event, seen, {
      decide: () => first.kind === 'SUCCEED' && isEarly ? { kind: 'WAIT', why: 'images that may not be listed yet' } : first,
      decideOnUnwrittenDetails: (callFailure) => decideOnUnwrittenDetails(request, callFailure, elapsedSeconds),
    }, services, signal);
    log.write('polled', { ...ids(event), ...statusOf(seen), image: imageArn, elapsedSeconds: Math.round(elapsedSeconds), ...outcomeOfPoll(decision) });
    return answerOf(decision, event);
  }

  async function tryToStart(event: unknown, request: ExecutionRequest, signal: AbortSignal): Promise<StartAnswer> {
    const about = { ...ids(event), pipeline: request.pipelineArn, trigger: request.trigger };
    const start = await observed(() => findOrStart(request, imageBuilder, signal));
    if (start.kind === 'CALL_FAILED') {
      log.write('not started', { ...about, why: new CallFailed(start.callFailure).message });
      return { NotStarted: start.callFailure };
    }
    const ImageArn = 'imageArn' in start ? start.imageArn : undefined;
    const Unidentified = 'why' in start ? start.why : undefined;
    log.write(start.kind === 'STARTED' ? 'started' : 'found', { ...about, image: ImageArn, why: Unidentified });
    return { ImageArn, Unidentified };
  }

  /** The image of the request, which the function finds or starts that may start builds. */
  async function started(event: unknown, signal: AbortSignal): Promise<StartAnswer> {
    const answer = parseStartAnswer(await startFunction.invoke(event, signal));
    if (answer.NotStarted) throw new CallFailed(answer.NotStarted);
    return answer;
  }

  /** Cancels the build of a request, or what runs if it is not known. Returns what is to be said of it. */
  async function cancelBuilds(event: unknown, request: ExecutionRequest, imageArn: string | undefined, signal: AbortSignal): Promise<Cancellation[]> {
    const arns = imageArn === undefined ? runningOf(request.execution, await listed(event, request.pipelineArn, signal)) : [imageArn];
    return cancelEach(event, arns, signal);
  }

  /**
   * After an update that was rolled back, the build that it started may still run, and nothing would wait for it. Returns whether there can be such a
   * build that is not listed yet.
   */
  async function cancelAllBut(
    imageArn: string | undefined, event: unknown, request: ExecutionRequest, elapsedSeconds: number, signal: AbortSignal,
  ): Promise<boolean> {
    const { execution, pipelineArn, previousTrigger } = request;
    const images = await listed(event, pipelineArn, signal);
    await cancelEach(event, runningOf(execution, images).filter((arn) => arn !== imageArn), signal);
    return previousTrigger !== undefined && mayBeHidden(execution, previousTrigger, images, elapsedSeconds);
  }

  /** The images of the pipeline, or none if they cannot be listed. */
  async function listed(event: unknown, pipelineArn: string, signal: AbortSignal): Promise<readonly PipelineImage[]> {
    const seen = await observed(async () => ({ kind: 'IMAGES', images: await imageBuilder.pipelineImages(pipelineArn, signal) } as const));
    if (seen.kind === 'IMAGES') return seen.images;
    log.write('not listed', { ...ids(event), pipeline: pipelineArn, why: new CallFailed(seen.callFailure).message });
    return [];
  }

  function runningOf(execution: string, images: readonly PipelineImage[]): string[] {
    return runningImages(execution, images).map(({ arn }) => arn);
  }

  /** Cancels builds that are in progress and waits a limited time for their end, because a build must never prevent the deletion of a stack. */
  async function pollDelete(event: unknown, elapsedSeconds: number, signal: AbortSignal): Promise<IsCompleteResult> {
    const target = pipelineOf(event);
    if (target === undefined) return deleted(event);
    // With a clock that was set back, the wait would outlast the provider, and the deletion would fail.
    const isOver = Math.abs(elapsedSeconds) >= PASSING_FAILURE_TIMEOUT_SECONDS;
    const seen = await observedPatiently(
      async () => ({ kind: 'IMAGES', images: await imageBuilder.pipelineImages(target.pipelineArn, signal) } as const), services, signal,
    );
    if (seen.kind === 'CALL_FAILED') {
      return isRefusal(seen.callFailure) || isOver ? deleted(event, new CallFailed(seen.callFailure).message) : { IsComplete: false };
    }
    const builds = runningOf(executionOf(event), seen.images);
    await cancelEach(event, builds, signal);
    if (isOver) return deleted(event, builds.length > 0 ? 'builds are still in progress' : undefined);
    const isEarly = mayBeHidden(executionOf(event), target.trigger, seen.images, elapsedSeconds);
    return builds.length > 0 || isEarly ? { IsComplete: false } : deleted(event);
  }

  function deleted(event: unknown, why?: string): IsCompleteResult {
    log.write('deleted', { ...ids(event), why });
    return { IsComplete: true };
  }

  async function cancelEach(event: unknown, imageArns: readonly string[], signal: AbortSignal): Promise<Cancellation[]> {
    const cancellations = [];
    for (const imageArn of imageArns) cancellations.push(...await cancel(event, imageArn, signal));
    return cancellations;
  }

  /** Nothing is to be said of a build that has ended meanwhile. */
  async function cancel(event: unknown, imageArn: string, signal: AbortSignal): Promise<Cancellation[]> {
    try {
      await imageBuilder.cancel(imageArn, signal);
      log.write('cancelled', { ...ids(event), image: imageArn });
      return [{ imageArn }];
    } catch (error) {
      const callFailure = callFailureOf(error);
      log.write('not cancelled', { ...ids(event), image: imageArn, why: new CallFailed(callFailure).message });
      return hasEnded(callFailure) ? [] : [{ imageArn, callFailure }];
    }
  }
}

function statusOf(seen: Observed<BuildObservation>) {
  return seen.kind === 'BUILD' && seen.build ? { status: seen.build.image.status } : {};
}
