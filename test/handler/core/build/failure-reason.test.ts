import { BuildAttributes, NO_IMAGE_ATTRIBUTES } from '../../../../src/handler/core/build/build-attributes';
import { failureReason } from '../../../../src/handler/core/build/failure-reason';
import { buildAttributes, image, IMAGE_ARN } from '../../fixtures';

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
