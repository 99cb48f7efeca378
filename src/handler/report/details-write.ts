import { CallFailure } from '../core/model/call-failure';
import { Decision } from '../core/policy/decision';
import { observedPatiently } from '../observe/observe';
import { Services } from '../ports';

/** Writes the details of a decision, if there are any, and returns the call that failed, if one did. */
export async function writeDetails(decision: Decision, { detailsStore, clock }: Services, signal: AbortSignal): Promise<CallFailure | undefined> {
  const details = 'details' in decision ? decision.details : undefined;
  if (details === undefined) return undefined;
  const written = await observedPatiently(async () => {
    await detailsStore.put(details.place, details.body, signal);
    return { kind: 'WRITTEN' } as const;
  }, { clock }, signal);
  return written.kind === 'CALL_FAILED' ? written.callFailure : undefined;
}
