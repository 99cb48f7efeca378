import { metricOfPipeline } from '../../src/pipeline/metric-of-pipeline';
import { newStack } from '../support/synth';

test('a metric has the namespace and the dimension of monitors', () => {
  expect(metricOfPipeline(newStack(), 'golden', 'FindingsCritical')).toMatchObject({
    namespace: 'CdkImageBuilder', metricName: 'FindingsCritical', dimensions: { PipelineName: 'golden' }, statistic: 'Maximum',
  });
});

test.each([
  ['BuildsFailed', 'Sum'], ['GatesFailed', 'Sum'], ['BuildDuration', 'Maximum'], ['BuildStageDuration', 'Maximum'], ['PipelineDisabled', 'Maximum'],
])('the default statistic of %s is %s', (name, statistic) => {
  expect(metricOfPipeline(newStack(), 'golden', name).statistic).toBe(statistic);
});

test('options come before defaults', () => {
  expect(metricOfPipeline(newStack(), 'golden', 'BuildsFailed', { statistic: 'Average', dimensionsMap: { ImageName: 'web' } })).toMatchObject({
    statistic: 'Average', dimensions: { ImageName: 'web' },
  });
});

test('a metric is of the account and Region of its construct', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  expect(metricOfPipeline(stack, 'golden', 'BuildsFailed')).toMatchObject({ account: '123456789012', region: 'eu-central-1' });
});
