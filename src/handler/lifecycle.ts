import { decide, Decision } from './core/decide';
import { FailureError } from './core/failure-error';
import { render } from './core/render';
import { parseRequest, parseRequestType, parseStartedAt, physicalIdOf, ReportRequest, subjectOf } from './core/request';
import { envelopeOf } from './core/response';
import { ids, reasonsOnly, withinTime } from './invocation';
import { observe } from './observe';
import { Clock, ImageBuilder, Log } from './ports';

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
    onEvent: (event) => reasonsOnly(event, log, async () => {
      if (parseRequestType(event) === 'Delete') {
        log.write('deleted', ids(event));
        return {};
      }
      const request = parseRequest(event);
      log.write('accepted', { ...ids(event), ...about(request) });
      return { PhysicalResourceId: physicalIdOf(request), StartedAt: clock.now().toISOString() };
    }),

    isComplete: (event, remainingMillis) => reasonsOnly(event, log, async () => {
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
    return withinTime(remainingMillis, async (signal) => {
      const observation = await observe(request, imageBuilder, clock, signal);
      return decide(request, observation, { now: clock.now(), startedAt });
    });
  }
}

function about({ kind, source }: ReportRequest) {
  return { report: kind, source: subjectOf(source) };
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
