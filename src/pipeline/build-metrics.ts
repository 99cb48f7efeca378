import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * Provides the metrics that a `BuildMonitor` publishes about a pipeline.
 *
 * The metrics exist only if a `BuildMonitor` records the builds of the pipeline. A value that is not known, such as the number of findings of an image
 * that was not scanned, is not published.
 */
export interface IBuildMetrics {
  /**
   * Returns a metric by its name.
   *
   * @param metricName name of the metric, such as `BuildsFailed`
   * @param options properties of the metric, whose default statistic is the sum for numbers of builds and the maximum for everything else
   */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of builds that succeeded.
   *
   * @param options properties of the metric, whose default statistic is the sum
   */
  metricBuildsSucceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of builds that failed.
   *
   * @param options properties of the metric, whose default statistic is the sum
   */
  metricBuildsFailed(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of builds that were cancelled.
   *
   * @param options properties of the metric, whose default statistic is the sum
   */
  metricBuildsCancelled(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The time from the start to the end of a build, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricBuildDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The time that the BUILD workflows of a build took, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricBuildStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The time that the TEST workflows of a build took, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricTestStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The time that the DISTRIBUTION workflows of a build took, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricDistributionStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The time that the slowest workflow step of a build took, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricSlowestStepDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of findings of all severities in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricFindingsAll(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of critical findings in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricFindingsCritical(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of findings of high severity in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricFindingsHigh(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of findings of medium severity in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricFindingsMedium(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of findings below medium severity in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricFindingsOther(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of builds whose findings failed the gate of the monitor.
   *
   * @param options properties of the metric, whose default statistic is the sum
   */
  metricGatesFailed(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The age of the newest image that was built successfully and still exists, in seconds, as of each poll of the monitor.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricNewestImageAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The time since the last successful build, in seconds, as of each poll of the monitor.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricTimeSinceLastSuccess(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Whether the pipeline is disabled, as 1 or 0, as of each poll of the monitor.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  metricPipelineDisabled(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}
