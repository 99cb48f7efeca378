import { Call, unusableAnswer } from '../core/model/call-failure';
import { StartFunction } from '../ports';
import { callFailed } from './call';
import { textIn } from './json';
import { ClientLimits, endpointOf, signedClient } from './signed-client';
import { START_FUNCTION_VARIABLE } from '../../contract/execution';

/** The function may take nearly as long as its caller. A repeated call would only wait for the same service. */
const LIMITS: ClientLimits = { attempts: 1, backoffMillis: 200, connectMillis: 3_000, answerMillis: 110_000, totalMillis: 110_000 };

/** AWS Lambda, as far as one function is invoked there; the name of the function, Region, credentials and endpoint come from the environment. */
export function startFunction(limits: Partial<ClientLimits> = {}): StartFunction {
  const lambda = signedClient('lambda', errorIn, { ...LIMITS, ...limits });
  return {
    async invoke(event, signal) {
      const name = process.env[START_FUNCTION_VARIABLE]!;
      const call: Call = { service: 'lambda', operation: 'InvokeFunction', resource: `function ${name}` };
      const { url } = endpointOf('lambda', 'LAMBDA');
      url.pathname = `/2015-03-31/functions/${name}/invocations`;
      const headers = { 'content-type': 'application/json' };
      const { body } = await lambda.send(call, { method: 'POST', url, headers, body: JSON.stringify(event) }, signal);
      const answer = parsed(call, body);
      // The answer to a function that failed has status 200 as well.
      const errorMessage = textIn(answer, 'errorMessage');
      if (errorMessage !== undefined) throw unusableAnswer(call, errorMessage);
      return answer;
    },
  };
}

function parsed(call: Call, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw callFailed(error, call);
  }
}

/** The name of an error of AWS Lambda is in a header, and its status is specific enough. */
function errorIn(body: string, status: number) {
  const error = JSON.parse(body);
  return { name: `HTTP ${status}`, message: textIn(error, 'message') ?? textIn(error, 'Message') ?? 'The answer has no message.' };
}
