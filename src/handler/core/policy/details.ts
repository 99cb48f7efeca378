import { executionsByStart } from '../build/workflows';
import { DetailsLocation, DetailsPlace, placeOf, uriOf } from '../model/details-place';
import { ComponentFailure, FailureContext, Finding, FindingList, FindingPackage, Image, LogTail, ObservedExecution, RegionFailure, Step } from '../model/facts';
import { isWhole } from '../model/finding-list';
import { jsonPieces, Pieces } from '../model/pieces';

/** What a document contains besides the attributes. */
export interface DetailsFacts {
  /** Absent: there is none, or the report is not about one. */
  readonly image?: Image;
  /** Absent: the report does not read them. */
  readonly executions?: readonly ObservedExecution[];
  readonly log?: LogTail;
  /** Absent: they were not read. */
  readonly list?: FindingList;
}

/** A document and where it goes. */
export interface Details {
  readonly place: DetailsPlace;
  /** JSON after `schema/report-details-1.json`; the same for the same facts. */
  readonly body: Pieces;
}

/** Attributes that name the document, and the document; without a destination the attributes as they are. */
export function withDetails<A extends { readonly DetailsUri: string | number }>(
  kind: 'BUILD' | 'SCAN' | 'EXECUTION', destination: DetailsLocation | undefined, subject: string, attributes: A, facts: DetailsFacts,
): { readonly attributes: A; readonly details?: Details } {
  if (destination === undefined) return { attributes };
  const place = placeOf(destination, subject);
  const named = { ...attributes, DetailsUri: uriOf(place) };
  const { stackId, logicalResourceId } = destination;
  const document = { schemaVersion: '1.1', kind, report: { stackId, logicalResourceId }, attributes: named, ...described(facts) };
  return { attributes: named, details: { place, body: jsonPieces(document, 2) } };
}

// Members are named one by one: what is published does not change when the facts are called otherwise.

export function described({ image, executions, log, list }: DetailsFacts) {
  return {
    image: image && describeImage(image),
    workflowExecutions: executions && executionsByStart(executions).map(describeExecution),
    logTail: log && 'lines' in log ? log.lines : undefined,
    vulnerabilities: list && { complete: isWhole(list), findings: inOrder(list.findings).map(describeFinding) },
  };
}

function describeImage(image: Image) {
  const { arn, name, status, statusReason, buildType, createdAt, amis, containers } = image;
  const { scanningEnabled, scanningTypes, scan, logGroupName, failure } = image;
  return {
    arn,
    name,
    status,
    statusReason,
    buildType,
    createdAt,
    amis: amis?.map(({ id, region, account, status: amiStatus }) => ({ id, region, account, status: amiStatus })),
    containers: containers?.map(({ region, uris }) => ({ region, uris })),
    scan: { enabled: scanningEnabled, types: scanningTypes, status: scan?.status, reason: scan?.reason },
    logGroupName,
    failure: failure && describeFailure(failure),
  };
}

function describeFailure({ imageStatus, executionId, workflowArn, stepId, stepName, component, distribution }: FailureContext) {
  return {
    imageStatus,
    executionId,
    workflowArn,
    stepId,
    stepName,
    component: component && describeComponentFailure(component),
    distribution: distribution && { message: distribution.message, regions: distribution.regions.map(describeRegionFailure) },
  };
}

function describeComponentFailure({ arn, phase, step, action, message }: ComponentFailure) {
  return { arn, phase, step, action, message };
}

function describeRegionFailure({ region, account, configurationStep, status, message }: RegionFailure) {
  return { region, account, configurationStep, status, message };
}

function describeExecution(execution: ObservedExecution) {
  const { id, workflowArn, type, status, message, startedAt, endedAt, parallelGroup, retried, counts, steps } = execution;
  const { total, succeeded, failed, skipped } = counts;
  return {
    id,
    workflowArn,
    type,
    status,
    message,
    startedAt,
    endedAt,
    parallelGroup,
    retried,
    stepCounts: { total, succeeded, failed, skipped },
    steps: steps?.map(describeStep),
  };
}

function describeStep({ id, name, action, status, message, startedAt, endedAt, outputs, attempt, maxAttempts }: Step) {
  return { id, name, action, status, message, startedAt, endedAt, outputs, attempt, maxAttempts };
}

/** Findings in an order of their own, because the service documents none. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const keyed = findings.map((finding) => ({ finding, key: JSON.stringify([finding.vulnerabilityId, finding.imageArn, finding.title]) }));
  return keyed.sort((a, b) => a.key.localeCompare(b.key, 'en')).map(({ finding }) => finding);
}

export function describeFinding(finding: Finding) {
  const { vulnerabilityId, severity, title, description, type, score, fixAvailable, imageArn, firstObservedAt, sourceUrl, packages } = finding;
  return {
    vulnerabilityId,
    severity,
    title,
    description,
    type,
    score,
    fixAvailable,
    imageArn,
    firstObservedAt,
    sourceUrl,
    packages: packages.map(describePackage),
  };
}

function describePackage({ name, version, release, architecture, packageManager, filePath, fixedInVersion }: FindingPackage) {
  return { name, version, release, architecture, packageManager, filePath, fixedInVersion };
}
