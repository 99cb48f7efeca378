import { SeedImage } from './scenario';
import { arn, managed, TestService } from './testing';
import { Wire } from './wire';

const image = arn('image/golden/1.0.0/1');
const get = (service: TestService) => service.do('GetImage', { imageBuildVersionArn: image }).image;
const seeded = (description: Partial<SeedImage> = {}) => new TestService({ seed: { images: [{ arn: image, ...description }] } });

test('an image needs no more than its ARN', () => {
  const service = seeded();
  expect(get(service)).toMatchObject({ arn: image, name: 'golden', version: '1.0.0/1', type: 'AMI', state: { status: 'AVAILABLE' } });
  expect(get(service).outputResources.amis).toHaveLength(1);
  expect(get(service)).not.toHaveProperty('scanState');
  expect(service.do('ListWorkflowExecutions', { imageBuildVersionArn: image }).workflowExecutions).toEqual([]);
});

test('an image is in the state that it is described in', () => {
  const failureContext = { imageStatus: 'TESTING', failedStep: 'Apply' };
  const service = seeded({
    status: 'FAILED',
    reason: 'because',
    failureContext,
    scanState: { status: 'ABANDONED', reason: 'too late' },
    dateCreated: '2025-12-01T00:00:00Z',
    members: { osVersion: 'Amazon Linux 2023' },
  });
  expect(get(service)).toMatchObject({
    state: { status: 'FAILED', reason: 'because', failureContext },
    scanState: { status: 'ABANDONED', reason: 'too late' },
    outputResources: { amis: [] },
    dateCreated: '2025-12-01T00:00:00.000Z',
    osVersion: 'Amazon Linux 2023',
    imageScanningConfiguration: { imageScanningEnabled: true },
  });
});

test('a pipeline is made for an image that names one, and lists it', () => {
  const imagePipelineArn = arn('image-pipeline/weekly');
  const service = seeded({ pipelineArn: imagePipelineArn });
  expect(service.do('GetImagePipeline', { imagePipelineArn }).imagePipeline).toMatchObject({ name: 'weekly', lastRunStatus: 'AVAILABLE' });
  expect(service.do('ListImagePipelineImages', { imagePipelineArn }).imageSummaryList.map((summary: Wire) => summary.arn)).toEqual([image]);
});

test('an execution does not say whether it was retried where the description says so', () => {
  const service = seeded({ workflowExecutions: [{ status: 'FAILED', retried: null }] });
  expect(service.do('ListWorkflowExecutions', { imageBuildVersionArn: image }).workflowExecutions[0]).not.toHaveProperty('retried');
});

test('workflow executions and steps are what the description says, and no more', () => {
  const service = seeded({
    workflowExecutions: [
      { status: 'COMPLETED', type: 'BUILD', steps: [{ name: 'One', action: 'RunCommand', status: 'COMPLETED' }, { name: 'Two', action: 'X1', status: 'SKIPPED' }] },
      {
        status: 'ROLLBACK_COMPLETED',
        retried: true,
        counts: {},
        message: 'no',
        steps: [{
          name: 'Bad',
          action: 'RunCommand',
          status: 'FAILED',
          rollbackStatus: 'FAILED',
          inputs: '{"as":"is"}',
          outputs: { a: 1 },
          attemptNumber: 2,
          maxAttempts: 3,
          onFailure: 'Abort',
          timeoutSeconds: 60,
        }],
      },
    ],
  });
  const executions: Wire[] = service.do('ListWorkflowExecutions', { imageBuildVersionArn: image }).workflowExecutions;
  const [first, second] = executions.map(({ workflowExecutionId }) => workflowExecutionId);
  expect(executions).toEqual([
    {
      workflowExecutionId: first,
      workflowBuildVersionArn: managed('workflow/build/build-image/1.0.3/1'),
      type: 'BUILD',
      status: 'COMPLETED',
      message: '',
      totalStepCount: 2,
      totalStepsSucceeded: 1,
      totalStepsFailed: 0,
      totalStepsSkipped: 1,
      retried: false,
    },
    { workflowExecutionId: second, workflowBuildVersionArn: managed('workflow/build/build-image/1.0.3/1'), status: 'ROLLBACK_COMPLETED', message: 'no', retried: true },
  ]);
  const { steps: [bad] } = service.do('ListWorkflowStepExecutions', { workflowExecutionId: second });
  expect(bad).toEqual({
    stepExecutionId: bad.stepExecutionId,
    name: 'Bad',
    action: 'RunCommand',
    status: 'FAILED',
    rollbackStatus: 'FAILED',
    inputs: '{"as":"is"}',
    outputs: '{"a":1}',
    attemptNumber: 2,
    maxAttempts: 3,
  });
  expect(service.do('GetWorkflowStepExecution', { stepExecutionId: bad.stepExecutionId })).toEqual({
    ...bad,
    imageBuildVersionArn: image,
    workflowExecutionId: second,
    workflowBuildVersionArn: managed('workflow/build/build-image/1.0.3/1'),
    onFailure: 'Abort',
    timeoutSeconds: 60,
  });
});

test('an image is being built when the description holds a build', () => {
  const service = seeded({ build: { test: { failStep: {} } }, scanning: false });
  const statusAfter = (seconds: number) => {
    service.clock.advance(seconds);
    return get(service).state.status;
  };
  expect([statusAfter(0), statusAfter(600), statusAfter(600)]).toEqual(['PENDING', 'BUILDING', 'FAILED']);
  expect(get(service)).not.toHaveProperty('scanState');
});

test('an image that is being built can be cancelled, one that is not cannot', () => {
  const service = seeded({ status: 'TESTING', workflowExecutions: [{ status: 'RUNNING' }, { status: 'COMPLETED', endTime: '2026-01-01T00:00:00Z' }] });
  service.do('CancelImageCreation', { imageBuildVersionArn: image });
  expect(get(service).state.status).toBe('CANCELLED');
  expect(service.do('ListWorkflowExecutions', { imageBuildVersionArn: image }).workflowExecutions.map(({ status }: Wire) => status)).toEqual(['CANCELLED', 'COMPLETED']);
  expect(seeded().refusal('CancelImageCreation', { imageBuildVersionArn: image })).toMatch(/^InvalidParameterValueException/);
});

test('calls are made in their order, with client tokens', () => {
  const service = new TestService({
    seed: {
      calls: [
        { operation: 'CreateComponent', input: { name: 'abc', semanticVersion: '1.0.0', platform: 'Linux', data: '{}' }, region: 'eu-west-1' },
        { operation: 'CreateComponent', input: { name: 'abc', semanticVersion: '1.0.0', platform: 'Linux', data: '{"a":1}' }, region: 'eu-west-1' },
      ],
    },
  });
  expect(service.store.all().map((resource) => resource.arn)).toEqual([arn('component/abc/1.0.0/1'), arn('component/abc/1.0.0/2')]);
});

test('a call that is refused refuses the scenario', () => {
  expect(() => new TestService({ seed: { calls: [{ operation: 'CreateComponent', input: { name: 'abc', semanticVersion: '1.0.0', platform: 'Linux' } }] } }))
    .toThrow('`seed.calls[0]` must succeed, got: Exactly one of data, uri must be given, got: none.');
});
