import { DISTRIBUTION_WORKFLOW_ARN, STEP, FAILED_TEST, trailOf } from './failed-build';
import { NO_FAILURE } from '../../../../src/handler/core/build/failure-trail';
import { FailureContext, Step } from '../../../../src/handler/core/model/facts';
import { BUILD_WORKFLOW_ARN, execution, failureTrail, image, TEST_WORKFLOW_ARN } from '../../fixtures';

const COMPONENT_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening/1.0.0/1';

/** Everything that the service can say about a component that failed. */
const CONTEXT: FailureContext = {
  imageStatus: 'TESTING',
  executionId: 'wf-2',
  workflowArn: TEST_WORKFLOW_ARN,
  stepId: 'step-2',
  stepName: 'RunTests',
  component: { arn: COMPONENT_ARN, phase: 'test', step: 'CheckSsh', action: 'ExecuteBash', message: 'sshd\nallows root' },
};

describe('nothing has failed', () => {
  test('when no workflow and not the image has', () => {
    expect(failureTrail(image(), [execution()])).toBe(NO_FAILURE);
    expect(Object.values(NO_FAILURE)).toEqual(Array(8).fill('NONE'));
  });

  test.each(['CANCELLED', 'DELETED', 'BUILDING'])('when an image is %s', (status) => {
    expect(failureTrail(image({ status }), [execution({ status: 'CANCELLED' })])).toBe(NO_FAILURE);
  });
});

describe('without an account of the service', () => {
  test('the first failed step of the first failed execution is named', () => {
    const steps: Step[] = [
      { name: 'Second', action: 'B', status: 'FAILED', message: 'second', startedAt: '2026-01-05T08:02:00.000Z' },
      { name: 'NeverStarted', action: 'C', status: 'TIMED_OUT', message: 'third' },
      { name: 'First', action: 'ExecuteComponents', status: 'TIMED_OUT', message: 'first\n\tfailed', startedAt: '2026-01-05T08:01:00.000Z' },
      { name: 'Fine', action: 'D', status: 'COMPLETED', startedAt: '2026-01-05T08:00:00.000Z' },
    ];
    expect(failureTrail(image({ status: 'FAILED' }), [execution(), { ...FAILED_TEST, steps }, execution({ status: 'FAILED' })])).toEqual({
      FailureStage: 'TEST',
      FailedWorkflow: TEST_WORKFLOW_ARN,
      FailedStep: 'First',
      FailedStepAction: 'ExecuteComponents',
      FailedComponent: 'UNKNOWN',
      FailedPhase: 'UNKNOWN',
      FailedRegions: 'NONE',
      FailureMessage: 'first failed',
    });
  });

  test('a failed workflow is named also where the image did not fail', () => {
    expect(failureTrail(image(), [execution({ status: 'FAILED' })])).toMatchObject({ FailureStage: 'BUILD', FailedWorkflow: BUILD_WORKFLOW_ARN });
  });

  test('what is not known of a failure is UNKNOWN, never NONE', () => {
    expect(failureTrail(image({ status: 'FAILED' }), [])).toEqual(Object.fromEntries(Object.keys(NO_FAILURE).map((key) => [key, 'UNKNOWN'])));
  });

  test.each([[{ workflowArn: undefined }, 'wf-1'], [{ workflowArn: undefined, id: undefined }, 'UNKNOWN']])('a workflow without an ARN is known by its execution', (members, name) => {
    expect(failureTrail(image(), [execution({ status: 'FAILED', ...members })])).toMatchObject({ FailedWorkflow: name });
  });

  test('a component that a message names is the one that failed', () => {
    const message = `SSM execution 'r' failed with status = 'Failed' and failure message = 'Document ${COMPONENT_ARN} failed!'`;
    expect(trailOf(undefined, [{ ...STEP, message }])).toMatchObject({ FailedComponent: COMPONENT_ARN, FailedPhase: 'UNKNOWN' });
    expect(failureTrail(image({ status: 'FAILED', statusReason: message }), [])).toMatchObject({ FailedComponent: COMPONENT_ARN });
    const elsewhere = 'arn:aws-us-gov:imagebuilder:us-gov-west-1:123456789012:component/My_own-2/10.20.30/40';
    expect(trailOf(undefined, [{ ...STEP, message: `Document ${elsewhere} failed!` }])).toMatchObject({ FailedComponent: elsewhere });
  });

  test('a step that runs no components failed without one', () => {
    expect(trailOf(undefined, [{ ...STEP, action: 'LaunchInstance' }])).toMatchObject({ FailedStepAction: 'LaunchInstance', FailedComponent: 'NONE', FailedPhase: 'NONE' });
  });

  test('the Regions of a failed distribution are not known', () => {
    const failed = execution({ type: 'DISTRIBUTION', workflowArn: DISTRIBUTION_WORKFLOW_ARN, status: 'FAILED' });
    expect(failureTrail(image({ status: 'FAILED' }), [failed])).toMatchObject({ FailureStage: 'DISTRIBUTION', FailedComponent: 'NONE', FailedRegions: 'UNKNOWN' });
  });
});

describe('the account of the service', () => {
  test('comes first, and the steps fill what it leaves out', () => {
    expect(trailOf(CONTEXT)).toEqual({
      FailureStage: 'TEST',
      FailedWorkflow: TEST_WORKFLOW_ARN,
      FailedStep: 'RunTests',
      FailedStepAction: 'ExecuteComponents',
      FailedComponent: COMPONENT_ARN,
      FailedPhase: 'test',
      FailedRegions: 'NONE',
      FailureMessage: 'CheckSsh (ExecuteBash): sshd allows root',
    });
  });

  test('is enough where there are no executions', () => {
    expect(failureTrail(image({ status: 'FAILED', failure: CONTEXT }), [])).toMatchObject({
      FailureStage: 'TEST', FailedWorkflow: TEST_WORKFLOW_ARN, FailedStep: 'RunTests', FailedStepAction: 'UNKNOWN', FailedComponent: COMPONENT_ARN,
    });
  });

  test.each(Object.keys(CONTEXT))('may be without %s when the executions tell the rest', (name) => {
    const { FailureMessage, FailedComponent, FailedPhase, ...place } = trailOf({ ...CONTEXT, [name]: undefined });
    expect(place).toEqual({
      FailureStage: 'TEST', FailedWorkflow: TEST_WORKFLOW_ARN, FailedStep: 'RunTests', FailedStepAction: 'ExecuteComponents', FailedRegions: 'NONE',
    });
    expect([FailureMessage, FailedComponent, FailedPhase]).toEqual(name === 'component'
      ? ['of the step', 'UNKNOWN', 'UNKNOWN'] : ['CheckSsh (ExecuteBash): sshd allows root', COMPONENT_ARN, 'test']);
  });

  test.each<[FailureContext, string]>([
    [{ executionId: 'wf-2' }, 'TEST'], [{ workflowArn: TEST_WORKFLOW_ARN }, 'TEST'], [{ workflowArn: 'arn:odd', imageStatus: 'BUILDING' }, 'BUILD'],
    [{ imageStatus: 'TESTING', executionId: 'wf-9' }, 'TEST'], [{ imageStatus: 'DISTRIBUTING', executionId: 'wf-9' }, 'DISTRIBUTION'],
    [{ imageStatus: 'INTEGRATING', executionId: 'wf-9' }, 'DISTRIBUTION'], [{ imageStatus: 'NEWER', executionId: 'wf-9' }, 'UNKNOWN'],
    [{ distribution: { regions: [] }, executionId: 'wf-9' }, 'DISTRIBUTION'],
  ])('%j failed in stage %s', (failure, stage) => expect(trailOf(failure)).toMatchObject({ FailureStage: stage }));

  test.each<[FailureContext, string]>([
    [{ executionId: 'wf-9' }, 'wf-9'], [{ imageStatus: 'TESTING' }, TEST_WORKFLOW_ARN], [{ executionId: 'wf-2' }, TEST_WORKFLOW_ARN],
  ])('%j names the workflow %s', (failure, workflow) => expect(trailOf(failure)).toMatchObject({ FailedWorkflow: workflow }));

  test('is of a failure, whatever the status of the image', () => {
    expect(failureTrail(image({ failure: { imageStatus: 'BUILDING' } }), [])).toMatchObject({ FailureStage: 'BUILD', FailedStep: 'UNKNOWN', FailedRegions: 'NONE' });
  });

  test('of a step of a distribution does not tell its action', () => {
    expect(trailOf({ executionId: 'wf-9', stepName: 'DistributeImages', distribution: { regions: [] } })).toMatchObject({
      FailedStep: 'DistributeImages', FailedStepAction: 'UNKNOWN',
    });
  });

  test('of a step by its id is not taken for one without a name', () => {
    expect(trailOf({ executionId: 'wf-2', stepId: 'step-9' }, [{ action: 'Reboot', status: 'FAILED' }])).toMatchObject({
      FailedStep: 'UNKNOWN', FailedStepAction: 'UNKNOWN',
    });
  });

  test('is not mixed with a step of another execution, or with another step', () => {
    expect(trailOf({ executionId: 'wf-9' })).toMatchObject({ FailedStep: 'UNKNOWN', FailedStepAction: 'UNKNOWN', FailureMessage: 'of the image' });
    expect(trailOf({ workflowArn: BUILD_WORKFLOW_ARN })).toMatchObject({ FailedStep: 'UNKNOWN' });
    expect(trailOf({ executionId: 'wf-2', stepId: 'step-9' })).toMatchObject({ FailedStep: 'UNKNOWN', FailureMessage: 'of the execution' });
    expect(trailOf({ executionId: 'wf-2', stepName: 'Other' })).toMatchObject({ FailedStep: 'Other', FailedStepAction: 'UNKNOWN' });
  });

  test('finds a step by its name where it has no id', () => {
    expect(trailOf({ stepName: 'RunTests' }, [{ name: 'Fine', status: 'COMPLETED' }, { ...STEP, id: undefined }])).toMatchObject({ FailedStepAction: 'ExecuteComponents' });
  });

  test('of a step without a component leaves none', () => {
    expect(trailOf({ ...CONTEXT, component: undefined }, [{ ...STEP, action: 'LaunchInstance' }])).toMatchObject({ FailedComponent: 'NONE', FailedPhase: 'NONE' });
  });

  test('of a component may be incomplete', () => {
    expect(trailOf({ component: { phase: 'test' } })).toMatchObject({ FailedComponent: 'UNKNOWN', FailedPhase: 'test', FailureMessage: 'of the step' });
    expect(trailOf({ component: { message: 'm' } })).toMatchObject({ FailedComponent: 'UNKNOWN', FailedPhase: 'UNKNOWN', FailureMessage: 'm' });
    expect(trailOf({ component: { step: 's', message: 'm' } })).toMatchObject({ FailureMessage: 's: m' });
    expect(trailOf({ component: { arn: COMPONENT_ARN } }, [{ ...STEP, action: 'Newer' }])).toMatchObject({ FailedComponent: COMPONENT_ARN, FailedPhase: 'UNKNOWN' });
    expect(trailOf({ component: { phase: 'test' } }, [{ ...STEP, action: 'Newer' }])).toMatchObject({ FailedComponent: 'UNKNOWN' });
  });
});

test('the component stands in the summary of AWSTOE', () => {
  const outputs = JSON.stringify({ output: { executionId: 'a1', failureMessage: `Document ${COMPONENT_ARN} failed!` } });
  expect(trailOf(undefined, [{ ...STEP, message: undefined, outputs }])).toMatchObject({ FailedComponent: COMPONENT_ARN, FailureMessage: `Document ${COMPONENT_ARN} failed!` });
});

test('an attempt that a later one followed is not what failed', () => {
  const attempts: Step[] = [
    { name: 'Flaky', action: 'A', status: 'FAILED', message: 'flaky', attempt: 1, maxAttempts: 2, startedAt: '2026-01-05T08:00:00.000Z' },
    { name: 'Flaky', action: 'A', status: 'COMPLETED', attempt: 2, maxAttempts: 2, startedAt: '2026-01-05T08:01:00.000Z' },
    { ...STEP, startedAt: '2026-01-05T08:02:00.000Z' },
  ];
  expect(trailOf(undefined, attempts)).toMatchObject({ FailedStep: 'RunTests' });
});
