import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { headlineOf, Tone, toneOf } from '../../../../../src/handler/core/render/page/headline';
import { pageOf } from '../../../../../src/handler/core/render/page/page';
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

describe('on the page', () => {
  const headerOf = (members: Partial<BuildRecord['build']>, record = buildRecord()) =>
    pageOf({ ...record, build: { ...record.build, ...members } }).match(/<header.*<\/header>/s)![0];

  test('the name is the heading, as far as it is known', () => {
    expect(headerOf({})).toContain('<h1>golden 1.2.3/4</h1>');
    expect(headerOf({ ImageVersion: 'UNKNOWN' })).toContain('<h1>golden</h1>');
    expect(headerOf({ ImageName: 'UNKNOWN', ImageVersion: 'UNKNOWN' })).toContain('<h1>Image</h1>');
  });

  test('a reason is a paragraph, if there is one', () => {
    expect(headerOf({ Outcome: 'FAILED', FailureMessage: 'No.' })).toContain('<p class="why">No.</p>');
    expect(headerOf({})).not.toContain('class="why"');
  });

  test('the console has a link for what is known only', () => {
    const texts = (header: string) => [...header.matchAll(/<li>(.*?)<\/li>/g)].map(([, link]) => link.replace(/<.*?>/g, ''));
    expect(texts(headerOf({}))).toEqual(['Image in the console', 'Log of the build', 'Pipeline in the console']);
    expect(texts(headerOf({ LogGroup: 'UNKNOWN' }, buildRecord({}, { pipeline: undefined })))).toEqual(['Image in the console']);
    expect(headerOf({ LogGroup: 'UNKNOWN' }, buildRecord({}, { pipeline: undefined }))).not.toMatch(/<ul>(?!<li>)|<\/li>(?!<li>|<\/ul>)/);
    expect(headerOf({ LogGroup: 'UNKNOWN', ImageArn: 'UNKNOWN' }, buildRecord({}, { pipeline: undefined }))).not.toContain('<nav');
  });
});
