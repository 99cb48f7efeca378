import { CallFailed, CallFailure } from '../../../src/handler/core/model/call-failure';
import { IMAGE_ARN } from '../fixtures';

/** Milliseconds that a function still has: more than any test needs. */
export const PLENTY = 120_000;

export function callFailed(members: Partial<CallFailure>): CallFailed {
  return new CallFailed({ kind: 'PASSING', operation: 'GetImage', resource: IMAGE_ARN, code: members.kind === 'DENIED' ? 'AccessDeniedException' : 'Odd', message: 'why', ...members });
}

/** A call that ends only when it is stopped. */
export function hanging(_arn: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(callFailed({ code: 'AbortError' }))));
}
