import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { BuildEventSource } from './build-event-source';
import { IBuildMetrics } from './build-metrics';
import { metricOfPipeline } from './metric-of-pipeline';

/**
 * A construct whose builds send events, and about which a monitor publishes metrics.
 *
 * @internal
 */
export abstract class BuildMetricSource extends BuildEventSource implements IBuildMetrics {
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return metricOfPipeline(this, this._metricName, metricName, options);
  }

  public metricBuildsSucceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildsSucceeded', options);
  }

  public metricBuildsFailed(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildsFailed', options);
  }

  public metricBuildsCancelled(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildsCancelled', options);
  }

  public metricBuildDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildDuration', options);
  }

  public metricBuildStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('BuildStageDuration', options);
  }

  public metricTestStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('TestStageDuration', options);
  }

  public metricDistributionStageDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DistributionStageDuration', options);
  }

  public metricSlowestStepDuration(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('SlowestStepDuration', options);
  }

  public metricFindingsAll(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsAll', options);
  }

  public metricFindingsCritical(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsCritical', options);
  }

  public metricFindingsHigh(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsHigh', options);
  }

  public metricFindingsMedium(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsMedium', options);
  }

  public metricFindingsOther(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FindingsOther', options);
  }

  public metricGatesFailed(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('GatesFailed', options);
  }

  public metricNewestImageAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('NewestImageAge', options);
  }

  public metricTimeSinceLastSuccess(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('TimeSinceLastSuccess', options);
  }

  public metricPipelineDisabled(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('PipelineDisabled', options);
  }

  /**
   * The name of the pipeline in the metrics.
   *
   * @internal
   */
  protected abstract get _metricName(): string;
}
