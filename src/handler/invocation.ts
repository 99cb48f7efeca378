import { FailureError } from './core/failure-error';
import { renderReason } from './core/render';
import { envelopeOf } from './core/response';
import { Log } from './ports';

/** Time to decide and to answer in, after calls have been stopped. */
const RESERVE_MILLIS = 5000;

/** Runs with a signal that ends all calls before the function itself is ended. */
export async function withinTime<T>(remainingMillis: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), Math.max(0, remainingMillis - RESERVE_MILLIS));
  try {
    return await run(stop.signal);
  } finally {
    clearTimeout(timer);
    // Calls that run beside one that failed: nobody waits for them any more.
    stop.abort();
  }
}

/** Whatever is thrown, the reason that CloudFormation gets is one sentence that fits into its response. */
export async function reasonsOnly<T>(event: unknown, log: Log, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const foreseen = error instanceof FailureError;
    log.write('failed', { ...ids(event), reason: message, stack: foreseen ? undefined : stack });
    throw new FailureError(renderReason(foreseen ? message : `INTERNAL_ERROR: ${message}. The log of the function has the details.`, envelopeOf(event)));
  }
}

/** What tells in a log which request a line belongs to. */
export function ids(event: unknown) {
  const { RequestId, StackId, LogicalResourceId } = envelopeOf(event);
  return { requestId: RequestId, stackId: StackId, logicalResourceId: LogicalResourceId };
}
