import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, PIPELINE_DIMENSION } from '../contract';

/** Metrics that count builds, so that their values are added. Every other metric is a value of one build or pipeline. */
const COUNTS_OF_BUILDS = /^(Builds|Gates)/;

/** A metric of a pipeline. Dimensions of the options replace the pipeline. */
export function metricOfPipeline(pipelineName: string, metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { [PIPELINE_DIMENSION]: pipelineName },
    statistic: COUNTS_OF_BUILDS.test(metricName) ? cloudwatch.Stats.SUM : cloudwatch.Stats.MAXIMUM,
    ...options,
  });
}
