import { writeDetails } from './details-write';
import { FailureError } from '../core/answer/reason';
import { renderAttributes, renderReason } from '../core/answer/render';
import { envelopeOf } from '../core/answer/response';
import { CallFailed, CallFailure } from '../core/model/call-failure';
import { BuildObservation, Observed, ScanObservation } from '../core/model/observation';
import { Decision } from '../core/policy/decision';
import { Log, Services } from '../ports';

export interface OnEventResult {
  /** Absent for a Delete: the provider framework keeps the one it has. */
  readonly PhysicalResourceId?: string;
  /** The provider framework passes this member to `isComplete`. */
  readonly StartedAt?: string;
}

export type IsCompleteResult =
  | { readonly IsComplete: false }
  | { readonly IsComplete: true; readonly Data?: Readonly<Record<string, string>> };

/** How a kind of custom resource decides on the result of a poll. */
export interface Policy<Observation> {
  decide(seen: Observed<Observation>): Decision;
  decideOnUnwrittenDetails(callFailure: CallFailure): Decision;
}

/** Converts any error to one sentence that fits into the response of CloudFormation. */
export async function asFailureReason<T>(event: unknown, log: Log, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const foreseen = error instanceof FailureError;
    log.write('failed', { ...ids(event), reason: message, stack: foreseen ? undefined : stack });
    throw new FailureError(renderReason(foreseen ? message : `INTERNAL_ERROR: ${message}. The log of the function has the details.`, envelopeOf(event)));
  }
}

/** Returns a decision to the provider framework. A failure is thrown. */
export function answerOf(decision: Decision, event: unknown): IsCompleteResult {
  switch (decision.kind) {
    case 'WAIT':
      return { IsComplete: false };
    case 'SUCCEED':
      return { IsComplete: true, Data: renderAttributes(decision.attributes, envelopeOf(event)) };
    case 'FAIL':
      throw new FailureError(decision.reason);
  }
}

/** Decides on the result of a poll, and writes the details of the decision before the decision is returned. */
export async function decideAndWrite<Observation extends BuildObservation | ScanObservation>(
  event: unknown, seen: Observed<Observation>, policy: Policy<Observation>, services: Services, signal: AbortSignal,
): Promise<Decision> {
  if (seen.kind === 'BUILD') logUnreadLog(seen, event, services.log);
  const decision = policy.decide(seen);
  const written = await writeDetails(decision, services, signal);
  if (written?.kind === 'CALL_FAILED') return policy.decideOnUnwrittenDetails(written.callFailure);
  // The ETag shows later whether the object is still the one that was written.
  if (written) services.log.write('details written', { ...ids(event), uri: written.uri, etag: written.etag });
  return decision;
}

/** Logs why the log of a build could not be read, because the answer only lacks it. */
function logUnreadLog({ build }: BuildObservation, event: unknown, log: Log): void {
  if (build?.log && 'callFailure' in build.log) log.write('log not read', { ...ids(event), why: new CallFailed(build.log.callFailure).message });
}

/** What a decision adds to the line of a poll in the log. */
export function outcomeOfPoll(decision: Decision) {
  return { decision: decision.kind, why: 'why' in decision ? decision.why : undefined };
}

/** The fields that identify the request of a line in the log. */
export function ids(event: unknown) {
  const { RequestId, StackId, LogicalResourceId } = envelopeOf(event);
  return { requestId: RequestId, stackId: StackId, logicalResourceId: LogicalResourceId };
}
