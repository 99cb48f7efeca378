import { decide, Decision, decideOnTrouble } from './core/decide';
import { parseRequest, parseRequestType, parseStartedAt, physicalIdOf, ReportRequest, subjectOf } from './core/request';
import { troubleWithDetails } from './details-write';
import { answerOf, ids, IsCompleteResult, OnEventResult, reasonsOnly, tellMissedLog, withinTime } from './invocation';
import { observe } from './observe';
import { Services } from './ports';

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
export function reportLifecycle(services: Services): Lifecycle {
  const { clock, log } = services;
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
      const decision = await poll(event, request, startedAt, remainingMillis);
      log.write('polled', { ...ids(event), ...about(request), ...outcome(decision) });
      return answerOf(decision, event);
    }),
  };

  async function poll(event: unknown, request: ReportRequest, startedAt: Date, remainingMillis: number): Promise<Decision> {
    return withinTime(remainingMillis, async (signal) => {
      const observation = await observe(request, services, signal);
      tellMissedLog(observation, event, log);
      const decision = decide(request, observation, { now: clock.now(), startedAt });
      const trouble = await troubleWithDetails(decision, services.detailsStore, signal);
      return trouble ? decideOnTrouble(request, trouble, { now: clock.now(), startedAt }) : decision;
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
