import {
  CancelImageCreationCommand, GetImageCommand, ImagebuilderClient, ListImagePipelineImagesCommand,
  ListImageScanFindingAggregationsCommand, ListWorkflowExecutionsCommand,
  ListWorkflowStepExecutionsCommand, StartImagePipelineExecutionCommand,
} from '@aws-sdk/client-imagebuilder';
import { Call, CallFailed, classify, unusableAnswer } from '../core/trouble';
import { BuildControl, ImageBuilder } from '../ports';
import { countsFor, toExecution, toImage, toPipelineImage, toSteps, withoutNulls } from './image-builder-facts';
import { RawBodies } from './raw-body';

/** Bounds of what a report asks of the service, and of what it puts up with. */
export interface Limits {
  /** Attempts of one call. */
  readonly attempts: number;
  readonly connectMillis: number;
  /** Until an answer begins, and between any two pieces of it. */
  readonly answerMillis: number;
  /** One call with all its attempts. */
  readonly callMillis: number;
  /** Pages of one list. */
  readonly pages: number;
}

const LIMITS: Limits = { attempts: 3, connectMillis: 3_000, answerMillis: 10_000, callMillis: 40_000, pages: 400 };

/** Longest page of a list: the newest model of the service takes the first, and the one of before only the second. */
const PAGE = 100;
const SHORT_PAGE = 25;

/** EC2 Image Builder through its SDK client; Region, credentials and endpoint come from the environment. */
export function imageBuilder(limits: Partial<Limits> = {}): ImageBuilder & BuildControl {
  const { attempts, connectMillis, answerMillis, callMillis, pages } = { ...LIMITS, ...limits };
  const client = new ImagebuilderClient({
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: connectMillis,
      requestTimeout: answerMillis,
      // Without it the client only warns, and goes on waiting.
      throwOnRequestTimeout: true,
      socketTimeout: answerMillis,
    },
  });
  const bodies = new RawBodies(client);
  let maxResults = PAGE;

  return {
    async image(arn, signal) {
      const call = { operation: 'GetImage', resource: arn };
      const answer = await send(call, signal, (options) => client.send(new GetImageCommand({ imageBuildVersionArn: arn }), options));
      const image = toImage(answer.image, bodies.of(answer)!);
      if (!image) throw unusableAnswer(call, 'The answer has no `image` with `arn` and `state.status`.');
      return image;
    },

    async pipelineImages(imagePipelineArn, signal) {
      const images = await list(
        { operation: 'ListImagePipelineImages', resource: imagePipelineArn }, signal,
        (nextToken, options) => client.send(new ListImagePipelineImagesCommand({ imagePipelineArn, maxResults, nextToken }), options),
        (answer) => answer.imageSummaryList,
      );
      return images.flatMap((image) => toPipelineImage(image) ?? []);
    },

    async executions(imageBuildVersionArn, signal) {
      const executions = await list(
        { operation: 'ListWorkflowExecutions', resource: imageBuildVersionArn }, signal,
        (nextToken, options) => client.send(new ListWorkflowExecutionsCommand({ imageBuildVersionArn, maxResults, nextToken }), options),
        (answer) => answer.workflowExecutions,
      );
      return executions.map(toExecution);
    },

    async steps(workflowExecutionId, signal) {
      return list(
        { operation: 'ListWorkflowStepExecutions', resource: `workflow-execution/${workflowExecutionId}` }, signal,
        (nextToken, options) => client.send(new ListWorkflowStepExecutionsCommand({ workflowExecutionId, maxResults, nextToken }), options),
        (answer) => toSteps(answer.steps, bodies.of(answer)!),
      );
    },

    async start(imagePipelineArn, clientToken, tags, signal) {
      const call = { operation: 'StartImagePipelineExecution', resource: imagePipelineArn };
      const command = new StartImagePipelineExecutionCommand({ imagePipelineArn, clientToken, tags });
      const { imageBuildVersionArn } = await send(call, signal, (options) => client.send(command, options));
      if (!imageBuildVersionArn) throw unusableAnswer(call, 'The answer has no `imageBuildVersionArn`.');
      return imageBuildVersionArn;
    },

    async cancel(imageBuildVersionArn, signal) {
      const call = { operation: 'CancelImageCreation', resource: imageBuildVersionArn };
      // The client makes a token of its own: to cancel twice is to cancel once.
      const command = new CancelImageCreationCommand({ imageBuildVersionArn, clientToken: undefined });
      await send(call, signal, (options) => client.send(command, options));
    },

    async severityCounts(filter, signal) {
      const { name, value } = filter;
      // The newest documentation names no filter for the account: its total is what comes without one.
      const filters = name === 'accountId' ? {} : { filter: { name, values: [value] } };
      const aggregations = await list(
        { operation: 'ListImageScanFindingAggregations', resource: value || '*' }, signal,
        (nextToken, options) => client.send(new ListImageScanFindingAggregationsCommand({ ...filters, nextToken }), options),
        (answer) => answer.responses,
      );
      return countsFor(filter, aggregations);
    },
  };

  /** All pages of a list. Pages may be short, empty or without their list and still not be the last: only the token tells. */
  async function list<Answer extends { nextToken?: string }, Item>(
    call: Call,
    signal: AbortSignal,
    page: (nextToken: string | undefined, options: SendOptions) => Promise<Answer>,
    itemsOf: (answer: Answer) => Item[] | undefined,
  ): Promise<Item[]> {
    const items: Item[] = [];
    const tokens = new Set<string>();
    for (let token: string | undefined; ;) {
      const answer = await sendPage(call, signal, (options) => page(token, options));
      items.push(...withoutNulls(itemsOf(answer) ?? []));
      token = answer.nextToken;
      if (!token) return items;
      if (tokens.has(token)) throw unusableAnswer(call, 'The list goes in circles: a page token came twice.');
      tokens.add(token);
      if (tokens.size >= pages) throw unusableAnswer(call, `The list has more than ${pages} pages.`);
    }
  }

  /** A page that is refused is asked for once more, shorter; from then on all pages are short. */
  async function sendPage<Answer extends object>(call: Call, signal: AbortSignal, run: (options: SendOptions) => Promise<Answer>): Promise<Answer> {
    // Other lists are read at the same time, and may have made pages short since.
    const asked = maxResults;
    try {
      return await send(call, signal, run);
    } catch (error) {
      if (asked === SHORT_PAGE || !isRefusal(error)) throw error;
      maxResults = SHORT_PAGE;
      return send(call, signal, run);
    }
  }

  /** One call, bounded in time. An answer with an empty body would pass for one in which everything is absent. */
  async function send<Answer extends object>(call: Call, signal: AbortSignal, run: (options: SendOptions) => Promise<Answer>): Promise<Answer> {
    // Not `AbortSignal.any` with `AbortSignal.timeout`: Node 20 may collect these as garbage before they fire.
    const stop = new AbortController();
    const abort = () => stop.abort();
    const timer = setTimeout(abort, callMillis);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    try {
      const answer = await run({ abortSignal: stop.signal });
      if (bodies.of(answer)) return answer;
    } catch (error) {
      const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
      throw new CallFailed(classify({ name, message, httpStatus: $metadata?.httpStatusCode }, call));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
    throw unusableAnswer(call, 'The answer is not a JSON object.');
  }
}

/** A request that the service calls wrong. */
function isRefusal(error: unknown): boolean {
  return error instanceof CallFailed && error.trouble.kind === 'FINAL' && error.trouble.httpStatus === 400;
}

interface SendOptions {
  readonly abortSignal: AbortSignal;
}
