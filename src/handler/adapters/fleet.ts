import {
  GetImagePipeline$, GetImagePipelineRequest, GetImagePipelineResponse, ListImageBuildVersions$, ListImageBuildVersionsRequest,
  ListImageBuildVersionsResponse, ListImagePackages$, ListImagePackagesRequest, ListImagePackagesResponse, ListImagePipelines$,
  ListImagePipelinesRequest, ListImagePipelinesResponse,
} from '@aws-sdk/client-imagebuilder';
import { imageBuilderCalls, Limits } from './image-builder-calls';
import { Operation } from './image-builder-client';
import { toPackage, toPipeline, toPipelineImage } from './image-builder-facts';
import { callFailureOf, unusableAnswer } from '../core/model/call-failure';
import { Package } from '../core/model/facts';
import { Fleet } from '../ports';

const GET_PIPELINE: Operation<GetImagePipelineRequest, GetImagePipelineResponse> = { schema: GetImagePipeline$ };
const LIST_PIPELINES: Operation<ListImagePipelinesRequest, ListImagePipelinesResponse> = { schema: ListImagePipelines$ };
const LIST_BUILDS: Operation<ListImageBuildVersionsRequest, ListImageBuildVersionsResponse> = { schema: ListImageBuildVersions$ };
const LIST_PACKAGES: Operation<ListImagePackagesRequest, ListImagePackagesResponse> = { schema: ListImagePackages$ };

/** What only monitors read of EC2 Image Builder. */
export function fleet(limits: Partial<Limits> = {}): Fleet {
  const { send, list } = imageBuilderCalls(limits);
  return {
    async builds(signal) {
      // Without a version the list has the builds of all of them.
      const builds = await list(
        LIST_BUILDS, (maxResults, nextToken) => ({ maxResults, nextToken }), { operation: 'ListImageBuildVersions', resource: '*' }, signal,
        ({ output }) => output.imageSummaryList,
      );
      return builds.flatMap((build) => toPipelineImage(build) ?? []);
    },

    async pipelines(signal) {
      const pipelines = await list(
        LIST_PIPELINES, (maxResults, nextToken) => ({ maxResults, nextToken }), { operation: 'ListImagePipelines', resource: '*' }, signal,
        ({ output }) => output.imagePipelineList,
      );
      return pipelines.flatMap((pipeline) => toPipeline(pipeline) ?? []);
    },

    async pipeline(imagePipelineArn, signal) {
      const call = { operation: 'GetImagePipeline', resource: imagePipelineArn };
      const { output } = await send(GET_PIPELINE, { imagePipelineArn }, call, signal);
      const pipeline = toPipeline(output.imagePipeline);
      if (pipeline?.arn !== imagePipelineArn) throw unusableAnswer(call, 'The answer has no `imagePipeline` with this `arn`.');
      return pipeline;
    },

    async packages(imageBuildVersionArn, signal) {
      const call = { operation: 'ListImagePackages', resource: imageBuildVersionArn };
      try {
        const packages = await list(
          LIST_PACKAGES, (maxResults, nextToken) => ({ imageBuildVersionArn, maxResults, nextToken }), call, signal,
          ({ output }) => output.imagePackageList,
        );
        return packages.flatMap((one) => toPackage(one) ?? []).sort(byNameAndVersion);
      } catch (error) {
        // An image that was built without enhanced metadata has no list.
        if (callFailureOf(error).kind === 'NOT_FOUND') return [];
        throw error;
      }
    },
  };
}

/** The service documents no order. */
function byNameAndVersion(a: Package, b: Package): number {
  return a.name.localeCompare(b.name, 'en') || (a.version ?? '').localeCompare(b.version ?? '', 'en');
}
