import { BUILD_METRICS, METRIC_NAMESPACE, PIPELINE_METRICS } from '../../../../src/contract/metrics';
import { Execution, ObservedExecution, Step } from '../../../../src/handler/core/model/facts';
import { BuildRecord } from '../../../../src/handler/core/record/build-record';
import { buildMetrics, findingMetrics, pipelineMetrics, PipelineState } from '../../../../src/handler/core/render/metrics';
import { readEmbeddedMetrics } from '../../embedded-metrics';
import { execution, image } from '../../fixtures';
import { buildRecord, NOW, step } from '../../record-fixtures';

const GATE = { limits: { high: 0 }, failOnUnknown: true };
const REST = { BuildsSucceeded: 0, BuildsFailed: 0, BuildsCancelled: 0 };

/** The values by name, as CloudWatch stores them for one dimension. */
function values(record: BuildRecord): Record<string, number> {
  const [byPipeline, byImage] = buildMetrics(record).map(readEmbeddedMetrics);
  expect(byImage.map(({ name, value, unit }) => ({ name, value, unit }))).toEqual(byPipeline.map(({ name, value, unit }) => ({ name, value, unit })));
  return Object.fromEntries(byPipeline.map(({ name, value }) => [name, value]));
}

test('everything is known of a build: each metric by pipeline and by image', () => {
  const record = buildRecord({ gate: GATE });
  const data = buildMetrics(record).map(readEmbeddedMetrics);
  expect(data.map(([{ dimensions }]) => dimensions)).toEqual([{ PipelineName: 'golden' }, { ImageName: 'golden' }]);
  for (const lines of data) {
    expect(lines.map(({ name }) => name)).toEqual(BUILD_METRICS);
    expect(new Set(lines.map(({ namespace, time }) => `${namespace} ${time}`))).toEqual(new Set([`${METRIC_NAMESPACE} ${record.recordedAt}`]));
    for (const { name, unit } of lines) expect(unit).toBe(name.endsWith('Duration') ? 'Seconds' : 'Count');
  }
  expect(values(record)).toEqual({
    BuildsSucceeded: 1,
    BuildsFailed: 0,
    BuildsCancelled: 0,
    BuildDuration: 29 * 60,
    BuildStageDuration: 10 * 60,
    TestStageDuration: 10 * 60,
    DistributionStageDuration: 9 * 60,
    SlowestStepDuration: 9 * 60,
    FindingsAll: 1,
    FindingsCritical: 0,
    FindingsHigh: 1,
    FindingsMedium: 0,
    FindingsOther: 0,
    GatesFailed: 1,
  });
});

test.each<[string, object | undefined]>([
  ['AVAILABLE', { ...REST, BuildsSucceeded: 1 }],
  ['FAILED', { ...REST, BuildsFailed: 1 }],
  ['CANCELLED', { ...REST, BuildsCancelled: 1 }],
  ['DELETED', undefined],
  ['PARKED', undefined],
])('an image that is %s', (status, expected) => {
  const { BuildsSucceeded, BuildsFailed, BuildsCancelled } = values(buildRecord({ image: image({ status }) }));
  expect({ BuildsSucceeded, BuildsFailed, BuildsCancelled }).toEqual(expected ?? {});
});

test.each<[string, BuildRecord, number | undefined]>([
  ['passed', buildRecord({ gate: { ...GATE, limits: { high: 1 } } }), 0],
  ['failed', buildRecord({ gate: GATE }), 1],
  ['could not be judged', buildRecord({ gate: GATE, counts: {} }), undefined],
  ['none', buildRecord(), undefined],
])('a gate: %s', (_, record, expected) => {
  expect(values(record).GatesFailed).toBe(expected);
});

test('a later scan is measured without counting the build once more', () => {
  const data = findingMetrics(buildRecord({ gate: GATE })).map(readEmbeddedMetrics);
  expect(data.map(([{ dimensions }]) => dimensions)).toEqual([{ PipelineName: 'golden' }, { ImageName: 'golden' }]);
  for (const lines of data) expect(lines.map(({ name }) => name)).toEqual(BUILD_METRICS.filter((name) => /^(Findings|Gates)/.test(name)));
});

test('what is not known is not written', () => {
  const unscanned = image({ scan: { status: 'ABANDONED' } });
  expect(values(buildRecord({ image: unscanned, executions: [] }, { executions: undefined }))).toEqual({ ...REST, BuildsSucceeded: 1 });
  expect(buildMetrics(buildRecord({ image: image({ status: 'PARKED', scan: undefined }), executions: [] }))).toEqual([]);
});

describe('durations', () => {
  const time = (of: string | undefined) => of && `2026-01-05T${of}:00Z`;
  const at = (from: string | undefined, to: string | undefined) => ({ startedAt: time(from), endedAt: time(to) });
  const run = (from: string | undefined, to: string | undefined, members: Partial<Execution> = {}) => execution({ ...at(from, to), ...members });
  const test_ = { type: 'TEST' };

  test.each<[string, ObservedExecution[], number | undefined]>([
    ['one workflow', [run('08:00', '08:10', test_)], 600],
    ['several at once', [run('08:05', '08:20', test_), run('08:00', '08:10', { ...test_, workflowArn: 'other' })], 1200],
    ['none', [run('08:00', '08:10')], undefined],
    ['one that was skipped', [run('08:00', '08:10', test_), run(undefined, undefined, { ...test_, status: 'SKIPPED' })], 600],
    ['one that was retried', [run('08:00', '08:10', { ...test_, retried: true }), run('09:00', '09:01', test_)], 60],
    ['one that took no time', [run('08:00', '08:00', test_)], 0],
    ['one of unknown end', [run('08:00', '08:10', test_), run('08:00', undefined, { ...test_, workflowArn: 'other' })], undefined],
    ['one of unknown start', [run(undefined, '08:10', test_)], undefined],
    ['one that ends before it starts', [run('08:10', '08:00', test_)], undefined],
  ])('of a stage: %s', (_, executions, expected) => {
    expect(values(buildRecord({ executions })).TestStageDuration).toBe(expected);
  });

  test.each<[string, (Step[] | undefined)[], number | undefined]>([
    ['the slowest of all workflows', [[step(at('08:00', '08:01'))], [step(at('08:01', '08:04')), step(at('08:04', '08:05'))]], 180],
    ['no steps', [undefined, []], undefined],
    ['unknown times', [[step(at(undefined, '08:01')), step(at('08:00', undefined)), step(at('08:01', '08:00'))]], undefined],
    ['some unknown times', [[step(at(undefined, '08:01')), step(at('08:00', '08:00'))]], 0],
  ])('of the slowest step: %s', (_, steps, expected) => {
    const executions = steps.map((each, index) => ({ ...execution({ workflowArn: `workflow-${index}` }), steps: each }));
    expect(values(buildRecord({ executions })).SlowestStepDuration).toBe(expected);
  });
});

test.each<[string, BuildRecord, object[]]>([
  ['no pipeline', buildRecord({}, { pipeline: undefined }), [{ ImageName: 'golden' }]],
  ['no name of an image', buildRecord({ image: image({ arn: 'unheard of', name: undefined }) }), [{ PipelineName: 'golden' }]],
  [
    'names that CloudWatch would not take',
    buildRecord({ image: image({ name: `gold\u202een\n"é${'x'.repeat(2000)}` }) }, { pipeline: { arn: 'arn', name: ' \n ' } }),
    [{ ImageName: `golden "?${'x'.repeat(1015)}` }],
  ],
])('dimensions: %s', (_, record, expected) => {
  expect(buildMetrics(record).map((line) => readEmbeddedMetrics(line)[0].dimensions)).toEqual(expected);
});

test.each<[string, Omit<PipelineState, 'name' | 'now'>, object]>([
  [
    'everything', { newestGoodAt: '2026-01-04T09:00:00Z', lastSuccessAt: '2026-01-05T08:59:59.4Z', disabled: false },
    { NewestImageAge: 86_400, TimeSinceLastSuccess: 1, PipelineDisabled: 0 },
  ],
  ['a pipeline that is disabled', { disabled: true }, { PipelineDisabled: 1 }],
  ['nothing', {}, {}],
  ['no time', { newestGoodAt: 'yesterday' }, {}],
  ['a time to come, by another clock', { newestGoodAt: '2026-01-05T09:00:01Z' }, { NewestImageAge: 0 }],
])('of a pipeline is known: %s', (_, state, expected) => {
  const data = pipelineMetrics({ name: 'golden', now: NOW, ...state }).flatMap(readEmbeddedMetrics);
  expect(Object.fromEntries(data.map(({ name, value }) => [name, value]))).toEqual(expected);
  expect(data.map(({ name }) => name)).toEqual(PIPELINE_METRICS.filter((name) => name in expected));
  for (const { namespace, dimensions, name, unit, time } of data) {
    expect({ namespace, dimensions, time }).toEqual({ namespace: METRIC_NAMESPACE, dimensions: { PipelineName: 'golden' }, time: NOW.toISOString() });
    expect(unit).toBe(name === 'PipelineDisabled' ? 'Count' : 'Seconds');
  }
});
