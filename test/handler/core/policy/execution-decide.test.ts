import { PIPELINE_EXECUTION_KEYS } from '../../../../src/contract';
import { buildOf } from '../../../../src/handler/core/build/build';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { BuildObservation, NO_BUILD, Observed } from '../../../../src/handler/core/model/observation';
import { decideExecution, decideOnUnwrittenDetails } from '../../../../src/handler/core/policy/execution-decide';
import { executionRequest } from '../../execution-fixtures';
import { execution, image, IMAGE_ARN, PIPELINE_ARN, TEST_WORKFLOW_ARN } from '../../fixtures';

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
const callFailure = (members: Partial<CallFailure> = {}): Observed<BuildObservation> => ({
  kind: 'CALL_FAILED',
  callFailure: { kind: 'PASSING', code: 'CallRateLimitExceededException', httpStatus: 429, message: 'Rate exceeded', operation: 'GetImage', resource: IMAGE_ARN, ...members },
});
const start = { operation: 'StartImagePipelineExecution', resource: PIPELINE_ARN };

describe('a build', () => {
  test.each([
    ['BUILDING', 0, 'WAIT'], ['BUILDING', 599.9, 'WAIT'], ['BUILDING', 600, 'CANCEL'], ['BUILDING', 719.9, 'CANCEL'],
    ['NEWER', 599.9, 'WAIT'], ['NEWER', 600, 'CANCEL'],
  ])('that is %s after %d seconds: %s', (status, seconds, kind) => {
    expect(decideExecution(FAIL, seen(status), seconds)).toEqual({ kind, why: `image ${status}` });
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
    ['CANCELLED', 600, 'CANCELLED', 'was cancelled'],
    ['BUILDING', 720, 'IN_PROGRESS', 'was told to cancel, and is still BUILDING'],
  ])('that is %s after the time-out fails the deployment, or becomes attributes', (status, seconds, Outcome, fate) => {
    const reason = `BUILD_TIMED_OUT: The build of ${IMAGE_ARN} had not ended after 600 seconds and ${fate}. Give it more time (\`timeout\`, at most 55 minutes), `
      + 'or build with `runOnDeploy()` of the pipeline, for which CloudFormation waits up to 12 hours.';
    expect(decideExecution(FAIL, seen(status), seconds)).toEqual({ kind: 'FAIL', reason });
    expect(decideExecution(CONTINUE, seen(status), seconds)).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome, FailureMessage: reason } });
  });

  test.each<[string, Observed<BuildObservation>]>([
    ['is not there, and is not due', NO_BUILD],
    ['was deleted', seen('DELETED')],
  ])('that %s is told, and fails nothing', (_, observation) => {
    expect(decideExecution(FAIL, observation, 700)).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'NO_IMAGE', ImageArn: 'NONE', FailedStep: 'NONE' } });
  });

  test('is told with every attribute, and no other', () => {
    const decision = decideExecution(CONTINUE, FAILED, 0);
    const keys = decision.kind === 'SUCCEED' ? Object.keys(decision.attributes) : [];
    expect([...keys, 'Truncated']).toEqual(PIPELINE_EXECUTION_KEYS);
  });
});

describe('a call that fails', () => {
  test.each([
    [599.9, { kind: 'WAIT', why: 'CallRateLimitExceededException' }],
    [600, { kind: 'CANCEL', why: 'CallRateLimitExceededException' }],
    [719.9, { kind: 'CANCEL', why: 'CallRateLimitExceededException' }],
    [720, { kind: 'FAIL', reason: expect.stringMatching(/^SERVICE_TROUBLE: .*after 720 seconds: GetImage /) }],
  ])('that may pass, after %d seconds', (seconds, decision) => {
    expect(decideExecution(FAIL, callFailure(), seconds)).toEqual(decision);
  });

  test('of a pipeline that is in use is waited for', () => {
    const inUse = callFailure({ ...start, kind: 'FINAL', code: 'ResourceInUseException', httpStatus: 400 });
    expect(decideExecution(FAIL, inUse, 599)).toEqual({ kind: 'WAIT', why: 'ResourceInUseException' });
    expect(decideExecution(FAIL, inUse, 720)).toEqual({ kind: 'FAIL', reason: expect.stringMatching(/^SERVICE_REFUSED: StartImagePipelineExecution /) });
  });

  test('that is final fails the deployment at once', () => {
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
  ])('of %s fails the deployment after 20 seconds', (_, members, reason) => {
    expect(decideExecution(FAIL, callFailure(members), 19.9)).toMatchObject({ kind: 'WAIT' });
    expect(decideExecution(FAIL, callFailure(members), 20)).toEqual({ kind: 'FAIL', reason: expect.stringContaining(reason) });
  });
});

describe('details', () => {
  const details = { bucket: 'my-bucket', stackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Golden/uuid', logicalResourceId: 'Run' };
  const uri = 's3://my-bucket/Golden/uuid/Run/image/golden/1.2.3/4.json';

  test('are written of what the deployment goes on with', () => {
    const decision: any = decideExecution({ ...CONTINUE, details }, { ...FAILED, build: { ...FAILED.build!, log: { lines: ['error 1'] } } }, 0);
    expect(decision).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'FAILED', FailureMessage: 'exit 1 [log: error 1]', DetailsUri: uri } });
    expect(JSON.parse(decision.details.body)).toMatchObject({
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
    expect(JSON.parse(decision.details.body)).toMatchObject({ kind: 'EXECUTION', workflowExecutions: [] });
  });

  test('are not written while the build goes on', () => {
    expect(decideExecution({ ...FAIL, details }, seen('BUILDING'), 0)).toEqual({ kind: 'WAIT', why: 'image BUILDING' });
  });

  test.each([
    ['PASSING', 719.9, 'WAIT'], ['PASSING', 720, 'FAIL'], ['DENIED', 19.9, 'WAIT'], ['DENIED', 20, 'FAIL'], ['NOT_FOUND', 0, 'FAIL'], ['FINAL', 0, 'FAIL'],
  ] as const)('that meet %s trouble after %d seconds: %s, and nothing is cancelled', (kind, seconds, expected) => {
    const put: CallFailure = { kind, service: 's3', operation: 'PutObject', resource: uri, code: 'Odd', message: 'why' };
    expect(decideOnUnwrittenDetails(FAIL, put, seconds).kind).toBe(expected);
  });
});
