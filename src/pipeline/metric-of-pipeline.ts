import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { IConstruct } from 'constructs';
import { METRIC_NAMESPACE, PIPELINE_DIMENSION } from '../contract/metrics';

/** Metrics that count builds, so that their values are added. Every other metric is a value of one build or pipeline. */
const COUNTS_OF_BUILDS = /^(Builds|Gates)/;

/** The default statistic of a metric. */
export function statisticOf(metricName: string): string {
  return COUNTS_OF_BUILDS.test(metricName) ? cloudwatch.Stats.SUM : cloudwatch.Stats.MAXIMUM;
}

/** A metric of a pipeline, in the account and Region of the construct that it is asked of. Dimensions of the options replace the pipeline. */
export function metricOfPipeline(
  scope: IConstruct, pipelineName: string, metricName: string, options: cloudwatch.MetricOptions = {},
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { [PIPELINE_DIMENSION]: pipelineName },
    statistic: statisticOf(metricName),
    ...options,
  }).attachTo(scope);
}
