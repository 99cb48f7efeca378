import { failedRegions, lastDistributed, regionResults } from '../../../../src/handler/core/build/region-results';
import { ObservedExecution, Step } from '../../../../src/handler/core/model/facts';
import { execution } from '../../fixtures';

test.each<[string, unknown, object[]]>([
  ['of a copy', { distributedImages: [{ region: 'r', amiId: 'ami-a', status: 'Completed', dateStopped: 't', name: 'n' }] }, [{ region: 'r', amiId: 'ami-a', status: 'COMPLETED', endedAt: 't' }]],
  ['of changes', { modifiedImages: [{ region: 'a' }], configuredImages: [{ region: 'b' }] }, [{ region: 'a' }, { region: 'b' }]],
  ['of containers', { failedRegions: ['a', '', 5, 'b'], succeededRegions: ['c'] }, [{ region: 'a', status: 'FAILED' }, { region: 'b', status: 'FAILED' }]],
  ['that are malformed', { distributedImages: [null, 5, 'x', { region: 5, amiId: '' }], modifiedImages: {} }, [{}]],
  ['that are absent', {}, []],
])('results %s', (_, outputs, expected) => {
  expect(regionResults(JSON.stringify(outputs))).toEqual(expected.map((result) => expect.objectContaining(result)));
});

test('outputs that are no JSON have no results', () => {
  expect(regionResults('odd')).toEqual([]);
  expect(regionResults(undefined)).toEqual([]);
});

test('the Regions that failed are those of all steps, with what happened', () => {
  const step = (outputs: object): Step => ({ outputs: JSON.stringify(outputs) });
  expect(failedRegions([
    step({
      distributedImages: [
        { region: 'a', accountId: '1', status: 'Failed', step: 'CopyAmiRunning', errorMessage: 'No quota' },
        { region: 'b', status: 'TimedOut', step: 'Completed' }, { region: 'c', status: 'Completed' }, { region: 'd' }, { region: 'e', status: 'Queued' },
      ],
    }),
    step({ configuredImages: [{ region: 'f', status: 'Cancelled', step: 'PutSsmParametersRunning' }] }),
    {},
  ])).toEqual([
    { region: 'a', account: '1', status: 'FAILED', message: 'No quota' },
    { region: 'b', status: 'TIMED_OUT' },
    { region: 'f', status: 'CANCELLED', configurationStep: 'PutSsmParametersRunning' },
  ]);
});

describe('lastDistributed', () => {
  const copy = (amiId: string | undefined, dateStopped?: string, status = 'Completed') => ({ amiId, dateStopped, status });
  const step = (endedAt: string | undefined, ...distributedImages: object[]): Step => ({ endedAt, outputs: JSON.stringify({ distributedImages }) });
  const distribution = (...steps: Step[]): ObservedExecution => ({ ...execution({ type: 'DISTRIBUTION' }), steps });
  const [EARLY, LATE] = ['2026-01-05T08:00:00.000Z', '2026-01-05T09:00:00.000Z'];

  test.each<[string, ObservedExecution[], string | undefined]>([
    ['the later by its own time', [distribution(step(EARLY, copy('ami-a', LATE), copy('ami-b', EARLY)))], 'ami-a'],
    ['the later by the time of its step', [distribution(step(EARLY, copy('ami-a')), step(LATE, copy('ami-b')))], 'ami-b'],
    ['the later of several executions', [distribution(step(LATE, copy('ami-b'))), distribution(step(EARLY, copy('ami-a')))], 'ami-b'],
    ['the last time of one that comes twice', [distribution(step(EARLY, copy('ami-b')), step(LATE, copy('ami-a'))), distribution(step(EARLY, copy('ami-a')))], 'ami-a'],
    ['the only one that the steps know', [distribution(step(undefined, copy('ami-a')))], 'ami-a'],
    ['none of two at the same time', [distribution(step(EARLY, copy('ami-a'), copy('ami-b')))], undefined],
    ['none of two without a time', [distribution(step(undefined, copy('ami-a'), copy('ami-b')))], undefined],
    ['none that failed', [distribution(step(EARLY, copy('ami-a', EARLY, 'Failed')))], undefined],
    ['none of another image', [distribution(step(EARLY, copy('ami-x'), copy(undefined)))], undefined],
    ['none of another stage', [{ ...distribution(step(EARLY, copy('ami-a'))), type: 'TEST' }], undefined],
    ['none without steps', [execution({ type: 'DISTRIBUTION' })], undefined],
  ])('is %s', (_, executions, expected) => expect(lastDistributed(executions, ['ami-a', 'ami-b'])).toBe(expected));
});

test('an AMI whose end is not known is not the last', () => {
  const distributedImages = [{ amiId: 'ami-a', status: 'Completed' }, { amiId: 'ami-b', status: 'Completed', dateStopped: '2026-01-05T08:00:00.000Z' }];
  const steps = [{ outputs: JSON.stringify({ distributedImages }) }];
  expect(lastDistributed([{ ...execution({ type: 'DISTRIBUTION' }), steps }], ['ami-a', 'ami-b'])).toBe('ami-b');
});

test('an AMI that is none of several is not the last of them', () => {
  const distributed = [['ami-a', '08'], ['ami-other', '10'], [undefined, '11'], ['ami-b', '09']]
    .map(([amiId, hour]) => ({ amiId, dateStopped: `2026-01-05T${hour}:00:00.000Z`, status: 'Completed' }));
  const steps = [{ outputs: JSON.stringify({ distributedImages: distributed }) }];
  expect(lastDistributed([{ ...execution({ type: 'DISTRIBUTION' }), steps }], ['ami-a', 'ami-b'])).toBe('ami-b');
});
