import { parseArn, formatArn, partitionOf } from './arns';
import { Kind, KINDS, kindOf } from './kinds';
import { Call } from './operations/call';
import { familyOf } from './operations/families';
import { nextImageArn } from './operations/images';
import { Wire } from './wire';

/** A call that IAM decides on. */
export interface AuthorizationRequest {
  readonly accessKey: string;
  readonly region: string;
  /** `imagebuilder:` and the operation, or an action of another service. */
  readonly action: string;
  readonly resource: string;
  /** Tags of the resource, for conditions on them. @default - it has none, or does not exist yet */
  readonly resourceTags?: Readonly<Record<string, string>>;
  /** Tags that the request sets, for conditions on them. @default - it sets none */
  readonly requestTags?: Readonly<Record<string, string>>;
}

/** What is asked of IAM, without the caller. */
type Permission = Omit<AuthorizationRequest, 'accessKey' | 'region'>;

/** Nothing when the call is allowed, else the message of the refusal. */
export type Authorize = (request: AuthorizationRequest) => Promise<string | undefined>;

/** CloudFormation's own calls are not those of a role in the template. */
export const ALWAYS_ALLOWED = 'cloudformation';

/** All that a caller has to be allowed for an operation: it, and what the service does in the caller's name. */
export function permissionsOf(call: Call): Permission[] {
  const { operation, input, store } = call;
  const resources = resourcesOf(call);
  const own = resources.map((resource) => ({ action: `imagebuilder:${operation}`, resource, resourceTags: store.get(resource)?.body.tags, ...input.tags && { requestTags: input.tags } }));
  switch (operation) {
    case 'ListImageScanFindings': return [...own, { action: 'inspector2:ListFindings', resource: '*' }];
    case 'StartImagePipelineExecution': {
      return [...own, { action: 'imagebuilder:GetImagePipeline', resource: input.imagePipelineArn }, ...tagging(call, startedArn(call))];
    }
    default: return [...own, ...operation.startsWith('Create') ? tagging(call, resources[0]) : []];
  }
}

/** Tags that a resource is made with are set in the name of the caller. */
function tagging({ input }: Call, resource: string): Permission[] {
  return input.tags ? [{ action: 'imagebuilder:TagResource', resource, requestTags: input.tags }] : [];
}

/** ARNs that an operation is authorised on: all of them have to be allowed. `*` for operations without a narrower resource. */
export function resourcesOf(call: Call): string[] {
  const { operation, input } = call;
  const special = SPECIAL[operation];
  if (special) {return special(call);}
  const kind = KINDS.find((one) => operation === `Create${one}`);
  if (kind) {return [createdArn(call, kind)];}
  if (operation.startsWith('List') && !ON_RESOURCE.includes(operation)) {return ['*'];}
  const arn = Object.entries(input).find(([member, value]) => /Arn$/.test(member) && typeof value === 'string' && kindOf(value))?.[1];
  return [arn as string ?? '*'];
}

/** List operations whose resource is the one that the request names. */
const ON_RESOURCE = ['ListWorkflowExecutions', 'ListImagePipelineImages', 'ListImagePackages', 'ListTagsForResource'];

const SPECIAL: Readonly<Record<string, (call: Call) => string[]>> = {
  GetWorkflowExecution: (call) => [runtimeArn(call, 'workflow-execution', call.input.workflowExecutionId)],
  ListWorkflowStepExecutions: (call) => [runtimeArn(call, 'workflow-execution', call.input.workflowExecutionId)],
  GetWorkflowStepExecution: (call) => [runtimeArn(call, 'workflow-step-execution', call.input.stepExecutionId)],
  ListComponentBuildVersions: ({ input }) => allBuilds(input.componentVersionArn),
  ListImageBuildVersions: ({ input }) => allBuilds(input.imageVersionArn),
  ListWorkflowBuildVersions: ({ input }) => allBuilds(input.workflowVersionArn),
  ListImageScanFindings: ({ input }) => filteredBy(input.filters?.[0]),
  ListImageScanFindingAggregations: ({ input }) => filteredBy(input.filter),
};

function createdArn(call: Call, kind: Kind): string {
  if (kind !== 'Image') {return familyOf(kind)!.arnFor(call);}
  return imageArn(call, call.input);
}

/** The image that a start of the pipeline makes. */
function startedArn(call: Call): string {
  return imageArn(call, call.store.get(call.input.imagePipelineArn)?.body ?? {});
}

function imageArn(call: Call, { imageRecipeArn, containerRecipeArn }: Wire): string {
  const recipeArn: string | undefined = imageRecipeArn ?? containerRecipeArn;
  const recipe = recipeArn && (call.store.resolve(recipeArn)?.arn ?? recipeArn);
  return recipe && parseArn(recipe) ? nextImageArn(call, recipe) : '*';
}

function runtimeArn({ region, account }: Call, noun: string, id: string): string {
  return formatArn({ partition: partitionOf(region), region, account, noun, name: id });
}

function allBuilds(versionArn?: string): string[] {
  return [versionArn === undefined ? '*' : `${versionArn}/*`];
}

function filteredBy(filter?: { name: string; values: string[] }): string[] {
  return filter?.name === 'imageBuildVersionArn' || filter?.name === 'imagePipelineArn' ? filter.values : ['*'];
}

/** Asks `GET <url>?key=…&action=…&resource=…`, which answers `{ "allow": boolean, "message"?: string }`. */
export function askAt(url: string, timeoutSeconds = 10): Authorize {
  return async ({ accessKey, action, resource }) => {
    const query = new URLSearchParams({ key: accessKey, action, resource });
    const response = await fetch(`${url}?${query}`, { signal: AbortSignal.timeout(timeoutSeconds * 1000) });
    if (!response.ok) {throw new Error(`\`authorizer\` must answer with status 200, got: ${response.status}.`);}
    const { allow, message } = await response.json() as { allow: boolean; message?: string };
    return allow ? undefined : message ?? `User: ${accessKey} is not authorized to perform: ${action} on resource: ${resource}`;
  };
}
