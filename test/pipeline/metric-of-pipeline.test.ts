import { metricOfPipeline } from '../../src/pipeline/metric-of-pipeline';

test('a metric has the namespace and the dimension of monitors', () => {
  expect(metricOfPipeline('golden', 'FindingsCritical')).toMatchObject({
    namespace: 'CdkImageBuilder', metricName: 'FindingsCritical', dimensions: { PipelineName: 'golden' }, statistic: 'Maximum',
  });
});

test.each([
  ['BuildsFailed', 'Sum'], ['GatesFailed', 'Sum'], ['BuildDuration', 'Maximum'], ['BuildStageDuration', 'Maximum'], ['PipelineDisabled', 'Maximum'],
])('the default statistic of %s is %s', (name, statistic) => {
  expect(metricOfPipeline('golden', name).statistic).toBe(statistic);
});

test('options come before defaults', () => {
  expect(metricOfPipeline('golden', 'BuildsFailed', { statistic: 'Average', dimensionsMap: { ImageName: 'web' } })).toMatchObject({
    statistic: 'Average', dimensions: { ImageName: 'web' },
  });
});
