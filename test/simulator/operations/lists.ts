import { ApiError, badValue, invalidRequest } from '../api-error';
import { compareVersions, formatArn, isManaged, parseArn } from '../arns';
import { Kind } from '../kinds';
import { membersOf } from '../model/model';
import { Resource } from '../store';
import { pick, Wire } from '../wire';
import { Call, Handler, Handlers } from './call';
import { imageBody } from './images';
import { managedResources } from './managed';
import { page } from './pagination';
import { pipelineBody } from './pipelines';

interface ListOperation {
  readonly kind: Kind;
  /** Name of the list in the answer. */
  readonly member: string;
  /** Shape of its entries. */
  readonly shape: string;
  /** Names of filters that the operation knows; each is a member of the resource. */
  readonly filters: readonly string[];
  /** One entry for each version, whatever number of builds it has. */
  readonly byVersion?: boolean;
  /** One entry for each build, the newest first. */
  readonly newestFirst?: boolean;
  /** Which resources, when not all of them. */
  readonly only?: (call: Call) => (resource: Resource) => boolean;
}

const LISTS: Readonly<Record<string, ListOperation>> = {
  ListComponents: {
    kind: 'Component',
    member: 'componentVersionList',
    shape: 'ComponentVersion',
    byVersion: true,
    filters: ['description', 'name', 'platform', 'productCodes', 'status', 'supportedOsVersion', 'type', 'version'],
  },
  ListComponentBuildVersions: {
    kind: 'Component',
    member: 'componentSummaryList',
    shape: 'ComponentSummary',
    filters: [],
    newestFirst: true,
    only: (call) => ofVersion(call.input.componentVersionArn),
  },
  ListContainerRecipes: {
    kind: 'ContainerRecipe', member: 'containerRecipeSummaryList', shape: 'ContainerRecipeSummary', filters: ['containerType', 'name', 'parentImage', 'platform'],
  },
  ListDistributionConfigurations: {
    kind: 'DistributionConfiguration', member: 'distributionConfigurationSummaryList', shape: 'DistributionConfigurationSummary', filters: ['name'],
  },
  ListImages: {
    kind: 'Image', member: 'imageVersionList', shape: 'ImageVersion', byVersion: true, filters: ['name', 'osVersion', 'platform', 'type', 'version'],
  },
  ListImageBuildVersions: {
    kind: 'Image',
    member: 'imageSummaryList',
    shape: 'ImageSummary',
    filters: ['name', 'osVersion', 'platform', 'type', 'version'],
    newestFirst: true,
    only: (call) => ofVersion(call.input.imageVersionArn),
  },
  ListImagePipelineImages: {
    kind: 'Image', member: 'imageSummaryList', shape: 'ImageSummary', filters: ['name', 'version'], newestFirst: true, only: ofPipeline,
  },
  ListImagePipelines: {
    kind: 'ImagePipeline',
    member: 'imagePipelineList',
    shape: 'ImagePipeline',
    filters: ['description', 'distributionConfigurationArn', 'imageRecipeArn', 'infrastructureConfigurationArn', 'name', 'status'],
  },
  ListImageRecipes: { kind: 'ImageRecipe', member: 'imageRecipeSummaryList', shape: 'ImageRecipeSummary', filters: ['name', 'parentImage', 'platform'] },
  ListInfrastructureConfigurations: {
    kind: 'InfrastructureConfiguration', member: 'infrastructureConfigurationSummaryList', shape: 'InfrastructureConfigurationSummary', filters: ['name'],
  },
  ListLifecyclePolicies: {
    kind: 'LifecyclePolicy', member: 'lifecyclePolicySummaryList', shape: 'LifecyclePolicySummary', filters: ['name', 'resourceType', 'status'],
  },
  ListWorkflows: {
    kind: 'Workflow', member: 'workflowVersionList', shape: 'WorkflowVersion', byVersion: true, filters: ['name', 'version', 'description', 'type'],
  },
  ListWorkflowBuildVersions: {
    kind: 'Workflow',
    member: 'workflowSummaryList',
    shape: 'WorkflowSummary',
    filters: [],
    newestFirst: true,
    only: (call) => ofVersion(call.input.workflowVersionArn),
  },
};

export const LIST_HANDLERS: Handlers = Object.fromEntries(Object.entries(LISTS).map(([operation, list]) => [operation, handlerOf(list)]));

function handlerOf(list: ListOperation): Handler {
  return (call) => {
    const isSelected = list.only?.(call) ?? (() => true);
    const isKept = filterOf(call.input.filters ?? [], list.filters);
    if (call.input.byName && call.input.filters?.some(({ name }: Wire) => name === 'version')) {
      throw new ApiError('InvalidParameterCombinationException', 'byName must not be combined with the filter version.');
    }
    const resources = ownedBy(call, list.kind).filter((resource) => isIn(call.region, resource) && isSelected(resource));
    const bodies = (list.newestFirst ? resources.sort(byAge) : resources).map((resource) => bodyOf(resource, call)).filter(isKept);
    const entries = list.byVersion ? onePerVersion(bodies, call.input.byName) : bodies;
    return page(call, list.member, entries, (body) => pick(body, membersOf(list.shape)));
  };
}

/** Nobody shares or sells anything here. Of a version that is published, the builds can be listed as well. */
function ownedBy(call: Call, kind: Kind): Resource[] {
  const { owner = 'Self' } = call.input;
  if (kind === 'Workflow' && (owner === 'Shared' || owner === 'ThirdParty')) {throw badValue('owner', `Workflows cannot be listed for the owner '${owner}'.`);}
  const version = Object.entries(call.input).find(([member]) => /VersionArn$/.test(member))?.[1];
  if (owner === 'Amazon' || (version && isManaged(parseArn(version)!))) {return managedResources(call, kind);}
  return owner === 'Self' ? call.store.all(kind) : [];
}

/** The newest first. */
function byAge(a: Resource, b: Resource): number {
  return Date.parse(b.body.dateCreated) - Date.parse(a.body.dateCreated) || compareVersions(parseArn(b.arn)!, parseArn(a.arn)!);
}

/** What changes by itself as time goes on. */
const BODIES: Partial<Record<Kind, (resource: Resource, call: Call) => Wire>> = { Image: imageBody, ImagePipeline: pipelineBody };

/** A resource with the members that only summaries have. */
function bodyOf(resource: Resource, call: Call): Wire {
  const body = (BODIES[resource.kind] ?? (() => resource.body))(resource, call);
  return {
    ...body,
    regions: body.distributions?.map(({ region }: Wire) => region),
    instanceImage: body.instanceConfiguration?.image,
    status: resource.kind === 'Component' ? body.state.status : body.status,
  };
}

/** The newest build of each version, or of each name, under the ARN of the version. */
function onePerVersion(bodies: readonly Wire[], byName = false): Wire[] {
  const newest = new Map<string, Wire>();
  for (const body of bodies) {
    const parts = parseArn(body.arn)!;
    const key = `${parts.noun}/${parts.name}/${byName ? '' : parts.version}`;
    const known = newest.get(key);
    if (!known || compareVersions(parts, parseArn(known.arn)!) > 0) {newest.set(key, body);}
  }
  return [...newest.values()].map((body) => {
    const parts = parseArn(body.arn)!;
    return { ...body, arn: formatArn({ ...parts, build: undefined }), version: parts.version };
  });
}

/** All filters must hold; of the values of one, any. `*` in a value stands for anything. */
function filterOf(filters: readonly Wire[], known: readonly string[]): (body: Wire) => boolean {
  const tests = filters.map(({ name, values }) => {
    if (!known.includes(name)) {throw invalidRequest(`The filter name must be one of ${known.join(', ')}, got: ${name}.`);}
    const patterns = (values as string[]).map((value) => new RegExp(`^${value.split('*').map(escape).join('.*')}$`));
    return (body: Wire) => {
      const found = name === 'supportedOsVersion' ? body.supportedOsVersions ?? [] : [body[name] ?? ''].flat();
      return patterns.some((pattern) => found.some((value: string) => pattern.test(value)));
    };
  });
  return (body) => tests.every((test) => test(body));
}

const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

function isIn(region: string, { arn }: Resource): boolean {
  return parseArn(arn)!.region === region;
}

function ofVersion(versionArn?: string): (resource: Resource) => boolean {
  return ({ arn }) => versionArn === undefined || arn.startsWith(`${versionArn}/`);
}

/** Of a pipeline that does not exist: none. */
function ofPipeline({ input: { imagePipelineArn } }: Call): (resource: Resource) => boolean {
  return ({ body }) => body.sourcePipelineArn === imagePipelineArn;
}
