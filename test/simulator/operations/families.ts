import { ApiError } from '../api-error';
import { ArnParts, formatArn, nameInArn, parseArn, partitionOf } from '../arns';
import { Kind, NOUNS } from '../kinds';
import { Wire } from '../wire';
import { Call } from './call';
import { componentType, parametersOfWorkflow } from './document';
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
      return { version: input.semanticVersion, owner: account, parameters: input.data && orNothing(parametersOfWorkflow(input.data)) };
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
    bodyFor: () => ({ timeoutMinutes: 720 }),
  },
  {
    kind: 'ImagePipeline',
    arnFor: (call) => formatArn(named(call, NOUNS.ImagePipeline)),
    bodyFor: (call) => {
      const { input } = call;
      requireBuildable(input);
      requireSameKindOfRecipe(call);
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
    bodyFor: ({ input }) => ({ status: input.status ?? 'ENABLED' }),
    timesAreNumbers: true,
  },
];

export const familyOf = (kind: Kind) => FAMILIES.find((family) => family.kind === kind);

/** Refuses what can neither be a pipeline nor start a build. */
export function requireBuildable(input: Wire): void {
  requireOneOf(input, 'imageRecipeArn', 'containerRecipeArn');
}

function requireSameKindOfRecipe({ input, store }: Call): void {
  const pipeline = store.get(input.imagePipelineArn)?.body;
  if (pipeline && ((pipeline.imageRecipeArn === undefined) !== (input.imageRecipeArn === undefined))) {
    throw new ApiError('InvalidParameterCombinationException', 'The recipe must be of the type of the pipeline\'s recipe, image or container.');
  }
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
  return { version: parseArn(withVersion(call, noun))!.version, owner: call.account };
}

function requireOneOf(input: Wire, ...members: string[]): void {
  const given = members.filter((member) => input[member] !== undefined);
  if (given.length !== 1) {
    throw new ApiError('InvalidParameterCombinationException', `Exactly one of ${members.join(', ')} must be given, got: ${given.join(', ') || 'none'}.`);
  }
}

function platformOf(parentImage: string): string {
  return /windows/i.test(parentImage) ? 'Windows' : /macos/i.test(parentImage) ? 'macOS' : 'Linux';
}

function orNothing<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}
