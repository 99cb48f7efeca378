import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tsxCommand } from './cdk';
import { processesNaming } from './leftovers';
import { Exit, ProcessGroup, startGroup, within } from './processes';

jest.setTimeout(120_000);

let temporary: string;
let program: ProcessGroup | undefined;

beforeEach(async () => {
  temporary = await realpath(await mkdtemp(join(tmpdir(), 'stop-test-')));
});

afterEach(async () => {
  await program?.end();
  await rm(temporary, { recursive: true, force: true });
});

/** The program that deploys, at the moment in which its output has the text. */
async function runUntil(text: string): Promise<ProcessGroup> {
  const [command, ...args] = tsxCommand(join(__dirname, 'interrupted.ts'));
  let seen: () => void;
  const output = new Promise<void>((done) => {seen = done;});
  const group = program = await startGroup(command, args, {
    // Otherwise tsx keeps a cache in the temporary folder.
    env: { ...process.env, TMPDIR: temporary, TSX_DISABLE_CACHE: '1' },
    onLine: (line) => {
      if (line.includes(text)) {seen();}
    },
  });
  const first = await within(90, Promise.race([output.then(() => 'seen'), group.exit]));
  if (first !== 'seen') {throw new Error(`The program must print ${text}, got:\n${group.tail()}`);}
  return group;
}

async function exitWithin(seconds: number, group: ProcessGroup): Promise<Exit> {
  const exit = await within(seconds, group.exit);
  if (!exit) {throw new Error(`The program must end within ${seconds} s, got:\n${group.tail()}`);}
  return exit;
}

/** What is left after at most so many seconds. */
async function leftovers(seconds: number): Promise<string[]> {
  let left: string[] = [];
  for (const limit = Date.now() + seconds * 1000; Date.now() < limit; await sleep(100)) {
    left = [...await processesNaming(temporary), ...await readdir(temporary)];
    if (left.length === 0) {break;}
  }
  return left;
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s in the middle of a deployment leaves no process and no folder', async (signal) => {
  const group = await runUntil('building');
  const running = (await processesNaming(temporary)).join('\n');
  expect(running).toContain('local_aws.py');
  expect(running).toContain('cdk-commands.mjs');

  process.kill(group.pid, signal);

  expect(await exitWithin(20, group)).toEqual({ code: signal });
  expect(await leftovers(1)).toEqual([]);
});

test('Ctrl-C while it starts leaves no process and no folder', async () => {
  const group = await runUntil('starting the local AWS');

  process.kill(group.pid, 'SIGINT');

  expect(await exitWithin(20, group)).toEqual({ code: 'SIGINT' });
  expect(await leftovers(1)).toEqual([]);
});

test('a program that is killed outright takes the local AWS with it', async () => {
  const group = await runUntil('building');

  process.kill(group.pid, 'SIGKILL');

  await exitWithin(20, group);
  expect(await leftovers(30)).toEqual([]);
});
