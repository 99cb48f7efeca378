import { PLENTY, callFailed, hanging } from './calls';
import { CallFailure } from '../../../src/handler/core/model/call-failure';
import { BuildControl, ImageBuilder } from '../../../src/handler/ports';
import { executionLifecycle } from '../../../src/handler/report/execution-lifecycle';
import { executionEvent } from '../execution-fixtures';
import { execution, image, IMAGE_ARN, PIPELINE_ARN, services, TEST_WORKFLOW_ARN } from '../fixtures';
import { NOW, TAGS, TOKEN, built, over } from './execution-world';

const PHYSICAL_ID = `pipeline-execution:${PIPELINE_ARN}`;
const LATE = '2026-01-05T08:00:00.000Z';
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
