import { ApiError, badValue, hasDependents, invalidRequest, notFound } from '../api-error';
import { formatArn, parseArn, partitionOf } from '../arns';
import { iso } from '../clock';
import { Build, canBeCancelled } from '../engine/build';
import { isInProgress } from '../engine/timeline';
import { NOUNS } from '../kinds';
import { Resource } from '../store';
import { present, Wire } from '../wire';
import { buildRequest } from './build-request';
import { Call, Handlers } from './call';
import { requireBuildable, testsConfiguration } from './families';
import { pipelineBody } from './pipelines';
import { isBeingBuilt, requireReferences } from './references';
import { answer, get, remove, namedResource } from './resources';
import { RULES } from './rules';

export const IMAGES: Handlers = {
  CreateImage: (call) => {
    requireBuildable(call.input);
    RULES.Image(call);
    return answer(call, 'Image', startBuild(call, call.input));
  },
  StartImagePipelineExecution: (call) => {
    const { imagePipelineArn, tags } = call.input;
    const pipeline = call.store.get(imagePipelineArn);
    if (!pipeline) {throw notFound(imagePipelineArn);}
    return answer(call, 'Image', startBuild(call, { ...settingsOf(pipeline), tags }, { pipeline }));
  },
  CancelImageCreation: (call) => {
    const { arn, timeline } = namedResource(call, 'Image');
    if (!canBeCancelled(timeline!.at(call.now))) {throw badValue('imageBuildVersionArn', `The image '${arn}' is not being built.`);}
    timeline!.cancel(call.now);
    return answer(call, 'Image', arn);
  },
  RetryImage: (call) => {
    const { arn, timeline, body } = namedResource(call, 'Image');
    if (isInProgress(timeline!.at(call.now).status)) {throw new ApiError('ResourceInUseException', `The image '${arn}' is being built.`);}
    if (body.type !== 'AMI' || !timeline!.canBeRetried(call.now)) {
      throw invalidRequest(`The image '${arn}' cannot be retried, because it is no AMI that failed in its test or distribution.`);
    }
    timeline!.retry(call.now);
    return answer(call, 'Image', arn);
  },
  GetImage: get('Image', imageBody),
  DeleteImage: (call) => {
    const image = namedResource(call, 'Image');
    if (isBeingBuilt(image, call.now)) {throw hasDependents(image.arn);}
    return remove('Image')(call);
  },
};

/** Starts a build as the schedule of a pipeline does, and returns the ARN of the image. */
export function startScheduledBuild(call: Call): string {
  const { imagePipelineArn } = call.input;
  const pipeline = call.store.get(imagePipelineArn);
  const { schedule, status } = pipeline ? pipelineBody(pipeline, call) : {} as Wire;
  if (!pipeline || !schedule || status !== 'ENABLED') {
    throw new Error(`\`pipelineArn\` must be a pipeline that is enabled and has a schedule, got: ${imagePipelineArn}.`);
  }
  // `imageTags` are for the builds of the schedule.
  return startBuild(call, { ...settingsOf(pipeline), tags: pipeline.body.imageTags }, { pipeline, buildType: 'SCHEDULED' });
}

/** The settings of builds of a pipeline, without tags. */
function settingsOf({ body: { imageTags, loggingConfiguration, ...body } }: Resource): Wire {
  const logGroupName = loggingConfiguration?.imageLogGroupName;
  return { ...body, loggingConfiguration: logGroupName && { logGroupName } };
}

/** The ARN of the image that a build of this recipe would give now. */
export function nextImageArn(call: Call, recipeArn: string): string {
  const { name, version } = parseArn(recipeArn)!;
  const image = { partition: partitionOf(call.region), region: call.region, account: call.account, noun: NOUNS.Image, name, version };
  return formatArn({ ...image, build: call.store.nextBuild(image) });
}

/** The image with all that changes as time goes on. */
export function imageBody({ body, timeline }: Resource, { now }: Call): Wire {
  const { status, reason, failureContext, amis, containers, scanState } = timeline!.at(now);
  return {
    ...body,
    state: present({ status, reason, failureContext }),
    outputResources: body.type === 'DOCKER' ? { containers } : { amis },
    scanState: scanState && present({ ...scanState }),
  };
}

/**
 * @param settings as in CreateImage
 * @returns the ARN of the image
 */
function startBuild(
  call: Call, settings: Wire, { pipeline, buildType = 'USER_INITIATED' }: { pipeline?: Resource; buildType?: string } = {},
): string {
  requireReferences(call, 'Image', settings);
  const recipe = call.store.resolve(settings.imageRecipeArn ?? settings.containerRecipeArn);
  if (!recipe) {throw badValue('imagePipelineArn', 'The pipeline has no recipe.');}
  const at = (arn?: string) => arn === undefined ? undefined : call.store.get(arn)?.body;
  const arn = nextImageArn(call, recipe.arn);
  const { version, build } = parseArn(arn)!;
  const isContainer = recipe.kind === 'ContainerRecipe';
  const imageTestsConfiguration = testsConfiguration(settings);
  const timeline = new Build(buildRequest(call, arn, recipe, { ...settings, imageTestsConfiguration }));
  call.store.add({
    kind: 'Image',
    arn,
    timeline,
    body: present({
      arn,
      type: isContainer ? 'DOCKER' : 'AMI',
      name: recipe.body.name,
      version: `${version}/${build}`,
      platform: recipe.body.platform,
      enhancedImageMetadataEnabled: settings.enhancedImageMetadataEnabled ?? true,
      [isContainer ? 'containerRecipe' : 'imageRecipe']: recipe.body,
      sourcePipelineArn: pipeline?.arn,
      infrastructureConfiguration: at(settings.infrastructureConfigurationArn),
      distributionConfiguration: at(settings.distributionConfigurationArn),
      imageTestsConfiguration,
      imageScanningConfiguration: settings.imageScanningConfiguration,
      dateCreated: iso(call.now),
      tags: settings.tags ?? {},
      buildType,
      imageSource: 'CUSTOM',
      executionRole: settings.executionRole,
      workflows: settings.workflows,
      loggingConfiguration: settings.loggingConfiguration,
      // Not a member of the answer: what must not be deleted while the image is being built.
      request: settings,
      owner: call.account,
    }),
  });
  return arn;
}
