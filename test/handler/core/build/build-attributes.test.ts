import { BUILD_REPORT_KEYS } from '../../../../src/contract/build-report';
import { NO_IMAGE_ATTRIBUTES } from '../../../../src/handler/core/build/build-attributes';
import { buildAttributes, execution, image, IMAGE_ARN, TEST_WORKFLOW_ARN } from '../../fixtures';

const KEYS = BUILD_REPORT_KEYS.filter((key) => key !== 'Truncated');
const TEST = execution({
  id: 'wf-2',
  type: 'TEST',
  workflowArn: TEST_WORKFLOW_ARN,
  startedAt: '2026-01-05T08:12:00.000Z',
  endedAt: '2026-01-05T08:20:30.400Z',
  counts: { total: 4, succeeded: 4, failed: 0, skipped: 0 },
});

test('a build that went well', () => {
  expect(buildAttributes(image(), [execution(), TEST])).toEqual({
    Outcome: 'SUCCEEDED',
    ImageArn: IMAGE_ARN,
    ImageName: 'golden',
    ImageVersion: '1.2.3/4',
    ImageStatus: 'AVAILABLE',
    ImageStatusReason: 'NONE',
    BuildType: 'USER_INITIATED',
    AmiId: 'ami-1',
    ImageUri: 'NONE',
    OutputImages: 'eu-central-1/123456789012=ami-1',
    WorkflowsTotal: 2,
    WorkflowsSucceeded: 2,
    WorkflowsFailed: 0,
    WorkflowsSkipped: 0,
    WorkflowsRunning: 0,
    BuildWorkflowStatus: 'COMPLETED',
    TestWorkflowStatus: 'COMPLETED',
    DistributionWorkflowStatus: 'NONE',
    StepsTotal: 11,
    StepsSucceeded: 10,
    StepsFailed: 0,
    StepsSkipped: 1,
    Retries: 'UNKNOWN',
    FailureStage: 'NONE',
    FailedWorkflow: 'NONE',
    FailedStep: 'NONE',
    FailedStepAction: 'NONE',
    FailedComponent: 'NONE',
    FailedPhase: 'NONE',
    FailedRegions: 'NONE',
    FailureMessage: 'NONE',
    LogGroup: '/aws/imagebuilder/golden',
    LogStream: '1.2.3/4',
    StartedAt: '2026-01-05T08:01:00.000Z',
    FinishedAt: '2026-01-05T08:20:30.400Z',
    DurationSeconds: 1170,
    DetailsUri: 'NONE',
  });
});

test('the status of each stage is that of its workflows', () => {
  expect(buildAttributes(image({ status: 'DISTRIBUTING' }), [execution(), { ...TEST, status: 'SKIPPED' }, execution({ type: 'DISTRIBUTION', status: 'RUNNING' })]))
    .toMatchObject({ BuildWorkflowStatus: 'COMPLETED', TestWorkflowStatus: 'SKIPPED', DistributionWorkflowStatus: 'RUNNING' });
});

test('a build whose test failed and was rolled back', () => {
  const failed = { ...TEST, status: 'ROLLBACK_COMPLETED', steps: [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', message: 'exit 1' }] };
  expect(buildAttributes(image({ status: 'FAILED', statusReason: 'Workflow\nfailed', amis: [] }), [execution(), failed])).toMatchObject({
    Outcome: 'FAILED',
    ImageStatusReason: 'Workflow failed',
    AmiId: 'NONE',
    WorkflowsFailed: 1,
    TestWorkflowStatus: 'ROLLBACK_COMPLETED',
    FailureStage: 'TEST',
    FailedStep: 'RunTests',
    FailureMessage: 'exit 1',
  });
});

test('executions that were retried do not count', () => {
  expect(buildAttributes(image(), [execution({ status: 'FAILED', retried: true }), execution({ id: 'wf-2' })])).toMatchObject({
    WorkflowsTotal: 1, WorkflowsFailed: 0, BuildWorkflowStatus: 'COMPLETED', FailureStage: 'NONE', StepsTotal: 7,
  });
});

test('a build that goes on has no end, also when workflows have ended', () => {
  expect(buildAttributes(image({ status: 'TESTING' }), [execution(), execution({ ...TEST, status: 'RUNNING', endedAt: undefined })])).toMatchObject({
    Outcome: 'IN_PROGRESS', WorkflowsRunning: 1, StartedAt: '2026-01-05T08:01:00.000Z', FinishedAt: 'NONE', DurationSeconds: 'UNKNOWN',
  });
});

test('a deleted image is none, and the report says why', () => {
  expect(buildAttributes(image({ status: 'DELETED' }), [])).toMatchObject({ Outcome: 'NO_IMAGE', ImageStatus: 'DELETED', ImageArn: IMAGE_ARN });
});

test('without executions the build began when the image was created, and nobody knows its steps', () => {
  expect(buildAttributes(image(), [])).toMatchObject({
    WorkflowsTotal: 0,
    BuildWorkflowStatus: 'NONE',
    StepsTotal: 'UNKNOWN',
    StepsFailed: 'UNKNOWN',
    StartedAt: '2026-01-05T08:00:00.000Z',
    FinishedAt: 'UNKNOWN',
    DurationSeconds: 'UNKNOWN',
  });
});

test.each([['DISABLED', /disabled: its AMIs cannot be launched\.$/], ['DEPRECATED', /deprecated: its AMIs can still be launched\.$/]])('an image that is %s was built, and the report says what it is now', (status, words) => {
  expect(buildAttributes(image({ status }), [])).toMatchObject({ Outcome: 'SUCCEEDED', ImageStatus: status, ImageStatusReason: expect.stringMatching(words) });
  expect(buildAttributes(image({ status, statusReason: 'By policy' }), [])).toMatchObject({ ImageStatusReason: 'By policy' });
});

test('nothing is known of executions that could not be listed', () => {
  expect(buildAttributes(image(), undefined)).toMatchObject({
    Outcome: 'SUCCEEDED',
    AmiId: 'ami-1',
    WorkflowsTotal: 'UNKNOWN',
    WorkflowsSucceeded: 'UNKNOWN',
    WorkflowsFailed: 'UNKNOWN',
    WorkflowsSkipped: 'UNKNOWN',
    WorkflowsRunning: 'UNKNOWN',
    BuildWorkflowStatus: 'UNKNOWN',
    TestWorkflowStatus: 'UNKNOWN',
    DistributionWorkflowStatus: 'UNKNOWN',
    StepsTotal: 'UNKNOWN',
    FailureStage: 'UNKNOWN',
    FailedStep: 'UNKNOWN',
    FailureMessage: 'UNKNOWN',
  });
  expect(buildAttributes(image({ status: 'FAILED', statusReason: 'No space' }), undefined)).toMatchObject({ FailedStep: 'UNKNOWN', FailureMessage: 'No space' });
});

test('times that are not times are not known', () => {
  expect(buildAttributes(image({ createdAt: undefined }), [execution({ startedAt: 'soon', endedAt: 'later' })])).toMatchObject({
    StartedAt: 'UNKNOWN', FinishedAt: 'UNKNOWN', DurationSeconds: 'UNKNOWN',
  });
  expect(buildAttributes(image({ createdAt: undefined }), [execution({ startedAt: undefined })])).toMatchObject({
    StartedAt: 'UNKNOWN', FinishedAt: '2026-01-05T08:11:00.000Z', DurationSeconds: 'UNKNOWN',
  });
});

test('a duration is never negative', () => {
  expect(buildAttributes(image(), [execution({ endedAt: '2026-01-05T07:00:00.000Z' })])).toMatchObject({ DurationSeconds: 0 });
});

test('an execution of unknown type leaves the status of every other type open', () => {
  expect(buildAttributes(image(), [execution(), execution({ id: 'wf-2', type: undefined, workflowArn: undefined })])).toMatchObject({
    BuildWorkflowStatus: 'COMPLETED', TestWorkflowStatus: 'UNKNOWN', DistributionWorkflowStatus: 'UNKNOWN',
  });
});

test('the log group is the one that the image names', () => {
  expect(buildAttributes(image({ logGroupName: '/ours' }), [])).toMatchObject({ LogGroup: '/ours', LogStream: '1.2.3/4' });
});

test.each([
  [{ logGroupName: 'a group' }, 'UNKNOWN'], [{ logGroupName: '/ours\u001b[31m' }, 'UNKNOWN'], [{ name: 'Golden image' }, 'UNKNOWN'], [{ logGroupName: 'x'.repeat(513) }, 'UNKNOWN'],
  [{ logGroupName: 'x'.repeat(512) }, 'x'.repeat(512)], [{ logGroupName: 'a.b-c_d/e#F1' }, 'a.b-c_d/e#F1'],
])('the log group of an image with %j follows the names of CloudWatch Logs', (members, group) => {
  expect(buildAttributes(image(members), [])).toMatchObject({ LogGroup: group });
});

test('what the service leaves out comes from the ARN, or is not known', () => {
  expect(buildAttributes(image({ name: undefined, buildType: undefined }), [])).toMatchObject({
    ImageName: 'golden', BuildType: 'UNKNOWN', LogGroup: '/aws/imagebuilder/golden',
  });
  expect(buildAttributes(image({ arn: 'odd', name: undefined }), [])).toMatchObject({
    ImageArn: 'odd', ImageName: 'UNKNOWN', ImageVersion: 'UNKNOWN', LogGroup: 'UNKNOWN', LogStream: 'UNKNOWN', AmiId: 'UNKNOWN',
  });
});

test('every attribute is there, with and without an image', () => {
  expect(Object.keys(buildAttributes(image(), [])).sort()).toEqual([...KEYS].sort());
  expect(Object.keys(NO_IMAGE_ATTRIBUTES).sort()).toEqual([...KEYS].sort());
});

test('without an image no count is a number', () => {
  expect(Object.values(NO_IMAGE_ATTRIBUTES).every((value) => value === 'NONE' || value === 'UNKNOWN' || value === 'NO_IMAGE')).toBe(true);
  expect(NO_IMAGE_ATTRIBUTES).toMatchObject({ Outcome: 'NO_IMAGE', StepsFailed: 'UNKNOWN', WorkflowsTotal: 'UNKNOWN', FailureMessage: 'NONE' });
});
