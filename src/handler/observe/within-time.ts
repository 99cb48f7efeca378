/** Time for the decision and the answer after calls have been aborted. */
const RESERVE_MILLIS = 5000;

/** Runs with a signal that ends all calls before the function itself is ended. */
export async function withinTime<T>(remainingMillis: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), Math.max(0, remainingMillis - RESERVE_MILLIS));
  try {
    return await run(stop.signal);
  } finally {
    clearTimeout(timer);
    // Aborts calls that run concurrently with a failed call, because their results are not used.
    stop.abort();
  }
}
