import { ApiError, badValue, invalidRequest } from '../api-error';
import { ArnParts, formatArn, nameInArn, parseArn, partitionOf } from '../arns';
import { Kind, NOUNS } from '../kinds';
import { Wire } from '../wire';
import { Call } from './call';
import { Family } from './resources';

/** What the types of resources have of their own, images apart. */
export const FAMILIES: readonly Family[] = [
  {
    kind: 'Component',
    arnFor: (call) => withBuild(call, NOUNS.Component),
    bodyFor: ({ input, account }) => {
      requireOneOf(input, 'data', 'uri');
      return { version: input.semanticVersion, type: componentType(input.data ?? ''), owner: account, encrypted: true, state: { status: 'ACTIVE' } };
    },
  },
  {
    kind: 'Workflow',
    arnFor: (call) => withBuild(call, `workflow/${call.input.type.toLowerCase()}`),
    bodyFor: ({ input, account }) => {
      requireOneOf(input, 'data', 'uri');
      return { version: input.semanticVersion, owner: account };
    },
  },
  {
    kind: 'ImageRecipe',
    arnFor: (call) => withVersion(call, NOUNS.ImageRecipe),
    bodyFor: (call) => ({ ...recipeBody(call, NOUNS.ImageRecipe), type: 'AMI', platform: platformOf(call.input.parentImage) }),
  },
  {
    kind: 'ContainerRecipe',
    arnFor: (call) => withVersion(call, NOUNS.ContainerRecipe),
    bodyFor: (call) => {
      requireOneOf(call.input, 'dockerfileTemplateData', 'dockerfileTemplateUri');
      const platform = call.input.platformOverride ?? platformOf(call.input.parentImage);
      return { ...recipeBody(call, NOUNS.ContainerRecipe), platform, encrypted: true };
    },
  },
  {
    kind: 'InfrastructureConfiguration',
    arnFor: (call) => formatArn(named(call, NOUNS.InfrastructureConfiguration)),
    bodyFor: ({ input }) => ({ terminateInstanceOnFailure: input.terminateInstanceOnFailure ?? true }),
  },
  {
    kind: 'DistributionConfiguration',
    arnFor: (call) => formatArn(named(call, NOUNS.DistributionConfiguration)),
    bodyFor: ({ input }) => {
      requireDistinctRegions(input.distributions);
      return { timeoutMinutes: 720 };
    },
  },
  {
    kind: 'ImagePipeline',
    arnFor: (call) => formatArn(named(call, NOUNS.ImagePipeline)),
    bodyFor: (call) => {
      const { input } = call;
      requireBuildable(input);
      return {
        platform: call.store.get(input.imageRecipeArn ?? input.containerRecipeArn)?.body.platform ?? 'Linux',
        status: input.status ?? 'ENABLED',
        enhancedImageMetadataEnabled: input.enhancedImageMetadataEnabled ?? true,
        imageTestsConfiguration: testsConfiguration(input),
        schedule: input.schedule && { pipelineExecutionStartCondition: 'EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE', ...input.schedule },
        consecutiveFailures: 0,
      };
    },
  },
  {
    kind: 'LifecyclePolicy',
    arnFor: (call) => formatArn(named(call, NOUNS.LifecyclePolicy)),
    bodyFor: ({ input }) => {
      requireOneOf(input.resourceSelection, 'recipes', 'tagMap');
      return { status: input.status ?? 'ENABLED' };
    },
    timesAreNumbers: true,
  },
];

export const familyOf = (kind: Kind) => FAMILIES.find((family) => family.kind === kind);

/** Refuses what can neither be a pipeline nor start a build. */
export function requireBuildable(input: Wire): void {
  requireOneOf(input, 'imageRecipeArn', 'containerRecipeArn');
  if (input.workflows && !input.executionRole) {throw invalidRequest('An execution role must be given when workflows are.');}
  if ((input.workflows?.length ?? 0) > 10) {throw invalidRequest('At most 10 workflows can be given.');}
}

export function testsConfiguration({ imageTestsConfiguration }: Wire): Wire {
  return { imageTestsEnabled: true, timeoutMinutes: 720, ...imageTestsConfiguration };
}

/** The ARN of a resource of this name that has neither version nor build number. */
export function named({ input, region, account }: Call, noun: string): ArnParts {
  return { partition: partitionOf(region), region, account, noun, name: nameInArn(input.name) };
}

function withBuild(call: Call, noun: string): string {
  const version = { ...named(call, noun), version: call.input.semanticVersion };
  return formatArn({ ...version, build: call.store.nextBuild(version) });
}

function withVersion(call: Call, noun: string): string {
  const asked = { ...named(call, noun), version: call.input.semanticVersion };
  return formatArn({ ...asked, version: call.store.nextVersion(asked) });
}

function recipeBody(call: Call, noun: string): Wire {
  if (!/^(x\.x\.x|\d+\.x\.x|\d+\.\d+\.x|\d+\.\d+\.\d+)$/.test(call.input.semanticVersion)) {
    throw new ApiError('InvalidVersionNumberException', `The version '${call.input.semanticVersion}' is not valid: all nodes after an 'x' must be 'x'.`);
  }
  if (/^ami-/.test(call.input.parentImage) && !/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(call.input.parentImage)) {
    throw badValue('parentImage', `'${call.input.parentImage}' is not the id of an AMI.`);
  }
  if (call.input.components?.length > 20) {throw new ApiError('ServiceQuotaExceededException', 'A recipe can have at most 20 components.');}
  return { version: parseArn(withVersion(call, noun))!.version, owner: call.account };
}

function requireOneOf(input: Wire, ...members: string[]): void {
  const given = members.filter((member) => input[member] !== undefined);
  if (given.length !== 1) {
    throw new ApiError('InvalidParameterCombinationException', `Exactly one of ${members.join(', ')} must be given, got: ${given.join(', ') || 'none'}.`);
  }
}

function requireDistinctRegions(distributions: Wire[]): void {
  const regions = distributions.map(({ region }) => region);
  const twice = regions.find((region, i) => regions.indexOf(region) !== i);
  if (twice) {throw new ApiError('InvalidParameterCombinationException', `A Region must be given once, got twice: ${twice}.`);}
}

/** A component whose document has nothing but a test phase is a TEST component. */
function componentType(document: string): 'BUILD' | 'TEST' {
  const hasPhase = (names: string) => new RegExp(`name["']?\\s*:\\s*["']?(${names})["']?\\s*[,}\\r\\n]`).test(document);
  return hasPhase('test') && !hasPhase('build|validate') ? 'TEST' : 'BUILD';
}

function platformOf(parentImage: string): string {
  return /windows/i.test(parentImage) ? 'Windows' : /macos/i.test(parentImage) ? 'macOS' : 'Linux';
}
