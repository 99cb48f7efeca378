import { BuildRecord, Changes } from './build-record';
import { BuildPlaces, dayOfImage } from './keys';
import { SCAN_NOT_ENABLED } from '../../../contract/scan-report';
import { buildAttributes } from '../build/build-attributes';
import { outcomeOf } from '../build/build-outcome';
import { withoutCommandOutput } from '../build/step-outputs';
import { ImageArn } from '../model/arn';
import { uriOf } from '../model/details-place';
import { ObservedExecution, Package } from '../model/facts';
import { Build, ScanObservation } from '../model/observation';
import { millisOf } from '../model/time';
import { Gate } from '../request/gate-request';
import { judge } from '../scan/gate';
import { ScanAttributes, scanAttributes } from '../scan/scan-attributes';
import { ENDED, observedOutcome } from '../scan/scan-outcome';

/** What was read of a build that has ended. */
export interface Seen {
  readonly build: Build;
  readonly scan: ScanObservation;
  /** Absent: they could not be listed. */
  readonly packages?: readonly Package[];
  readonly changes: Changes;
}

/** What a record needs besides what was read. */
export interface Circumstances {
  readonly arn: ImageArn;
  readonly places: BuildPlaces;
  readonly gate?: Gate;
  readonly now: Date;
  readonly revision: number;
  /** Whether the record has what commands wrote, which can contain secrets: the end of the log, and what the outputs of steps have of it. */
  readonly logTail?: boolean;
}

/** The record of a build, which names a bill of materials as if there were one. */
export function makeRecord({ build, scan, packages = [], changes }: Seen, { arn, places, gate, now, revision, logTail }: Circumstances): BuildRecord {
  const { image, executions, log } = build;
  const uri = uriOf(places.record);
  return {
    account: arn.account,
    region: arn.region,
    day: dayOfImage(image.createdAt),
    revision,
    recordedAt: now.toISOString(),
    pipeline: image.pipelineArn === undefined ? undefined : { arn: image.pipelineArn, name: pipelineNameOf(image.pipelineArn) },
    build: { ...buildAttributes(build), DetailsUri: uri },
    scan: { ...judgedScan(arn.arn, scan, gate, now), DetailsUri: uri },
    image,
    executions: logTail ? executions : executions?.map(withoutCommandOutputs),
    log,
    list: scan.list,
    recipe: image.recipe,
    // The service has no list of packages for many images, and an image without packages is none.
    packages: packages.length > 0 ? packages : undefined,
    changes,
    pageUri: uriOf(places.page),
    sbomUri: uriOf(places.sbom),
  };
}

function withoutCommandOutputs(execution: ObservedExecution): ObservedExecution {
  return { ...execution, steps: execution.steps?.map((step) => ({ ...step, outputs: withoutCommandOutput(step.outputs) })) };
}

/** The record of a build whose scan was read once more, with all that was known of the build before. */
export function rescanned(
  record: BuildRecord, scan: ScanObservation, changes: Changes, { arn, places, gate, now, revision }: Circumstances,
): BuildRecord {
  return {
    ...record,
    revision,
    recordedAt: now.toISOString(),
    scan: { ...judgedScan(arn.arn, scan, gate, now), DetailsUri: uriOf(places.record) },
    // A record does not keep every member of an image.
    image: record.image && { ...scan.image, ...record.image, scan: scan.image?.scan ?? record.image.scan },
    list: scan.list,
    changes,
    sbomUri: record.packages && uriOf(places.sbom),
  };
}

/** Whether two records have the same scan: the same counts of the same vulnerabilities. */
export function isSameScan(a: BuildRecord, b: BuildRecord): boolean {
  const [scanOfA, scanOfB] = [a, b].map(({ scan, list }) => JSON.stringify([
    Object.entries(scan), [...new Set(list?.findings.map(({ vulnerabilityId = '' }) => vulnerabilityId))].sort(),
  ]));
  return scanOfA === scanOfB;
}

/** The attributes of the scan of an image, with the verdict of the gate. */
export function judgedScan(arn: string, observed: ScanObservation, gate: Gate | undefined, now: Date): ScanAttributes {
  const { list } = observed;
  const scan = observedOutcome(observed);
  const filter = { name: 'imageBuildVersionArn', value: arn } as const;
  const teller = 'monitor';
  return scanAttributes(scan, filter, judge(gate, { scan, filter, list, now, teller }), list, teller);
}

/** The name of a pipeline as its ARN has it. */
export function pipelineNameOf(pipelineArn: string): string {
  return pipelineArn.split('/').at(-1)!;
}

/**
 * Whether the scan of a build is awaited: it has not ended, and the patience since the end of the build is not over. The scan of a build that did not
 * come out decides nothing.
 */
export function awaitsScan({ build, scan }: Pick<Seen, 'build' | 'scan'>, patienceSeconds: number, now: Date): boolean {
  const { Outcome: outcome, FinishedAt, StartedAt } = buildAttributes(build);
  if (outcome !== 'SUCCEEDED' || observedOutcome(scan).ended) return false;
  // Without the end of a build its start is taken, so that nobody waits for ever.
  const since = [FinishedAt, StartedAt].map((time) => millisOf(String(time))).find((millis) => millis !== undefined);
  return since !== undefined && now.getTime() < since + patienceSeconds * 1000;
}

/** Whether more can become known of the scan in a record. */
export function scanHasEnded({ build, scan }: BuildRecord): boolean {
  return build.Outcome !== 'SUCCEEDED' || scan.ScanStatus === SCAN_NOT_ENABLED || ENDED.has(String(scan.ScanStatus));
}

/** Whether a build ended once more after its record was made, because a build that failed or was cancelled can be retried. */
export function wasRetried({ build: recorded }: BuildRecord, { image, current }: Pick<Build, 'image' | 'current'>): boolean {
  const outcome = outcomeOf(image.status);
  if (!isRetriable(recorded.Outcome) || !(isRetriable(outcome) || outcome === 'SUCCEEDED')) return false;
  const end = millisOf(String(recorded.FinishedAt));
  return recorded.Outcome !== outcome || (end !== undefined && current.some(({ startedAt }) => (millisOf(startedAt) ?? end) > end));
}

/** Whether a build with this outcome can be retried. */
export function isRetriable(outcome: unknown): boolean {
  return outcome === 'FAILED' || outcome === 'CANCELLED';
}
