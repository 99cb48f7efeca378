import {
  CancelImageCreation$, CancelImageCreationRequest, CancelImageCreationResponse, GetImage$, GetImagePipeline$, GetImagePipelineRequest,
  GetImagePipelineResponse, GetImageRequest, GetImageResponse, ListImagePipelineImages$, ListImagePipelineImagesRequest,
  ListImagePipelineImagesResponse, ListImageScanFindingAggregations$, ListImageScanFindingAggregationsRequest,
  ListImageScanFindingAggregationsResponse,
  ListImageScanFindings$, ListImageScanFindingsRequest, ListImageScanFindingsResponse, ListWorkflowExecutions$, ListWorkflowExecutionsRequest,
  ListWorkflowExecutionsResponse, ListWorkflowStepExecutions$, ListWorkflowStepExecutionsRequest, ListWorkflowStepExecutionsResponse,
  StartImagePipelineExecution$, StartImagePipelineExecutionRequest, StartImagePipelineExecutionResponse,
} from '@aws-sdk/client-imagebuilder';
import { Call, CallFailed, unusableAnswer } from '../core/model/call-failure';
import { AggregationFilter, Finding } from '../core/model/facts';
import { BuildControl, ImageBuilder } from '../ports';
import { callFailed } from './call';
import { Answer, imageBuilderClient, Operation } from './image-builder-client';
import { countsFor, toExecution, toFinding, toImage, toPipelineImage, toSteps, withoutNulls } from './image-builder-facts';
import { ListRead, MAX_FINDINGS_CHARACTERS, readAll, readPages } from './pages';
import { ClientLimits, USUAL_LIMITS } from './signed-client';
import { MAX_FINDINGS } from '../../contract';

/** Bounds of the calls to the service and of the answers that a report accepts. */
export interface Limits extends ClientLimits {
  /** Number of pages of one list. */
  readonly pages: number;
  /** Number of findings, and of pages of their list, because pages are read one after the other and a function has a time limit. */
  readonly findings: number;
  readonly findingsPages: number;
  readonly findingsCharacters: number;
}

const LIMITS: Limits = { ...USUAL_LIMITS, pages: 400, findings: MAX_FINDINGS, findingsPages: 200, findingsCharacters: MAX_FINDINGS_CHARACTERS };

const GET_IMAGE: Operation<GetImageRequest, GetImageResponse> = { schema: GetImage$ };
const GET_PIPELINE: Operation<GetImagePipelineRequest, GetImagePipelineResponse> = { schema: GetImagePipeline$ };
const LIST_IMAGES: Operation<ListImagePipelineImagesRequest, ListImagePipelineImagesResponse> = { schema: ListImagePipelineImages$ };
const LIST_EXECUTIONS: Operation<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse> = { schema: ListWorkflowExecutions$ };
const LIST_STEPS: Operation<ListWorkflowStepExecutionsRequest, ListWorkflowStepExecutionsResponse> = { schema: ListWorkflowStepExecutions$ };
const START: Operation<StartImagePipelineExecutionRequest, StartImagePipelineExecutionResponse> = { schema: StartImagePipelineExecution$ };
const CANCEL: Operation<Omit<CancelImageCreationRequest, 'clientToken'>, CancelImageCreationResponse> = { schema: CancelImageCreation$ };
const COUNT_FINDINGS: Operation<ListImageScanFindingAggregationsRequest, ListImageScanFindingAggregationsResponse> = {
  schema: ListImageScanFindingAggregations$,
};
const LIST_FINDINGS: Operation<ListImageScanFindingsRequest, ListImageScanFindingsResponse> = { schema: ListImageScanFindings$ };

/** The maximum page sizes of a list: the newest model of the service accepts the first, the previous model only the second. */
const PAGE = 100;
const SHORT_PAGE = 25;

/** EC2 Image Builder; Region, credentials and endpoint come from the environment. */
export function imageBuilder(limits: Partial<Limits> = {}): ImageBuilder & BuildControl {
  const most = { ...LIMITS, ...limits };
  const client = imageBuilderClient(most);
  let maxResults = PAGE;

  return {
    async image(arn, signal) {
      const call = { operation: 'GetImage', resource: arn };
      const { output, body } = await send(GET_IMAGE, { imageBuildVersionArn: arn }, call, signal);
      const image = toImage(output.image, body);
      if (!image) throw unusableAnswer(call, 'The answer has no `image` with `arn` and `state.status`.');
      checkSubject(call, 'image', arn, image.arn);
      return image;
    },

    async pipelineImages(imagePipelineArn, signal) {
      const images = await list(
        LIST_IMAGES, (nextToken) => ({ imagePipelineArn, maxResults, nextToken }), { operation: 'ListImagePipelineImages', resource: imagePipelineArn }, signal,
        ({ output }) => output.imageSummaryList,
      );
      // The service also answers with an empty list if there is no such pipeline. Only the pipeline itself tells one from the other.
      if (images.length === 0) {
        const call = { operation: 'GetImagePipeline', resource: imagePipelineArn };
        await send(GET_PIPELINE, { imagePipelineArn }, call, signal);
      }
      return images.flatMap((image) => toPipelineImage(image) ?? []);
    },

    async executions(imageBuildVersionArn, signal) {
      const executions = await list(
        LIST_EXECUTIONS, (nextToken) => ({ imageBuildVersionArn, maxResults, nextToken }),
        { operation: 'ListWorkflowExecutions', resource: imageBuildVersionArn }, signal, ({ output }) => output.workflowExecutions,
      );
      return eachOnce(executions.map(toExecution));
    },

    async steps(workflowExecutionId, signal) {
      const steps = await list(
        LIST_STEPS, (nextToken) => ({ workflowExecutionId, maxResults, nextToken }),
        { operation: 'ListWorkflowStepExecutions', resource: `workflow-execution/${workflowExecutionId}` }, signal,
        ({ output, body }) => toSteps(output.steps, body),
      );
      return eachOnce(steps);
    },

    async start(imagePipelineArn, clientToken, tags, signal) {
      const call = { operation: 'StartImagePipelineExecution', resource: imagePipelineArn };
      const { output: { imageBuildVersionArn } } = await send(START, { imagePipelineArn, clientToken, tags }, call, signal);
      if (!imageBuildVersionArn) throw unusableAnswer(call, 'The answer has no `imageBuildVersionArn`.');
      return imageBuildVersionArn;
    },

    async cancel(imageBuildVersionArn, signal) {
      const call = { operation: 'CancelImageCreation', resource: imageBuildVersionArn };
      // The protocol makes a token, because cancelling twice has the effect of cancelling once.
      await send(CANCEL, { imageBuildVersionArn }, call, signal);
    },

    async severityCounts(filter, signal) {
      const { name, value } = filter;
      // The newest documentation has no filter for the account, whose total is returned without a filter.
      const filters = name === 'accountId' ? {} : { filter: { name, values: [value] } };
      const aggregations = await list(
        COUNT_FINDINGS, (nextToken) => ({ ...filters, nextToken }), { operation: 'ListImageScanFindingAggregations', resource: value || '*' }, signal,
        ({ output }) => output.responses,
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
    return readPages(call, { items, pages: most.findingsPages, characters: most.findingsCharacters }, async (nextToken) => {
      const { output } = await sendPage(LIST_FINDINGS, () => ({ ...filters, maxResults: pageSize(), nextToken }), call, signal);
      // Only what a report needs is kept of each page, because findings can be large and many.
      return { items: withoutNulls(output.findings ?? []).map(toFinding), nextToken: output.nextToken };
    });
  }

  /** Reads a whole list. */
  async function list<Input extends object, Output extends { nextToken?: string }, Item>(
    operation: Operation<Input, Output>, inputOf: (nextToken: string | undefined) => Input, call: Call, signal: AbortSignal,
    itemsOf: (answer: Answer<Output>) => Item[] | undefined,
  ): Promise<Item[]> {
    return readAll(call, most.pages, async (token) => {
      const answer = await sendPage(operation, () => inputOf(token), call, signal);
      return { items: withoutNulls(itemsOf(answer) ?? []), nextToken: answer.output.nextToken };
    });
  }

  /** Reads a page. If the page size is refused, the page is retried with the smaller size, which all later pages use. */
  async function sendPage<Input extends object, Output>(
    operation: Operation<Input, Output>, inputOf: () => Input, call: Call, signal: AbortSignal,
  ): Promise<Answer<Output>> {
    // Another list that is read at the same time may have reduced the page size in the meantime.
    const asked = maxResults;
    try {
      return await send(operation, inputOf(), call, signal);
    } catch (error) {
      if (asked === SHORT_PAGE || !isRefusal(error)) throw error;
      maxResults = SHORT_PAGE;
      return send(operation, inputOf(), call, signal);
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
