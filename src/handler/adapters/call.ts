import { Call, CallFailed, classify } from '../core/model/call-failure';

/** Runs with a signal that aborts when the given one does, and at the latest after so many milliseconds. */
export async function withinMillis<T>(millis: number, signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  // Not `AbortSignal.any` with `AbortSignal.timeout`: Node 20 may collect these as garbage before they fire.
  const stop = new AbortController();
  const abort = () => stop.abort();
  const timer = setTimeout(abort, millis);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return await run(stop.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Converts what a client has thrown to the error that ports throw, unless it is one already. */
export function callFailed(error: unknown, call: Call): CallFailed {
  if (error instanceof CallFailed) return error;
  const { name, message } = error as Error;
  return new CallFailed(classify({ name, message }, call));
}
