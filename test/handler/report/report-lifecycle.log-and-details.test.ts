import { PLENTY, callFailed } from './calls';
import { CallFailure } from '../../../src/handler/core/model/call-failure';
import { Step } from '../../../src/handler/core/model/facts';
import { DetailsStore } from '../../../src/handler/ports';
import { event, execution, image, textOf } from '../fixtures';
import { subject } from './report-world';

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
