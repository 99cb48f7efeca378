import { failureTrail, NO_FAILURE } from '../../../src/handler/core/failure-trail';
import { BUILD_WORKFLOW_ARN, execution, image, TEST_WORKFLOW_ARN } from '../fixtures';

const NOT_KNOWN_YET = { FailedComponent: 'UNKNOWN', FailedPhase: 'UNKNOWN', FailedRegions: 'UNKNOWN' };

test('nothing has failed', () => {
  expect(failureTrail(image(), [execution()])).toBe(NO_FAILURE);
  expect(Object.values(NO_FAILURE)).toEqual(Array(8).fill('NONE'));
});

test.each(['CANCELLED', 'DELETED', 'BUILDING'])('an image that is %s has not failed', (status) => {
  expect(failureTrail(image({ status }), [execution({ status: 'CANCELLED' })])).toBe(NO_FAILURE);
});

test('the first failed step of the first failed execution is named', () => {
  const failed = execution({ type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'ROLLBACK_COMPLETED', message: 'of the execution' });
  const steps = [
    { name: 'Second', action: 'B', status: 'FAILED', message: 'second', startedAt: '2026-01-05T08:02:00.000Z' },
    { name: 'NeverStarted', action: 'C', status: 'TIMED_OUT', message: 'third' },
    { name: 'First', action: 'A', status: 'TIMED_OUT', message: 'first\n\tfailed', startedAt: '2026-01-05T08:01:00.000Z' },
    { name: 'Fine', action: 'D', status: 'COMPLETED', startedAt: '2026-01-05T08:00:00.000Z' },
  ];
  expect(failureTrail(image({ status: 'FAILED' }), [execution(), { ...failed, steps }, execution({ status: 'FAILED' })])).toEqual({
    ...NOT_KNOWN_YET,
    FailureStage: 'TEST',
    FailedWorkflow: TEST_WORKFLOW_ARN,
    FailedStep: 'First',
    FailedStepAction: 'A',
    FailureMessage: 'first failed',
  });
});

test('a failed workflow is named also where the image did not fail', () => {
  expect(failureTrail(image(), [execution({ status: 'FAILED' })])).toMatchObject({ FailureStage: 'BUILD', FailedWorkflow: BUILD_WORKFLOW_ARN });
});

test.each([
  ['the step', { message: 'of the step' }, { message: 'of the execution' }, 'of the image', 'of the step'],
  ['the execution', { message: '' }, { message: 'of the execution' }, 'of the image', 'of the execution'],
  ['the image', {}, { message: undefined }, 'of the image', 'of the image'],
  ['nobody', {}, {}, undefined, 'UNKNOWN'],
  ['nobody who says more than a blank', { message: ' ' }, {}, undefined, 'UNKNOWN'],
])('the message is that of %s', (_, step, members, statusReason, message) => {
  const failed = { ...execution({ status: 'FAILED', ...members }), steps: [{ status: 'FAILED', ...step }] };
  expect(failureTrail(image({ status: 'FAILED', statusReason }), [failed])).toMatchObject({ FailureMessage: message });
});

test('what is not known of a failure is UNKNOWN, never NONE', () => {
  expect(failureTrail(image({ status: 'FAILED' }), [])).toEqual({
    ...NOT_KNOWN_YET,
    FailureStage: 'UNKNOWN',
    FailedWorkflow: 'UNKNOWN',
    FailedStep: 'UNKNOWN',
    FailedStepAction: 'UNKNOWN',
    FailureMessage: 'UNKNOWN',
  });
});

test.each([[{ workflowArn: undefined }, 'wf-1'], [{ workflowArn: undefined, id: undefined }, 'UNKNOWN']])('a workflow without an ARN is known by its execution', (members, name) => {
  expect(failureTrail(image(), [execution({ status: 'FAILED', ...members })])).toMatchObject({ FailedWorkflow: name });
});
