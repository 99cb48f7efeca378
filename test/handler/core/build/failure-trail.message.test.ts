import { STEP, FAILED_TEST, trailOf } from './failed-build';
import { Step } from '../../../../src/handler/core/model/facts';
import { execution, failureTrail, image } from '../../fixtures';

describe('the message', () => {
  test.each<[string, Partial<Step>, object, string | undefined, string]>([
    ['the step', { message: 'of the step', outputs: '{"error":"of the outputs"}' }, { message: 'of the execution' }, 'of the image', 'of the step'],
    ['the outputs of the step', { message: ' ', outputs: '{"error":"of the outputs"}' }, { message: 'of the execution' }, 'of the image', 'of the outputs'],
    ['the execution', { message: '', outputs: 'odd' }, { message: 'of the execution' }, 'of the image', 'of the execution'],
    ['the image', {}, { message: undefined }, 'of the image', 'of the image'],
    ['nobody', {}, {}, undefined, 'UNKNOWN'],
    ['nobody who says more than a blank', { message: ' ' }, {}, undefined, 'UNKNOWN'],
  ])('is that of %s', (_, step, members, statusReason, message) => {
    const failed = { ...execution({ status: 'FAILED', ...members }), steps: [{ status: 'FAILED', ...step }] };
    expect(failureTrail(image({ status: 'FAILED', statusReason }), [failed])).toMatchObject({ FailureMessage: message });
  });

  test.each<[Partial<Step>, string]>([
    [{ attempt: 3, maxAttempts: 3 }, 'of the step (attempt 3 of 3)'],
    [{ attempt: 1, maxAttempts: 3 }, 'of the step (attempt 1 of 3)'],
    [{ attempt: 2 }, 'of the step (attempt 2)'],
    [{ attempt: 1, maxAttempts: 1 }, 'of the step'],
    [{ attempt: 1 }, 'of the step'],
    [{ maxAttempts: 3 }, 'of the step'],
    [{ outputs: '{"logUrl":"https://log/1"}' }, 'of the step (log: https://log/1)'],
    [
      { attempt: 2, outputs: '{"logUrl":"s3://log/1","runCommandId":"12345678-9abc-def0-1234-56789abcdef0"}' },
      'of the step (attempt 2, SSM command 12345678-9abc-def0-1234-56789abcdef0, log: s3://log/1)',
    ],
    [{ attempt: 2, maxAttempts: 2, outputs: '{"logUrl":"https://log/1"}' }, 'of the step (attempt 2 of 2, log: https://log/1)'],
  ])('of a step with %j is: %s', (members, message) => expect(trailOf(undefined, [{ ...STEP, ...members }])).toMatchObject({ FailureMessage: message }));

  test('tells the attempt also where there are no words', () => {
    const failed = { ...execution({ status: 'FAILED' }), steps: [{ status: 'FAILED', attempt: 2, maxAttempts: 2 }] };
    expect(failureTrail(image(), [failed])).toMatchObject({ FailureMessage: '(attempt 2 of 2)' });
  });
});

describe('what a command wrote', () => {
  const failed = [{ ...FAILED_TEST, steps: [{ ...STEP, message: undefined, outputs: '{"output":"+ export DB_PASSWORD=hunter2"}' }] }];
  const of = image({ status: 'FAILED' });

  test('is not shown', () => expect(failureTrail(of, failed)).toMatchObject({ FailureMessage: 'of the execution' }));
  test('is shown with the log', () => {
    expect(failureTrail(of, failed, { lines: [] })).toMatchObject({ FailureMessage: '+ export DB_PASSWORD=hunter2' });
  });
});

describe('the end of the log', () => {
  const failed = image({ status: 'FAILED', statusReason: 'Component failed' });

  test('stands after the message', () => {
    expect(failureTrail(failed, [], { lines: ['Stdout: ok', 'Stderr: rpcbind is active'] }).FailureMessage).toBe('Component failed [log: Stderr: rpcbind is active]');
  });

  test('stands alone where there is no other word', () => {
    expect(failureTrail(image({ status: 'FAILED' }), [], { lines: ['exit status 1'] }).FailureMessage).toBe('[log: exit status 1]');
  });

  test('leaves the message alone where there is none', () => {
    expect(failureTrail(failed, [], { lines: [] }).FailureMessage).toBe('Component failed');
    expect(failureTrail(image({ status: 'FAILED' }), [], { lines: [] }).FailureMessage).toBe('UNKNOWN');
  });

  test('has room after a long message', () => {
    const { FailureMessage } = failureTrail({ ...failed, statusReason: 'x'.repeat(2000) }, [], { lines: [`error ${'y'.repeat(2000)}`] });
    expect(FailureMessage).toMatch(/^x{497}… \[log: error y+…\]$/);
    expect(FailureMessage.length).toBeLessThan(1200);
  });

  test('says nothing of a build in which nothing failed', () => {
    expect(failureTrail(image(), [], { lines: ['error'] }).FailureMessage).toBe('NONE');
  });
});
