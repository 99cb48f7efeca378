import { CallFailure, callFailureOf } from '../core/model/call-failure';
import { Decision } from '../core/policy/decision';
import { DetailsStore } from '../ports';

/** Writes the details that a decision brings, if it brings any; the call that failed at it. */
export async function writeDetails(decision: Decision, store: DetailsStore, signal: AbortSignal): Promise<CallFailure | undefined> {
  const details = 'details' in decision ? decision.details : undefined;
  if (details === undefined) return undefined;
  try {
    await store.put(details.place, details.body, signal);
    return undefined;
  } catch (error) {
    return callFailureOf(error);
  }
}
