import { slowestStep } from './timeline';
import { known } from './words';
import {
  BUILD_METRICS, BuildMetric, IMAGE_DIMENSION, METRIC_NAMESPACE, PIPELINE_DIMENSION, PIPELINE_METRICS, PipelineMetric,
} from '../../../contract/metrics';
import { oneLine } from '../answer/text';
import { currentExecutions, typeOf } from '../build/workflows';
import { ObservedExecution } from '../model/facts';
import { millisOf } from '../model/time';
import { BuildRecord } from '../record/build-record';

/** What is known of a pipeline at the time of a poll. A member that is absent is not known. */
export interface PipelineState {
  readonly name: string;
  readonly now: Date;
  /** When the newest image that was built and still exists was built. */
  readonly newestGoodAt?: string;
  /** When the newest build that succeeded ended. */
  readonly lastSuccessAt?: string;
  readonly disabled?: boolean;
}

type Values<Name extends string> = Readonly<Record<Name, number | undefined>>;

/**
 * The metrics of a build in the embedded metric format, one JSON document for each dimension. Values that are not known are not written.
 *
 * Their time is that of the record and not of the build: an alarm does not look back at the time of a build that a poll finds hours later.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function buildMetrics(record: BuildRecord): readonly string[] {
  return documents(record, BUILD_METRICS);
}

/** The metrics of a build that was counted before, and whose scan has another result since. */
export function findingMetrics(record: BuildRecord): readonly string[] {
  return documents(record, FINDING_METRICS);
}

/** The metrics of a pipeline at the time of a poll. They are written also when nothing is built, which no event tells. */
export function pipelineMetrics({ name, now, newestGoodAt, lastSuccessAt, disabled }: PipelineState): readonly string[] {
  const secondsSince = (time: string | undefined) => {
    const millis = millisOf(time);
    return millis === undefined ? undefined : Math.max(0, Math.round((now.getTime() - millis) / 1000));
  };
  const values: Values<PipelineMetric> = {
    NewestImageAge: secondsSince(newestGoodAt),
    TimeSinceLastSuccess: secondsSince(lastSuccessAt),
    PipelineDisabled: disabled === undefined ? undefined : Number(disabled),
  };
  return document(PIPELINE_DIMENSION, name, PIPELINE_METRICS, values, now.getTime());
}

/** Metrics in seconds. All others are counts. */
const SECONDS: ReadonlySet<string> = new Set<BuildMetric | PipelineMetric>([
  'BuildDuration', 'BuildStageDuration', 'TestStageDuration', 'DistributionStageDuration', 'SlowestStepDuration', 'NewestImageAge', 'TimeSinceLastSuccess',
]);
/** Metrics of a scan, of which an image can have several. */
const FINDING_METRICS = ['FindingsAll', 'FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsOther', 'GatesFailed'] as const satisfies readonly BuildMetric[];
/** Outcomes of builds that have ended. Others count as neither success nor failure. */
const ENDED: ReadonlySet<string | number> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);
/** Verdicts that are known. */
const JUDGED: ReadonlySet<string | number> = new Set(['PASSED', 'FAILED']);

function valuesOf({ build, scan, executions = [] }: BuildRecord): Values<BuildMetric> {
  const current = currentExecutions(executions);
  // What did not happen is 0, so that rates can be computed and alarms return to OK.
  const ended = (outcome: string) => ENDED.has(build.Outcome) ? Number(build.Outcome === outcome) : undefined;
  return {
    BuildsSucceeded: ended('SUCCEEDED'),
    BuildsFailed: ended('FAILED'),
    BuildsCancelled: ended('CANCELLED'),
    BuildDuration: numberOf(build.DurationSeconds),
    BuildStageDuration: stageSeconds('BUILD', current),
    TestStageDuration: stageSeconds('TEST', current),
    DistributionStageDuration: stageSeconds('DISTRIBUTION', current),
    SlowestStepDuration: rounded(slowestStep(executions)?.seconds),
    FindingsAll: numberOf(scan.FindingsAll),
    FindingsCritical: numberOf(scan.FindingsCritical),
    FindingsHigh: numberOf(scan.FindingsHigh),
    FindingsMedium: numberOf(scan.FindingsMedium),
    FindingsOther: numberOf(scan.FindingsOther),
    GatesFailed: JUDGED.has(scan.Gate) ? Number(scan.Gate === 'FAILED') : undefined,
  };
}

/** From the first start to the last end of the workflows of a stage. Workflows that were skipped have no times. */
function stageSeconds(stage: string, executions: readonly ObservedExecution[]): number | undefined {
  const ran = executions.filter((execution) => typeOf(execution) === stage && execution.status !== 'SKIPPED');
  const starts = ran.map(({ startedAt }) => millisOf(startedAt) ?? NaN);
  const ends = ran.map(({ endedAt }) => millisOf(endedAt) ?? NaN);
  return seconds(Math.min(...starts), Math.max(...ends));
}

/** Undefined if there are no times, one of them is not a number, or the end is before the start. */
function seconds(start: number, end: number): number | undefined {
  return end >= start ? Math.round((end - start) / 1000) : undefined;
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value);
}

function numberOf(value: string | number): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function documents(record: BuildRecord, names: readonly BuildMetric[]): string[] {
  const values = valuesOf(record);
  const time = Date.parse(record.recordedAt);
  return [
    ...document(PIPELINE_DIMENSION, record.pipeline?.name, names, values, time),
    ...document(IMAGE_DIMENSION, known(record.build.ImageName), names, values, time),
  ];
}

/** Longest value of a dimension that CloudWatch accepts, in characters, which must be ASCII. */
const MAX_DIMENSION = 1024;

function document<Name extends string>(
  dimension: string, dimensionValue: string | undefined, names: readonly Name[], values: Values<Name>, time: number,
): string[] {
  const written = names.filter((name) => values[name] !== undefined);
  const text = oneLine(dimensionValue ?? '').replace(/[^ -~]/g, '?').slice(0, MAX_DIMENSION);
  if (written.length === 0 || text === '') return [];
  const metrics = written.map((name) => ({ Name: name, Unit: SECONDS.has(name) ? 'Seconds' : 'Count' }));
  return [JSON.stringify({
    _aws: { Timestamp: time, CloudWatchMetrics: [{ Namespace: METRIC_NAMESPACE, Dimensions: [[dimension]], Metrics: metrics }] },
    [dimension]: text,
    ...Object.fromEntries(written.map((name) => [name, values[name]])),
  })];
}
