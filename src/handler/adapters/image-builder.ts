import {
  CancelImageCreationCommand, GetImageCommand, GetImagePipelineCommand, ImagebuilderClient, ListImagePipelineImagesCommand,
  ListImageScanFindingAggregationsCommand, ListImageScanFindingsCommand, ListWorkflowExecutionsCommand, ListWorkflowStepExecutionsCommand,
  StartImagePipelineExecutionCommand,
} from '@aws-sdk/client-imagebuilder';
import { Call, CallFailed, unusableAnswer } from '../core/model/call-failure';
import { AggregationFilter, Finding } from '../core/model/facts';
import { BuildControl, ImageBuilder } from '../ports';
import { callFailed, withinMillis } from './call';
import { countsFor, toExecution, toFinding, toImage, toPipelineImage, toSteps, withoutNulls } from './image-builder-facts';
import { ListRead, readAll, readPages } from './pages';
import { RawBodies } from './raw-body';
import { MAX_FINDINGS } from '../../contract';

/** Bounds of the calls to the service and of the answers that a report accepts. */
export interface Limits {
  /** Number of attempts of one call. */
  readonly attempts: number;
  readonly connectMillis: number;
  /** Time until an answer begins, and between two chunks of an answer. */
  readonly answerMillis: number;
  /** Time of one call with all its attempts. */
  readonly callMillis: number;
  /** Number of pages of one list. */
  readonly pages: number;
  /** Number of findings, and of pages of their list, because pages are read one after the other and a function has a time limit. */
  readonly findings: number;
  readonly findingsPages: number;
}

const LIMITS: Limits = {
  attempts: 3, connectMillis: 3_000, answerMillis: 10_000, callMillis: 40_000, pages: 400, findings: MAX_FINDINGS, findingsPages: 200,
};

/** The maximum page sizes of a list: the newest model of the service accepts the first, the previous model only the second. */
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
      // Otherwise the client only warns and continues to wait.
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
      checkSubject(call, 'image', arn, image.arn);
      return image;
    },

    async pipelineImages(imagePipelineArn, signal) {
      const images = await list(
        { operation: 'ListImagePipelineImages', resource: imagePipelineArn }, signal,
        (nextToken, options) => client.send(new ListImagePipelineImagesCommand({ imagePipelineArn, maxResults, nextToken }), options),
        (answer) => answer.imageSummaryList,
      );
      // The service also answers with an empty list if there is no such pipeline. Only the pipeline itself tells one from the other.
      if (images.length === 0) {
        const call = { operation: 'GetImagePipeline', resource: imagePipelineArn };
        await send(call, signal, (options) => client.send(new GetImagePipelineCommand({ imagePipelineArn }), options));
      }
      return images.flatMap((image) => toPipelineImage(image) ?? []);
    },

    async executions(imageBuildVersionArn, signal) {
      const executions = await list(
        { operation: 'ListWorkflowExecutions', resource: imageBuildVersionArn }, signal,
        (nextToken, options) => client.send(new ListWorkflowExecutionsCommand({ imageBuildVersionArn, maxResults, nextToken }), options),
        (answer) => answer.workflowExecutions,
      );
      return eachOnce(executions.map(toExecution));
    },

    async steps(workflowExecutionId, signal) {
      const steps = await list(
        { operation: 'ListWorkflowStepExecutions', resource: `workflow-execution/${workflowExecutionId}` }, signal,
        (nextToken, options) => client.send(new ListWorkflowStepExecutionsCommand({ workflowExecutionId, maxResults, nextToken }), options),
        (answer) => toSteps(answer.steps, bodies.of(answer)!),
      );
      return eachOnce(steps);
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
      // The client creates its own token, because cancelling twice has the effect of cancelling once.
      const command = new CancelImageCreationCommand({ imageBuildVersionArn, clientToken: undefined });
      await send(call, signal, (options) => client.send(command, options));
    },

    async severityCounts(filter, signal) {
      const { name, value } = filter;
      // The newest documentation has no filter for the account, whose total is returned without a filter.
      const filters = name === 'accountId' ? {} : { filter: { name, values: [value] } };
      const aggregations = await list(
        { operation: 'ListImageScanFindingAggregations', resource: value || '*' }, signal,
        (nextToken, options) => client.send(new ListImageScanFindingAggregationsCommand({ ...filters, nextToken }), options),
        (answer) => answer.responses,
      );
      return countsFor(filter, aggregations);
    },

    async findings(filter, signal) {
      const { items: findings, complete } = await readFindings(filter, signal, () => maxResults, most.findings);
      return { findings, complete };
    },

    async mayHaveFindings(filter, signal) {
      const { items, complete } = await readFindings(filter, signal, () => 1, 1);
      return items.length > 0 || !complete;
    },
  };

  function readFindings({ name, value }: AggregationFilter, signal: AbortSignal, pageSize: () => number, items: number): Promise<ListRead<Finding>> {
    const call = { operation: 'ListImageScanFindings', resource: value };
    // The list takes one filter with one value and has no filter for the account, whose findings are returned without a filter.
    const filters = name === 'accountId' ? {} : { filters: [{ name, values: [value] }] };
    return readPages(call, { items, pages: most.findingsPages }, async (nextToken) => {
      const answer = await sendPage(call, signal, (options) =>
        client.send(new ListImageScanFindingsCommand({ ...filters, maxResults: pageSize(), nextToken }), options));
      // Only what a report needs is kept of each page, because findings can be large and many.
      return { items: withoutNulls(answer.findings ?? []).map(toFinding), nextToken: answer.nextToken };
    });
  }

  /** Reads a whole list. */
  async function list<Answer extends { nextToken?: string }, Item>(
    call: Call, signal: AbortSignal, page: Page<Answer>, itemsOf: (answer: Answer) => Item[] | undefined,
  ): Promise<Item[]> {
    return readAll(call, most.pages, async (token) => {
      const answer = await sendPage(call, signal, (options) => page(token, options));
      return { items: withoutNulls(itemsOf(answer) ?? []), nextToken: answer.nextToken };
    });
  }

  /** Reads a page. If the page size is refused, the page is retried with the smaller size, which all later pages use. */
  async function sendPage<Answer extends object>(call: Call, signal: AbortSignal, run: (options: SendOptions) => Promise<Answer>): Promise<Answer> {
    // Another list that is read at the same time may have reduced the page size in the meantime.
    const asked = maxResults;
    try {
      return await send(call, signal, run);
    } catch (error) {
      if (asked === SHORT_PAGE || !isRefusal(error)) throw error;
      maxResults = SHORT_PAGE;
      return send(call, signal, run);
    }
  }

  /** Makes one call, bounded in time. An empty body is refused, because the SDK would read it as an answer in which everything is absent. */
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

/** Refuses an answer about something else. */
function checkSubject(call: Call, what: string, asked: string, answered: string): void {
  if (answered !== asked) throw unusableAnswer(call, `The answer is about another ${what}: ${answered}.`);
}

/** What moves between two pages of a list while they are read is in both. The answer that came last counts. */
function eachOnce<Item extends { readonly id?: string; readonly attempt?: number }>(items: readonly Item[]): Item[] {
  const last = new Map(items.map((item) => [item.id === undefined ? item : `${item.id} ${item.attempt}`, item]));
  return [...last.values()];
}

/** Whether the service refused a request as invalid. */
function isRefusal(error: unknown): boolean {
  return error instanceof CallFailed && error.callFailure.kind === 'FINAL' && error.callFailure.httpStatus === 400;
}

type Page<Answer> = (nextToken: string | undefined, options: SendOptions) => Promise<Answer>;

interface SendOptions {
  readonly abortSignal: AbortSignal;
}
