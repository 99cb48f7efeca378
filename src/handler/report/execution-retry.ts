import { ids } from './invocation';
import { RETRIES_TAG } from '../../contract/execution';
import { retriesTag } from '../core/build/retries';
import { CallFailed } from '../core/model/call-failure';
import { Retry, RetryResult } from '../core/policy/execution-retry';
import { ExecutionRequest, retryTokenOf } from '../core/request/execution-request';
import { observedPatiently } from '../observe/observe';
import { BuildControl, Clock, Log } from '../ports';

/**
 * Requests a retry. The tag is written before the call, so that a function that is ended in between cannot request more retries than it may. A retry that
 * is repeated has the token of the first call, with which Image Builder does nothing again.
 */
export async function requestRetry(
  event: unknown, request: ExecutionRequest, retry: Retry,
  { imageBuilder, clock, log }: { readonly imageBuilder: BuildControl; readonly clock: Clock; readonly log: Log }, signal: AbortSignal,
): Promise<RetryResult> {
  const { imageArn, number, isNew } = retry;
  const result = await observedPatiently(async () => {
    if (isNew) await imageBuilder.tag(imageArn, { [RETRIES_TAG]: retriesTag(number, clock.now()) }, signal);
    await imageBuilder.retry(imageArn, retryTokenOf(request, number), signal);
    return { kind: 'REQUESTED' } as const;
  }, { clock }, signal);
  const about = { ...ids(event), image: imageArn, retry: number };
  if (result.kind === 'REQUESTED') {
    log.write('retried', about);
    return retry;
  }
  log.write('not retried', { ...about, why: new CallFailed(result.callFailure).message });
  return { ...retry, callFailure: result.callFailure };
}
