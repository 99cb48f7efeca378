import { Call } from '../core/model/call-failure';
import { BuildLog } from '../ports';
import { callFailed } from './call';
import { elements, member, textIn } from './json';
import { ClientLimits, endpointOf, signedClient } from './signed-client';

/** Short timeouts, because a report without the log is better than a late report. */
const LIMITS: ClientLimits = { attempts: 2, backoffMillis: 200, connectMillis: 2_000, answerMillis: 3_000, totalMillis: 6_000 };

/** Events of one page. */
const PAGE = 200;
/** An empty page can be followed by further pages. */
const PAGES = 2;

/** CloudWatch Logs; Region, credentials and endpoint come from the environment. */
export function buildLog(limits: Partial<ClientLimits> = {}): BuildLog {
  const logs = signedClient('logs', errorIn, { ...LIMITS, ...limits });

  return {
    async tail(logGroupName, logStreamName, signal) {
      const call: Call = { service: 'logs', operation: 'GetLogEvents', resource: `log group ${logGroupName}` };
      let nextToken: string | undefined;
      for (let page = 1; ; page++) {
        const answer = await events(call, { logGroupName, logStreamName, limit: PAGE, startFromHead: false, nextToken }, signal);
        const lines = elements(member(answer, 'events')).flatMap((event) => textIn(event, 'message') ?? []);
        const next = textIn(answer, 'nextBackwardToken');
        // The last page backwards returns its own token as the next token.
        if (lines.length > 0 || page === PAGES || !next || next === nextToken) return lines;
        nextToken = next;
      }
    },
  };

  async function events(call: Call, input: object, signal: AbortSignal): Promise<unknown> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Logs_20140328.GetLogEvents' };
    const { url } = endpointOf('logs', 'CLOUDWATCH_LOGS');
    const { body } = await logs.send(call, { method: 'POST', url, headers, body: JSON.stringify(input) }, signal);
    try {
      return JSON.parse(body);
    } catch (error) {
      throw callFailed(error, call);
    }
  }
}

/** Errors of CloudWatch Logs are JSON. Anything else is a page of a proxy and becomes a `SyntaxError`. */
function errorIn(body: string) {
  const error = JSON.parse(body);
  return { name: textIn(error, '__type')?.split('#').at(-1) ?? 'UnknownError', message: textIn(error, 'message') ?? textIn(error, 'Message') ?? 'The answer has no message.' };
}
