import { headlineOf, Tone, toneOf } from '../../../../../src/handler/core/render/page/headline';
import { buildRecord } from '../../../record-fixtures';

test.each<[Tone, string[]]>([
  ['good', ['COMPLETED', 'AVAILABLE', 'PASSED']],
  ['bad', ['FAILED', 'TIMED_OUT', 'ROLLBACK_COMPLETED', 'ROLLBACK_IN_PROGRESS']],
  ['warn', ['NOT_EVALUATED', 'ABANDONED', 'CANCELLED']],
  ['idle', ['PENDING', 'RUNNING', 'SKIPPED', 'DELETED', 'completed', 'unheard of', '']],
])('what is %s looks like it', (tone, statuses) => {
  expect(statuses.map(toneOf)).toEqual(statuses.map(() => tone));
});

test.each([
  ['BUILD', 'The build failed in the build stage.'],
  ['TEST', 'The build failed in the test stage.'],
  ['DISTRIBUTION', 'The build failed in the distribution stage.'],
  ['VERIFY', 'The build failed in the VERIFY.'],
  ['UNKNOWN', 'The build failed.'],
])('the sentence says where it failed: %s', (FailureStage, sentence) => {
  const { build } = buildRecord();
  expect(headlineOf(buildRecord({}, { build: { ...build, Outcome: 'FAILED', FailureStage } })).sentence).toBe(sentence);
});

test('a build that was cancelled, or has no image, is neither good nor bad', () => {
  const { build } = buildRecord();
  expect(['CANCELLED', 'NO_IMAGE'].map((Outcome) => headlineOf(buildRecord({}, { build: { ...build, Outcome } })).tone)).toEqual(['idle', 'idle']);
});

test.each<[string, string, string, string | undefined]>([
  ['FAILED', 'Step failed.', 'Reason.', 'Step failed.'],
  ['FAILED', 'Step failed.', 'NONE', 'Step failed.'],
  ['FAILED', 'NONE', 'Reason.', 'Reason.'],
  ['FAILED', 'UNKNOWN', 'UNKNOWN', 'The cause is not known.'],
  ...['CANCELLED', 'NO_IMAGE', 'PONDERING'].flatMap((outcome): [string, string, string, string | undefined][] => [
    [outcome, 'Step failed.', 'Reason.', 'Step failed.'], [outcome, 'Step failed.', 'NONE', 'Step failed.'], [outcome, 'NONE', 'Reason.', 'Reason.'],
    [outcome, 'NONE', 'NONE', undefined],
  ]),
  ['SUCCEEDED', 'Step failed.', 'Reason.', 'Step failed.'],
  ['SUCCEEDED', 'NONE', 'Reason.', 'Reason.'],
  ['SUCCEEDED', 'NONE', 'NONE', undefined],
])('why a build is %s: %s, %s', (Outcome, FailureMessage, ImageStatusReason, why) => {
  const { build } = buildRecord();
  expect(headlineOf(buildRecord({}, { build: { ...build, Outcome, FailureMessage, ImageStatusReason } })).why).toBe(why);
});
