import { Call, CallFailed, classify } from '../core/trouble';

/** What a client has thrown, as ports throw it. */
export function callFailed(error: unknown, call: Call): CallFailed {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  return new CallFailed(classify({ name, message, httpStatus: $metadata?.httpStatusCode }, call));
}
