import { CdkProcess } from './cdk-process';
import { processesNaming } from './leftovers';
import { ProcessGroup } from './processes';

jest.setTimeout(60_000);

/** A text that no other process has in its arguments. */
const mark = `mark-${process.pid}-${Date.now()}`;

let group: ProcessGroup;
let cdk: CdkProcess;

beforeAll(async () => {
  cdk = await CdkProcess.start({ PATH: process.env.PATH, HOME: process.env.TMPDIR, CDK_DISABLE_CLI_TELEMETRY: 'true' }, async (started) => {group = started;});
});

afterAll(async () => group.end());

/** A command that runs an app, which is one of the shell here. */
function list(script: string, env = {}) {
  return { args: ['list', '--no-notices', '--app', script], env, cwd: __dirname };
}

test('each command has its exit code, its output and its variables', async () => {
  const failed = await cdk.run(list('echo "of the app: $OF_THE_COMMAND."; exit 3', { OF_THE_COMMAND: 'first' }), {});
  expect({ ...failed, seconds: undefined }).toEqual({ code: 1, output: expect.stringMatching(/^of the app: first\.\n[^]*error 3/im), seconds: undefined });

  const lines: string[] = [];
  const other = await cdk.run(list('echo "of the app: $OF_THE_COMMAND."; exit 4'), { onLine: (line) => lines.push(line) });
  expect(other.output).toMatch(/^of the app: \.\n[^]*error 4/im);
  expect(lines.join('\n')).toBe(other.output);
  expect(other.output).not.toContain('first');
  expect(cdk.hasEnded()).toBe(false);

  expect(await cdk.run({ args: ['context', '--no-notices'], env: {}, cwd: __dirname }, {})).toMatchObject({ code: 0 });
});

test('a command that does not end is ended at the time limit, with its process and its app', async () => {
  await expect(cdk.run(list(`echo begun; sleep 60; : ${mark}`), { timeoutSeconds: 2 })).rejects.toThrow(/^`cdk list [^]*` must end within 2 s, got so far:\n[^]*begun/);

  expect(cdk.hasEnded()).toBe(true);
  expect(await processesNaming(mark)).toEqual([]);
});
