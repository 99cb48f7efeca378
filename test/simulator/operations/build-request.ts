import { ArnParts, formatArn, isManaged, parseArn } from '../arns';
import { defaultWorkflow, managedBuildVersion, managedSteps, StepDefinition } from '../engine/managed-workflows';
import { BuildRequest, WorkflowToRun } from '../engine/plan';
import { WorkflowType } from '../scenario';
import { Resource } from '../store';
import { Wire } from '../wire';
import { Call } from './call';
import { stepsOfDocument } from './document';
import { amisOf, containersOf } from './outputs';


/** Everything about a build that follows from recipe, settings and scenario. */
export function buildRequest(call: Call, imageArn: string, recipe: Resource, settings: Wire): BuildRequest {
  const scenario = call.nextBuild();
  const type = recipe.kind === 'ContainerRecipe' ? 'DOCKER' : 'AMI';
  const distributions: Wire[] | undefined = call.store.get(settings.distributionConfigurationArn)?.body.distributions;
  return {
    imageArn,
    startedAt: call.now,
    platform: recipe.body.platform,
    scenario,
    workflows: workflowsOf(call, type, settings),
    scanning: scanningOf(settings.imageScanningConfiguration),
    collectsMetadata: settings.enhancedImageMetadataEnabled ?? true,
    components: (recipe.body.components ?? []).map(({ componentArn }: Wire) => buildVersionOf(call, componentArn)),
    amis: type === 'AMI' ? amisOf(imageArn, recipe.body.name, call.now, scenario.amis, distributions) : [],
    containers: type === 'DOCKER' ? containersOf(imageArn, recipe.body.targetRepository.repositoryName, distributions) : [],
  };
}

function scanningOf(configuration?: Wire): BuildRequest['scanning'] {
  if (!configuration?.imageScanningEnabled) {return 'OFF';}
  return configuration.imageScanningTypes?.[0] === 'ON_DEMAND_AMI_CVE' ? 'ON_DEMAND' : 'TEST_INSTANCE';
}

/**
 * Without workflows the managed ones for build and test run. With some, stages that have none are left out. A distribution without a workflow
 * is a job of the service, which no execution shows.
 */
function workflowsOf(call: Call, imageType: 'AMI' | 'DOCKER', settings: Wire): WorkflowToRun[] {
  const managed = (type: WorkflowType) => managedWorkflow(type, imageType, call.region);
  const given: WorkflowToRun[] | undefined = settings.workflows?.map((configuration: Wire) => workflowToRun(call, configuration));
  const of = (type: WorkflowType) => given?.filter((workflow) => workflow.type === type);
  const tests = settings.imageTestsConfiguration.imageTestsEnabled ? of('TEST') ?? [managed('TEST')] : [];
  return [...of('BUILD') ?? [managed('BUILD')], ...tests, ...of('DISTRIBUTION') ?? []];
}

/** The workflow that runs when none is named. */
export function managedWorkflow(type: WorkflowType, imageType: 'AMI' | 'DOCKER', region: string): WorkflowToRun {
  const arn = defaultWorkflow(type, imageType, region);
  return { arn, type, steps: managedSteps(parseArn(arn)!)! };
}

function workflowToRun(call: Call, { workflowArn, parallelGroup, onFailure }: Wire): WorkflowToRun {
  const reference = parseArn(workflowArn)!;
  const type = reference.noun.split('/')[1].toUpperCase() as WorkflowType;
  const common = { type, parallelGroup, continueOnFailure: onFailure === 'CONTINUE' };
  if (isManaged(reference)) {return { ...common, arn: managedBuildVersion(workflowArn), steps: managedSteps(reference)! };}
  const workflow = call.store.resolve(workflowArn)!;
  return { ...common, arn: workflow.arn, steps: documentSteps(workflow) };
}

function documentSteps({ body: { data, name } }: Resource): readonly StepDefinition[] {
  // A document in S3 is out of reach.
  return data === undefined ? [{ name: nameOfStep(name), action: 'RunCommand' }] : stepsOfDocument(data);
}

const nameOfStep = (name: string) => `Step${name.replace(/[^A-Za-z0-9]/g, '')}`;

/** The newest build version that a reference means; of components that AWS manages, a plausible one. */
function buildVersionOf(call: Call, reference: string): string {
  const parts: ArnParts = parseArn(reference)!;
  if (!isManaged(parts)) {return call.store.resolve(reference)!.arn;}
  const version = (parts.version ?? '1.0.0').replace(/^x/, '1').replace(/x/g, '0');
  return formatArn({ ...parts, version, build: parts.build ?? 1 });
}
