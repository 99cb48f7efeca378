import { PipelineImage } from '../../../../src/handler/core/model/facts';
import { imageFor, mayBeHidden, runningImages, unidentified } from '../../../../src/handler/core/policy/execution-choice';
import { executionRequest } from '../../execution-fixtures';
import { IMAGE_ARN } from '../../fixtures';

const TAGS = { 'cdk-imagebuilder:trigger': 'abc', 'cdk-imagebuilder:execution': 'stack/Execution', 'cdk-imagebuilder:request': 'r-1' };

function built(status: string | undefined, tags: Record<string, string> = {}, build = 4): PipelineImage {
  return { arn: IMAGE_ARN.replace('/4', `/${build}`), status, tags: { ...TAGS, ...tags } };
}

const CREATE = executionRequest({ isCreate: true });
const CHANGED = executionRequest();
const CHANGED_LENIENT = executionRequest({ failOnFailure: false });
const SAME = executionRequest({ isNew: false });

describe('an image that was built for the trigger', () => {
  test.each([
    ['AVAILABLE', CREATE, true], ['AVAILABLE', CHANGED, true], ['AVAILABLE', CHANGED_LENIENT, true], ['AVAILABLE', SAME, true],
    ['DEPRECATED', CHANGED, true],
    ['DISABLED', CREATE, false], ['DISABLED', CHANGED, false], ['DISABLED', CHANGED_LENIENT, false], ['DISABLED', SAME, true],
    ['BUILDING', CREATE, true], ['BUILDING', CHANGED, true], ['NEWER', CHANGED, true], [undefined, CHANGED, true],
    ['FAILED', CREATE, false], ['FAILED', CHANGED, false], ['FAILED', CHANGED_LENIENT, true], ['FAILED', SAME, true],
    ['CANCELLED', CREATE, false], ['CANCELLED', CHANGED, false], ['CANCELLED', CHANGED_LENIENT, true], ['CANCELLED', SAME, true],
    ['DELETED', CREATE, false], ['DELETED', CHANGED, false], ['DELETED', CHANGED_LENIENT, false], ['DELETED', SAME, true],
    ['FAILED', { ...CREATE, failOnFailure: false }, false],
  ])('and is %s answers %j: %s', (status, request, answers) => {
    const image = built(status);
    expect(imageFor(request, [image])).toBe(answers ? image : undefined);
  });
});

test.each([
  ['another trigger', { 'cdk-imagebuilder:trigger': 'def' }],
  ['another custom resource', { 'cdk-imagebuilder:execution': 'stack/Other' }],
])('an image of %s does not answer', (_, tags) => {
  expect(imageFor(CHANGED, [built('AVAILABLE', tags)])).toBeUndefined();
});

test('an image without tags does not answer', () => {
  expect(imageFor(CHANGED, [{ arn: IMAGE_ARN, status: 'AVAILABLE' }])).toBeUndefined();
});

test('what the request itself started answers, whatever became of it', () => {
  const image = built('FAILED', { 'cdk-imagebuilder:request': 'r-2' });
  expect(imageFor(CREATE, [image, built('AVAILABLE', {}, 9)])).toBe(image);
});

test('requests without an id are not taken for one another', () => {
  expect(imageFor({ ...CREATE, requestId: '' }, [built('FAILED', { 'cdk-imagebuilder:request': '' })])).toBeUndefined();
});

test('the newest of several answers', () => {
  expect(imageFor(CHANGED, [built('AVAILABLE'), built('AVAILABLE', {}, 10), built('FAILED', {}, 11)])).toMatchObject({ arn: IMAGE_ARN.replace('/4', '/10') });
});

test('running are the images of the custom resource that have not ended, whatever their trigger', () => {
  const running = [built('BUILDING'), built('PENDING', { 'cdk-imagebuilder:trigger': 'def' })];
  const others = [built('AVAILABLE'), built('CANCELLED'), built(undefined), built('BUILDING', { 'cdk-imagebuilder:execution': 'stack/Other' }), { arn: IMAGE_ARN, status: 'BUILDING' }];
  expect(runningImages('stack/Execution', [...others, ...running])).toEqual(running);
});

describe('a list of images', () => {
  const mine = [built('FAILED')];
  test.each<[string, PipelineImage[], number, boolean]>([
    ['shows the build of the trigger', mine, 0, false],
    ['shows none', [], 0, true], ['shows none', [], 119.9, true], ['shows none', [], 120, false],
    ['shows none before the clock was set back', [], -119.9, true], ['shows none before the clock was set back', [], -120, false],
    ['shows that of another trigger', [built('AVAILABLE', { 'cdk-imagebuilder:trigger': 'def' })], 0, true],
    ['shows that of another custom resource', [built('AVAILABLE', { 'cdk-imagebuilder:execution': 'stack/Other' })], 0, true],
    ['shows one without tags', [{ arn: IMAGE_ARN }], 0, true],
  ])('that %s (%#) after a time can hide the newest build', (_, images, seconds, hidden) => {
    expect(mayBeHidden('stack/Execution', 'abc', images, seconds)).toBe(hidden);
  });
});

describe('an image that may be the one of the request', () => {
  const without = (lost: keyof typeof TAGS) => Object.fromEntries(Object.entries(TAGS).filter(([key]) => key !== lost));
  test.each<[string, Partial<PipelineImage>, boolean]>([
    ['has no list of tags', { tags: undefined }, true],
    ['has no tags', { tags: {} }, true],
    ['has other tags only', { tags: { team: 'a' } }, true],
    ['has lost the tag of its trigger', { tags: without('cdk-imagebuilder:trigger') }, true],
    ['has lost the tag of its custom resource', { tags: without('cdk-imagebuilder:execution') }, true],
    ['has a status that is not known', { status: undefined, tags: {} }, true],
    ['was deleted', { status: 'DELETED', tags: {} }, false],
    ['has another trigger', { tags: { 'cdk-imagebuilder:trigger': 'def' } }, false],
    ['has another custom resource', { tags: { 'cdk-imagebuilder:execution': 'stack/Other' } }, false],
  ])('%s: %j %s', (_, members, mayBe) => {
    const image = { ...built('AVAILABLE'), ...members };
    expect(unidentified(SAME, [image])).toEqual(mayBe ? expect.stringContaining(`, but ${IMAGE_ARN} has lost them or was built by something else.`) : undefined);
  });

  test('is the newest of several, and the sentence says what is missing', () => {
    const newer = { arn: IMAGE_ARN.replace('/4', '/10'), status: 'AVAILABLE' };
    expect(unidentified(SAME, [newer, { arn: IMAGE_ARN, status: 'AVAILABLE' }])).toBe(
      `IMAGE_UNIDENTIFIED: No image of ${SAME.pipelineArn} has the tags cdk-imagebuilder:execution = stack/Execution and cdk-imagebuilder:trigger = abc, but `
      + `${newer.arn} has lost them or was built by something else. Give the image its tags, or change \`trigger\` to build a new one.`,
    );
    expect(unidentified(SAME, [])).toBeUndefined();
  });
});
