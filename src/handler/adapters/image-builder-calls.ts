import { callFailed } from './call';
import { Answer, imageBuilderClient, Operation } from './image-builder-client';
import { withoutNulls } from './image-builder-facts';
import { MAX_FINDINGS_BYTES, readAll } from './pages';
import { ClientLimits, USUAL_LIMITS } from './signed-client';
import { MAX_FINDINGS } from '../../contract/scan-report';
import { Call, CallFailed } from '../core/model/call-failure';

/** Bounds of the calls to the service and of the answers that a report accepts. */
export interface Limits extends ClientLimits {
  /** Number of pages of one list. */
  readonly pages: number;
  /** Number of findings, and of pages of their list, because pages are read one after the other and a function has a time limit. */
  readonly findings: number;
  readonly findingsPages: number;
  readonly findingsBytes: number;
}

const LIMITS: Limits = { ...USUAL_LIMITS, pages: 400, findings: MAX_FINDINGS, findingsPages: 200, findingsBytes: MAX_FINDINGS_BYTES };

/** The maximum page sizes of a list: the newest model of the service accepts the first, the previous model only the second. */
const PAGE = 100;
const SHORT_PAGE = 25;

/** Calls of EC2 Image Builder, bounded in time and number; Region, credentials and endpoint come from the environment. */
export function imageBuilderCalls(limits: Partial<Limits>) {
  const most = { ...LIMITS, ...limits };
  const client = imageBuilderClient(most);
  let maxResults = PAGE;
  return { most, send, sendPage, list };

  /** Reads a whole list. */
  async function list<Input extends object, Output extends { nextToken?: string }, Item>(
    operation: Operation<Input, Output>, inputOf: (maxResults: number, nextToken: string | undefined) => Input, call: Call, signal: AbortSignal,
    itemsOf: (answer: Answer<Output>) => Item[] | undefined,
  ): Promise<Item[]> {
    return readAll(call, most.pages, async (token) => {
      const answer = await sendPage(operation, (pageSize) => inputOf(pageSize, token), call, signal);
      return { items: withoutNulls(itemsOf(answer) ?? []), nextToken: answer.output.nextToken };
    });
  }

  /** Reads a page. If the page size is refused, the page is retried with the smaller size, which all later pages use. */
  async function sendPage<Input extends object, Output>(
    operation: Operation<Input, Output>, inputOf: (maxResults: number) => Input, call: Call, signal: AbortSignal,
  ): Promise<Answer<Output>> {
    // Another list that is read at the same time may have reduced the page size in the meantime.
    const asked = maxResults;
    try {
      return await send(operation, inputOf(maxResults), call, signal);
    } catch (error) {
      if (asked === SHORT_PAGE || !isRefusal(error)) throw error;
      maxResults = SHORT_PAGE;
      return send(operation, inputOf(maxResults), call, signal);
    }
  }

  /** Makes one call, bounded in time. */
  async function send<Input extends object, Output>(
    operation: Operation<Input, Output>, input: Input, call: Call, signal: AbortSignal,
  ): Promise<Answer<Output>> {
    try {
      return await client(operation, input, call, signal);
    } catch (error) {
      throw callFailed(error, call);
    }
  }
}

/** Whether the service refused a request as invalid. */
function isRefusal(error: unknown): boolean {
  return error instanceof CallFailed && error.callFailure.kind === 'FINAL' && error.callFailure.httpStatus === 400;
}
