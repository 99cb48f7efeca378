import { FaultRow, Topic } from './row';
import { FaultEffect, Scenario, SeedImage } from '../../simulator';
import { execution, image } from '../seeds';
import { World } from '../world';

const BUILT = { images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7)] })] };
const SEEN = { Outcome: 'SUCCEEDED', StepsTotal: '7' };
const THROTTLED = { error: { code: 'CallRateLimitExceededException', message: 'Rate exceeded' } };
const NOT_FOUND_PAGE = { rawBody: { status: 404, contentType: 'text/html', body: '<html>404</html>' } };
const SIGN_IN_PAGE = { rawBody: { contentType: 'text/html', body: '<html>Sign in</html>' } };
/** One call with all attempts that the client makes. */
const WHOLE_CALL = [1, 3] as const;

/** The list of the workflows fails as often as is said. */
function failing(effect: FaultEffect, between?: readonly [number, number]): Scenario {
  return { seed: BUILT, faults: [{ operation: 'ListWorkflowExecutions', ...(between ? { between } : {}), effect }] };
}

/** A fault that lasts for one call. */
function passing(fault: string, effect: FaultEffect, members: Partial<FaultRow> = {}): FaultRow {
  return {
    fault,
    resource: 'Build',
    given: failing(effect, WHOLE_CALL),
    expected: { Status: 'SUCCESS', Data: SEEN, seconds: 5 },
    note: 'The next poll retries the call.',
    breaks: ['failsOnTrouble'],
    ...members,
  };
}

/** A fault that does not pass. */
function lasting(fault: string, effect: FaultEffect, Reason: RegExp, members: Partial<FaultRow> = {}): FaultRow {
  return {
    fault,
    resource: 'Build',
    given: failing(effect),
    // Ten minutes from one poll to the next: two tell as much as a hundred and twenty.
    onWait: ({ aws }) => {
      aws.lambda.nowMillis += 595_000;
    },
    expected: { Status: 'FAILED', Reason, seconds: 600 },
    note: 'The reason names the call and how it failed.',
    breaks: ['failsOnTrouble'],
    ...members,
  };
}

export const LINE: Topic = {
  title: 'Trouble on the line',
  rows: [
    {
      fault: 'one call is throttled',
      resource: 'Build',
      given: failing(THROTTLED, [1, 1]),
      expected: { Status: 'SUCCESS', Data: SEEN },
      note: 'The call is retried at once, up to three times.',
      breaks: ['asksOnce'],
    },
    passing('the service throttles a whole poll', THROTTLED),
    lasting('the service throttles for ever', THROTTLED, /^SERVICE_TROUBLE: .* after 600 seconds: ListWorkflowExecutions of arn:\S+ ended with CallRateLimitExceededException \(HTTP 429\): Rate exceeded\. /, { breaks: ['waitsForEver'] }),
    passing('503 of the service', { error: { code: 'ServiceUnavailableException', message: 'Later.' } }),
    lasting('500 of the service for ever', { error: { code: 'ServiceException', message: 'Internal.' } }, / ended with ServiceException \(HTTP 500\): Internal\. Deploy again /),
    passing('502 of a proxy, with a page of HTML', 'html502'),
    passing('404 of a proxy, with a page of HTML', NOT_FOUND_PAGE, { given: failing(NOT_FOUND_PAGE, [1, 3]), breaks: ['believesProxies'] }),
    passing('200 of a proxy, with a page of HTML', SIGN_IN_PAGE, { given: failing(SIGN_IN_PAGE, [1, 1]) }),
    passing('the connection is reset', 'reset'),
    passing('the answer ends in its middle', 'truncated'),
    passing('200 with an empty body', 'emptyBody', { given: failing('emptyBody', [1, 1]), breaks: ['believesEmptyBodies'], note: 'The answer does not count as an empty list.' }),
    lasting('200 with an empty body for ever', 'emptyBody', / ended with UnusableAnswer: The answer is not a JSON object\. /, { breaks: ['believesEmptyBodies'] }),
    passing('200 with JSON that is no object', { rawBody: { body: '[]' } }, { given: failing({ rawBody: { body: '[]' } }, [1, 1]), breaks: ['believesEmptyBodies'] }),
    passing('no answer', 'hang', { timerSpeed: 20, note: 'Three attempts of 10 seconds fail, then the next poll retries the call.', breaks: ['noTimeLimits'] }),
    lasting('no answer for ever', 'hang', / ended with TimeoutError: /, { timerSpeed: 20 }),
    passing('an answer that stops in its middle, on a line that stays open', 'stall', {
      given: failing('stall', [1, 1]), timerSpeed: 20, breaks: ['noTimeLimits'], note: 'A call ends after 40 seconds.',
    }),
    passing('an answer so slow that it takes more than 40 seconds', 'slowDrip', {
      given: failing('slowDrip', [1, 1]), timerSpeed: 25, breaks: ['noTimeLimits'], note: 'A call ends after 40 seconds, even if data still arrives.',
    }),
    {
      fault: 'an answer so slow that it takes 8 seconds',
      resource: 'Build',
      given: failing('slowDrip', [1, 1]),
      expected: { Status: 'SUCCESS', Data: SEEN },
      note: 'The answer is read to its end.',
      breaks: ['hastens'],
    },
    {
      fault: 'answers so slow that all of them take longer than the function may run',
      resource: 'Build',
      given: slow(),
      timerSpeed: 20,
      onWait: ({ simulator }: World) => simulator.load({ ...slow(), clock: { rate: 0 }, latencyMs: 0 }, { reset: true }),
      expected: { Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED', StepsTotal: '1500' }, seconds: 5 },
      note: 'Reading stops five seconds before the end of the function, and starts again with the next poll.',
      breaks: ['ignoresItsOwnEnd'],
    },
  ],
};

/** Sixty lists of three pages, with eight seconds (of 20 times as fast timers) to each answer: five side by side take five minutes. */
function slow(): Scenario {
  const workflowExecutions: SeedImage['workflowExecutions'] = Array.from({ length: 60 }, (_, i) => ({ ...execution('TEST', 'COMPLETED', 25), parallelGroup: `group${i}`, counts: {} }));
  return { seed: { images: [image({ workflowExecutions })] }, pageSize: 10, latencyMs: 400 };
}
