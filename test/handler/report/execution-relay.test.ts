import { Course, End, isDone, Made, RelayWorld, retriesOf } from './relay-world';

/** Four custom resources of 45 minutes each. */
const MADE: Made = { trigger: 'a', hours: 3 };
const FAIL = { properties: { OnFailure: 'FAIL' } };
const RETRIED = { properties: { MaxRetries: '1' } };
const LONG: Course = { hours: 2.5 };
const FAILS: Course = { hours: 1.2, ends: 'FAILED' };
const SUCCEEDED = { attributes: expect.objectContaining({ Outcome: 'SUCCEEDED', FailureMessage: 'NONE' }) };

function world(...courses: Course[][]): RelayWorld {
  return new RelayWorld(courses);
}

function outcomeOf(end: End = 'INTERRUPTED'): string {
  return isDone(end) ? end.attributes.Outcome : JSON.stringify(end);
}

describe('a build', () => {
  test('of two and a half hours is waited for, and read as a whole once', async () => {
    const subject = world([LONG]);
    expect(await subject.create(MADE)).toEqual(SUCCEEDED);
    expect(subject.hours).toBeCloseTo(2.5, 1);
    expect(subject.calls.filter((call) => call !== 'image')).toEqual(['pipelineImages', 'start', 'executions']);
  });

  test('that fails becomes attributes, or the reason', async () => {
    expect(await world([FAILS]).create(MADE)).toEqual({
      attributes: expect.objectContaining({ Outcome: 'FAILED', FailureStage: 'TEST', FailedStep: 'RunTests', FailureMessage: 'exit 1' }),
    });
    expect(await world([FAILS]).create({ ...MADE, ...FAIL })).toEqual({ reason: expect.stringMatching(/^BUILD_FAILED: .*RunTests.*exit 1/) });
  });

  test('that somebody cancels in the second hour is one that was cancelled', async () => {
    expect(outcomeOf(await world([{ hours: 1.2, ends: 'CANCELLED' }]).create(MADE))).toBe('CANCELLED');
  });

  test('that is short is read by the first and the last of fourteen only, and is not waited for', async () => {
    const subject = world([{ hours: 0.1 }]);
    const callsAfterTheEnd: string[] = [];
    subject.fault = (call, hours) => {
      if (hours >= 0.1) callsAfterTheEnd.push(call);
      return undefined;
    };
    expect(await subject.create({ trigger: 'a', hours: 12 })).toEqual(SUCCEEDED);
    expect(subject.hours).toBeLessThan(0.11);
    expect(callsAfterTheEnd).toEqual(['image', 'image', 'image', 'executions']);
  });

  test('that takes longer than all of them is cancelled once, at the end', async () => {
    const subject = world([{ hours: 20 }]);
    expect(await subject.create(MADE)).toEqual({
      attributes: expect.objectContaining({
        Outcome: 'CANCELLED', FailureMessage: expect.stringMatching(/^BUILD_TIMED_OUT: The build of \S+ had not ended after 10800 seconds and was cancelled\. /),
      }),
    });
    expect(subject.calls.filter((call) => call === 'cancel')).toEqual(['cancel']);
    expect(subject.hours).toBeCloseTo(3, 1);
  });
});

describe('calls', () => {
  test('that fail for an hour across a change of custom resources fail nothing', async () => {
    const subject = world([LONG]);
    subject.fault = (call, hours) => call === 'image' && hours > 0.5 && hours < 1.6 ? {} : undefined;
    expect(await subject.create(MADE)).toEqual(SUCCEEDED);
    expect(subject.calls).not.toContain('cancel');
  });

  test('that fail until the end fail the deployment, after the build was cancelled', async () => {
    const subject = world([LONG]);
    subject.fault = (call) => call === 'image' ? {} : undefined;
    expect(await subject.create(MADE)).toEqual({ reason: expect.stringMatching(/^SERVICE_TROUBLE: Image Builder still could not be read after 109\d\d seconds: /) });
    expect(subject.statuses).toEqual(['AVAILABLE']);
  });

  test('that are refused in the second hour end the wait, and the build', async () => {
    const subject = world([LONG]);
    subject.fault = (call, hours) => call === 'image' && hours > 1.5 ? { kind: 'DENIED', code: 'AccessDeniedException' } : undefined;
    expect(await subject.create(MADE)).toEqual({ reason: expect.stringMatching(/^ACCESS_DENIED: .* was told to cancel\.$/) });
    expect(subject.statuses).toEqual(['CANCELLED']);
    expect(subject.hours).toBeCloseTo(1.5, 1);
  });

  test('that do not find the image in the second hour end the wait', async () => {
    const subject = world([LONG]);
    subject.fault = (_, hours) => {
      if (hours > 1.5) subject.builds[0].isDeleted = true;
      return undefined;
    };
    expect(await subject.create(MADE)).toEqual({ reason: expect.stringMatching(/^IMAGE_NOT_FOUND: /) });
  });

  test('that fail now and then fail nothing', async () => {
    const subject = world([FAILS]);
    let calls = 0;
    subject.fault = () => ++calls % 7 === 0 ? {} : undefined;
    expect(outcomeOf(await subject.create(MADE))).toBe('FAILED');
    expect(subject.builds).toHaveLength(1);
  });
});

describe('a pipeline that is in use', () => {
  const IN_USE = { kind: 'FINAL', code: 'ResourceInUseException' } as const;

  test('for longer than the first waits is started by the second, for the request of the first', async () => {
    const subject = world([{ hours: 1 }]);
    subject.fault = (call, hours) => call === 'start' && hours < 1 ? IN_USE : undefined;
    expect(await subject.create(MADE)).toEqual(SUCCEEDED);
    expect(subject.builds.map(({ tags }) => tags)).toEqual([{
      'cdk-imagebuilder:trigger': 'a', 'cdk-imagebuilder:execution': '11111111-2222-3333-4444-555555555555/Run', 'cdk-imagebuilder:request': 'request-1',
    }]);
    expect(subject.hours).toBeCloseTo(2, 1);
  });

  test('for ever fails the deployment, when all have waited', async () => {
    const subject = world([{ hours: 1 }]);
    subject.fault = (call) => call === 'start' ? IN_USE : undefined;
    expect(await subject.create(MADE)).toEqual({ reason: expect.stringMatching(/^SERVICE_REFUSED: .*ResourceInUseException/) });
    expect(subject.hours).toBeCloseTo(3, 1);
  });

  test('is not started for a trigger that has not changed, whoever asks', async () => {
    const subject = world([{ hours: 0.1 }]);
    await subject.create({ ...MADE, hours: 0.5 });
    subject.builds[0].isDeleted = true;
    subject.fault = (call, hours) => call === 'pipelineImages' && hours < 1.5 ? {} : undefined;
    const { end } = await subject.update(MADE);
    expect(end).toEqual({ attributes: expect.objectContaining({ Outcome: 'NO_IMAGE', ImageArn: 'NONE' }) });
    expect(subject.builds).toHaveLength(1);
  });

  test('and then started by a later one is cancelled by a rollback', async () => {
    const subject = world([{ hours: 0.1 }], [LONG]);
    await subject.create(MADE);
    subject.fault = (call, hours) => call === 'start' && hours < 1 ? IN_USE : undefined;
    const { rollback } = await subject.update({ ...MADE, trigger: 'b' }, 2);
    expect(rollback).toEqual(SUCCEEDED);
    expect(subject.statuses).toEqual(['AVAILABLE', 'CANCELLED']);
  });
});

describe.each([['their values of now', false], ['the values of the state before', true]])('an update, with a rollback to %s,', (_, restoresValues) => {
  test.each([0.2, 0.9, 1.6, 2.4])('that is rolled back after %d hours cancels its build, and reports the previous image', async (hours) => {
    const subject = new RelayWorld([[{ hours: 1.3 }], [LONG]], restoresValues);
    await subject.create(MADE);
    const { end, rollback } = await subject.update({ ...MADE, trigger: 'b' }, subject.hours + hours);
    expect(end).toBe('INTERRUPTED');
    expect(rollback).toEqual(SUCCEEDED);
    expect(subject.deployed.at(-1)!.data.ImageArn).toBe(subject.builds[0].arn);
    expect(subject.statuses).toEqual(['AVAILABLE', 'CANCELLED']);
  });

  test('whose build fails rolls back to the previous image, and can be tried again', async () => {
    const subject = new RelayWorld([[{ hours: 1.3 }], [FAILS], [LONG]], restoresValues);
    await subject.create({ ...MADE, ...FAIL });
    const { end, rollback } = await subject.update({ ...MADE, ...FAIL, trigger: 'b' });
    expect(end).toEqual({ reason: expect.stringMatching(/^BUILD_FAILED: /) });
    expect(rollback).toEqual(SUCCEEDED);
    expect((await subject.update({ ...MADE, ...FAIL, trigger: 'b' })).end).toEqual(SUCCEEDED);
    expect(subject.statuses).toEqual(['AVAILABLE', 'FAILED', 'AVAILABLE']);
  });

  test('that is rolled back to a build that failed reports the failure again, and retries nothing', async () => {
    const subject = new RelayWorld([[FAILS, FAILS], [LONG]], restoresValues);
    await subject.create({ ...MADE, ...RETRIED });
    subject.calls = [];
    const { rollback } = await subject.update({ ...MADE, ...RETRIED, trigger: 'b' }, subject.hours + 1);
    expect(outcomeOf(rollback)).toBe('FAILED');
    expect(subject.calls).not.toContain('retry');
  });

  test('that makes it longer is rolled back to what it was', async () => {
    const subject = new RelayWorld([[{ hours: 0.5 }], [LONG]], restoresValues);
    await subject.create({ trigger: 'a', hours: 0.75 });
    const { rollback } = await subject.update({ ...MADE, trigger: 'b' }, subject.hours + 1.5);
    expect(rollback).toEqual(SUCCEEDED);
    expect(subject.statuses).toEqual(['AVAILABLE', 'CANCELLED']);
    expect(subject.deployed).toHaveLength(1);
  });
});

describe('an update', () => {
  test('that changes nothing runs nothing', async () => {
    const subject = world([LONG]);
    await subject.create(MADE);
    subject.calls = [];
    expect((await subject.update(MADE)).end).toEqual(SUCCEEDED);
    expect(subject.calls).toEqual([]);
  });

  test('with a new trigger builds, and all wait again', async () => {
    const subject = world([LONG], [LONG]);
    await subject.create(MADE);
    expect((await subject.update({ ...MADE, trigger: 'b' })).end).toEqual({ attributes: expect.objectContaining({ ImageArn: subject.builds[1].arn }) });
    expect(subject.hours).toBeCloseTo(5, 1);
  });

  test('that changes what is read reads the same image again, once', async () => {
    const subject = world([FAILS]);
    await subject.create(MADE);
    subject.calls = [];
    expect(outcomeOf((await subject.update({ ...MADE, hours: 4 })).end)).toBe('FAILED');
    expect(subject.calls.filter((call) => call === 'executions')).toHaveLength(1);
    expect(subject.builds).toHaveLength(1);
  });

  test.each([[0.5, 3], [3, 0.5], [3, 12], [12, 1]])('from %d to %d hours reports the image that it has', async (before, hours) => {
    const subject = world([{ hours: 0.4 }]);
    await subject.create({ trigger: 'a', hours: before });
    expect((await subject.update({ trigger: 'a', hours })).end).toEqual(SUCCEEDED);
    expect(subject.builds).toHaveLength(1);
  });

  test('whose image was deleted says that there is none', async () => {
    const subject = world([LONG]);
    await subject.create(MADE);
    subject.builds[0].isDeleted = true;
    expect(outcomeOf((await subject.update({ ...MADE, properties: { LogTail: 'true' } })).end)).toBe('NO_IMAGE');
  });

  test('whose image lost its tags says that it does not know the image', async () => {
    const subject = world([LONG]);
    await subject.create(MADE);
    subject.builds[0].tags = {};
    expect((await subject.update({ ...MADE, properties: { LogTail: 'true' } })).end).toEqual({
      attributes: expect.objectContaining({ Outcome: 'UNKNOWN', ImageArn: 'UNKNOWN', FailureMessage: expect.stringMatching(/^IMAGE_UNIDENTIFIED: /) }),
    });
  });
});

describe('the deletion of the stack', () => {
  test.each([0.2, 0.9, 1.6, 2.4])('after %d hours cancels the build, once', async (hours) => {
    const subject = world([LONG]);
    expect(await subject.create(MADE, hours)).toBe('INTERRUPTED');
    await subject.remove();
    expect(subject.statuses).toEqual(['CANCELLED']);
    expect(subject.calls.filter((call) => call === 'cancel')).toEqual(['cancel']);
  });

  test('cancels nothing that has ended', async () => {
    const subject = world([LONG]);
    await subject.create(MADE);
    subject.calls = [];
    await subject.remove();
    expect(subject.calls).toEqual(['pipelineImages']);
  });
});

describe('retries', () => {
  test('are requested by the one that waits when the test fails', async () => {
    const subject = world([FAILS, { hours: 0.5 }]);
    expect(await subject.create({ ...MADE, ...RETRIED })).toEqual({ attributes: expect.objectContaining({ Outcome: 'SUCCEEDED', Retries: '1' }) });
    expect(subject.calls.filter((call) => call === 'retry')).toEqual(['retry']);
    expect(subject.hours).toBeCloseTo(1.7, 1);
  });

  test('are as many as they may be, whoever requests them', async () => {
    const subject = world([FAILS, { hours: 0.6, ends: 'FAILED' }, { hours: 0.6, ends: 'FAILED' }, LONG]);
    expect(await subject.create({ ...MADE, properties: { MaxRetries: '2' } })).toEqual({ attributes: expect.objectContaining({ Outcome: 'FAILED', Retries: '2' }) });
    expect(subject.calls.filter((call) => call === 'tag')).toEqual(['tag', 'tag']);
  });

  test.each([0.749, 0.7499, 0.7505, 1.49])('of a test that fails after %d hours, when one hands over to the next, are requested once', async (hours) => {
    const subject = world([{ hours, ends: 'FAILED' }, { hours: 0.5 }]);
    expect(await subject.create({ ...MADE, ...RETRIED })).toEqual({ attributes: expect.objectContaining({ Outcome: 'SUCCEEDED', Retries: '1' }) });
    expect(retriesOf(subject.builds[0])).toBe('1');
  });

  test('that are refused are told with the failure, and not requested again', async () => {
    const subject = world([FAILS]);
    subject.fault = (call) => call === 'retry' ? { kind: 'FINAL', code: 'InvalidRequestException' } : undefined;
    expect(await subject.create({ ...MADE, ...RETRIED })).toEqual({
      attributes: expect.objectContaining({
        Outcome: 'FAILED', Retries: '1', FailureMessage: expect.stringMatching(/^exit 1.* \[retry 1 failed: retry of \S+ was refused with InvalidRequestException: no\]$/),
      }),
    });
    expect(subject.hours).toBeLessThan(1.25);
  });

  test('that cannot be remembered are told with the failure, and none is counted', async () => {
    const subject = world([FAILS]);
    subject.fault = (call) => call === 'tag' ? { kind: 'DENIED', operation: 'TagResource', code: 'AccessDeniedException' } : undefined;
    expect(await subject.create({ ...MADE, ...RETRIED })).toEqual({
      attributes: expect.objectContaining({
        Outcome: 'FAILED', Retries: '0', FailureMessage: expect.stringMatching(/ \[retry 1 failed: .*TagResource/),
      }),
    });
  });

  test('that run when all time is over are cancelled', async () => {
    const subject = world([FAILS, { hours: 20 }]);
    expect(await subject.create({ ...MADE, ...RETRIED })).toEqual({
      attributes: expect.objectContaining({
        Outcome: 'CANCELLED', Retries: '1', FailureMessage: expect.stringMatching(/^BUILD_TIMED_OUT: .* after 10800 seconds with 1 retry and was cancelled\. /),
      }),
    });
  });
});
