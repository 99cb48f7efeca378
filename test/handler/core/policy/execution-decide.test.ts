import { PIPELINE_EXECUTION_KEYS } from '../../../../src/contract/execution';
import { buildOf } from '../../../../src/handler/core/build/build';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { BuildObservation, NO_BUILD, Observed } from '../../../../src/handler/core/model/observation';
import { decideExecution, decideOnUnwrittenDetails, mustCancel } from '../../../../src/handler/core/policy/execution-decide';
import { executionRequest } from '../../execution-fixtures';
import { execution, image, IMAGE_ARN, PIPELINE_ARN, TEST_WORKFLOW_ARN, textOf } from '../../fixtures';

const FAIL = executionRequest({ timeoutSeconds: 600 });
const CONTINUE = executionRequest({ timeoutSeconds: 600, failOnFailure: false });

const seen = (status: string): BuildObservation => ({ kind: 'BUILD', build: buildOf(image({ status }), []) });
const FAILED: BuildObservation = {
  kind: 'BUILD',
  build: buildOf(image({ status: 'FAILED' }), [{
    ...execution({ type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'FAILED' }),
    steps: [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', message: 'exit 1' }],
  }]),
};
const FAILURE: CallFailure = {
  kind: 'PASSING', code: 'CallRateLimitExceededException', httpStatus: 429, message: 'Rate exceeded', operation: 'GetImage', resource: IMAGE_ARN,
};
const callFailure = (members: Partial<CallFailure> = {}): Observed<BuildObservation> => ({
  kind: 'CALL_FAILED',
  callFailure: { ...FAILURE, ...members },
});
const start = { operation: 'StartImagePipelineExecution', resource: PIPELINE_ARN };

describe('a build', () => {
  test.each([
    ['BUILDING', -3_600, false], ['BUILDING', 0, false], ['BUILDING', 599.9, false], ['BUILDING', 600, true], ['BUILDING', 719.9, true],
    ['NEWER', 599.9, false], ['NEWER', 600, true],
  ])('that is %s after %d seconds is waited for, and cancelled: %s', (status, seconds, cancelled) => {
    expect(decideExecution(FAIL, seen(status), seconds)).toEqual({ kind: 'WAIT', why: `image ${status}` });
    expect(mustCancel(FAIL, seen(status), seconds)).toBe(cancelled);
  });

  test.each([['BUILDING', true], ['AVAILABLE', false], ['FAILED', false]])('that is %s when all time is over is cancelled: %s', (status, cancelled) => {
    expect(mustCancel(FAIL, seen(status), 10_000)).toBe(cancelled);
    expect(mustCancel(FAIL, NO_BUILD, 10_000)).toBe(false);
  });

  test.each([0, 10_000])('that succeeded is told, also after %d seconds', (seconds) => {
    expect(decideExecution(FAIL, seen('AVAILABLE'), seconds)).toEqual({
      kind: 'SUCCEED', attributes: expect.objectContaining({ Outcome: 'SUCCEEDED', ImageArn: IMAGE_ARN, FailedStep: 'NONE', FailureMessage: 'NONE' }),
    });
  });

  test('that failed fails the deployment with step, message and where to look', () => {
    expect(decideExecution(FAIL, FAILED, 0)).toEqual({ kind: 'FAIL', reason: expect.stringMatching(/^BUILD_FAILED: The build of \S+ failed .*RunTests.*exit 1/) });
  });

  test('that failed becomes attributes when the deployment is to go on', () => {
    expect(decideExecution(CONTINUE, FAILED, 0)).toEqual({
      kind: 'SUCCEED',
      attributes: expect.objectContaining({
        Outcome: 'FAILED', FailureStage: 'TEST', FailedStep: 'RunTests', FailedStepAction: 'ExecuteComponents', FailureMessage: 'exit 1', LogStream: '1.2.3/4',
      }),
    });
  });

  test('that was cancelled by somebody fails the deployment, or becomes attributes', () => {
    expect(decideExecution(FAIL, seen('CANCELLED'), 599)).toEqual({ kind: 'FAIL', reason: expect.stringMatching(/^BUILD_CANCELLED: /) });
    expect(decideExecution(CONTINUE, seen('CANCELLED'), 599)).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'CANCELLED' } });
  });

  test.each([
    ['CANCELLED', 600, 'CANCELLED', 'was cancelled', []],
    ['BUILDING', 720, 'IN_PROGRESS', 'was told to cancel, and is still BUILDING', [{ imageArn: IMAGE_ARN }]],
    ['BUILDING', 720, 'IN_PROGRESS', 'could not be cancelled (Busy), and is still BUILDING', [{ imageArn: IMAGE_ARN, callFailure: { ...FAILURE, code: 'Busy' } }]],
    ['BUILDING', 720, 'IN_PROGRESS', 'is still BUILDING', []],
  ])('that is %s after the time-out fails the deployment, or becomes attributes', (status, seconds, Outcome, fate, told) => {
    const reason = `BUILD_TIMED_OUT: The build of ${IMAGE_ARN} had not ended after 600 seconds and ${fate}. Give it more time (\`timeout\`, at most 12 hours).`;
    expect(decideExecution(FAIL, seen(status), seconds, told)).toEqual({ kind: 'FAIL', reason });
    expect(decideExecution(CONTINUE, seen(status), seconds, told)).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome, FailureMessage: reason } });
  });

  test.each<[string, Observed<BuildObservation>]>([
    ['is not there, and is not due', NO_BUILD],
    ['was deleted', seen('DELETED')],
  ])('that %s is told, and fails nothing', (_, observation) => {
    expect(decideExecution(FAIL, observation, 700)).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'NO_IMAGE', ImageArn: 'NONE', FailedStep: 'NONE' } });
  });

  test.each([FAIL, CONTINUE])('that is not known is told as UNKNOWN with the reason, and fails nothing, because the update may be that of a rollback', (request) => {
    const decision = decideExecution(request, { ...NO_BUILD, unidentified: 'IMAGE_UNIDENTIFIED: Why.' }, 700);
    const attributes = Object.fromEntries(PIPELINE_EXECUTION_KEYS.filter((key) => key !== 'Truncated').map((key) => [key, 'UNKNOWN']));
    expect(decision).toEqual({ kind: 'SUCCEED', attributes: { ...attributes, FailureMessage: 'IMAGE_UNIDENTIFIED: Why.', DetailsUri: 'NONE' } });
  });

  test('is told with every attribute, and no other', () => {
    const decision = decideExecution(CONTINUE, FAILED, 0);
    const keys = decision.kind === 'SUCCEED' ? Object.keys(decision.attributes) : [];
    expect([...keys, 'Truncated']).toEqual(PIPELINE_EXECUTION_KEYS);
  });
});

describe('a build that is retried', () => {
  const RETRY = { imageArn: IMAGE_ARN, number: 1, isNew: true };
  const refused = { ...RETRY, callFailure: { ...FAILURE, kind: 'DENIED', operation: 'RetryImage', code: 'AccessDeniedException' } as const };
  const retried = (status: string, message?: string): BuildObservation => ({
    kind: 'BUILD',
    build: buildOf(image({ status, tags: { 'cdk-imagebuilder:retries': '2 2026-01-05T09:00:00.000Z' } }), [
      execution(),
      execution({ id: 'wf-2', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'FAILED', message, retried: true }),
      execution({ id: 'wf-3', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'CANCELLED' }),
    ]),
  });

  test.each([undefined, FAILURE])('is waited for, also if the call may pass', (failure) => {
    expect(decideExecution(FAIL, FAILED, 0, [], { ...RETRY, callFailure: failure })).toEqual({ kind: 'WAIT', why: 'retry 1' });
  });

  test('and whose retry is refused has failed', () => {
    const message = `exit 1 [retry 1 failed: the role of the report is not authorized to perform imagebuilder:RetryImage on resource ${IMAGE_ARN}]`;
    expect(decideExecution(FAIL, FAILED, 0, [], refused)).toEqual({ kind: 'FAIL', reason: expect.stringContaining(message) });
    expect(decideExecution(CONTINUE, FAILED, 0, [], refused)).toMatchObject({
      kind: 'SUCCEED', attributes: { Outcome: 'FAILED', Retries: 1, FailedStep: 'RunTests', FailureMessage: message },
    });
  });

  test.each([
    ['exit 1', 'Before the last retry it failed: exit 1. Give it more time'],
    ['Exit 1.', 'Before the last retry it failed: Exit 1. Give it more time'],
    [undefined, 'Give it more time'],
  ])('and has no time left tells its retries, and what was before them: %s', (before, rest) => {
    const reason = `BUILD_TIMED_OUT: The build of ${IMAGE_ARN} had not ended after 600 seconds with 2 retries and was cancelled. ${rest}`;
    expect(decideExecution(FAIL, retried('CANCELLED', before), 610)).toEqual({ kind: 'FAIL', reason: expect.stringContaining(reason) });
    expect(decideExecution(CONTINUE, retried('CANCELLED', before), 610)).toMatchObject({ attributes: { Outcome: 'CANCELLED', Retries: 2, FailureMessage: expect.stringContaining(reason) } });
  });

  test('and failed again tells the last failure and how often it was retried', () => {
    const seenAgain = buildOf(image({ status: 'FAILED', tags: { 'cdk-imagebuilder:retries': '1 2026-01-05T09:00:00.000Z' } }), FAILED.build!.executions);
    expect(decideExecution(FAIL, { kind: 'BUILD', build: seenAgain }, 0)).toEqual({ kind: 'FAIL', reason: expect.stringContaining(': exit 1 (after 1 retry). Look at ') });
  });
});

describe('a call that fails', () => {
  test.each([
    [599.9, false, { kind: 'WAIT', why: 'CallRateLimitExceededException' }],
    [600, true, { kind: 'WAIT', why: 'CallRateLimitExceededException' }],
    [719.9, true, { kind: 'WAIT', why: 'CallRateLimitExceededException' }],
    [720, true, { kind: 'FAIL', reason: expect.stringMatching(/^SERVICE_TROUBLE: .*after 720 seconds: GetImage /) }],
  ])('that may pass, after %d seconds', (seconds, cancelled, decision) => {
    expect(mustCancel(FAIL, callFailure(), seconds)).toBe(cancelled);
    expect(decideExecution(FAIL, callFailure(), seconds)).toEqual(decision);
  });

  test('of a pipeline that is in use is waited for', () => {
    const inUse = callFailure({ ...start, kind: 'FINAL', code: 'ResourceInUseException', httpStatus: 400 });
    expect(decideExecution(FAIL, inUse, 599)).toEqual({ kind: 'WAIT', why: 'ResourceInUseException' });
    expect(decideExecution(FAIL, inUse, 720)).toEqual({ kind: 'FAIL', reason: expect.stringMatching(/^SERVICE_REFUSED: StartImagePipelineExecution /) });
  });

  test('that is final fails the deployment, because it was tried again within the poll', () => {
    expect(decideExecution(CONTINUE, callFailure({ ...start, kind: 'FINAL', code: 'InvalidRequestException', httpStatus: 400, message: 'No.' }), 0)).toEqual({
      kind: 'FAIL', reason: `SERVICE_REFUSED: StartImagePipelineExecution of ${PIPELINE_ARN} was refused with InvalidRequestException (HTTP 400): No.`,
    });
  });

  test.each<[string, Partial<CallFailure>, string]>([
    ['a call that is denied', { ...start, kind: 'DENIED', code: 'AccessDeniedException' }, 'ACCESS_DENIED: '],
    ['an image that is not found', { kind: 'NOT_FOUND', code: 'ResourceNotFoundException' }, 'IMAGE_NOT_FOUND: '],
    [
      'a pipeline that is not found', { ...start, kind: 'NOT_FOUND', code: 'ResourceNotFoundException' },
      `PIPELINE_NOT_FOUND: StartImagePipelineExecution does not find ${PIPELINE_ARN}. Check that it is in this account and Region, and has not been deleted.`,
    ],
  ])('of %s cancels the build and fails the deployment', (_, members, reason) => {
    expect(mustCancel(FAIL, callFailure(members), 0)).toBe(true);
    expect(decideExecution(FAIL, callFailure(members), 0)).toEqual({ kind: 'FAIL', reason: expect.stringContaining(reason) });
  });

  test('fails the deployment with what came of its builds', () => {
    const refused = { imageArn: 'image/2', callFailure: { ...FAILURE, code: 'Busy' } };
    expect(decideExecution(FAIL, callFailure({ kind: 'DENIED' }), 0, [{ imageArn: 'image/1' }, refused])).toEqual({
      kind: 'FAIL', reason: expect.stringMatching(/ The build of image\/1 was told to cancel\. The build of image\/2 could not be cancelled \(Busy\) and may still be running\.$/),
    });
  });
});

describe('details', () => {
  const details = { bucket: 'my-bucket', stackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Golden/uuid', logicalResourceId: 'Run' };
  const uri = 's3://my-bucket/Golden/uuid/Run/image/golden/1.2.3/4.json';

  test('are written of what the deployment goes on with', () => {
    const decision: any = decideExecution({ ...CONTINUE, details }, { ...FAILED, build: { ...FAILED.build!, log: { lines: ['error 1'] } } }, 0);
    expect(decision).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'FAILED', FailureMessage: 'exit 1 [log: error 1]', DetailsUri: uri } });
    expect(JSON.parse(textOf(decision.details.body))).toMatchObject({
      kind: 'EXECUTION', attributes: { Outcome: 'FAILED', ImageStatus: 'FAILED' }, workflowExecutions: [{ steps: [{ name: 'RunTests' }] }], logTail: ['error 1'],
    });
  });

  test('are written of what fails the deployment, and its reason says where', () => {
    const decision: any = decideExecution({ ...FAIL, details }, FAILED, 0);
    expect(decision).toEqual({ kind: 'FAIL', reason: expect.stringContaining(` and at ${uri}.`), details: expect.anything() });
  });

  test('are written of an execution without an image', () => {
    const decision: any = decideExecution({ ...FAIL, details }, NO_BUILD, 0);
    expect(decision.attributes).toMatchObject({ Outcome: 'NO_IMAGE', DetailsUri: 's3://my-bucket/Golden/uuid/Run/image-pipeline/golden.json' });
    expect(JSON.parse(textOf(decision.details.body))).toMatchObject({ kind: 'EXECUTION', workflowExecutions: [] });
  });

  test('are not written while the build goes on', () => {
    expect(decideExecution({ ...FAIL, details }, seen('BUILDING'), 0)).toEqual({ kind: 'WAIT', why: 'image BUILDING' });
  });

  test.each([
    ['PASSING', 719.9, 'WAIT'], ['PASSING', 720, 'FAIL'], ['DENIED', 0, 'FAIL'], ['NOT_FOUND', 0, 'FAIL'], ['FINAL', 0, 'FAIL'],
  ] as const)('that meet %s trouble after %d seconds: %s, and nothing is cancelled', (kind, seconds, expected) => {
    const put: CallFailure = { kind, service: 's3', operation: 'PutObject', resource: uri, code: 'Odd', message: 'why' };
    expect(decideOnUnwrittenDetails(FAIL, put, seconds).kind).toBe(expected);
  });
});
