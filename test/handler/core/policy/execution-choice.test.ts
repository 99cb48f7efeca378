import { PipelineImage } from '../../../../src/handler/core/model/facts';
import { imageFor, runningImages } from '../../../../src/handler/core/policy/execution-choice';
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
