import {
  Image as SdkImage, ImagePackage, ImagePipeline, ImageScanFinding, ImageScanFindingAggregation, ImageSummary, OutputResources, VulnerablePackage,
  WorkflowExecutionMetadata, WorkflowStepMetadata,
} from '@aws-sdk/client-imagebuilder';
import { toFailureContext } from './failure-context';
import { elements, member, numberIn } from './json';
import {
  AggregationFilter, Ami, Execution, Finding, FindingPackage, Image, Package, Pipeline, PipelineImage, Recipe, SeverityCounts, Step,
} from '../core/model/facts';

/** An image, or undefined if a member that every image has is missing. `body` has members that the SDK does not know. */
export function toImage(image: SdkImage | undefined, body: Readonly<Record<string, unknown>>): Image | undefined {
  if (!image?.arn || !image.state?.status) return undefined;
  return {
    arn: image.arn,
    name: text(image.name),
    status: image.state.status,
    statusReason: text(image.state.reason),
    type: text(image.type),
    buildType: text(image.buildType),
    createdAt: text(image.dateCreated),
    amis: image.outputResources?.amis && toAmis(image.outputResources),
    containers: image.outputResources?.containers && withoutNulls(image.outputResources.containers)
      .map(({ region, imageUris }) => ({ region: text(region), uris: withoutNulls(imageUris ?? []) })),
    testsEnabled: image.imageTestsConfiguration?.imageTestsEnabled,
    scanningEnabled: image.imageScanningConfiguration?.imageScanningEnabled ?? false,
    scanningTypes: scanningTypesIn(body),
    scan: image.scanState && { status: text(image.scanState.status), reason: text(image.scanState.reason) },
    logGroupName: text(image.loggingConfiguration?.logGroupName),
    failure: toFailureContext(body),
    pipelineArn: text(image.sourcePipelineArn),
    tags: image.tags,
    recipe: toRecipe(image),
    osVersion: text(image.osVersion),
    platform: text(image.platform),
  };
}

function toRecipe({ imageRecipe, containerRecipe }: SdkImage): Recipe | undefined {
  const recipe = imageRecipe ?? containerRecipe;
  return recipe && {
    arn: text(recipe.arn),
    version: text(recipe.version),
    parentImage: text(recipe.parentImage),
    components: recipe.components && withoutNulls(recipe.components).flatMap(({ componentArn }) => text(componentArn) ?? []),
  };
}

function toAmis(outputs: OutputResources | undefined): Ami[] {
  return withoutNulls(outputs?.amis ?? []).map((ami) => ({
    id: text(ami.image),
    region: text(ami.region),
    account: text(ami.accountId),
    status: text(ami.state?.status),
  }));
}

export function toPipelineImage({ arn, dateCreated, state, tags, outputResources }: ImageSummary): PipelineImage | undefined {
  return arn ? { arn, createdAt: text(dateCreated), status: text(state?.status), tags, amis: toAmis(outputResources) } : undefined;
}

/** A pipeline, or undefined if a member that every pipeline has is missing. The name is that of its ARN, which does not have capital letters. */
export function toPipeline(pipeline: ImagePipeline | undefined): Pipeline | undefined {
  const name = pipeline?.arn?.split('/').at(-1);
  if (!pipeline?.arn || !name) return undefined;
  return {
    arn: pipeline.arn,
    name,
    status: text(pipeline.status),
    failures: count(pipeline.consecutiveFailures),
    disabledAfter: count(pipeline.schedule?.autoDisablePolicy?.failureCount),
  };
}

export function toPackage({ packageName: name, packageVersion }: ImagePackage): Package | undefined {
  return name ? { name, version: text(packageVersion) } : undefined;
}

export function toExecution(execution: WorkflowExecutionMetadata): Execution {
  return {
    id: text(execution.workflowExecutionId),
    workflowArn: text(execution.workflowBuildVersionArn),
    type: text(execution.type),
    status: text(execution.status),
    message: text(execution.message),
    startedAt: text(execution.startTime),
    endedAt: text(execution.endTime),
    parallelGroup: text(execution.parallelGroup),
    retried: execution.retried,
    counts: {
      total: count(execution.totalStepCount),
      succeeded: count(execution.totalStepsSucceeded),
      failed: count(execution.totalStepsFailed),
      skipped: count(execution.totalStepsSkipped),
    },
  };
}

/** The steps of one page. `body` has members that the SDK does not know, in the same order. */
export function toSteps(steps: readonly WorkflowStepMetadata[] = [], body: Readonly<Record<string, unknown>>): Step[] {
  const raw = withoutNulls(elements(member(body, 'steps')));
  return withoutNulls(steps).map(({ stepExecutionId, name, action, status, message, startTime, endTime, outputs }, index) => ({
    id: text(stepExecutionId),
    name: text(name),
    action: text(action),
    status: text(status),
    message: text(message),
    startedAt: text(startTime),
    endedAt: text(endTime),
    outputs: text(outputs),
    attempt: count(numberIn(raw[index], 'attemptNumber')),
    maxAttempts: count(numberIn(raw[index], 'maxAttempts')),
  }));
}

/** Removes null elements, which the SDK does not remove from lists. */
export function withoutNulls<T>(items: readonly T[]): T[] {
  return items.filter((item) => item !== null);
}

/**
 * The counts for the requested filter, or nothing if the answer has no entry. Other counts in the answer are ignored: with nothing but other counts, the
 * counts are not known.
 */
export function countsFor({ name, value }: AggregationFilter, aggregations: readonly ImageScanFindingAggregation[]): SeverityCounts | undefined {
  // Counts without a subject are those of the subject in the filter.
  const found = aggregations.map((aggregation) => subjectIn(name, aggregation))
    .find((entry) => entry && (!entry.subject || !value || isSameSubject(name, entry.subject, value)));
  if (!found) return aggregations.length > 0 ? {} : undefined;
  const { all, critical, high, medium } = found.counts ?? {};
  return { all: count(all), critical: count(critical), high: count(high), medium: count(medium) };
}

export function toFinding(finding: ImageScanFinding): Finding {
  const details = finding.packageVulnerabilityDetails;
  return {
    vulnerabilityId: text(details?.vulnerabilityId),
    severity: text(finding.severity),
    title: text(finding.title),
    description: text(finding.description),
    type: text(finding.type),
    score: finding.inspectorScore,
    fixAvailable: text(finding.fixAvailable),
    imageArn: text(finding.imageBuildVersionArn),
    firstObservedAt: timeOf(finding.firstObservedAt),
    sourceUrl: text(details?.sourceUrl),
    packages: withoutNulls(details?.vulnerablePackages ?? []).map(toFindingPackage),
  };
}

function toFindingPackage(affected: VulnerablePackage): FindingPackage {
  return {
    name: text(affected.name),
    version: text(affected.version),
    release: text(affected.release),
    architecture: text(affected.arch),
    packageManager: text(affected.packageManager),
    filePath: text(affected.filePath),
    fixedInVersion: text(affected.fixedInVersion),
  };
}

/** Upper and lower case do not distinguish IDs of vulnerabilities. */
function isSameSubject(name: AggregationFilter['name'], subject: string, value: string): boolean {
  return subject === value || (name === 'vulnerabilityId' && subject.toUpperCase() === value.toUpperCase());
}

/** The requested kind of counts of an entry, which can have several kinds. */
function subjectIn(
  name: AggregationFilter['name'],
  { accountAggregation, imageAggregation, imagePipelineAggregation, vulnerabilityIdAggregation }: ImageScanFindingAggregation,
) {
  switch (name) {
    case 'accountId':
      return accountAggregation && { subject: accountAggregation.accountId, counts: accountAggregation.severityCounts };
    case 'imageBuildVersionArn':
      return imageAggregation && { subject: imageAggregation.imageBuildVersionArn, counts: imageAggregation.severityCounts };
    case 'imagePipelineArn':
      return imagePipelineAggregation && { subject: imagePipelineAggregation.imagePipelineArn, counts: imagePipelineAggregation.severityCounts };
    case 'vulnerabilityId':
      return vulnerabilityIdAggregation && { subject: vulnerabilityIdAggregation.vulnerabilityId, counts: vulnerabilityIdAggregation.severityCounts };
  }
}

function scanningTypesIn(body: Readonly<Record<string, unknown>>): string[] {
  return elements(member(body, 'image', 'imageScanningConfiguration', 'imageScanningTypes')).filter((type) => typeof type === 'string');
}

/** The text, or undefined for an empty text. */
function text(value: string | undefined): string | undefined {
  return value || undefined;
}

/** A time, unless it is beyond what a date can be. */
function timeOf(time: Date | undefined): string | undefined {
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function count(value: number | undefined): number | undefined {
  return Number.isInteger(value) && value! >= 0 ? value : undefined;
}
