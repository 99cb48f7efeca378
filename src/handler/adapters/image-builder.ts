import {
  CancelImageCreation$, CancelImageCreationRequest, CancelImageCreationResponse, GetImage$, GetImagePipeline$, GetImagePipelineRequest,
  GetImagePipelineResponse, GetImageRequest, GetImageResponse, ListImagePipelineImages$, ListImagePipelineImagesRequest,
  ListImagePipelineImagesResponse, ListImageScanFindingAggregations$, ListImageScanFindingAggregationsRequest,
  ListImageScanFindingAggregationsResponse,
  ListImageScanFindings$, ListImageScanFindingsRequest, ListImageScanFindingsResponse, ListWorkflowExecutions$, ListWorkflowExecutionsRequest,
  ListWorkflowExecutionsResponse, ListWorkflowStepExecutions$, ListWorkflowStepExecutionsRequest, ListWorkflowStepExecutionsResponse,
  RetryImage$, RetryImageRequest, RetryImageResponse,
  StartImagePipelineExecution$, StartImagePipelineExecutionRequest, StartImagePipelineExecutionResponse, TagResource$, TagResourceRequest,
  TagResourceResponse,
} from '@aws-sdk/client-imagebuilder';
import { Call, unusableAnswer } from '../core/model/call-failure';
import { AggregationFilter, Finding } from '../core/model/facts';
import { BuildControl, ImageBuilder } from '../ports';
import { imageBuilderCalls, Limits } from './image-builder-calls';
import { Operation } from './image-builder-client';
import { countsFor, toExecution, toFinding, toImage, toPipelineImage, toSteps, withoutNulls } from './image-builder-facts';
import { ListRead, readPages } from './pages';

const GET_IMAGE: Operation<GetImageRequest, GetImageResponse> = { schema: GetImage$ };
const GET_PIPELINE: Operation<GetImagePipelineRequest, GetImagePipelineResponse> = { schema: GetImagePipeline$ };
const LIST_IMAGES: Operation<ListImagePipelineImagesRequest, ListImagePipelineImagesResponse> = { schema: ListImagePipelineImages$ };
const LIST_EXECUTIONS: Operation<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse> = { schema: ListWorkflowExecutions$ };
const LIST_STEPS: Operation<ListWorkflowStepExecutionsRequest, ListWorkflowStepExecutionsResponse> = { schema: ListWorkflowStepExecutions$ };
const START: Operation<StartImagePipelineExecutionRequest, StartImagePipelineExecutionResponse> = { schema: StartImagePipelineExecution$ };
const CANCEL: Operation<Omit<CancelImageCreationRequest, 'clientToken'>, CancelImageCreationResponse> = { schema: CancelImageCreation$ };
const TAG: Operation<TagResourceRequest, TagResourceResponse> = { schema: TagResource$, hasNoOutput: true };
const RETRY: Operation<RetryImageRequest, RetryImageResponse> = { schema: RetryImage$ };
const COUNT_FINDINGS: Operation<ListImageScanFindingAggregationsRequest, ListImageScanFindingAggregationsResponse> = {
  schema: ListImageScanFindingAggregations$,
};
const LIST_FINDINGS: Operation<ListImageScanFindingsRequest, ListImageScanFindingsResponse> = { schema: ListImageScanFindings$ };

/** EC2 Image Builder; Region, credentials and endpoint come from the environment. */
export function imageBuilder(limits: Partial<Limits> = {}): ImageBuilder & BuildControl {
  const { most, send, sendPage, list } = imageBuilderCalls(limits);

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
        LIST_IMAGES, (maxResults, nextToken) => ({ imagePipelineArn, maxResults, nextToken }),
        { operation: 'ListImagePipelineImages', resource: imagePipelineArn }, signal,
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
      let isListed = false;
      const executions = await list(
        LIST_EXECUTIONS, (maxResults, nextToken) => ({ imageBuildVersionArn, maxResults, nextToken }),
        { operation: 'ListWorkflowExecutions', resource: imageBuildVersionArn }, signal, ({ output }) => {
          isListed ||= output.workflowExecutions !== undefined;
          return output.workflowExecutions;
        },
      );
      return isListed ? eachOnce(executions.map(toExecution)) : undefined;
    },

    async steps(workflowExecutionId, signal) {
      const steps = await list(
        LIST_STEPS, (maxResults, nextToken) => ({ workflowExecutionId, maxResults, nextToken }),
        { operation: 'ListWorkflowStepExecutions', resource: `workflow-execution/${workflowExecutionId}` }, signal,
        ({ output, body }) => toSteps(output.steps, body),
      );
      return eachOnce(steps);
    },

    async start(imagePipelineArn, clientToken, tags, signal) {
      const call = { operation: 'StartImagePipelineExecution', resource: imagePipelineArn };
      // The service refuses an empty map.
      const tagged = Object.keys(tags).length > 0 ? { tags } : {};
      const { output: { imageBuildVersionArn } } = await send(START, { imagePipelineArn, clientToken, ...tagged }, call, signal);
      if (!imageBuildVersionArn) throw unusableAnswer(call, 'The answer has no `imageBuildVersionArn`.');
      return imageBuildVersionArn;
    },

    async cancel(imageBuildVersionArn, signal) {
      const call = { operation: 'CancelImageCreation', resource: imageBuildVersionArn };
      // The protocol makes a token, because cancelling twice has the effect of cancelling once.
      await send(CANCEL, { imageBuildVersionArn }, call, signal);
    },

    async tag(resourceArn, tags, signal) {
      await send(TAG, { resourceArn, tags }, { operation: 'TagResource', resource: resourceArn }, signal);
    },

    async retry(imageBuildVersionArn, clientToken, signal) {
      await send(RETRY, { imageBuildVersionArn, clientToken }, { operation: 'RetryImage', resource: imageBuildVersionArn }, signal);
    },

    async severityCounts(filter, signal) {
      const { name, value } = filter;
      // The newest documentation has no filter for the account, whose total is returned without a filter.
      const filters = name === 'accountId' ? {} : { filter: { name, values: [value] } };
      const aggregations = await list(
        COUNT_FINDINGS, (_, nextToken) => ({ ...filters, nextToken }), { operation: 'ListImageScanFindingAggregations', resource: value || '*' },
        signal,
        ({ output }) => output.responses,
      );
      return countsFor(filter, aggregations);
    },

    async findings(filter, signal) {
      const { items: findings, complete } = await readFindings(filter, signal, undefined, most.findings);
      return { findings, complete };
    },

    async mayHaveFindings(filter, signal) {
      const { items, complete } = await readFindings(filter, signal, 1, 1);
      return items.length > 0 || !complete;
    },
  };

  function readFindings(
    { name, value }: AggregationFilter, signal: AbortSignal, pageSize: number | undefined, items: number,
  ): Promise<ListRead<Finding>> {
    const call = { operation: 'ListImageScanFindings', resource: value };
    // The list takes one filter with one value and has no filter for the account, whose findings are returned without a filter.
    const filters = name === 'accountId' ? {} : { filters: [{ name, values: [value] }] };
    return readPages(call, { items, pages: most.findingsPages, bytes: most.findingsBytes }, async (nextToken) => {
      const { output } = await sendPage(LIST_FINDINGS, (maxResults) => ({ ...filters, maxResults: pageSize ?? maxResults, nextToken }), call, signal);
      // Only what a report needs is kept of each page, because findings can be large and many.
      return { items: withoutNulls(output.findings ?? []).map(toFinding), nextToken: output.nextToken };
    });
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
