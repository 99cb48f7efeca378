import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { IBuildMetrics } from '../pipeline/build-metrics';

/**
 * The metrics of a monitor. jsii copies the members to the class.
 *
 * @internal
 */
export abstract class BuildMonitorBase extends Construct implements IBuildMetrics {
  public abstract metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of builds that succeeded.
   *
   * @param options properties of the metric, whose default statistic is the sum
   */
  public metricBuildsSucceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildsSucceeded', options);
  }

  /**
   * The number of builds that failed.
   *
   * @param options properties of the metric, whose default statistic is the sum
   */
  public metricBuildsFailed(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildsFailed', options);
  }

  /**
   * The number of builds that were cancelled.
   *
   * @param options properties of the metric, whose default statistic is the sum
   */
  public metricBuildsCancelled(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildsCancelled', options);
  }

  /**
   * The time from the start to the end of a build, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricBuildDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildDuration', options);
  }

  /**
   * The time that the BUILD workflows of a build took, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricBuildStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildStageDuration', options);
  }

  /**
   * The time that the TEST workflows of a build took, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricTestStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('TestStageDuration', options);
  }

  /**
   * The time that the DISTRIBUTION workflows of a build took, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricDistributionStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DistributionStageDuration', options);
  }

  /**
   * The time that the slowest workflow step of a build took, in seconds.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricSlowestStepDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('SlowestStepDuration', options);
  }

  /**
   * The number of findings of all severities in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricFindingsAll(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsAll', options);
  }

  /**
   * The number of critical findings in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricFindingsCritical(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsCritical', options);
  }

  /**
   * The number of findings of high severity in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricFindingsHigh(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsHigh', options);
  }

  /**
   * The number of findings of medium severity in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricFindingsMedium(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsMedium', options);
  }

  /**
   * The number of findings below medium severity in an image.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricFindingsOther(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsOther', options);
  }

  /**
   * The number of builds whose findings failed the gate of the monitor.
   *
   * @param options properties of the metric, whose default statistic is the sum
   */
  public metricGatesFailed(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('GatesFailed', options);
  }

  /**
   * The age of the newest image that was built successfully and still exists, in seconds, as of each poll of the monitor.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricNewestImageAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('NewestImageAge', options);
  }

  /**
   * The time since the last successful build, in seconds, as of each poll of the monitor.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricTimeSinceLastSuccess(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('TimeSinceLastSuccess', options);
  }

  /**
   * Whether the pipeline is disabled, as 1 or 0, as of each poll of the monitor.
   *
   * @param options properties of the metric, whose default statistic is the maximum
   */
  public metricPipelineDisabled(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('PipelineDisabled', options);
  }
}
