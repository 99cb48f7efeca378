import { answerOf, asFailureReason, decideAndWrite, ids, IsCompleteResult, OnEventResult, outcomeOfPoll } from './invocation';
import { CallFailure } from '../core/model/call-failure';
import { decideBuild, decideOnCallFailure, decideScan } from '../core/policy/decide';
import { Decision } from '../core/policy/decision';
import { buildReadsOf } from '../core/request/optional-reads';
import { accountOf, parseRequest, parseRequestType, parseStartedAt, physicalIdOf, ReportRequest, subjectOf } from '../core/request/request';
import { observeBuildOf, observeScanOf } from '../observe/observe';
import { withinTime } from '../observe/within-time';
import { Services } from '../ports';

export interface Lifecycle {
  onEvent(event: unknown): Promise<OnEventResult>;
  isComplete(event: unknown, remainingMillis: number): Promise<IsCompleteResult>;
}

/**
 * The life of a report under the provider framework of aws-cdk-lib.
 *
 * `onEvent` accepts the request and makes no calls. `isComplete` polls: it reads, decides, and answers, waits or fails.
 * The framework fails the deployment on every error of `isComplete`, so `isComplete` throws decisions and no errors that may pass.
 * Deleting a report makes no calls and always succeeds.
 */
export function reportLifecycle(services: Services): Lifecycle {
  const { clock, log } = services;
  return {
    onEvent: (event) => asFailureReason(event, log, async () => {
      if (parseRequestType(event) === 'Delete') {
        log.write('deleted', ids(event));
        return {};
      }
      const request = parseRequest(event);
      log.write('accepted', { ...ids(event), ...about(request) });
      return { PhysicalResourceId: physicalIdOf(request), StartedAt: clock.now().toISOString() };
    }),

    isComplete: (event, remainingMillis) => asFailureReason(event, log, async () => {
      if (parseRequestType(event) === 'Delete') return { IsComplete: true };
      const request = parseRequest(event);
      const startedAt = parseStartedAt(event);
      const decision = await withinTime(remainingMillis, (signal) => poll(event, request, startedAt, signal));
      log.write('polled', { ...ids(event), ...about(request), ...outcomeOfPoll(decision) });
      return answerOf(decision, event);
    }),
  };

  async function poll(event: unknown, request: ReportRequest, startedAt: Date, signal: AbortSignal): Promise<Decision> {
    const timing = () => ({ now: clock.now(), startedAt });
    const decideOnUnwrittenDetails = (callFailure: CallFailure) => decideOnCallFailure(request, callFailure, timing());
    if (request.kind === 'BUILD') {
      const seen = await observeBuildOf(request.source, { ...buildReadsOf(request), account: accountOf(event) }, services, signal);
      return decideAndWrite(event, seen, { decide: (build) => decideBuild(request, build, timing()), decideOnUnwrittenDetails }, services, signal);
    }
    const seen = await observeScanOf(request.source, request.readFindings ?? false, services, signal);
    return decideAndWrite(event, seen, { decide: (scan) => decideScan(request, scan, timing()), decideOnUnwrittenDetails }, services, signal);
  }
}

function about({ kind, source }: ReportRequest) {
  return { report: kind, source: subjectOf(source) };
}
