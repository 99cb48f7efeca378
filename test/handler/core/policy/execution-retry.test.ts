import { buildOf } from '../../../../src/handler/core/build/build';
import { buildAttributes } from '../../../../src/handler/core/build/build-attributes';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { Image, ObservedExecution } from '../../../../src/handler/core/model/facts';
import { BuildObservation, NO_BUILD } from '../../../../src/handler/core/model/observation';
import { dueRetry, isRefused, RefusedRetry, withRefusal } from '../../../../src/handler/core/policy/execution-retry';
import { executionRequest } from '../../execution-fixtures';
import { execution, image, IMAGE_ARN, TEST_WORKFLOW_ARN } from '../../fixtures';

const NOW = new Date('2026-01-05T09:10:00.000Z');
const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();
const REQUEST = executionRequest({ timeoutSeconds: 600, maxRetries: 2 });
const TAGS = { 'cdk-imagebuilder:execution': REQUEST.execution, 'cdk-imagebuilder:trigger': 'abc', 'cdk-imagebuilder:request': REQUEST.requestId };
const retried = (count: number, seconds: number) => ({ ...TAGS, 'cdk-imagebuilder:retries': `${count} ${secondsAgo(seconds)}` });
const TEST_FAILED: ObservedExecution[] = [execution(), execution({ id: 'wf-2', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'FAILED' })];

const failed = (members: Partial<Image> = {}, executions = TEST_FAILED): BuildObservation =>
  ({ kind: 'BUILD', build: buildOf(image({ status: 'FAILED', type: 'AMI', tags: TAGS, ...members }), executions) });
const due = (seen: BuildObservation, members = {}, elapsedSeconds = 100) => dueRetry({ ...REQUEST, ...members }, seen, elapsedSeconds, NOW);
const newRetry = (number: number) => ({ imageArn: IMAGE_ARN, number, isNew: true });
const sameRetry = (number: number) => ({ imageArn: IMAGE_ARN, number, isNew: false });

describe('a build that failed', () => {
  test.each<[string, Partial<Image>, ObservedExecution[]]>([
    ['in a test', {}, TEST_FAILED],
    ['in a distribution', { failure: { imageStatus: 'DISTRIBUTING' } }, [execution()]],
    ['in what follows the distribution', { failure: { imageStatus: 'INTEGRATING' } }, [execution()]],
    ['in some Regions', { failure: { distribution: { regions: [{ region: 'us-east-1' }] } } }, [execution()]],
    ['in a test of a type that is not told', { type: undefined }, TEST_FAILED],
  ])('%s is retried', (_, members, executions) => {
    expect(due(failed(members, executions))).toEqual(newRetry(1));
  });

  test.each<[string, Partial<Image>, ObservedExecution[]]>([
    ['in the build itself', { failure: { imageStatus: 'BUILDING' } }, [execution({ status: 'FAILED' })]],
    ['in the build itself, as only its workflow shows', {}, [execution({ status: 'FAILED' })]],
    ['nobody knows where', {}, [execution()]],
    ['in a status that nobody knows', { failure: { imageStatus: 'POLISHING' } }, [execution()]],
    ['as a container image', { type: 'DOCKER' }, TEST_FAILED],
    ['of another request of the same execution', { tags: { ...TAGS, 'cdk-imagebuilder:request': 'r-1' } }, TEST_FAILED],
    ['of another execution', { tags: { ...TAGS, 'cdk-imagebuilder:execution': 'stack/Other' } }, TEST_FAILED],
    ['and has lost its tags', { tags: {} }, TEST_FAILED],
    ['and whose tags are not told', { tags: undefined }, TEST_FAILED],
    ['and whose number of retries is not known', { tags: { ...TAGS, 'cdk-imagebuilder:retries': 'many' } }, TEST_FAILED],
  ])('%s is not retried', (_, members, executions) => {
    expect(due(failed(members, executions))).toBeUndefined();
  });
});

test.each(['CANCELLED', 'TESTING', 'AVAILABLE', 'DEPRECATED', 'DELETED', 'NEWER'])('a build that is %s is not retried', (status) => {
  expect(due(failed({ status }))).toBeUndefined();
});

describe('a build of several custom resources', () => {
  const continued = { hasEnded: false, waitedSeconds: 600, execution: REQUEST.execution, requestId: REQUEST.requestId, isCreate: true, isNew: true };

  test.each([0, 540, 10_000])('is retried by one that hands over, after %d seconds', (seconds) => {
    expect(due(failed(), { handsOver: true }, seconds)).toEqual(newRetry(1));
  });

  test('is not retried when the one before has decided that', () => {
    expect(due(failed(), { continued })).toEqual(newRetry(1));
    expect(due(failed(), { continued: { ...continued, hasEnded: true } })).toBeUndefined();
  });
});

test('what is not there and what cannot be read is not retried', () => {
  expect(due(NO_BUILD)).toBeUndefined();
  const callFailure: CallFailure = { kind: 'DENIED', operation: 'GetImage', resource: IMAGE_ARN, code: 'Odd', message: 'why' };
  expect(dueRetry(REQUEST, { kind: 'CALL_FAILED', callFailure }, 100, NOW)).toBeUndefined();
});

describe('the number', () => {
  test.each([
    ['without retries', TAGS, 0, undefined],
    ['of the first of one', TAGS, 1, newRetry(1)],
    ['after the only one', retried(1, 60), 1, undefined],
    ['of the second', retried(1, 60), 2, newRetry(2)],
    ['after the last', retried(2, 3_000), 2, undefined],
    ['after more than there may be', retried(99, 60), 2, undefined],
    ['after more than there may be, a moment ago', retried(99, 1), 2, undefined],
  ])('%s', (_, tags, maxRetries, expected) => {
    expect(due(failed({ tags }), { maxRetries })).toEqual(expected);
  });

  test.each([0, 1, 59.9, -59.9])('is the same %d seconds after the retry, because its build may still be shown as failed', (seconds) => {
    expect(due(failed({ tags: retried(1, seconds) }))).toEqual(sameRetry(1));
    expect(due(failed({ tags: retried(2, seconds) }))).toEqual(sameRetry(2));
  });

  test.each([60, 3_600, -60, -3_600])('is the next %d seconds after the retry, also if the clock was set back', (seconds) => {
    expect(due(failed({ tags: retried(1, seconds) }))).toEqual(newRetry(2));
  });
});

test.each([[0, newRetry(1)], [539.9, newRetry(1)], [540, undefined], [10_000, undefined]])(
  'after %d of 600 seconds a new retry is due: %j', (seconds, expected) => expect(due(failed(), {}, seconds)).toEqual(expected));

test('a build that is shown as failed with the workflows of its retry is awaited', () => {
  const running = execution({ id: 'wf-3', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'RUNNING' });
  expect(due(failed({ tags: retried(1, 10) }, [execution(), { ...TEST_FAILED[1], retried: true }, running]))).toEqual(sameRetry(1));
});

test('a retry that may be in progress is awaited after its time, so that it can be cancelled', () => {
  expect(due(failed({ tags: retried(1, 10) }), {}, 10_000)).toEqual(sameRetry(1));
});

describe('a retry', () => {
  const call: CallFailure = { kind: 'PASSING', operation: 'RetryImage', resource: IMAGE_ARN, code: 'Odd', message: 'why' };

  test.each<[string, boolean, Partial<CallFailure> | undefined, boolean]>([
    ['that is accepted', true, undefined, false],
    ['whose call may pass', true, {}, false],
    ['of an image that is in use', true, { kind: 'FINAL', code: 'ResourceInUseException' }, false],
    ['that is denied', true, { kind: 'DENIED' }, true],
    ['that is invalid', true, { kind: 'FINAL' }, true],
    ['of an image that is not found', true, { kind: 'NOT_FOUND' }, true],
    ['that is repeated and denied', false, { kind: 'DENIED' }, true],
    ['that is repeated and invalid, because it is in progress', false, { kind: 'FINAL' }, false],
  ])('%s is refused: %s', (_, isNew, members, expected) => {
    expect(isRefused({ imageArn: IMAGE_ARN, number: 1, isNew, callFailure: members && { ...call, ...members } })).toBe(expected);
  });

  const refused = (members: Partial<CallFailure>): RefusedRetry => ({ ...newRetry(1), callFailure: { ...call, ...members } });
  const attributes = { ...buildAttributes(failed().build!), FailureMessage: 'exit 1' };

  test('that is denied never hides the failure', () => {
    expect(withRefusal(attributes, refused({ kind: 'DENIED', code: 'AccessDeniedException', message: 'No.' }))).toEqual({
      ...attributes,
      Retries: 1,
      FailureMessage: `exit 1 [retry 1 failed: the role of the report is not authorized to perform imagebuilder:RetryImage on resource ${IMAGE_ARN}]`,
    });
  });

  test('that is invalid is told in the words of the service', () => {
    expect(withRefusal(attributes, refused({ kind: 'FINAL', code: 'InvalidRequestException', httpStatus: 400, message: 'Not now.' })).FailureMessage)
      .toBe(`exit 1 [retry 1 failed: RetryImage of ${IMAGE_ARN} was refused with InvalidRequestException (HTTP 400): Not now]`);
  });

  test('that could not be remembered was not requested', () => {
    expect(withRefusal(attributes, refused({ kind: 'DENIED', operation: 'TagResource' }))).toMatchObject({ Retries: 0, Outcome: 'FAILED' });
  });

  test('that is refused leaves room for its reason', () => {
    expect(withRefusal({ ...attributes, FailureMessage: 'x'.repeat(4_000) }, refused({ kind: 'FINAL' })).FailureMessage).toMatch(/^x{797}… \[retry 1 failed: RetryImage /);
  });
});
