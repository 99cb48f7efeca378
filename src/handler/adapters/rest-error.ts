import { textIn } from './json';
import { AnswerHeaders } from './signed-client';

/** Errors are JSON, and a header names them. Anything else is a page of a proxy and becomes a `SyntaxError`. */
export function restErrorIn(body: string, _status: number, headers: AnswerHeaders) {
  const error: unknown = body === '' ? {} : JSON.parse(body);
  const name = headers['x-amzn-errortype'] ?? textIn(error, 'code') ?? textIn(error, '__type') ?? 'Unknown';
  return { name: name.split(/[,:]/)[0].split('#').at(-1)!, message: textIn(error, 'message') ?? textIn(error, 'Message') ?? 'The answer has no message.' };
}
