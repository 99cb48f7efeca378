import {
  CancelImageCreationCommand, GetImageCommand, ImagebuilderClient, ListImagePipelineImagesCommand, ListImageScanFindingAggregationsCommand,
  ListImageScanFindingsCommand, ListWorkflowExecutionsCommand, ListWorkflowStepExecutionsCommand, StartImagePipelineExecutionCommand,
} from '@aws-sdk/client-imagebuilder';
import { Call, CallFailed, unusableAnswer } from '../core/model/call-failure';
import { BuildControl, ImageBuilder } from '../ports';
import { callFailed, withinMillis } from './call';
import { countsFor, toExecution, toFinding, toImage, toPipelineImage, toSteps, withoutNulls } from './image-builder-facts';
import { RawBodies } from './raw-body';
import { MAX_FINDINGS } from '../../contract';

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
  /** Findings, and pages of their list: they are read one after the other, and a function has a time limit. */
  readonly findings: number;
  readonly findingsPages: number;
}

const LIMITS: Limits = {
  attempts: 3, connectMillis: 3_000, answerMillis: 10_000, callMillis: 40_000, pages: 400, findings: MAX_FINDINGS, findingsPages: 200,
};

/** Longest page of a list: the newest model of the service takes the first, and the one of before only the second. */
const PAGE = 100;
const SHORT_PAGE = 25;

/** EC2 Image Builder through its SDK client; Region, credentials and endpoint come from the environment. */
export function imageBuilder(limits: Partial<Limits> = {}): ImageBuilder & BuildControl {
  const { attempts, connectMillis, answerMillis, callMillis, ...most } = { ...LIMITS, ...limits };
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

    async findings({ name, value }, signal) {
      // The list takes one filter with one value, and knows none for the account: that is what comes without one.
      const filters = name === 'accountId' ? {} : { filters: [{ name, values: [value] }] };
      const { items, complete } = await readPages(
        { operation: 'ListImageScanFindings', resource: value }, signal,
        (nextToken, options) => client.send(new ListImageScanFindingsCommand({ ...filters, maxResults, nextToken }), options),
        (answer) => answer.findings,
        { items: most.findings, pages: most.findingsPages },
      );
      return { findings: items.map(toFinding), complete };
    },
  };

  /** A whole list. */
  async function list<Answer extends { nextToken?: string }, Item>(
    call: Call, signal: AbortSignal, page: Page<Answer>, itemsOf: (answer: Answer) => Item[] | undefined,
  ): Promise<Item[]> {
    const { items, complete } = await readPages(call, signal, page, itemsOf, { items: Infinity, pages: most.pages });
    if (!complete) throw unusableAnswer(call, `The list has more than ${most.pages} pages.`);
    return items;
  }

  /** The pages of a list, up to bounds. Pages may be short, empty or without their list and still not be the last: only the token tells. */
  async function readPages<Answer extends { nextToken?: string }, Item>(
    call: Call, signal: AbortSignal, page: Page<Answer>, itemsOf: (answer: Answer) => Item[] | undefined, bounds: { items: number; pages: number },
  ): Promise<{ items: Item[]; complete: boolean }> {
    const items: Item[] = [];
    const tokens = new Set<string>();
    for (let token: string | undefined; ;) {
      const answer = await sendPage(call, signal, (options) => page(token, options));
      items.push(...withoutNulls(itemsOf(answer) ?? []));
      token = answer.nextToken;
      if (!token) return { items, complete: true };
      if (tokens.has(token)) throw unusableAnswer(call, 'The list goes in circles: a page token came twice.');
      tokens.add(token);
      if (tokens.size >= bounds.pages || items.length >= bounds.items) return { items, complete: false };
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
    let answer: Answer;
    try {
      answer = await withinMillis(callMillis, signal, (abortSignal) => run({ abortSignal }));
    } catch (error) {
      throw callFailed(error, call);
    }
    if (bodies.of(answer)) return answer;
    throw unusableAnswer(call, 'The answer is not a JSON object.');
  }
}

/** A request that the service calls wrong. */
function isRefusal(error: unknown): boolean {
  return error instanceof CallFailed && error.callFailure.kind === 'FINAL' && error.callFailure.httpStatus === 400;
}

type Page<Answer> = (nextToken: string | undefined, options: SendOptions) => Promise<Answer>;

interface SendOptions {
  readonly abortSignal: AbortSignal;
}
