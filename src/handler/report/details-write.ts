import { CallFailure, callFailureOf } from '../core/model/call-failure';
import { Decision } from '../core/policy/decision';
import { DetailsStore } from '../ports';

/** Writes the details of a decision, if there are any, and returns the call that failed, if one did. */
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
