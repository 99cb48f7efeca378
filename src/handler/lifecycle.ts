import { decide, Decision } from './core/decide';
import { FailureError } from './core/failure-error';
import { render, renderReason } from './core/render';
import { parseRequest, parseRequestType, parseStartedAt, physicalIdOf, ReportRequest } from './core/request';
import { envelopeOf } from './core/response';
import { observe } from './observe';
import { Clock, ImageBuilder, Log } from './ports';

/** Time to decide and to answer in, after reading has been stopped. */
const RESERVE_MILLIS = 5000;

export interface OnEventResult {
  /** Absent for a Delete: the provider framework keeps the one it has. */
  readonly PhysicalResourceId?: string;
  /** The provider framework hands it on to `isComplete`. */
  readonly StartedAt?: string;
}

export type IsCompleteResult =
  | { readonly IsComplete: false }
  | { readonly IsComplete: true; readonly Data?: Readonly<Record<string, string>> };

export interface Lifecycle {
  onEvent(event: unknown): Promise<OnEventResult>;
  isComplete(event: unknown, remainingMillis: number): Promise<IsCompleteResult>;
}

/**
 * The life of a report under the provider framework of aws-cdk-lib.
 *
 * `onEvent` takes the request on and calls nothing. `isComplete` polls: it reads, decides, and answers, waits or fails.
 * The framework fails the deployment on whatever `isComplete` throws, so it throws decisions and nothing that may pass.
 * Deleting a report calls nothing and always succeeds.
 */
export function reportLifecycle(imageBuilder: ImageBuilder, clock: Clock, log: Log): Lifecycle {
  return {
    onEvent: (event) => reasonsOnly(event, async () => {
      if (parseRequestType(event) === 'Delete') {
        log.write('deleted', ids(event));
        return {};
      }
      const request = parseRequest(event);
      log.write('accepted', { ...ids(event), ...about(request) });
      return { PhysicalResourceId: physicalIdOf(request), StartedAt: clock.now().toISOString() };
    }),

    isComplete: (event, remainingMillis) => reasonsOnly(event, async () => {
      if (parseRequestType(event) === 'Delete') return { IsComplete: true };
      const request = parseRequest(event);
      const startedAt = parseStartedAt(event);
      const decision = await poll(request, startedAt, remainingMillis);
      log.write('polled', { ...ids(event), ...about(request), ...outcome(decision) });
      switch (decision.kind) {
        case 'WAIT':
          return { IsComplete: false };
        case 'SUCCEED':
          return { IsComplete: true, Data: render(decision.attributes, envelopeOf(event)) };
        case 'FAIL':
          throw new FailureError(decision.reason);
      }
    }),
  };

  async function poll(request: ReportRequest, startedAt: Date, remainingMillis: number): Promise<Decision> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), Math.max(0, remainingMillis - RESERVE_MILLIS));
    try {
      const observation = await observe(request, imageBuilder, clock, stop.signal);
      return decide(request, observation, { now: clock.now(), startedAt });
    } finally {
      clearTimeout(timer);
      // Calls that run beside one that failed: nobody waits for them any more.
      stop.abort();
    }
  }

  /** Whatever is thrown, the reason that CloudFormation gets is one sentence that fits into its response. */
  async function reasonsOnly<T>(event: unknown, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      const foreseen = error instanceof FailureError;
      log.write('failed', { ...ids(event), reason: message, stack: foreseen ? undefined : stack });
      throw new FailureError(renderReason(foreseen ? message : `INTERNAL_ERROR: ${message}. The log of the function has the details.`, envelopeOf(event)));
    }
  }
}

function ids(event: unknown) {
  const { RequestId, StackId, LogicalResourceId } = envelopeOf(event);
  return { requestId: RequestId, stackId: StackId, logicalResourceId: LogicalResourceId };
}

function about({ kind, source }: ReportRequest) {
  return { report: kind, source: source.arn };
}

function outcome(decision: Decision) {
  switch (decision.kind) {
    case 'WAIT':
      return { decision: decision.kind, why: decision.why };
    case 'SUCCEED':
    case 'FAIL':
      return { decision: decision.kind };
  }
}
