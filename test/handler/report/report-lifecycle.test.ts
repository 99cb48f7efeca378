import { CallFailed, CallFailure } from '../../../src/handler/core/model/call-failure';
import { Step } from '../../../src/handler/core/model/facts';
import { Clock, DetailsStore, ImageBuilder, Log, Services } from '../../../src/handler/ports';
import { reportLifecycle } from '../../../src/handler/report/report-lifecycle';
import { event, execution, image, IMAGE_ARN, PIPELINE_ARN, services, TEST_WORKFLOW_ARN, textOf } from '../fixtures';

const SCAN_PROPERTIES = { ScanTimeoutSeconds: '300' };
const scanEvent = (members: Record<string, unknown> = {}, properties: Record<string, unknown> = {}) =>
  event({ ResourceType: 'Custom::ImageBuilderScanReport', ...members }, { ...SCAN_PROPERTIES, ...properties });
const PLENTY = 120_000;

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

  test('reports that a pipeline has no image, for builds and for scans', async () => {
    const { report, calls } = subject({ pipelineImages: async () => [] });
    await expect(report.isComplete(event({}, PIPELINE), PLENTY)).resolves.toMatchObject({ Data: { Outcome: 'NO_IMAGE', StepsFailed: 'UNKNOWN' } });
    await expect(report.isComplete(scanEvent({}, PIPELINE), PLENTY)).resolves.toMatchObject({ Data: { ScanStatus: 'NO_IMAGE', FindingsAll: 'UNKNOWN' } });
    expect(calls).toEqual([`pipelineImages ${PIPELINE_ARN}`, `pipelineImages ${PIPELINE_ARN}`]);
  });

  test('reads the counts of a scan once it is completed', async () => {
    const { report, calls } = subject({ image: async () => image(), severityCounts: async () => ({ all: 3, critical: 1, high: 0, medium: 0 }) });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toMatchObject({ Data: { FindingsCritical: '1', FindingsOther: '2', Gate: 'NONE' } });
    expect(calls).toEqual([`image ${IMAGE_ARN}`, `severityCounts imageBuildVersionArn ${IMAGE_ARN}`]);
  });

  test('reads the counts of the pipeline, and the scan state of its newest image', async () => {
    const { report, calls } = subject({
      pipelineImages: async () => [{ arn: IMAGE_ARN }], image: async () => image(), severityCounts: async () => ({ all: 3 }),
    });
    await expect(report.isComplete(scanEvent({}, PIPELINE), PLENTY)).resolves.toMatchObject({ Data: { FindingsAll: '3', AggregationKey: PIPELINE_ARN } });
    expect(calls).toEqual([`pipelineImages ${PIPELINE_ARN}`, `image ${IMAGE_ARN}`, `severityCounts imagePipelineArn ${PIPELINE_ARN}`]);
  });

  test('reads the counts of the account, and no image', async () => {
    const { report, calls } = subject({ severityCounts: async () => ({ all: 3 }) });
    await expect(report.isComplete(scanEvent({}, ACCOUNT), PLENTY)).resolves.toMatchObject({
      Data: { ScanStatus: 'NONE', FindingsAll: '3', AggregationType: 'accountId', AggregationKey: '123456789012' },
    });
    expect(calls).toEqual(['severityCounts accountId 123456789012']);
  });

  test('does not take an account in which nothing was scanned for one without findings', async () => {
    const { report, calls, slept } = subject({ severityCounts: async () => undefined });
    await expect(report.isComplete(scanEvent({}, ACCOUNT), PLENTY)).resolves.toMatchObject({ Data: { FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN' } });
    expect([calls, slept]).toEqual([['severityCounts accountId 123456789012'], []]);
  });

  test.each([
    ['has, where images were scanned', { all: 9 }, '0'], ['cannot be known to have, where none was', undefined, 'UNKNOWN'],
  ])('counts no findings of a vulnerability that no image %s', async (_, ofAccount, FindingsAll) => {
    const { report, calls } = subject({
      severityCounts: async ({ name }) => name === 'accountId' ? ofAccount : undefined, mayHaveFindings: async () => false,
    });
    await expect(report.isComplete(scanEvent({}, VULNERABILITY), PLENTY)).resolves.toMatchObject({
      Data: { FindingsAll, AggregationType: 'vulnerabilityId', AggregationKey: 'CVE-2026-10000' },
    });
    expect(calls.slice(0, 2)).toEqual(['severityCounts vulnerabilityId CVE-2026-10000', 'severityCounts accountId ']);
  });

  test.each([
    ['off', image({ scan: undefined, scanningEnabled: false })],
    ['abandoned', image({ scan: { status: 'ABANDONED' } })],
  ])('does not ask for counts when the scan is %s', async (_, seen) => {
    const { report, calls } = subject({ image: async () => seen });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toMatchObject({ IsComplete: true, Data: { FindingsAll: 'UNKNOWN' } });
    expect(calls).toEqual([`image ${IMAGE_ARN}`]);
  });

  test('looks twice before it takes no counts for no findings', async () => {
    const { report, calls, slept } = subject({
      image: async () => image(), severityCounts: async () => undefined, mayHaveFindings: async () => false,
    });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toMatchObject({ Data: { FindingsAll: '0', FindingsCritical: '0' } });
    expect(calls.filter((call) => call.startsWith('severityCounts'))).toHaveLength(2);
    expect(slept).toEqual([2000]);
  });

  test('takes the counts of the second look', async () => {
    let looks = 0;
    const { report } = subject({ image: async () => image(), severityCounts: async () => ++looks === 1 ? undefined : { all: 9, critical: 9 } });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toMatchObject({ Data: { FindingsCritical: '9' } });
  });

  test('waits for a scan that goes on, without attributes', async () => {
    const { report, lines } = subject({ image: async () => image({ scan: { status: 'SCANNING' } }) });
    await expect(report.isComplete(scanEvent(), PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(lines).toEqual([{ event: 'polled', ...IDS, report: 'SCAN', source: IMAGE_ARN, decision: 'WAIT', why: 'scan SCANNING' }]);
  });

  test('fails with the reason of the gate, and with nothing else on the stack', async () => {
    const { report } = subject({ image: async () => image(), severityCounts: async () => ({ all: 3, critical: 2 }) });
    const error: Error = await report.isComplete(scanEvent({}, { Gate: { Critical: '0', OnUnknown: 'FAIL' } }), PLENTY).then(fail, (thrown) => thrown);
    expect(error.message).toBe(
      `SEVERITY_GATE: 2 critical findings, at most 0 are accepted, in ${IMAGE_ARN}. `
      + `List them with: aws imagebuilder list-image-scan-findings --filters name=imageBuildVersionArn,values=${IMAGE_ARN}`,
    );
    expect(error.stack).toBe(error.message);
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


describe('the log of a build', () => {
  const failed = { image: async () => image({ status: 'FAILED', statusReason: 'Component failed' }), executions: async () => [] };
  const tail = (read: () => Promise<string[]>) => {
    const asked: string[][] = [];
    return { asked, buildLog: { tail: async (group: string, stream: string) => { asked.push([group, stream]); return read(); } } };
  };
  const LOG = { LogTail: 'true' };

  test('is read when something failed and it is asked for, and ends the message', async () => {
    const { asked, buildLog } = tail(async () => ['Stderr: rpcbind is active']);
    const { report } = subject(failed, { buildLog });
    await expect(report.isComplete(event({}, LOG), PLENTY)).resolves.toMatchObject({ Data: { FailureMessage: 'Component failed [log: Stderr: rpcbind is active]' } });
    expect(asked).toEqual([['/aws/imagebuilder/golden', '1.2.3/4']]);
  });

  test('is read when only a test workflow failed', async () => {
    const { asked, buildLog } = tail(async () => []);
    const { report } = subject({ image: async () => image(), executions: async () => [execution({ id: undefined, type: 'TEST', status: 'FAILED' })] }, { buildLog });
    await expect(report.isComplete(event({}, LOG), PLENTY)).resolves.toMatchObject({ IsComplete: true });
    expect(asked).toHaveLength(1);
  });

  test('is not read when nothing failed, nor when nobody asked', async () => {
    const { report } = subject({ image: async () => image(), executions: async () => [execution({ status: 'FAILED', retried: true })] });
    await expect(report.isComplete(event({}, LOG), PLENTY)).resolves.toMatchObject({ Data: { FailureMessage: 'NONE' } });
    await expect(subject(failed).report.isComplete(event(), PLENTY)).resolves.toMatchObject({ Data: { FailureMessage: 'Component failed' } });
  });

  test('is not read where nobody knows its stream', async () => {
    const { report } = subject({ ...failed, image: async () => image({ status: 'FAILED', arn: 'arn:odd' }) });
    await expect(report.isComplete(event({}, LOG), PLENTY)).resolves.toMatchObject({ Data: { LogStream: 'UNKNOWN' } });
  });

  test.each<[Partial<CallFailure>, string]>([
    [{ kind: 'PASSING' }, ''], [{ kind: 'NOT_FOUND' }, ''], [{ kind: 'FINAL' }, ''], [{ kind: 'DENIED' }, ' [log: logs:GetLogEvents on log group g is denied]'],
  ])('that cannot be read, for %j, hides nothing', async (members, note) => {
    const { buildLog } = tail(async () => { throw callFailed({ service: 'logs', operation: 'GetLogEvents', resource: 'log group g', ...members }); });
    const { report, lines } = subject(failed, { buildLog });
    await expect(report.isComplete(event({}, LOG), PLENTY)).resolves.toMatchObject({ Data: { Outcome: 'FAILED', FailureMessage: `Component failed${note}` } });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'log not read', why: expect.stringMatching(/^GetLogEvents: \w+: why$/) }));
  });

  test('is not what hides a fault of ours', async () => {
    const { buildLog } = tail(async () => { throw new TypeError('odd'); });
    await expect(subject(failed, { buildLog }).report.isComplete(event({}, LOG), PLENTY)).rejects.toThrow(/^INTERNAL_ERROR: odd/);
  });
});

describe('details', () => {
  const DETAILS = { Details: { BucketName: 'my-bucket', Prefix: 'reports' } };
  const KEY = 'reports/Golden/11111111-2222-3333-4444-555555555555/BuildReport1A2B3C4D/image/golden/1.2.3/4.json';
  const built = {
    image: async () => image(),
    executions: async () => [execution(), execution({ id: 'wf-0', status: 'FAILED', retried: true }), execution({ id: undefined, workflowArn: undefined })],
    steps: async (id: string): Promise<Step[]> => [{ name: `step of ${id}` }],
  };
  const store = (put: () => Promise<string> = async () => '"etag"') => {
    const written: { key: string; document: any }[] = [];
    const keep: DetailsStore['put'] = async ({ key }, body) => {
      written.push({ key, document: JSON.parse(textOf(body)) });
      return put();
    };
    return { written, detailsStore: { put: keep } };
  };

  test('are written with the steps of every execution, and the answer says where', async () => {
    const { written, detailsStore } = store();
    const { report, calls, lines } = subject(built, { detailsStore });
    await expect(report.isComplete(event({}, DETAILS), PLENTY)).resolves.toMatchObject({ Data: { Outcome: 'SUCCEEDED', WorkflowsTotal: '2', DetailsUri: `s3://my-bucket/${KEY}` } });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'details written', uri: `s3://my-bucket/${KEY}`, etag: '"etag"' }));
    expect(written).toEqual([{ key: KEY, document: expect.objectContaining({ kind: 'BUILD' }) }]);
    expect(written[0].document.workflowExecutions.map(({ id, steps }: any) => [id, steps?.[0].name])).toEqual([
      ['wf-1', 'step of wf-1'], ['wf-0', 'step of wf-0'], [undefined, undefined],
    ].sort(([a = ''], [b = '']) => a.localeCompare(b)));
    expect(calls.filter((call) => call.startsWith('steps')).sort()).toEqual(['steps wf-0', 'steps wf-1']);
  });

  test('are written before the deployment fails', async () => {
    const { written, detailsStore } = store();
    const { report } = subject({ ...built, image: async () => image({ status: 'FAILED' }) }, { detailsStore });
    await expect(report.isComplete(event({}, { ...DETAILS, OnFailure: 'FAIL' }), PLENTY)).rejects.toThrow(`and at s3://my-bucket/${KEY}.`);
    expect(written).toHaveLength(1);
  });

  test('that meet trouble are tried again, and then fail the deployment by name', async () => {
    const { detailsStore } = store(async () => { throw callFailed({ kind: 'DENIED', service: 's3', operation: 'PutObject', resource: `s3://my-bucket/${KEY}` }); });
    const { report, lines, slept } = subject(built, { detailsStore });
    const failure = report.isComplete(event({}, DETAILS), PLENTY);
    await expect(failure).rejects.toThrow(
      `ACCESS_DENIED: The role of the report is not authorized to perform s3:PutObject on resource s3://my-bucket/${KEY}. Allow it`,
    );
    expect(slept).toEqual([5_000, 5_000, 5_000, 5_000]);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'polled', decision: 'FAIL' }));
  });

  test('are not what hides a fault of ours', async () => {
    const { detailsStore } = store(async () => { throw new TypeError('odd'); });
    await expect(subject(built, { detailsStore }).report.isComplete(event({}, DETAILS), PLENTY)).rejects.toThrow(/^INTERNAL_ERROR: odd/);
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

const PIPELINE = { SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN };
const ACCOUNT = { SourceType: 'ACCOUNT', SourceArn: undefined, SourceId: '123456789012' };
const VULNERABILITY = { SourceType: 'VULNERABILITY', SourceArn: undefined, SourceId: 'CVE-2026-10000' };
const IDS = { requestId: event().RequestId, stackId: event().StackId, logicalResourceId: event().LogicalResourceId };

/** The lifecycle over ports of which only those given may be called; the clock stands at one second after the start. */
function subject(given: Partial<ImageBuilder>, others: Partial<Services> = {}) {
  const calls: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const slept: number[] = [];
  const port = <A extends unknown[], R>(name: keyof ImageBuilder) => async (...args: A): Promise<R> => {
    const [subjectOfCall] = args;
    calls.push(`${name} ${typeof subjectOfCall === 'string' ? subjectOfCall : Object.values(subjectOfCall as object).join(' ')}`);
    const fake = given[name] as ((...a: A) => Promise<R>) | undefined;
    if (!fake) throw new Error(`${name} must not be called here.`);
    return fake(...args);
  };
  const imageBuilder: ImageBuilder = {
    image: port('image'),
    pipelineImages: port('pipelineImages'),
    executions: port('executions'),
    steps: port('steps'),
    severityCounts: port('severityCounts'),
    findings: port('findings'),
    mayHaveFindings: port('mayHaveFindings'),
  };
  const clock: Clock = {
    now: () => new Date('2026-01-05T09:00:01.000Z'),
    sleep: async (millis) => { slept.push(millis); },
  };
  const log: Log = { write: (name, fields) => { lines.push({ event: name, ...fields }); } };
  const report = reportLifecycle(services({ imageBuilder, clock, log, ...others }));
  return { report, calls, lines, slept };
}

function callFailed(members: Partial<CallFailure>): CallFailed {
  return new CallFailed({ kind: 'PASSING', operation: 'GetImage', resource: IMAGE_ARN, code: members.kind === 'DENIED' ? 'AccessDeniedException' : 'Odd', message: 'why', ...members });
}

/** A call that ends only when it is stopped. */
function hanging(_arn: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(callFailed({ code: 'AbortError' }))));
}

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

function fail(value: unknown): never {
  throw new Error(`Nothing was thrown; the answer is ${JSON.stringify(value)}.`);
}
