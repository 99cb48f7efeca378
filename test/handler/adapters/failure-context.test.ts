import { toFailureContext } from '../../../src/handler/adapters/failure-context';

const contextOf = (failureContext: unknown) => toFailureContext({ image: { state: { status: 'FAILED', failureContext } } });

const COMPONENT = { componentArn: 'arn:c', phaseName: 'test', stepName: 's', action: 'ExecuteBash', errorMessage: 'm', truncated: false };
const REGION = { region: 'eu-west-1', status: 'TIMED_OUT', imageConfigurationStep: 'EXPORT_AMI', errorMessage: 'm', targetAccountId: '111122223333' };
const WHOLE = {
  imageStatus: 'TESTING',
  workflowExecutionId: 'wf-1',
  workflowArn: 'arn:w',
  stepExecutionId: 'step-1',
  failedStep: 'RunTests',
  componentFailure: COMPONENT,
  distributionFailure: { errorMessage: 'd', regionFailures: [REGION] },
};
const READ = {
  imageStatus: 'TESTING',
  executionId: 'wf-1',
  workflowArn: 'arn:w',
  stepId: 'step-1',
  stepName: 'RunTests',
  component: { arn: 'arn:c', phase: 'test', step: 's', action: 'ExecuteBash', message: 'm' },
  distribution: { message: 'd', regions: [{ region: 'eu-west-1', account: '111122223333', configurationStep: 'EXPORT_AMI', status: 'TIMED_OUT', message: 'm' }] },
};
const MEMBERS = {
  imageStatus: 'imageStatus',
  workflowExecutionId: 'executionId',
  workflowArn: 'workflowArn',
  stepExecutionId: 'stepId',
  failedStep: 'stepName',
  componentFailure: 'component',
  distributionFailure: 'distribution',
};

test('a whole context is read', () => expect(contextOf(WHOLE)).toEqual(READ));

test.each(Object.entries(MEMBERS))('a context may be without %s', (member, read) => {
  expect(contextOf({ ...WHOLE, [member]: undefined })).toEqual({ ...READ, [read]: undefined });
});

test.each(Object.entries(MEMBERS))('a member of another type is as good as none: %s', (member, read) => {
  for (const odd of [5, null, [], true]) expect(contextOf({ ...WHOLE, [member]: odd })).toEqual({ ...READ, [read]: undefined });
});

test.each([undefined, null, 'text', 5, [], {}, { componentFailure: {}, distributionFailure: { regionFailures: [{}, null, 5] } }, { newer: 'member' }])('%j is no context', (context) => {
  expect(contextOf(context)).toBeUndefined();
});

test.each([undefined, null, {}, { image: null }, { image: { state: 'FAILED' } }])('%j has no context', (body) => expect(toFailureContext(body)).toBeUndefined());

test('a distribution may tell its Regions or its message alone', () => {
  expect(contextOf({ distributionFailure: { regionFailures: [{ region: 'eu-west-1' }] } })).toEqual({ distribution: { regions: [{ region: 'eu-west-1' }] } });
  expect(contextOf({ distributionFailure: { errorMessage: 'd', regionFailures: 'odd' } })).toEqual({ distribution: { message: 'd', regions: [] } });
});
