import { PLENTY, callFailed, hanging } from './calls';
import { Step } from '../../../src/handler/core/model/facts';
import { Clock } from '../../../src/handler/ports';
import { event, execution, image, IMAGE_ARN, PIPELINE_ARN, TEST_WORKFLOW_ARN } from '../fixtures';
import { scanEvent, PIPELINE, IDS, subject, fail } from './report-world';

describe('onEvent', () => {
  test.each(['Create', 'Update'])('takes a %s on without a call', async (RequestType) => {
    const { report, lines } = subject({});
    await expect(report.onEvent(event({ RequestType, StartedAt: undefined }))).resolves.toEqual({
      PhysicalResourceId: `build-report:${IMAGE_ARN}`, StartedAt: '2026-01-05T09:00:01.000Z',
    });
    expect(lines).toEqual([{ event: 'accepted', ...IDS, report: 'BUILD', source: IMAGE_ARN }]);
  });

  test('replaces the report when its source changes, and not when something else does', async () => {
    const { report } = subject({});
    const idOf = async (properties: Record<string, unknown>) => (await report.onEvent(event({ RequestType: 'Update' }, properties))).PhysicalResourceId;
    expect(await idOf({ DeploymentId: '2' })).toBe(`build-report:${IMAGE_ARN}`);
    expect(await idOf({ SourceArn: IMAGE_ARN.replace('/4', '/5') })).toBe(`build-report:${IMAGE_ARN.replace('/4', '/5')}`);
  });

  test('fails a malformed request with a sentence', async () => {
    const { report } = subject({});
    await expect(report.onEvent(event({}, { SourceArn: 'ami-1' }))).rejects.toMatchObject({
      message: 'INVALID_REQUEST: `SourceArn` must be the ARN of one build of an image (…:image/name/1.2.3/4), got: ami-1.',
    });
  });

  test.each([
    ['a report', event({ RequestType: 'Delete' })],
    ['a report with properties that nobody understands', event({ RequestType: 'Delete', ResourceType: 'Custom::Old', ResourceProperties: 'x' })],
  ])('deletes %s without a call, and leaves its id to the framework', async (_, request) => {
    await expect(subject({}).report.onEvent(request)).resolves.toEqual({});
  });
});

describe('isComplete', () => {
  test('is true for a Delete, without a call and without attributes', async () => {
    const { report } = subject({});
    await expect(report.isComplete(event({ RequestType: 'Delete', ResourceProperties: undefined }), PLENTY)).resolves.toEqual({ IsComplete: true });
  });

  test('answers with every attribute of a build, reading no more than it must', async () => {
    const { report, calls, lines } = subject({
      image: async () => image(),
      executions: async () => [execution()],
    });
    await expect(report.isComplete(event(), PLENTY)).resolves.toEqual({
      IsComplete: true, Data: expect.objectContaining({ Outcome: 'SUCCEEDED', AmiId: 'ami-1', StepsTotal: '7', Truncated: 'false' }),
    });
    expect(calls).toEqual([`image ${IMAGE_ARN}`, `executions ${IMAGE_ARN}`]);
    expect(lines).toEqual([{ event: 'polled', ...IDS, report: 'BUILD', source: IMAGE_ARN, decision: 'SUCCEED' }]);
  });

  test('reads image and executions side by side', async () => {
    const both = barrier(2);
    const { report } = subject({
      image: async () => both(image()),
      executions: async () => both([execution()]),
    });
    await expect(report.isComplete(event(), PLENTY)).resolves.toMatchObject({ IsComplete: true });
  });

  test('reads steps only of executions that failed or lack counts', async () => {
    const { report, calls } = subject({
      image: async () => image({ status: 'FAILED' }),
      executions: async () => [
        execution({ id: 'wf-fine' }),
        execution({ id: 'wf-failed', type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'FAILED' }),
        execution({ id: 'wf-uncounted', workflowArn: undefined, counts: {} }),
        execution({ id: 'wf-retried', status: 'FAILED', retried: true }),
        execution({ id: undefined, workflowArn: undefined, counts: {} }),
      ],
      steps: async (id): Promise<Step[]> => id === 'wf-failed' ? [{ name: 'RunTests', status: 'FAILED', message: 'exit 1' }] : [{ status: 'COMPLETED' }],
    });
    await expect(report.isComplete(event(), PLENTY)).resolves.toMatchObject({ Data: { FailedStep: 'RunTests', FailureMessage: 'exit 1' } });
    expect(calls.filter((call) => call.startsWith('steps')).sort()).toEqual(['steps wf-failed', 'steps wf-uncounted']);
  });

  test('reads the steps of many executions side by side, five at a time', async () => {
    let running = 0;
    let most = 0;
    const { report, calls } = subject({
      image: async () => image(),
      executions: async () => Array.from({ length: 60 }, (_, i) => execution({ id: `wf-${i}`, workflowArn: undefined, counts: {} })),
      steps: async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
        return [{ status: 'COMPLETED' }];
      },
    });
    await expect(report.isComplete(event(), PLENTY)).resolves.toMatchObject({ Data: { StepsTotal: '60', StepsSucceeded: '60' } });
    expect(most).toBe(5);
    expect(calls).toHaveLength(62);
  });

  test('reports the newest image of a pipeline', async () => {
    const newest = IMAGE_ARN.replace('/4', '/10');
    const { report, calls } = subject({
      pipelineImages: async () => [{ arn: IMAGE_ARN }, { arn: newest }],
      image: async (arn) => image({ arn }),
      executions: async () => [],
    });
    await expect(report.isComplete(event({}, PIPELINE), PLENTY)).resolves.toMatchObject({ Data: { ImageArn: newest } });
    expect(calls).toEqual([`pipelineImages ${PIPELINE_ARN}`, `image ${newest}`, `executions ${newest}`]);
  });

  test('waits in trouble that may pass, and then fails', async () => {
    const { report, slept } = subject({ image: async () => { throw callFailed({ kind: 'PASSING' }); }, executions: async () => [] });
    await expect(report.isComplete(event(), PLENTY)).resolves.toEqual({ IsComplete: false });
    await expect(report.isComplete(event({ StartedAt: '2026-01-05T08:00:00.000Z' }), PLENTY)).rejects.toThrow(/^SERVICE_TROUBLE: /);
    expect(slept).toEqual([]);
  });

  describe.each([
    ['first', '2026-01-05T09:00:00.000Z'], ['middle', '2026-01-05T08:55:00.000Z'], ['last', '2026-01-05T08:30:00.000Z'],
  ])('has patience for a refusal in the %s poll', (_, StartedAt) => {
    const kinds = [['DENIED', /^ACCESS_DENIED: /], ['NOT_FOUND', /^IMAGE_NOT_FOUND: /], ['FINAL', /^SERVICE_REFUSED: /]] as const;

    test.each(kinds)('%s, which passes within 20 seconds', async (kind) => {
      let looks = 0;
      const look = async () => {
        if (++looks < 5) throw callFailed({ kind });
        return image();
      };
      const { report, slept } = subject({ image: look, executions: async () => [execution()] });
      await expect(report.isComplete(event({ StartedAt }), PLENTY)).resolves.toMatchObject({ Data: { Outcome: 'SUCCEEDED' } });
      expect(slept).toEqual([5_000, 5_000, 5_000, 5_000]);
    });

    test.each(kinds)('%s, which does not pass', async (kind, reason) => {
      const { report, slept } = subject({ image: async () => { throw callFailed({ kind }); }, severityCounts: async () => undefined });
      await expect(report.isComplete(scanEvent({ StartedAt }), PLENTY)).rejects.toThrow(reason);
      expect(slept).toEqual([5_000, 5_000, 5_000, 5_000]);
    });
  });

  test('waits when its time is over before its patience is', async () => {
    const sleep: Clock['sleep'] = (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    const { report } = subject({
      image: async (_, signal) => { throw callFailed(signal.aborted ? { code: 'AbortError' } : { kind: 'DENIED' }); }, executions: async () => [],
    }, { clock: { now: () => new Date('2026-01-05T09:00:01.000Z'), sleep } });
    await expect(report.isComplete(event(), 5_050)).resolves.toEqual({ IsComplete: false });
  });

  test('of two troubles the one with the image counts', async () => {
    const { report } = subject({
      image: async () => { await new Promise((resolve) => setTimeout(resolve, 5)); throw callFailed({ kind: 'NOT_FOUND' }); },
      executions: async () => { throw callFailed({ kind: 'FINAL', operation: 'ListWorkflowExecutions' }); },
    });
    await expect(report.isComplete(event(), PLENTY)).rejects.toThrow(/^IMAGE_NOT_FOUND: GetImage does not find/);
  });

  afterEach(() => jest.useRealTimers());

  test('stops reading five seconds before the function is stopped, and waits', async () => {
    jest.useFakeTimers();
    const { report } = subject({ image: hanging, executions: hanging });
    const answered = jest.fn();
    void report.isComplete(event(), 60_000).then(answered);
    await jest.advanceTimersByTimeAsync(54_999);
    expect(answered).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(answered).toHaveBeenCalledWith({ IsComplete: false });
  });

  test('stops calls that run beside one that failed', async () => {
    let signalOfSlow: AbortSignal | undefined;
    const { report } = subject({
      image: async () => image(),
      executions: async () => [execution({ id: 'wf-slow', counts: {} }), execution({ id: 'wf-bad', parallelGroup: 'b', counts: {} })],
      steps: async (id, signal) => {
        if (id === 'wf-bad') throw callFailed({});
        signalOfSlow = signal;
        return hanging('', signal);
      },
    });
    await expect(report.isComplete(event(), PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(signalOfSlow?.aborted).toBe(true);
  });

  test('makes one sentence of what nobody foresaw, and logs where it came from', async () => {
    const { report, lines } = subject({ image: async () => { throw new TypeError(`x is not a function ${'検'.repeat(5_000)}`); }, executions: async () => [] });
    const error: Error = await report.isComplete(event(), PLENTY).then(fail, (thrown) => thrown);
    expect(error.message).toMatch(/^INTERNAL_ERROR: x is not a function 検+…$/);
    expect(Buffer.byteLength(error.stack!)).toBeLessThan(4096);
    expect(lines).toEqual([{ event: 'failed', ...IDS, reason: expect.any(String), stack: expect.stringContaining('lifecycle.test.ts') }]);
  });

  test('takes whatever is thrown for an error', async () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    const { report } = subject({ image: async () => { throw 'text'; }, executions: async () => [] });
    await expect(report.isComplete(event(), PLENTY)).rejects.toThrow(new Error('INTERNAL_ERROR: text. The log of the function has the details.'));
  });

  test('fails a request that did not come through onEvent', async () => {
    await expect(subject({}).report.isComplete(event({ StartedAt: undefined }), PLENTY)).rejects.toThrow(
      new Error('INVALID_REQUEST: `StartedAt` must be a time in ISO 8601, got: undefined.'),
    );
  });
});

test('the secret of the request is in no line of the log', async () => {
  const { report, lines } = subject({ image: async () => image(), executions: async () => [] });
  await report.onEvent(event());
  await report.isComplete(event(), PLENTY);
  await report.isComplete(event({ StartedAt: undefined }), PLENTY).catch(() => undefined);
  await report.onEvent(event({ RequestType: 'Delete' }));
  expect(lines.map(({ event: name }) => name)).toEqual(['accepted', 'polled', 'failed', 'deleted']);
  expect(JSON.stringify(lines)).not.toContain('secret');
});

/** Answers when it has been called so many times, and not before. */
function barrier(count: number) {
  let arrived = 0;
  let open: () => void;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return async <T>(value: T): Promise<T> => {
    if (++arrived === count) open();
    await opened;
    return value;
  };
}
