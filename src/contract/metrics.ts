/** The namespace and the dimensions of the metrics of monitors. Each metric is written once by pipeline and once by image. */
export const METRIC_NAMESPACE = 'CdkImageBuilder';
export const PIPELINE_DIMENSION = 'PipelineName';
export const IMAGE_DIMENSION = 'ImageName';
/** The metrics of a build that has ended; those with an unknown value are not written. */
export const BUILD_METRICS = [
  'BuildsSucceeded', 'BuildsFailed', 'BuildsCancelled', 'BuildDuration', 'BuildStageDuration', 'TestStageDuration', 'DistributionStageDuration',
  'SlowestStepDuration', 'FindingsAll', 'FindingsCritical', 'FindingsHigh', 'FindingsMedium', 'FindingsOther', 'GatesFailed',
] as const;
export type BuildMetric = typeof BUILD_METRICS[number];
/** The metrics of a pipeline at the time of a poll. */
export const PIPELINE_METRICS = ['NewestImageAge', 'TimeSinceLastSuccess', 'PipelineDisabled'] as const;
export type PipelineMetric = typeof PIPELINE_METRICS[number];
