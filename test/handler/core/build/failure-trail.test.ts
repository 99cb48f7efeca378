import { NO_FAILURE } from '../../../../src/handler/core/build/failure-trail';
import { FailureContext, Step } from '../../../../src/handler/core/model/facts';
import { BUILD_WORKFLOW_ARN, execution, failureTrail, image, TEST_WORKFLOW_ARN } from '../../fixtures';

const COMPONENT_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening/1.0.0/1';
const DISTRIBUTION_WORKFLOW_ARN = 'arn:aws:imagebuilder:eu-central-1:aws:workflow/distribution/distribute-image/1.0.0/1';

/** Everything that the service can say about a component that failed. */
const CONTEXT: FailureContext = {
  imageStatus: 'TESTING',
  executionId: 'wf-2',
  workflowArn: TEST_WORKFLOW_ARN,
  stepId: 'step-2',
  stepName: 'RunTests',
  component: { arn: COMPONENT_ARN, phase: 'test', step: 'CheckSsh', action: 'ExecuteBash', message: 'sshd\nallows root' },
};
const STEP: Step = { id: 'step-2', name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', message: 'of the step' };
const FAILED_TEST = execution({ id: 'wf-2', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'ROLLBACK_COMPLETED', message: 'of the execution' });

const trailOf = (failure: FailureContext | undefined, steps: readonly Step[] = [STEP]) =>
  failureTrail(image({ status: 'FAILED', statusReason: 'of the image', failure }), [execution(), { ...FAILED_TEST, steps }]);

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

describe('a distribution without a workflow', () => {
  const failure: FailureContext = {
    imageStatus: 'INTEGRATING',
    distribution: { message: 'of the distribution', regions: [{ region: 'eu-west-1', configurationStep: 'UPDATE_LAUNCH_TEMPLATES', message: 'no template' }] },
  };

  test('names no workflow and no step', () => {
    expect(failureTrail(image({ status: 'FAILED', failure }), [execution()])).toEqual({
      FailureStage: 'DISTRIBUTION',
      FailedWorkflow: 'NONE',
      FailedStep: 'NONE',
      FailedStepAction: 'NONE',
      FailedComponent: 'NONE',
      FailedPhase: 'NONE',
      FailedRegions: 'eu-west-1',
      FailureMessage: 'eu-west-1 (UPDATE_LAUNCH_TEMPLATES): no template',
    });
  });

  test('is not confused with a test that failed before it and let the image go on', () => {
    expect(trailOf(failure)).toMatchObject({ FailureStage: 'DISTRIBUTION', FailedWorkflow: 'NONE', FailedStep: 'NONE', FailedStepAction: 'NONE' });
  });
});

test('of a status of the image, only executions of that stage are meant', () => {
  expect(trailOf({ imageStatus: 'BUILDING' })).toMatchObject({ FailureStage: 'BUILD', FailedWorkflow: 'UNKNOWN', FailedStep: 'UNKNOWN' });
  expect(trailOf({ imageStatus: 'TESTING' })).toMatchObject({ FailureStage: 'TEST', FailedWorkflow: TEST_WORKFLOW_ARN, FailedStep: 'RunTests' });
  expect(trailOf({ imageStatus: 'POLISHING' })).toMatchObject({ FailureStage: 'TEST', FailedWorkflow: TEST_WORKFLOW_ARN, FailedStep: 'RunTests' });
});

describe('a distribution that failed in some Regions', () => {
  const DISTRIBUTED = execution({ id: 'wf-3', type: 'DISTRIBUTION', workflowArn: DISTRIBUTION_WORKFLOW_ARN });
  const regions = [
    { region: 'us-east-1', account: '111122223333', message: 'No quota' },
    { region: 'eu-west-1', configurationStep: 'PUT_SSM_PARAMETERS', message: 'Denied' },
    { region: 'us-east-1', message: undefined },
    { message: 'Somewhere' },
  ];
  const distribution = { imageStatus: 'DISTRIBUTING', executionId: 'wf-3', workflowArn: DISTRIBUTION_WORKFLOW_ARN, distribution: { message: 'Failed in 2', regions } };

  test('names each Region once, and why', () => {
    expect(failureTrail(image({ status: 'FAILED', failure: distribution }), [execution(), DISTRIBUTED])).toEqual({
      FailureStage: 'DISTRIBUTION',
      FailedWorkflow: DISTRIBUTION_WORKFLOW_ARN,
      FailedStep: 'NONE',
      FailedStepAction: 'NONE',
      FailedComponent: 'NONE',
      FailedPhase: 'NONE',
      FailedRegions: 'eu-west-1,us-east-1',
      FailureMessage: 'us-east-1/111122223333: No quota; eu-west-1 (PUT_SSM_PARAMETERS): Denied; UNKNOWN: Somewhere',
    });
  });

  test.each<[string, FailureContext | undefined]>([
    ['without an account of the service', undefined], ['with an account that names none', { executionId: 'wf-3', distribution: { message: 'Failed', regions: [] } }],
  ])('names the Regions in the outputs of its steps, %s', (_, failure) => {
    const outputs = JSON.stringify({
      distributedImages: [{ region: 'us-east-1', status: 'Failed', errorMessage: 'No quota' }, { region: 'eu-west-1', status: 'TimedOut' }, { region: 'eu-west-2', status: 'Completed' }],
    });
    const steps = [{ name: 'Distribute', action: 'DistributeImage', status: 'FAILED', message: 'Failed in 2 Regions', outputs }];
    expect(failureTrail(image({ status: 'FAILED', failure }), [execution(), { ...DISTRIBUTED, status: 'FAILED', steps }])).toMatchObject({
      FailureStage: 'DISTRIBUTION', FailedRegions: 'eu-west-1,us-east-1', FailureMessage: 'us-east-1: No quota; eu-west-1 (TIMED_OUT)',
    });
  });

  test('says how it ended where it did not simply fail', () => {
    const ended = [
      { region: 'a', status: 'FAILED', message: 'm' }, { region: 'b', status: 'FAILED' }, { region: 'c', status: 'CANCELLED' },
      { region: 'd', status: 'TIMED_OUT', configurationStep: 'EXPORT_AMI', message: 'n' },
    ];
    const failure = { ...distribution, distribution: { message: 'Failed', regions: ended } };
    expect(failureTrail(image({ status: 'FAILED', failure }), [])).toMatchObject({ FailureMessage: 'a: m; c (CANCELLED); d (EXPORT_AMI, TIMED_OUT): n', FailedRegions: 'a,b,c,d' });
  });

  test('does not know the Regions when they are left out', () => {
    const failure = { ...distribution, distribution: { message: 'Failed in 2', regions: [{ account: '111122223333' }] } };
    expect(failureTrail(image({ status: 'FAILED', failure }), [])).toMatchObject({ FailedRegions: 'UNKNOWN', FailureMessage: 'Failed in 2' });
  });
});

describe('the message', () => {
  test.each<[string, Partial<Step>, object, string | undefined, string]>([
    ['the step', { message: 'of the step', outputs: '{"error":"of the outputs"}' }, { message: 'of the execution' }, 'of the image', 'of the step'],
    ['the outputs of the step', { message: ' ', outputs: '{"error":"of the outputs"}' }, { message: 'of the execution' }, 'of the image', 'of the outputs'],
    ['the execution', { message: '', outputs: 'odd' }, { message: 'of the execution' }, 'of the image', 'of the execution'],
    ['the image', {}, { message: undefined }, 'of the image', 'of the image'],
    ['nobody', {}, {}, undefined, 'UNKNOWN'],
    ['nobody who says more than a blank', { message: ' ' }, {}, undefined, 'UNKNOWN'],
  ])('is that of %s', (_, step, members, statusReason, message) => {
    const failed = { ...execution({ status: 'FAILED', ...members }), steps: [{ status: 'FAILED', ...step }] };
    expect(failureTrail(image({ status: 'FAILED', statusReason }), [failed])).toMatchObject({ FailureMessage: message });
  });

  test.each<[Partial<Step>, string]>([
    [{ attempt: 3, maxAttempts: 3 }, 'of the step (attempt 3 of 3)'],
    [{ attempt: 1, maxAttempts: 3 }, 'of the step (attempt 1 of 3)'],
    [{ attempt: 2 }, 'of the step (attempt 2)'],
    [{ attempt: 1, maxAttempts: 1 }, 'of the step'],
    [{ attempt: 1 }, 'of the step'],
    [{ maxAttempts: 3 }, 'of the step'],
    [{ outputs: '{"logUrl":"https://log/1"}' }, 'of the step (log: https://log/1)'],
    [
      { attempt: 2, outputs: '{"logUrl":"s3://log/1","runCommandId":"12345678-9abc-def0-1234-56789abcdef0"}' },
      'of the step (attempt 2, SSM command 12345678-9abc-def0-1234-56789abcdef0, log: s3://log/1)',
    ],
    [{ attempt: 2, maxAttempts: 2, outputs: '{"logUrl":"https://log/1"}' }, 'of the step (attempt 2 of 2, log: https://log/1)'],
  ])('of a step with %j is: %s', (members, message) => expect(trailOf(undefined, [{ ...STEP, ...members }])).toMatchObject({ FailureMessage: message }));

  test('tells the attempt also where there are no words', () => {
    const failed = { ...execution({ status: 'FAILED' }), steps: [{ status: 'FAILED', attempt: 2, maxAttempts: 2 }] };
    expect(failureTrail(image(), [failed])).toMatchObject({ FailureMessage: '(attempt 2 of 2)' });
  });
});

describe('what a command wrote', () => {
  const failed = [{ ...FAILED_TEST, steps: [{ ...STEP, message: undefined, outputs: '{"output":"+ export DB_PASSWORD=hunter2"}' }] }];
  const of = image({ status: 'FAILED' });

  test('is not shown', () => expect(failureTrail(of, failed)).toMatchObject({ FailureMessage: 'of the execution' }));
  test('is shown with the log', () => {
    expect(failureTrail(of, failed, { lines: [] })).toMatchObject({ FailureMessage: '+ export DB_PASSWORD=hunter2' });
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

describe('the end of the log', () => {
  const failed = image({ status: 'FAILED', statusReason: 'Component failed' });

  test('stands after the message', () => {
    expect(failureTrail(failed, [], { lines: ['Stdout: ok', 'Stderr: rpcbind is active'] }).FailureMessage).toBe('Component failed [log: Stderr: rpcbind is active]');
  });

  test('stands alone where there is no other word', () => {
    expect(failureTrail(image({ status: 'FAILED' }), [], { lines: ['exit status 1'] }).FailureMessage).toBe('[log: exit status 1]');
  });

  test('leaves the message alone where there is none', () => {
    expect(failureTrail(failed, [], { lines: [] }).FailureMessage).toBe('Component failed');
    expect(failureTrail(image({ status: 'FAILED' }), [], { lines: [] }).FailureMessage).toBe('UNKNOWN');
  });

  test('has room after a long message', () => {
    const { FailureMessage } = failureTrail({ ...failed, statusReason: 'x'.repeat(2000) }, [], { lines: [`error ${'y'.repeat(2000)}`] });
    expect(FailureMessage).toMatch(/^x{497}… \[log: error y+…\]$/);
    expect(FailureMessage.length).toBeLessThan(1200);
  });

  test('says nothing of a build in which nothing failed', () => {
    expect(failureTrail(image(), [], { lines: ['error'] }).FailureMessage).toBe('NONE');
  });
});
