import { PLENTY, callFailed } from './calls';
import { BuildControl, ImageBuilder } from '../../../src/handler/ports';
import { executionEvent } from '../execution-fixtures';
import { execution, image, IMAGE_ARN, TEST_WORKFLOW_ARN, textOf } from '../fixtures';
import { NOW, TAGS, TOKEN, over } from './execution-world';

describe('workflows that go on after the build has failed', () => {
  const rollingBack = execution({ status: 'ROLLBACK_IN_PROGRESS', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN });
  const rolledBack = { ...rollingBack, status: 'ROLLBACK_COMPLETED' };
  const CONTINUE = [{ ImageArn: IMAGE_ARN }, { OnFailure: 'CONTINUE' }] as const;

  test('are looked at again until they have ended, so that the step that failed is known', async () => {
    const looks = [[rollingBack], [rollingBack], [rolledBack]];
    const { subject, slept } = over({
      image: async () => image({ status: 'FAILED' }), executions: async () => looks.shift()!, steps: async () => [{ name: 'RunTests', status: 'FAILED', message: 'exit 1' }],
    });
    await expect(subject.isComplete(executionEvent(...CONTINUE), PLENTY)).resolves.toMatchObject({ Data: { FailedStep: 'RunTests', FailureMessage: 'exit 1' } });
    expect(slept).toEqual([5_000, 5_000]);
  });

  test('are taken as they are after fifteen seconds', async () => {
    const { subject, slept } = over({ image: async () => image({ status: 'FAILED' }), executions: async () => [rollingBack], steps: async () => [] });
    await expect(subject.isComplete(executionEvent(...CONTINUE), PLENTY)).resolves.toMatchObject({ Data: { Outcome: 'FAILED', FailedStep: 'UNKNOWN' } });
    expect(slept).toEqual([5_000, 5_000, 5_000]);
  });
});

describe('log and details', () => {
  const failed = { image: async () => image({ status: 'FAILED', statusReason: 'no' }), executions: async () => [execution()], steps: async () => [{ name: 'step' }] };
  const MORE = { OnFailure: 'CONTINUE', LogTail: 'true', Details: { BucketName: 'my-bucket' } };
  const URI = 's3://my-bucket/Golden/11111111-2222-3333-4444-555555555555/Execution1A2B3C4D/image/golden/1.2.3/4.json';

  test('are read and written once the build has failed', async () => {
    const bodies: string[] = [];
    const { subject } = over(failed, { buildLog: { tail: async () => ['exit status 1'] }, detailsStore: { put: async (_, body) => String(bodies.push(textOf(body))) } });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN }, MORE), PLENTY)).resolves.toMatchObject({
      Data: { FailureMessage: 'no [log: exit status 1]', DetailsUri: URI },
    });
    expect(bodies.map((body) => JSON.parse(body))).toEqual([expect.objectContaining({ kind: 'EXECUTION', logTail: ['exit status 1'] })]);
    expect(JSON.parse(bodies[0]).workflowExecutions[0].steps).toEqual([{ name: 'step' }]);
  });

  test('are left alone while the build goes on', async () => {
    const { subject } = over({ image: async () => image({ status: 'BUILDING' }) });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN }, MORE), PLENTY)).resolves.toEqual({ IsComplete: false });
  });

  test('that cannot be read or written are told in the log; only the latter fails the deployment, and nothing is cancelled', async () => {
    const denied = (service: 's3' | 'logs', operation: string) => async () => { throw callFailed({ kind: 'DENIED', service, operation, resource: 'x' }); };
    const { subject, calls, lines, slept } = over(failed, { buildLog: { tail: denied('logs', 'GetLogEvents') }, detailsStore: { put: denied('s3', 'PutObject') } });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN }, MORE), PLENTY)).rejects.toThrow(/^ACCESS_DENIED: .*s3:PutObject/);
    expect(slept).toEqual([5_000, 5_000, 5_000, 5_000]);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'log not read', why: expect.stringMatching(/^GetLogEvents: \w+: why$/) }));
    expect(calls).not.toContain('cancel');
  });
});

describe('isComplete of a build that failed in its test', () => {
  const OWN = { ...TAGS, 'cdk-imagebuilder:request': TOKEN };
  const POLL = executionEvent({ ImageArn: IMAGE_ARN }, { MaxRetries: '1', OnFailure: 'CONTINUE' });
  const RETRIES = 'cdk-imagebuilder:retries';
  /** An image that failed, until it is retried, and what it was told. */
  function failedImage(given: Partial<ImageBuilder & BuildControl> = {}) {
    let status = 'FAILED';
    let tags: Record<string, string> = OWN;
    const told: unknown[][] = [];
    const end = over({
      image: async () => image({ status, tags }),
      executions: async () => [execution({ type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'FAILED', message: 'exit 1' })],
      steps: async () => [],
      tag: async (arn, added) => {
        told.push(['tag', arn, added]);
        tags = { ...tags, ...added };
      },
      retry: async (arn, token) => {
        told.push(['retry', arn, token]);
        status = 'TESTING';
      },
      ...given,
    });
    return { ...end, told };
  }
  const ANSWER = { IsComplete: true, Data: expect.objectContaining({ Outcome: 'FAILED', FailureStage: 'TEST' }) };

  test('remembers the retry, requests it, and waits', async () => {
    const { subject, told, lines } = failedImage();
    await expect(subject.isComplete(POLL, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(told).toEqual([['tag', IMAGE_ARN, { [RETRIES]: `1 ${NOW}` }], ['retry', IMAGE_ARN, expect.stringMatching(/^[0-9a-f]{36}$/)]]);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'retried', requestId: TOKEN, image: IMAGE_ARN, retry: 1 }));
    await expect(subject.isComplete(POLL, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(told).toHaveLength(2);
  });

  test('requests the same retry again while the image is shown as failed', async () => {
    const { subject, told } = failedImage({ retry: async (...args) => { told.push(['retry', ...args.slice(0, 2)]); } });
    for (let poll = 0; poll < 3; poll++) await expect(subject.isComplete(POLL, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(told.map(([what]) => what)).toEqual(['tag', 'retry', 'retry', 'retry']);
    expect(new Set(told.slice(1).map(([, , token]) => token)).size).toBe(1);
  });

  test('requests the retry in the next poll if the function was ended after it had remembered', async () => {
    let polls = 0;
    let end = () => {};
    const { subject, told } = failedImage({
      retry: async (...args) => {
        told.push(['retry', ...args.slice(0, 2)]);
        if (++polls === 1) await new Promise<void>((resolve) => { end = resolve; });
      },
    });
    const ended = subject.isComplete(POLL, PLENTY);
    while (polls === 0) await new Promise((resolve) => setImmediate(resolve));
    await expect(subject.isComplete(POLL, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(told.map(([what]) => what)).toEqual(['tag', 'retry', 'retry']);
    expect(told[1]).toEqual(told[2]);
    end();
    await ended;
  });

  test('retries nothing when it could not remember that, and waits', async () => {
    const { subject, told } = failedImage({ tag: async () => { throw callFailed({}); } });
    await expect(subject.isComplete(POLL, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(told).toEqual([]);
  });

  test('waits when the retry could not be requested', async () => {
    const { subject, lines } = failedImage({ retry: async () => { throw callFailed({}); } });
    await expect(subject.isComplete(POLL, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'not retried', retry: 1, why: 'GetImage: Odd: why' }));
  });

  test('has patience for a refusal, and then tells the failure', async () => {
    const { subject, slept } = failedImage({ retry: async () => { throw callFailed({ kind: 'DENIED', operation: 'RetryImage' }); } });
    await expect(subject.isComplete(POLL, PLENTY)).resolves.toEqual(ANSWER);
    expect(slept).toEqual([5_000, 5_000, 5_000, 5_000]);
  });

  test.each<[string, object, object]>([
    ['no retries are requested', {}, {}],
    ['another request started it', { RequestId: 'another' }, { MaxRetries: '1' }],
  ])('tells the failure if %s', async (_, members, properties) => {
    const { subject, told } = failedImage();
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN, ...members }, { OnFailure: 'CONTINUE', ...properties }), PLENTY)).resolves.toEqual(ANSWER);
    expect(told).toEqual([]);
  });
});
