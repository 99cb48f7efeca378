import { jsonBytes } from '../../../../src/handler/core/answer/text';
import { logNote } from '../../../../src/handler/core/build/log-tail';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { LogTail } from '../../../../src/handler/core/model/facts';

const callFailure = (members: Partial<CallFailure> = {}): LogTail => ({
  callFailure: { service: 'logs', operation: 'GetLogEvents', resource: 'log group /aws/imagebuilder/golden', kind: 'PASSING', code: 'AccessDeniedException', message: '', ...members },
});

describe('the end of a log', () => {
  test.each<[string, string[], string | undefined]>([
    ['its lines of errors, and no others', ['Stdout: Installing', 'Stderr: no space left', 'Stdout: Done', 'ExitCode 1'], 'Stderr: no space left | ExitCode 1'],
    ['its last lines where none tells of an error', ['a', 'b'], 'a | b'],
    ['five lines at most', ['1', '2', '3', '4', '5', '6'], '2 | 3 | 4 | 5 | 6'],
    ['five lines of errors at most', [1, 2, 3, 4, 5, 6].map((n) => `error ${n}`), 'error 2 | error 3 | error 4 | error 5 | error 6'],
    ['no lines of the service about states', ['rpcbind is active', 'Image transitioned to FAILED state for Image ARN: arn:aws:…'], 'rpcbind is active'],
    ['no exits without an error, and no empty standard error', ['Stdout: ok', 'Stderr: ', 'ExitCode 0', 'exit status: 0'], 'Stdout: ok'],
    ['each line on one line, and no empty ones', ['Stderr: a\r\n\tb', '  ', '\u0007'], 'Stderr: a b'],
    ['no empty lines between the last ones', ['a', ' ', 'b'], 'a | b'],
    ['a line of a command that speaks of states', ['echo: Image transitioned to FAILED', 'b'], 'echo: Image transitioned to FAILED'],
    ['no exit without an error, however it is written', ['ExitCode:0', 'exit status0', 'STDERR', 'b'], 'b'],
    ['nothing where there is nothing', [], undefined],
    ['nothing where the service says nothing else', ['Image transitioned to FAILED state'], undefined],
  ])('is %s', (_, lines, note) => {
    expect(logNote({ lines })).toBe(note);
  });

  test.each([
    'CmdExecution: [ERROR] Command execution has resulted in an error', 'E: Unable to locate package', 'fatal: not a git repository',
    'curl: (28) Connection timed out', 'rm: cannot remove \'x\'', 'bash: foo: command not found', 'Permission denied', 'exit status 1',
    'request timeout', 'operation time out', 'exitcode=2',
  ])('takes for an error: %s', (line) => {
    expect(logNote({ lines: [line, 'Stdout: cleaning up'] })).toBe(line);
  });

  test('has 600 bytes at most: earlier lines give way to later ones, and a line that is longer is cut', () => {
    expect(logNote({ lines: ['x'.repeat(300), 'y'.repeat(297)] })).toBe(`${'x'.repeat(300)} | ${'y'.repeat(297)}`);
    expect(logNote({ lines: ['x'.repeat(300), 'y'.repeat(298)] })).toBe('y'.repeat(298));
    const long = logNote({ lines: ['before', '検'.repeat(300)] })!;
    expect(long).toMatch(/^検+…$/);
    expect(jsonBytes(long)).toBe(600);
  });
});

describe('a log that could not be read', () => {
  test('says so where that is denied', () => {
    expect(logNote(callFailure({ kind: 'DENIED' }))).toBe('logs:GetLogEvents on log group /aws/imagebuilder/golden is denied');
    expect(logNote(callFailure({ kind: 'DENIED', message: 'User: x is not authorized to perform: logs:GetLogEvents on resource: arn:aws:logs:eu-west-1:1:log-group:g:log-stream:s because' })))
      .toBe('logs:GetLogEvents on arn:aws:logs:eu-west-1:1:log-group:g:log-stream:s is denied');
  });

  test('says so where the credentials are refused', () => {
    expect(logNote(callFailure({ kind: 'DENIED', code: 'UnrecognizedClientException' }))).toBe('GetLogEvents was refused with UnrecognizedClientException');
  });

  test.each(['PASSING', 'NOT_FOUND', 'FINAL'] as const)('says nothing where it is %s', (kind) => {
    expect(logNote(callFailure({ kind }))).toBeUndefined();
  });

  test('says nothing where nobody asked for it', () => {
    expect(logNote(undefined)).toBeUndefined();
  });
});
