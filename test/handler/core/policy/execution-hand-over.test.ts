import { buildOf } from '../../../../src/handler/core/build/build';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { BuildObservation, NO_BUILD, Observed } from '../../../../src/handler/core/model/observation';
import { Decision } from '../../../../src/handler/core/policy/decision';
import { decideExecution, mustCancel } from '../../../../src/handler/core/policy/execution-decide';
import { decideHandOver, handedOn } from '../../../../src/handler/core/policy/execution-hand-over';
import { RetryResult } from '../../../../src/handler/core/policy/execution-retry';
import { HandOver, handOverText } from '../../../../src/handler/core/request/hand-over';
import { executionRequest } from '../../execution-fixtures';
import { execution, image, IMAGE_ARN, TEST_WORKFLOW_ARN } from '../../fixtures';

const FIRST = executionRequest({ timeoutSeconds: 600, handsOver: true, isCreate: true });
const CONTINUED: HandOver = { imageArn: IMAGE_ARN, hasEnded: false, waitedSeconds: 1200, execution: 'stack/Execution', requestId: 'r-2', isCreate: false, isNew: true };
const SECOND = executionRequest({ timeoutSeconds: 600, handsOver: true, continued: CONTINUED });
const LAST = executionRequest({ timeoutSeconds: 600, continued: CONTINUED });

const seen = (status: string): BuildObservation => ({ kind: 'BUILD', build: buildOf(image({ status }), []) });
const FAILURE: CallFailure = { kind: 'PASSING', code: 'Throttled', message: 'no', operation: 'GetImage', resource: IMAGE_ARN };
const failed = (members: Partial<CallFailure> = {}): Observed<BuildObservation> => ({ kind: 'CALL_FAILED', callFailure: { ...FAILURE, ...members } });
const RETRY: RetryResult = { imageArn: IMAGE_ARN, number: 1, isNew: true };
const REFUSED: RetryResult = { ...RETRY, callFailure: { ...FAILURE, kind: 'DENIED', operation: 'RetryImage', code: 'AccessDeniedException' } };

function handOverIn(decision: Decision | undefined): HandOver {
  if (decision?.kind !== 'SUCCEED') throw new Error(`Must be handed over, got: ${JSON.stringify(decision)}`);
  expect(Object.keys(decision.attributes)).toEqual(['HandOver']);
  return JSON.parse(String(decision.attributes.HandOver));
}

describe('a custom resource that hands over', () => {
  test.each<[string, Observed<BuildObservation>, RetryResult | undefined, string]>([
    ['a build in progress', seen('BUILDING'), undefined, 'image BUILDING'],
    ['a status that nobody knows', seen('NEWER'), undefined, 'image NEWER'],
    ['a build that cannot be read', failed(), undefined, 'Throttled'],
    ['a pipeline that is in use', failed({ kind: 'FINAL', code: 'ResourceInUseException' }), undefined, 'ResourceInUseException'],
    ['a failed build that is retried', seen('FAILED'), RETRY, 'retry 1'],
  ])('waits for %s until its time is over, and cancels nothing', (_, observed, retry, why) => {
    for (const seconds of [-3_600, 0, 599.9]) expect(decideHandOver(FIRST, observed, seconds, IMAGE_ARN, retry)).toEqual({ kind: 'WAIT', why });
    expect(handOverIn(decideHandOver(FIRST, observed, 600, IMAGE_ARN, retry))).toMatchObject({ hasEnded: false, imageArn: IMAGE_ARN });
    for (const seconds of [0, 600, 10_000]) expect(mustCancel(FIRST, observed, seconds)).toBe(false);
  });

  test.each(['AVAILABLE', 'DEPRECATED', 'DISABLED', 'FAILED', 'CANCELLED', 'DELETED'])('does not wait for a build that is %s, and does not judge it', (status) => {
    expect(handOverIn(decideHandOver(FIRST, seen(status), 0, IMAGE_ARN))).toMatchObject({ hasEnded: true, imageArn: IMAGE_ARN });
  });

  test('does not wait for an image that is not there', () => {
    const handOver = handOverIn(decideHandOver(FIRST, NO_BUILD, 0));
    expect(handOver.hasEnded).toBe(true);
    expect(handOver).not.toHaveProperty('imageArn');
  });

  test('tells the request of the first, and how long all have waited', () => {
    expect(handOverIn(decideHandOver(FIRST, seen('BUILDING'), 607.6, IMAGE_ARN))).toEqual({
      imageArn: IMAGE_ARN, hasEnded: false, waitedSeconds: 608, execution: 'stack/Execution', requestId: 'r-2', isCreate: true, isNew: true,
    });
    expect(handOverIn(decideHandOver(SECOND, seen('BUILDING'), 607.6, IMAGE_ARN))).toMatchObject({ waitedSeconds: 1808 });
    // With a clock that was set back.
    expect(handOverIn(decideHandOver(SECOND, seen('AVAILABLE'), -3_600, IMAGE_ARN))).toMatchObject({ waitedSeconds: 1200 });
  });

  test('tells why a retry was refused', () => {
    expect(handOverIn(decideHandOver(FIRST, seen('FAILED'), 0, IMAGE_ARN, REFUSED))).toMatchObject({ hasEnded: true, refusal: expect.stringMatching(/^retry 1 failed: .*RetryImage/) });
  });

  test('fails and cancels when a call is refused', () => {
    const refused = failed({ kind: 'DENIED', code: 'AccessDeniedException' });
    expect(mustCancel(FIRST, refused, 0)).toBe(true);
    expect(decideExecution(FIRST, refused, 0, [{ imageArn: IMAGE_ARN }])).toEqual({ kind: 'FAIL', reason: expect.stringMatching(/^ACCESS_DENIED: .* was told to cancel\.$/) });
  });

  test('decides as part of the policy of executions', () => {
    expect(handOverIn(decideExecution(FIRST, failed(), 600, [], undefined, IMAGE_ARN))).toMatchObject({ hasEnded: false, imageArn: IMAGE_ARN });
    expect(handOverIn(decideExecution(FIRST, seen('FAILED'), 0, [], undefined, IMAGE_ARN))).toMatchObject({ hasEnded: true });
  });

  test('hands an end on that it got, without a look', () => {
    const ended = { ...CONTINUED, hasEnded: true, refusal: 'retry 1 failed: why' };
    expect(handedOn({ ...SECOND, continued: ended })).toEqual({ kind: 'SUCCEED', attributes: { HandOver: handOverText(ended) } });
    expect(handedOn(SECOND)).toBeUndefined();
    expect(handedOn(FIRST)).toBeUndefined();
    expect(handedOn({ ...LAST, continued: ended })).toBeUndefined();
  });
});

describe('the last custom resource', () => {
  test('judges the build, with the time of all', () => {
    expect(decideExecution(LAST, seen('BUILDING'), 720, [{ imageArn: IMAGE_ARN }])).toEqual({
      kind: 'FAIL', reason: expect.stringMatching(/^BUILD_TIMED_OUT: .* had not ended after 1800 seconds and was told to cancel, /),
    });
    expect(decideExecution(LAST, failed(), 720)).toEqual({ kind: 'FAIL', reason: expect.stringMatching(/^SERVICE_TROUBLE: .* after 1920 seconds: /) });
    expect(mustCancel(LAST, seen('BUILDING'), 600)).toBe(true);
  });

  test('tells a refusal that was handed over with the failure', () => {
    const build = buildOf(image({ status: 'FAILED' }), [execution({ type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'FAILED', message: 'exit 1' })]);
    const request = { ...LAST, failOnFailure: false, continued: { ...CONTINUED, hasEnded: true, refusal: 'retry 1 failed: why' } };
    expect(decideExecution(request, { kind: 'BUILD', build }, 0)).toMatchObject({ attributes: { Outcome: 'FAILED', FailureMessage: expect.stringMatching(/^exit 1.*\[retry 1 failed: why\]$/) } });
  });
});
