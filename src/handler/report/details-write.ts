import { uriOf } from '../core/model/details-place';
import { Observed } from '../core/model/observation';
import { Decision } from '../core/policy/decision';
import { observedPatiently } from '../observe/observe';
import { Services } from '../ports';

/** A document that was written. */
interface Written {
  readonly kind: 'WRITTEN';
  readonly uri: string;
  readonly etag: string;
}

/** Writes the details of a decision, if there are any. */
export async function writeDetails(
  decision: Decision, { detailsStore, clock }: Services, signal: AbortSignal,
): Promise<Observed<Written> | undefined> {
  const details = 'details' in decision ? decision.details : undefined;
  if (details === undefined) return undefined;
  return observedPatiently(async () => {
    const etag = await detailsStore.put(details.place, details.body, signal);
    return { kind: 'WRITTEN', uri: uriOf(details.place), etag } as const;
  }, { clock }, signal);
}
