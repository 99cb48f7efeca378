import { PLENTY, callFailed } from './calls';
import { executionEvent } from '../execution-fixtures';
import { IMAGE_ARN } from '../fixtures';
import { TAGS, built, over } from './execution-world';

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
