import { ApiError } from '../api-error';
import { hexOf } from '../ids';
import { canonical, Wire } from '../wire';
import { Call } from './call';

const DEFAULT_PAGE = 25;

/**
 * One page of a list, under the name that the answer has for it, and the token of the next. Only entries of the page become wires.
 * A token says where to go on and is good for the same operation with the same input only.
 */
export function page<Entry extends object>(
  call: Call, member: string, entries: readonly Entry[], wireOf: (entry: Entry) => Wire = (entry) => entry,
): Wire {
  const { input: { nextToken, maxResults, ...query }, operation, pageSize } = call;
  const from = nextToken ? positionIn(nextToken, scopeOf(operation, call.region, query)) : 0;
  const to = from + Math.min(maxResults ?? DEFAULT_PAGE, pageSize ?? Infinity);
  return {
    [member]: entries.slice(from, to).map(wireOf),
    ...(to < entries.length ? { nextToken: tokenOf(operation, call.region, query, to) } : {}),
  };
}

/** The token with which this list goes on after so many entries. `query` is the input without token and length of the page. */
export function tokenOf(operation: string, region: string, query: Wire, from: number): string {
  return Buffer.from(JSON.stringify({ scope: scopeOf(operation, region, query), from })).toString('base64url');
}

function scopeOf(operation: string, region: string, query: Wire): string {
  return hexOf(`${operation} ${region} ${canonical(query)}`, 16);
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
