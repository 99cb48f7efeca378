import { PipelineImage } from '../../../../src/handler/core/model/facts';
import {
  buildsToLookAt, firstState, goodImagesOf, isAutoDisabled, isSettled, lastGoodBefore, mayStart, outcomeBefore, readState, stateAfter,
} from '../../../../src/handler/core/record/fleet';
import { Notice } from '../../../../src/handler/core/record/notice';
import { IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const listed = (build: number, createdAt?: string, status?: string): PipelineImage => ({ arn: IMAGE_ARN.replace('/4', `/${build}`), createdAt, status });
const buildsOf = (images: readonly PipelineImage[]) => images.map(({ arn }) => Number(arn.split('/').at(-1)));

describe('what a monitor remembers', () => {
  test('begins with its first run', () => {
    const state = firstState(new Date('2026-01-05T09:00:00.000Z'));
    expect(state).toEqual({ since: '2026-01-05T09:00:00.000Z', from: '2026-01-05T09:00:00.000Z' });
    expect(readState(JSON.stringify(state))).toEqual(state);
  });

  test.each([undefined, '', '{', 'null', '{"since":"2026-01-05"}', '{"from":"2026-01-05"}', '{"since":"2026-01-05","from":"soon"}'])('is not in %j', (text) => {
    expect(readState(text)).toBeUndefined();
  });

  test('has the scans by which images were judged', () => {
    const state = { since: '2026-01-05', from: '2026-01-05', judged: { [IMAGE_ARN]: '2026-01-05T09:00:00.000Z' } };
    expect(readState(JSON.stringify(state))).toEqual(state);
    expect(stateAfter(state, [], new Date('2026-01-05')).judged).toEqual(state.judged);
  });

  const FROM = '2026-01-05T09:00:00.000Z';
  test.each([
    ['a recent poll', '2026-01-05T10:00:00.000Z', [], FROM],
    ['a day', '2026-01-06T10:00:00.000Z', [], '2026-01-05T10:00:00.000Z'],
    ['a day with a build that goes on', '2026-01-06T10:00:00.000Z', [listed(2, '2026-01-06T09:00:00.000Z'), listed(1, '2026-01-05T09:30:00.000Z')], '2026-01-05T09:30:00.000Z'],
    ['a day with a build without a date', '2026-01-06T10:00:00.000Z', [listed(1)], '2026-01-05T10:00:00.000Z'],
    ['a build from before', '2026-01-06T10:00:00.000Z', [listed(1, '2025-01-01T00:00:00.000Z')], FROM],
    ['thirty-one days with a build that never ends', '2026-02-05T10:00:00.000Z', [listed(1, FROM)], '2026-01-06T10:00:00.000Z'],
  ])('after %s', (_, now, unsettled, from) => {
    expect(stateAfter({ since: FROM, from: FROM }, unsettled, new Date(now))).toEqual({ since: FROM, from });
  });
});

test('a poll looks at the builds since a time, the oldest first, and at those without a time', () => {
  const from = '2026-01-05T09:00:00.000Z';
  const images = [listed(3, '2026-01-05T11:00:00.000Z'), listed(2, '2026-01-05T10:00:00.000Z'), listed(1, '2026-01-05T08:59:59.999Z'), listed(4), listed(5, from)];
  expect(buildsOf(buildsToLookAt(images, { since: '', from }))).toEqual([4, 5, 2, 3]);
});

test.each<[string, Notice | undefined, string | undefined, boolean]>([
  ['without a notice', undefined, 'AVAILABLE', false],
  ['that is claimed', { state: 'CLAIMED', revision: 2, told: { revision: 1, outcome: 'SUCCEEDED', scanEnded: true } }, 'AVAILABLE', false],
  ['that was told', { state: 'SENT', revision: 1, told: { revision: 1, outcome: 'SUCCEEDED', scanEnded: true } }, 'AVAILABLE', true],
  ['that was told and is deprecated', { state: 'SENT', revision: 1, told: { revision: 1, outcome: 'SUCCEEDED', scanEnded: true } }, 'DEPRECATED', true],
  ['that was told and is deleted', { state: 'SENT', revision: 1, told: { revision: 1, outcome: 'FAILED', scanEnded: true } }, 'DELETED', true],
  ['that was told and has no status', { state: 'SENT', revision: 1, told: { revision: 1, outcome: 'SUCCEEDED', scanEnded: true } }, undefined, false],
  ['that was told while it was scanned', { state: 'SENT', revision: 1, told: { revision: 1, outcome: 'SUCCEEDED', scanEnded: false } }, 'AVAILABLE', false],
  ['that failed and was retried', { state: 'SENT', revision: 1, told: { revision: 1, outcome: 'FAILED', scanEnded: true } }, 'AVAILABLE', false],
  ['without what was told', { state: 'SENT', revision: 1 }, 'AVAILABLE', false],
])('a build %s', (_, notice, status, settled) => {
  expect(isSettled(notice, listed(1, undefined, status))).toBe(settled);
});

describe('builds before', () => {
  const images = [
    listed(1, '2026-01-01T00:00:00.000Z', 'AVAILABLE'), listed(2, '2026-01-02T00:00:00.000Z', 'FAILED'), listed(3, '2026-01-03T00:00:00.000Z', 'BUILDING'),
    listed(4, '2026-01-04T00:00:00.000Z', 'AVAILABLE'), listed(5, '2026-01-05T00:00:00.000Z', 'AVAILABLE'), listed(6, '2025-12-31T00:00:00.000Z'),
  ];
  test('are the last good one, and the last that ended', () => {
    expect(buildsOf([lastGoodBefore(images, images[3])!])).toEqual([1]);
    expect(outcomeBefore(images, images[3])).toBe('FAILED');
    expect(buildsOf([lastGoodBefore(images, images[4])!])).toEqual([4]);
    expect(outcomeBefore(images, images[4])).toBe('SUCCEEDED');
  });
  test('are also those that were cancelled', () => {
    expect(outcomeBefore([listed(1, '2026-01-01', 'FAILED'), listed(2, '2026-01-02', 'CANCELLED')], listed(3, '2026-01-03', 'AVAILABLE'))).toBe('CANCELLED');
  });
  test('do not include the build itself, whose list can have another time', () => {
    const now = listed(3, '2026-01-03T00:00:00.001Z', 'AVAILABLE');
    expect(outcomeBefore([listed(1, '2026-01-01', 'FAILED'), listed(3, '2026-01-03T00:00:00.000Z', 'AVAILABLE')], now)).toBe('FAILED');
  });
  test('are none before the first', () => {
    expect([lastGoodBefore(images, images[0]), outcomeBefore(images, images[0])]).toEqual([undefined, undefined]);
  });
});

test.each([
  ['none', [], undefined, undefined],
  ['one that failed', [listed(1, '2026-01-01', 'FAILED'), listed(2, '2026-01-02')], undefined, undefined],
  ['some', [listed(1, '2026-01-01', 'AVAILABLE'), listed(2, '2026-01-02', 'DEPRECATED'), listed(3, '2026-01-03', 'FAILED')], '2026-01-01', '2026-01-02'],
])('of the images of a pipeline with %s', (_, images, newestGoodAt, lastSuccessAt) => {
  expect(goodImagesOf(images)).toEqual({ newestGoodAt, lastSuccessAt });
});

test.each([
  ['DISABLED', 3, 3, true], ['DISABLED', 4, 3, true], ['DISABLED', 2, 3, false], ['DISABLED', undefined, 3, false], ['DISABLED', 3, undefined, false],
  ['ENABLED', 3, 3, false], [undefined, 3, 3, false],
])('a pipeline that is %s after %s failures of %s', (status, failures, disabledAfter, isDisabled) => {
  expect(isAutoDisabled({ arn: PIPELINE_ARN, name: 'golden', status, failures, disabledAfter })).toBe(isDisabled);
});

describe('a pipeline is started for an image that fails the gate', () => {
  const images = [listed(1, '2026-01-01T00:00:00.000Z', 'AVAILABLE'), listed(2, '2026-01-02T00:00:00.000Z', 'FAILED')];
  const now = (time: string, status: string | undefined = 'ENABLED', of: readonly PipelineImage[] = images) =>
    mayStart({ arn: PIPELINE_ARN, name: 'golden', status }, of, 86_400, new Date(time));
  test.each([
    ['a day after its newest build', now('2026-01-03T00:00:00.000Z'), true],
    ['not before', now('2026-01-02T23:59:59.999Z'), false],
    ['not while it builds', now('2026-01-05T00:00:00.000Z', 'ENABLED', [...images, listed(3, '2026-01-02T00:00:00.000Z', 'BUILDING')]), false],
    ['not while it may build', now('2026-01-05T00:00:00.000Z', 'ENABLED', [...images, listed(3, '2026-01-02T00:00:00.000Z')]), false],
    ['not if it is disabled', now('2026-01-05T00:00:00.000Z', 'DISABLED'), false],
    ['not if the time of its builds is not known', now('2026-01-05T00:00:00.000Z', 'ENABLED', [listed(1, undefined, 'AVAILABLE')]), false],
    ['not without a build', now('2026-01-05T00:00:00.000Z', 'ENABLED', []), false],
  ])('%s', (_, may, expected) => {
    expect(may).toBe(expected);
  });
});
