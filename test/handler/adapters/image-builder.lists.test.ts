import { error, troubleOf } from './service';
import { IMAGE_ARN, PIPELINE_ARN, TEST_WORKFLOW_ARN } from '../fixtures';
import { EXECUTION_ID, never, service, port } from './image-builder-port';

describe('lists', () => {
  const images = () => port().pipelineImages(PIPELINE_ARN, never);

  test('of images name what can be reported', async () => {
    const outputResources = { amis: [{ image: 'ami-1', region: 'eu-central-1', accountId: '123456789012', state: { status: 'AVAILABLE' } }, null] };
    service.answers({ imageSummaryList: [{ arn: IMAGE_ARN, dateCreated: '2026-01-05T08:00:00.000Z', outputResources }, { name: 'without an ARN' }] });
    await expect(images()).resolves.toEqual([{
      arn: IMAGE_ARN,
      createdAt: '2026-01-05T08:00:00.000Z',
      amis: [{ id: 'ami-1', region: 'eu-central-1', account: '123456789012', status: 'AVAILABLE' }],
    }]);
    expect(service.calls).toEqual([{ path: '/ListImagePipelineImages', input: { imagePipelineArn: PIPELINE_ARN, maxResults: 100 } }]);
  });

  test('of images are empty for a pipeline that has none', async () => {
    service.answers({ imageSummaryList: [] }, { imagePipeline: { arn: PIPELINE_ARN } });
    await expect(images()).resolves.toEqual([]);
    expect(service.calls.map(({ path }) => path)).toEqual(['/ListImagePipelineImages', '/GetImagePipeline']);
  });

  test('of images are a failure for a pipeline that does not exist, whose list the service answers empty', async () => {
    service.reacts({ body: '{}' }, { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, body: '{"message":"No."}' });
    await expect(troubleOf(images())).resolves.toMatchObject({ kind: 'NOT_FOUND', operation: 'GetImagePipeline', resource: PIPELINE_ARN });
  });

  test('of executions keep what is missing missing', async () => {
    service.answers({
      workflowExecutions: [
        {
          workflowExecutionId: EXECUTION_ID,
          workflowBuildVersionArn: TEST_WORKFLOW_ARN,
          type: 'TEST',
          status: 'COMPLETED',
          message: 'm',
          parallelGroup: 'g',
          totalStepCount: 4,
          totalStepsSucceeded: 3,
          totalStepsFailed: 0,
          totalStepsSkipped: 1,
          startTime: 's',
          endTime: 'e',
          retried: true,
        },
        { totalStepCount: -1, message: '' },
      ],
    });
    await expect(port().executions(IMAGE_ARN, never)).resolves.toEqual([
      {
        id: EXECUTION_ID,
        workflowArn: TEST_WORKFLOW_ARN,
        type: 'TEST',
        status: 'COMPLETED',
        message: 'm',
        parallelGroup: 'g',
        startedAt: 's',
        endedAt: 'e',
        retried: true,
        counts: { total: 4, succeeded: 3, failed: 0, skipped: 1 },
      },
      { counts: {} },
    ]);
    expect(service.calls).toEqual([{ path: '/ListWorkflowExecutions', input: { imageBuildVersionArn: IMAGE_ARN, maxResults: 100 } }]);
  });

  test('of steps keep what is missing missing, and have members that the SDK does not know', async () => {
    const step = {
      stepExecutionId: 'step-1', name: 'n', action: 'a', status: 'FAILED', message: 'm', startTime: 's', outputs: '{}', attemptNumber: 2, maxAttempts: 3,
    };
    service.answers({ steps: [null, step, {}, { stepExecutionId: 'step-2', attemptNumber: 'odd', maxAttempts: 1.5 }], nextToken: 'more' }, { steps: [] });
    await expect(port().steps(EXECUTION_ID, never)).resolves.toEqual([
      { id: 'step-1', name: 'n', action: 'a', status: 'FAILED', message: 'm', startedAt: 's', outputs: '{}', attempt: 2, maxAttempts: 3 }, {}, { id: 'step-2' },
    ]);
    expect(service.calls[0]).toEqual({ path: '/ListWorkflowStepExecutions', input: { workflowExecutionId: EXECUTION_ID, maxResults: 100 } });
    service.answers({});
    await expect(port().steps(EXECUTION_ID, never)).resolves.toEqual([]);
  });

  test('of executions may be empty, which is not absent', async () => {
    service.answers({ workflowExecutions: [] }, {}, { nextToken: '1' }, { workflowExecutions: [] }, { workflowExecutions: [{}], nextToken: '1' }, {});
    await expect(port().executions(IMAGE_ARN, never)).resolves.toEqual([]);
    await expect(port().executions(IMAGE_ARN, never)).resolves.toBeUndefined();
    await expect(port().executions(IMAGE_ARN, never)).resolves.toEqual([]);
    await expect(port().executions(IMAGE_ARN, never)).resolves.toHaveLength(1);
  });

  test('of executions have what is on two pages once, as it was read last', async () => {
    const [old, young] = ['RUNNING', 'COMPLETED'].map((status) => ({ workflowExecutionId: EXECUTION_ID, status }));
    service.answers({ workflowExecutions: [old, { type: 'TEST' }], nextToken: '1' }, { workflowExecutions: [young, { type: 'TEST' }] });
    await expect(port().executions(IMAGE_ARN, never)).resolves.toMatchObject([{ id: EXECUTION_ID, status: 'COMPLETED' }, { type: 'TEST' }, { type: 'TEST' }]);
  });

  test('of steps have what is on two pages once, and each attempt', async () => {
    const step = (attemptNumber: number, status: string) => ({ stepExecutionId: 'step-1', attemptNumber, status });
    service.answers({ steps: [step(1, 'FAILED'), step(2, 'RUNNING')], nextToken: '1' }, { steps: [step(2, 'COMPLETED')] });
    await expect(port().steps(EXECUTION_ID, never)).resolves.toMatchObject([{ attempt: 1, status: 'FAILED' }, { attempt: 2, status: 'COMPLETED' }]);
  });

  test('are followed to the last page, over short pages, empty ones and such without the list', async () => {
    service.answers(
      { imageSummaryList: [{ arn: 'a' }, null], nextToken: '1' },
      { imageSummaryList: [], nextToken: '2' },
      { nextToken: '' },
    );
    await expect(images()).resolves.toMatchObject([{ arn: 'a' }]);
    expect(service.calls.map(({ input }) => input.nextToken)).toEqual([undefined, '1', '2']);

    service.answers({ nextToken: '1' }, { imageSummaryList: [{ arn: 'b' }] });
    await expect(images()).resolves.toMatchObject([{ arn: 'b' }]);
  });

  test('have short pages when the service refuses long ones', async () => {
    const refusal = error('InvalidParameterValueException', 400, 'maxResults must be at most 25');
    service.reacts(refusal, { body: '{"imageSummaryList":[{"arn":"a"}],"nextToken":"1"}' }, { body: '{"imageSummaryList":[{"arn":"b"}]}' });
    await expect(images()).resolves.toMatchObject([{ arn: 'a' }, { arn: 'b' }]);
    expect(service.calls.map(({ input }) => input.maxResults)).toEqual([100, 25, 25]);
  });

  test('that are read side by side all have short pages then', async () => {
    const refusal = error('InvalidParameterValueException', 400, 'maxResults must be at most 25');
    service.reacts(refusal, refusal, { body: '{"imageSummaryList":[{"arn":"a"}]}' });
    const one = port();
    await expect(Promise.all([one.pipelineImages(PIPELINE_ARN, never), one.pipelineImages(PIPELINE_ARN, never)])).resolves.toMatchObject([[{ arn: 'a' }], [{ arn: 'a' }]]);
    expect(service.calls.map(({ input }) => input.maxResults)).toEqual([100, 100, 25, 25]);
  });

  test('that are refused in short pages too are trouble', async () => {
    service.reacts(error('InvalidRequestException', 400, 'No'));
    await expect(troubleOf(images())).resolves.toMatchObject({ kind: 'FINAL', code: 'InvalidRequestException' });
    expect(service.calls.map(({ input }) => input.maxResults)).toEqual([100, 25]);
  });

  test.each([
    ['denied', error('AccessDeniedException', 403, 'No')], ['not found', error('ResourceNotFoundException', 404, 'No')], ['over a quota', error('ServiceQuotaExceededException', 402, 'No')],
  ])('that are %s are not asked for again', async (_, reaction) => {
    service.reacts(reaction);
    await troubleOf(images());
    expect(service.calls).toHaveLength(1);
  });

  test('that go in circles are trouble', async () => {
    service.answers({ nextToken: 'a' }, { nextToken: 'a' });
    await expect(troubleOf(images())).resolves.toEqual({
      kind: 'PASSING', operation: 'ListImagePipelineImages', resource: PIPELINE_ARN, code: 'UnusableAnswer', message: 'The list goes in circles: a page token came twice.',
    });
    expect(service.calls).toHaveLength(2);
  });

  test('that do not end are trouble', async () => {
    service.answers({ nextToken: 'a' }, { nextToken: 'b' }, { nextToken: 'c' }, { nextToken: 'd' });
    await expect(troubleOf(images())).resolves.toMatchObject({ kind: 'PASSING', message: 'The list has more than 3 pages.' });
    expect(service.calls).toHaveLength(3);
  });
});
