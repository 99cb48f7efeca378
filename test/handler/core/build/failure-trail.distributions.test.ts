import { DISTRIBUTION_WORKFLOW_ARN, trailOf } from './failed-build';
import { FailureContext } from '../../../../src/handler/core/model/facts';
import { execution, failureTrail, image, TEST_WORKFLOW_ARN } from '../../fixtures';

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
