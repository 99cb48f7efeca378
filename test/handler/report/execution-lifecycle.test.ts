import { CallFailed, CallFailure } from '../../../src/handler/core/model/call-failure';
import { PipelineImage } from '../../../src/handler/core/model/facts';
import { BuildControl, ImageBuilder, Log, Services } from '../../../src/handler/ports';
import { executionLifecycle } from '../../../src/handler/report/execution-lifecycle';
import { executionEvent } from '../execution-fixtures';
import { execution, image, IMAGE_ARN, PIPELINE_ARN, services, TEST_WORKFLOW_ARN, textOf } from '../fixtures';

const PLENTY = 120_000;
const NOW = '2026-01-05T09:00:01.000Z';
const PHYSICAL_ID = `pipeline-execution:${PIPELINE_ARN}`;
const EXECUTION = '11111111-2222-3333-4444-555555555555/Execution1A2B3C4D';
const TAGS = { 'cdk-imagebuilder:trigger': 'abc', 'cdk-imagebuilder:execution': EXECUTION, 'cdk-imagebuilder:request': 'before' };
const TOKEN = '66666666-7777-8888-9999-000000000000';
const LATE = '2026-01-05T08:00:00.000Z';

const built = (status: string, arn = IMAGE_ARN): PipelineImage => ({ arn, status, tags: TAGS });
const UPDATE = { RequestType: 'Update', OldResourceProperties: { ImagePipelineArn: PIPELINE_ARN, Trigger: 'def' } };
const UNCHANGED = { RequestType: 'Update', OldResourceProperties: { ImagePipelineArn: PIPELINE_ARN, Trigger: 'abc' } };

describe('onEvent', () => {
  test('starts a build, once for the request, with tags that find it again', async () => {
    const started: unknown[] = [];
    const start: BuildControl['start'] = async (...args) => {
      started.push(...args.slice(0, 3));
      return IMAGE_ARN;
    };
    const { subject, calls } = over({ pipelineImages: async () => [], start });
    await expect(subject.onEvent(executionEvent(), PLENTY)).resolves.toEqual({
      PhysicalResourceId: PHYSICAL_ID, StartedAt: NOW, ImageArn: IMAGE_ARN,
    });
    expect(started).toEqual([PIPELINE_ARN, TOKEN, { ...TAGS, 'cdk-imagebuilder:request': TOKEN }]);
    expect(calls).toEqual(['pipelineImages', 'start']);
  });

  test('starts nothing for a trigger that was built', async () => {
    const { subject, calls } = over({ pipelineImages: async () => [built('AVAILABLE')] });
    await expect(subject.onEvent(executionEvent(UPDATE), PLENTY)).resolves.toMatchObject({ ImageArn: IMAGE_ARN });
    expect(calls).toEqual(['pipelineImages']);
  });

  test('starts nothing when neither pipeline nor trigger have changed, also when there is no image', async () => {
    const { subject, calls } = over({ pipelineImages: async () => [] });
    await expect(subject.onEvent(executionEvent(UNCHANGED), PLENTY)).resolves.toEqual({ PhysicalResourceId: PHYSICAL_ID, StartedAt: NOW });
    expect(calls).toEqual(['pipelineImages']);
  });

  test.each<Partial<CallFailure>>([{ kind: 'PASSING' }, { kind: 'DENIED' }, { kind: 'FINAL', code: 'ResourceInUseException' }])('leaves %j trouble to isComplete', async (members) => {
    const { subject } = over({ pipelineImages: async () => [], start: async () => { throw callFailed(members); } });
    await expect(subject.onEvent(executionEvent(), PLENTY)).resolves.toEqual({
      PhysicalResourceId: PHYSICAL_ID, StartedAt: NOW, NotStarted: expect.objectContaining(members),
    });
  });

  test('stops calling five seconds before the function is stopped', async () => {
    const { subject } = over({ pipelineImages: hanging });
    await expect(subject.onEvent(executionEvent(), 5_050)).resolves.toMatchObject({ PhysicalResourceId: PHYSICAL_ID, NotStarted: { code: 'AbortError' } });
  });

  test('fails a malformed request with a sentence, and what nobody foresaw', async () => {
    const { subject } = over({ pipelineImages: async () => { throw new TypeError('odd'); } });
    await expect(subject.onEvent(executionEvent({}, { Trigger: '' }), PLENTY)).rejects.toThrow('INVALID_REQUEST: `Trigger` must be 1 to 1024 characters long, got: .');
    await expect(subject.onEvent(executionEvent(), PLENTY)).rejects.toThrow('INTERNAL_ERROR: odd. The log of the function has the details.');
  });

  test('takes a Delete on without a call, and leaves its id to the framework', async () => {
    const { subject, calls } = over({});
    await expect(subject.onEvent(executionEvent({ RequestType: 'Delete', ResourceProperties: 'odd' }), PLENTY)).resolves.toEqual({ StartedAt: NOW });
    expect(calls).toEqual([]);
  });
});

describe('isComplete', () => {
  test('waits while the build goes on, without reading its workflows, and tells the progress', async () => {
    const { subject, calls, lines } = over({ image: async () => image({ status: 'BUILDING' }) });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN }), PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(calls).toEqual(['image']);
    expect(lines).toEqual([expect.objectContaining({
      event: 'polled', requestId: TOKEN, image: IMAGE_ARN, status: 'BUILDING', elapsedSeconds: 1, decision: 'WAIT', why: 'image BUILDING',
    })]);
  });

  test('answers when the build has ended', async () => {
    const { subject } = over({ image: async () => image(), executions: async () => [execution()] });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN }), PLENTY)).resolves.toEqual({
      IsComplete: true, Data: expect.objectContaining({ Outcome: 'SUCCEEDED', ImageArn: IMAGE_ARN, Truncated: 'false' }),
    });
  });

  test('fails with the step that failed', async () => {
    const { subject } = over({
      image: async () => image({ status: 'FAILED' }),
      executions: async () => [execution({ type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: 'FAILED' })],
      steps: async () => [{ name: 'RunTests', status: 'FAILED', message: 'exit 1' }],
    });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN }), PLENTY)).rejects.toThrow(/^BUILD_FAILED: .*RunTests.*exit 1/);
  });

  test('starts what could not be started before, and then waits', async () => {
    const { subject, calls } = over({ pipelineImages: async () => [], start: async () => IMAGE_ARN, image: async () => image({ status: 'PENDING' }) });
    await expect(subject.isComplete(executionEvent(), PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(calls).toEqual(['pipelineImages', 'start', 'image']);
  });

  test('tells the end of a build that the list of the pipeline never shows', async () => {
    const { subject } = over({
      pipelineImages: async () => [], start: async () => IMAGE_ARN, image: async () => image(), executions: async () => [execution()],
    });
    await expect(subject.isComplete(executionEvent(), PLENTY)).resolves.toMatchObject({ IsComplete: true, Data: { Outcome: 'SUCCEEDED', ImageArn: IMAGE_ARN } });
  });

  describe.each([
    ['first', NOW], ['middle', '2026-01-05T08:35:00.000Z'], ['last', '2026-01-05T08:05:02.000Z'],
  ])('has patience for a refusal in the %s poll', (_, StartedAt) => {
    const kinds = [['DENIED', /^ACCESS_DENIED: /], ['NOT_FOUND', /^IMAGE_NOT_FOUND: /], ['FINAL', /^SERVICE_REFUSED: /]] as const;

    test.each(kinds)('%s, which passes within 20 seconds', async (kind) => {
      let looks = 0;
      const { subject, calls, slept } = over({ image: async () => { if (++looks < 5) throw callFailed({ kind }); return image({ status: 'BUILDING' }); } });
      await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN, StartedAt }), PLENTY)).resolves.toEqual({ IsComplete: false });
      expect(slept).toEqual([5_000, 5_000, 5_000, 5_000]);
      expect(calls).not.toContain('cancel');
    });

    test.each(kinds)('%s, and cancels the build before it fails', async (kind, reason) => {
      const { subject, calls } = over({ image: async () => { throw callFailed({ kind }); }, cancel: async () => undefined });
      const failure = expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN, StartedAt }), PLENTY)).rejects;
      await failure.toThrow(reason);
      await failure.toThrow(new RegExp(` The build of ${IMAGE_ARN} was told to cancel\\.$`));
      expect(calls).toEqual(['image', 'image', 'image', 'image', 'image', 'cancel']);
    });
  });

  test.each([
    ['nothing of a build that is gone', { kind: 'NOT_FOUND' }, /has not been deleted\.$/],
    ['nothing of a build that has ended', { kind: 'FINAL', code: 'InvalidParameterValueException' }, /has not been deleted\.$/],
    ['of a build that may still run', { kind: 'DENIED', code: 'Denied' }, / The build of \S+ could not be cancelled \(Denied\) and may still be running\.$/],
  ] as const)('says %s, when it is not there to be read', async (_, members, reason) => {
    const { subject } = over({ image: async () => { throw callFailed({ kind: 'NOT_FOUND' }); }, cancel: async () => { throw callFailed(members); } });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN }), PLENTY)).rejects.toThrow(reason);
  });

  test('cancels what runs of it, when a start is refused of which the answer was lost before', async () => {
    const { subject, calls } = over({
      pipelineImages: async () => calls.includes('start') ? [built('BUILDING', IMAGE_ARN)].map((one) => ({ ...one, tags: { ...TAGS, 'cdk-imagebuilder:trigger': 'other' } })) : [],
      start: async () => { throw callFailed({ kind: 'FINAL', operation: 'StartImagePipelineExecution', resource: PIPELINE_ARN }); },
      cancel: async () => undefined,
    });
    await expect(subject.isComplete(executionEvent(), PLENTY)).rejects.toThrow(/^SERVICE_REFUSED: StartImagePipelineExecution .* was told to cancel\.$/);
  });

  test('waits while the function that starts builds cannot be invoked', async () => {
    const { imageBuilder, clock } = services({});
    const startFunction = { invoke: async () => { throw callFailed({ service: 'lambda', operation: 'InvokeFunction' }); } };
    const subject = executionLifecycle({ ...services({ clock }), imageBuilder: imageBuilder as ImageBuilder & BuildControl, startFunction });
    await expect(subject.isComplete(executionEvent(), PLENTY)).resolves.toEqual({ IsComplete: false });
  });

  test('cancels a newer build that a rolled back update has left running, and reports the image of before', async () => {
    const newer = IMAGE_ARN.replace('/4', '/5');
    const cancelled: string[] = [];
    const { subject } = over({
      image: async () => image(),
      executions: async () => [execution()],
      cancel: async (arn) => { cancelled.push(arn); },
      pipelineImages: async () => [built('AVAILABLE'), { ...built('BUILDING', newer), tags: { ...TAGS, 'cdk-imagebuilder:trigger': 'def' } }],
    });
    await expect(subject.isComplete(executionEvent({ ...UPDATE, ImageArn: IMAGE_ARN }), PLENTY)).resolves.toMatchObject({ Data: { Outcome: 'SUCCEEDED', ImageArn: IMAGE_ARN } });
    expect(cancelled).toEqual([newer]);
  });

  test('reports the image of before also when the builds cannot be listed', async () => {
    const { subject, lines } = over({
      image: async () => image(), executions: async () => [execution()], pipelineImages: async () => { throw callFailed({ operation: 'ListImagePipelineImages' }); },
    });
    const late = executionEvent({ ...UPDATE, ImageArn: IMAGE_ARN, StartedAt: LATE });
    await expect(subject.isComplete(late, PLENTY)).resolves.toMatchObject({ IsComplete: true });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'not listed', pipeline: PIPELINE_ARN, why: 'ListImagePipelineImages: Odd: why' }));
  });

  test('finds what was started before', async () => {
    const { subject, calls } = over({ pipelineImages: async () => [built('TESTING')], image: async () => image({ status: 'TESTING' }) });
    await expect(subject.isComplete(executionEvent(), PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(calls).toEqual(['pipelineImages', 'image']);
  });

  test('says that there is no image, when none is due and the list had two minutes to show one', async () => {
    const { subject, lines } = over({ pipelineImages: async () => [] });
    await expect(subject.isComplete(executionEvent(UNCHANGED), PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'polled', decision: 'WAIT', why: 'images that may not be listed yet' }));
    await expect(subject.isComplete(executionEvent({ ...UNCHANGED, StartedAt: LATE }), PLENTY)).resolves.toMatchObject({ IsComplete: true, Data: { Outcome: 'NO_IMAGE', ImageArn: 'NONE' } });
  });

  test('says that it does not know its image, when one without tags may be the one', async () => {
    const { subject, lines } = over({ pipelineImages: async () => [{ arn: IMAGE_ARN, status: 'AVAILABLE' }] });
    await expect(subject.isComplete(executionEvent({ ...UNCHANGED, StartedAt: LATE }), PLENTY)).resolves.toMatchObject({
      IsComplete: true, Data: { Outcome: 'UNKNOWN', ImageArn: 'UNKNOWN', FailedStep: 'UNKNOWN', FailureMessage: expect.stringMatching(/^IMAGE_UNIDENTIFIED: /), DetailsUri: 'NONE' },
    });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'found', image: undefined, why: expect.stringMatching(/^IMAGE_UNIDENTIFIED: /) }));
  });

  test('cancels a newer build that the list shows late, before a rolled back update is answered', async () => {
    const newer = { ...built('BUILDING', IMAGE_ARN.replace('/4', '/5')), tags: { ...TAGS, 'cdk-imagebuilder:trigger': 'def' } };
    const { subject, calls } = over({
      image: async () => image(),
      executions: async () => [execution()],
      cancel: async () => undefined,
      pipelineImages: async () => [built('AVAILABLE'), ...(calls.filter((call) => call === 'pipelineImages').length > 1 ? [newer] : [])],
    });
    const rolledBack = executionEvent({ ...UPDATE, ImageArn: IMAGE_ARN });
    await expect(subject.isComplete(rolledBack, PLENTY)).resolves.toEqual({ IsComplete: false });
    await expect(subject.isComplete(rolledBack, PLENTY)).resolves.toMatchObject({ IsComplete: true, Data: { ImageArn: IMAGE_ARN } });
    expect(calls.filter((call) => call === 'cancel')).toHaveLength(1);
  });

  test('waits for no older build after another pipeline', async () => {
    const { subject } = over({ image: async () => image(), executions: async () => [execution()], pipelineImages: async () => [built('AVAILABLE')] });
    const other = { RequestType: 'Update', OldResourceProperties: { ImagePipelineArn: `${PIPELINE_ARN}-2`, Trigger: 'def' } };
    await expect(subject.isComplete(executionEvent({ ...other, ImageArn: IMAGE_ARN }), PLENTY)).resolves.toMatchObject({ IsComplete: true });
  });

  test.each(['image', 'executions', 'steps'] as const)('waits in trouble with %s', async (name) => {
    const { subject } = over({
      image: async () => image({ status: 'FAILED' }),
      executions: async () => [execution({ status: 'FAILED' })],
      [name]: async () => { throw callFailed({}); },
    });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN }), PLENTY)).resolves.toEqual({ IsComplete: false });
  });

  test('cancels a build that takes too long, and waits for its end', async () => {
    const { subject, calls } = over({ image: async () => image({ status: 'BUILDING' }), cancel: async () => undefined });
    const request = executionEvent({ ImageArn: IMAGE_ARN, StartedAt: '2026-01-05T08:05:00.000Z' });
    await expect(subject.isComplete(request, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(calls).toEqual(['image', 'cancel']);
  });

  test('cancels also when no poll fell into the two minutes for it, and says so afterwards', async () => {
    const { subject, calls } = over({ image: async () => image({ status: 'BUILDING' }), cancel: async () => undefined });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN, StartedAt: LATE }), PLENTY)).rejects.toThrow(
      /^BUILD_TIMED_OUT: .* 3300 seconds and was told to cancel, and is still BUILDING\. /);
    expect(calls).toEqual(['image', 'cancel']);
  });

  test('waits also when the build does not let itself be cancelled, and fails with the reason in the end', async () => {
    const { subject } = over({ image: async () => image({ status: 'BUILDING' }), cancel: async () => { throw callFailed({ kind: 'FINAL' }); } });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN, StartedAt: '2026-01-05T08:05:00.000Z' }), PLENTY)).resolves.toEqual({ IsComplete: false });
    await expect(subject.isComplete(executionEvent({ ImageArn: IMAGE_ARN, StartedAt: LATE }), PLENTY)).rejects.toThrow(/^BUILD_TIMED_OUT: .* and could not be cancelled \(Odd\), and is still BUILDING\. /);
  });

  test('cancels nothing when there is nothing that is known to run', async () => {
    const { subject, calls } = over({ pipelineImages: async () => { throw callFailed({}); } });
    await expect(subject.isComplete(executionEvent({ StartedAt: '2026-01-05T08:05:00.000Z' }), PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(calls).toEqual(['pipelineImages', 'pipelineImages']);
  });

  test.each(['image', 'cancel'] as const)('fails with what nobody foresaw in %s', async (name) => {
    const { subject } = over({ image: async () => image({ status: 'BUILDING' }), [name]: async () => { throw new TypeError('odd'); } });
    const request = executionEvent({ ImageArn: IMAGE_ARN, StartedAt: '2026-01-05T08:05:00.000Z' });
    await expect(subject.isComplete(request, PLENTY)).rejects.toThrow('INTERNAL_ERROR: odd. The log of the function has the details.');
  });
});

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

describe('isComplete of a Delete', () => {
  const DELETE = executionEvent({ RequestType: 'Delete', PhysicalResourceId: 'Stack-Execution-ABC' });

  test('cancels what the custom resource has running, and waits', async () => {
    const cancelled: string[] = [];
    const running = IMAGE_ARN.replace('/4', '/5');
    const { subject } = over({
      pipelineImages: async () => [built('AVAILABLE'), built('BUILDING', running)], cancel: async (arn) => { cancelled.push(arn); },
    });
    await expect(subject.isComplete(DELETE, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(cancelled).toEqual([running]);
  });

  test('is complete when nothing is running', async () => {
    const { subject, calls } = over({ pipelineImages: async () => [built('CANCELLED')] });
    await expect(subject.isComplete(DELETE, PLENTY)).resolves.toEqual({ IsComplete: true });
    expect(calls).toEqual(['pipelineImages']);
  });

  test('looks again while the list may lack the build of its trigger', async () => {
    const { subject } = over({ pipelineImages: async () => [{ ...built('AVAILABLE'), tags: { ...TAGS, 'cdk-imagebuilder:trigger': 'before' } }] });
    const after = (StartedAt: string) => subject.isComplete({ ...DELETE, StartedAt }, PLENTY);
    await expect(after('2026-01-05T08:58:01.001Z')).resolves.toEqual({ IsComplete: false });
    await expect(after('2026-01-05T08:58:01.000Z')).resolves.toEqual({ IsComplete: true });
  });

  test('is complete after ten minutes when nothing is running', async () => {
    const { subject, lines } = over({ pipelineImages: async () => [] });
    await expect(subject.isComplete({ ...DELETE, StartedAt: '2026-01-05T08:50:01.000Z' }, PLENTY)).resolves.toEqual({ IsComplete: true });
    expect(lines).toEqual([expect.objectContaining({ event: 'deleted', why: undefined })]);
  });

  test('has patience for a refusal', async () => {
    const running = [built('BUILDING')];
    let looks = 0;
    const { subject, calls } = over({ pipelineImages: async () => { if (++looks < 3) throw callFailed({ kind: 'DENIED' }); return running; }, cancel: async () => undefined });
    await expect(subject.isComplete(DELETE, PLENTY)).resolves.toEqual({ IsComplete: false });
    expect(calls).toContain('cancel');
  });

  test.each([['later', '2026-01-05T08:00:00.000Z'], ['earlier', '2026-01-05T10:00:00.000Z']])('cancels what runs and is complete when the clock is an hour %s', async (_, StartedAt) => {
    const { subject, calls, lines } = over({ pipelineImages: async () => [built('BUILDING')], cancel: async () => undefined });
    await expect(subject.isComplete({ ...DELETE, StartedAt }, PLENTY)).resolves.toEqual({ IsComplete: true });
    expect(calls).toEqual(['pipelineImages', 'cancel']);
    expect(lines).toContainEqual(expect.objectContaining({ event: 'deleted', why: 'builds are still in progress' }));
  });

  test('waits in trouble that may pass, and is complete after other trouble', async () => {
    const { subject } = over({ pipelineImages: async () => { throw callFailed({}); } });
    await expect(subject.isComplete(DELETE, PLENTY)).resolves.toEqual({ IsComplete: false });
    for (const kind of ['DENIED', 'NOT_FOUND', 'FINAL'] as const) {
      const { subject: refused } = over({ pipelineImages: async () => { throw callFailed({ kind }); } });
      await expect(refused.isComplete(DELETE, PLENTY)).resolves.toEqual({ IsComplete: true });
    }
  });

  test('is complete after ten minutes, whatever is running', async () => {
    const { subject, calls } = over({ pipelineImages: async () => [built('BUILDING')], cancel: async () => undefined });
    await expect(subject.isComplete({ ...DELETE, StartedAt: '2026-01-05T08:50:02.000Z' }, PLENTY)).resolves.toEqual({ IsComplete: false });
    await expect(subject.isComplete({ ...DELETE, StartedAt: '2026-01-05T08:50:01.000Z' }, PLENTY)).resolves.toEqual({ IsComplete: true });
    expect(calls).toEqual(['pipelineImages', 'cancel', 'pipelineImages', 'cancel']);
  });

  test('is complete without a call when nobody understands the properties', async () => {
    const { subject, calls } = over({});
    await expect(subject.isComplete({ ...DELETE, ResourceProperties: {} }, PLENTY)).resolves.toEqual({ IsComplete: true });
    expect(calls).toEqual([]);
  });

  test('fails with what nobody foresaw', async () => {
    const { subject } = over({ pipelineImages: async () => { throw new TypeError('odd'); } });
    await expect(subject.isComplete(DELETE, PLENTY)).rejects.toThrow('INTERNAL_ERROR: odd. The log of the function has the details.');
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

/** The lifecycle over ports of which only those given may be called; the clock stands at one second after the start. */
function over(given: Partial<ImageBuilder & BuildControl>, others: Partial<Pick<Services, 'buildLog' | 'detailsStore'>> = {}) {
  const calls: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const port = (name: keyof (ImageBuilder & BuildControl)) => async (...args: unknown[]): Promise<any> => {
    calls.push(name);
    const fake = given[name] as ((...a: unknown[]) => Promise<unknown>) | undefined;
    if (!fake) throw new Error(`${name} must not be called here.`);
    return fake(...args);
  };
  const service = new Proxy({}, { get: (_, name) => port(name as keyof ImageBuilder) }) as ImageBuilder & BuildControl;
  const slept: number[] = [];
  const clock = { now: () => new Date(NOW), sleep: async (millis: number) => { slept.push(millis); } };
  const log: Log = { write: (event, fields) => { lines.push({ event, ...fields }); } };
  // The function that starts builds is the one of `onEvent`.
  const startFunction = { invoke: (request: unknown) => subject.onEvent(request, PLENTY) };
  const subject = executionLifecycle({ ...services({ imageBuilder: service, clock, log, ...others }), startFunction });
  return { subject, calls, lines, slept };
}

function callFailed(members: Partial<CallFailure>): CallFailed {
  return new CallFailed({ kind: 'PASSING', operation: 'GetImage', resource: IMAGE_ARN, code: members.kind === 'DENIED' ? 'AccessDeniedException' : 'Odd', message: 'why', ...members });
}

/** A call that ends only when it is stopped. */
function hanging(_arn: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(callFailed({ code: 'AbortError' }))));
}
