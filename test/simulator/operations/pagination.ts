import { ApiError } from '../api-error';
import { hexOf } from '../ids';
import { canonical, Wire } from '../wire';
import { Call } from './call';

const DEFAULT_PAGE = 25;

/**
 * One page of a list, under the name that the answer has for it, and the token of the next.
 * A token says where to go on and is good for the same operation with the same input only.
 */
export function page(call: Call, member: string, entries: readonly Wire[]): Wire {
  const { input: { nextToken, maxResults, ...query }, operation, pageSize } = call;
  const scope = hexOf(`${operation} ${call.region} ${canonical(query)}`, 16);
  const from = nextToken ? positionIn(nextToken, scope) : 0;
  const to = from + Math.min(maxResults ?? DEFAULT_PAGE, pageSize ?? Infinity);
  return {
    [member]: entries.slice(from, to),
    ...(to < entries.length ? { nextToken: Buffer.from(JSON.stringify({ scope, from: to })).toString('base64url') } : {}),
  };
}

function positionIn(token: string, scope: string): number {
  try {
    const { scope: of, from } = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (of === scope && Number.isInteger(from) && from >= 0) {return from;}
  } catch {
    // Not one of ours.
  }
  throw new ApiError('InvalidPaginationTokenException', `You have provided an invalid pagination token: '${token}'.`);
}
