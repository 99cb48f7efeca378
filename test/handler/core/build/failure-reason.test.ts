import { BuildAttributes, NO_IMAGE_ATTRIBUTES } from '../../../../src/handler/core/build/build-attributes';
import { consoleUrl, failureReason } from '../../../../src/handler/core/build/failure-reason';
import { buildAttributes, image, IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const PAGE = 'https://eu-central-1.console.aws.amazon.com/imagebuilder/home?region=eu-central-1'
  + '#/images/arn%3Aaws%3Aimagebuilder%3Aeu-central-1%3A123456789012%3Aimage%2Fgolden%2F1.2.3%2F4/details';
const LOOK = `Look at ${PAGE} and at stream 1.2.3/4 of log group /aws/imagebuilder/golden.`;
const failed = (members: Partial<BuildAttributes> = {}): BuildAttributes => ({ ...buildAttributes(image({ status: 'FAILED' }), []), ...members });

test('says what failed, why, and where to look', () => {
  expect(failureReason(failed({
    FailureStage: 'TEST',
    FailedStep: 'RunTests',
    FailedStepAction: 'ExecuteComponents',
    FailedComponent: 'arn:c',
    FailedPhase: 'test',
    FailedRegions: 'NONE',
    FailureMessage: 'exit status 1 (attempt 3 of 3)',
  }))).toBe(
    `BUILD_FAILED: The build of ${IMAGE_ARN} failed in stage TEST, at step RunTests (ExecuteComponents), in component arn:c, in phase test: `
    + `exit status 1 (attempt 3 of 3). ${LOOK}`,
  );
});

test('names the Regions of a distribution', () => {
  expect(failureReason(failed({
    FailureStage: 'DISTRIBUTION', FailedStep: 'NONE', FailedStepAction: 'NONE', FailedRegions: 'eu-west-1,us-east-1', FailureMessage: 'No quota!',
  }))).toBe(`BUILD_FAILED: The build of ${IMAGE_ARN} failed in stage DISTRIBUTION, in Region eu-west-1, us-east-1: No quota! ${LOOK}`);
});

test('leaves out what is not known', () => {
  expect(failureReason(failed())).toBe(`BUILD_FAILED: The build of ${IMAGE_ARN} failed. ${LOOK}`);
  expect(failureReason(failed({ FailedStep: 'RunTests' }))).toBe(`BUILD_FAILED: The build of ${IMAGE_ARN} failed at step RunTests. ${LOOK}`);
  expect(failureReason({ ...NO_IMAGE_ATTRIBUTES, LogStream: 'UNKNOWN' })).toBe('BUILD_FAILED: The build of NONE failed.');
});

test.each([[{ LogGroup: 'UNKNOWN' }], [{ LogStream: 'NONE' }]])('names no log with %j', (members) => {
  expect(failureReason(failed(members))).toBe(`BUILD_FAILED: The build of ${IMAGE_ARN} failed. Look at ${PAGE}.`);
});

test('says that a build was cancelled', () => {
  expect(failureReason(failed({ Outcome: 'CANCELLED' }))).toBe(`BUILD_CANCELLED: The build of ${IMAGE_ARN} was cancelled. ${LOOK}`);
});

test('says where to look however long the cause is', () => {
  const long = '🔥'.repeat(100_000);
  const reason = failureReason(failed({ FailedStep: long, FailedStepAction: long, FailedComponent: long, FailedRegions: `${'eu-west-1,'.repeat(256)}x`, FailureMessage: long }));
  expect(reason).toMatch(new RegExp(` Look at ${PAGE.replace(/[.?]/g, '\\$&')} and at stream 1.2.3/4 of log group /aws/imagebuilder/golden\\.$`));
  expect(Buffer.byteLength(reason)).toBeLessThan(3200);
});

test.each([
  [IMAGE_ARN, PAGE],
  [IMAGE_ARN.replace('arn:aws:', 'arn:aws-cn:').replace('eu-central-1', 'cn-north-1'),
    'https://cn-north-1.console.amazonaws.cn/imagebuilder/home?region=cn-north-1'
    + '#/images/arn%3Aaws-cn%3Aimagebuilder%3Acn-north-1%3A123456789012%3Aimage%2Fgolden%2F1.2.3%2F4/details'],
  [IMAGE_ARN.replace('arn:aws:', 'arn:aws-us-gov:').replace('eu-central-1', 'us-gov-west-1'),
    'https://us-gov-west-1.console.amazonaws-us-gov.com/imagebuilder/home?region=us-gov-west-1'
    + '#/images/arn%3Aaws-us-gov%3Aimagebuilder%3Aus-gov-west-1%3A123456789012%3Aimage%2Fgolden%2F1.2.3%2F4/details'],
  [IMAGE_ARN.replace('arn:aws:', 'arn:aws-iso:'), undefined],
  [PIPELINE_ARN, undefined],
  ['NONE', undefined],
])('the page of %s in the console', (arn, url) => expect(consoleUrl(arn)).toBe(url));
