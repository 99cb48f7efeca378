import { Details } from './core/details';
import { CallFailed, Trouble } from './core/trouble';
import { DetailsStore } from './ports';

/** Writes the details that a decision brings, if it brings any; the trouble that this met. */
export async function troubleWithDetails(
  decision: { readonly details?: Details } | object, store: DetailsStore, signal: AbortSignal,
): Promise<Trouble | undefined> {
  const details = 'details' in decision ? decision.details : undefined;
  if (details === undefined) return undefined;
  try {
    await store.put(details.place, details.body, signal);
    return undefined;
  } catch (error) {
    if (error instanceof CallFailed) return error.trouble;
    throw error;
  }
}
