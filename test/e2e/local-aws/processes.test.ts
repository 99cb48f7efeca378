import { processesNaming } from './leftovers';
import { run, startGroup, within } from './processes';

const env = { PATH: process.env.PATH };

/** A text that no other process has in its arguments. */
const mark = `mark-${process.pid}-${Date.now()}`;

test('a program that ends gives its exit code and everything that it wrote', async () => {
  const result = await run('sh', ['-c', 'echo out; echo err >&2; exit 3'], { env, timeoutSeconds: 10 });
  expect(result.code).toBe(3);
  expect(result.output.split('\n').sort()).toEqual(['err', 'out']);
});

test('a program that a signal ends gives its name', async () => {
  expect((await run('sh', ['-c', 'kill -KILL $$'], { env, timeoutSeconds: 10 })).code).toBe('SIGKILL');
});

test('a program that is not there is an error', async () => {
  await expect(run('no-such-program', [], { env, timeoutSeconds: 10 })).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a program that does not end is ended at the time limit, with everything that it started', async () => {
  const script = `echo begun; sh -c 'sleep 60; : ${mark}' & wait`;

  await expect(run('sh', ['-c', script], { env, timeoutSeconds: 1 })).rejects.toThrow(/^`sh -c [^]*` must end within 1 s, got so far:\nbegun$/);

  expect(await processesNaming(mark)).toEqual([]);
});

test('what a program leaves behind ends with it', async () => {
  expect((await run('sh', ['-c', `sh -c 'sleep 60; : ${mark}' & exit 0`], { env, timeoutSeconds: 10 })).code).toBe(0);
  expect(await processesNaming(mark)).toEqual([]);
});

test('a group that ignores the request to end is killed', async () => {
  let begun: () => void;
  const beginning = new Promise<void>((done) => {begun = done;});
  const script = `trap '' TERM; echo begun; while :; do sleep 1; : ${mark}; done`;
  const group = await startGroup('sh', ['-c', script], { env, onLine: () => begun() });
  await beginning;

  await group.end();

  expect(await group.exit).toEqual({ code: 'SIGKILL' });
  expect(await processesNaming(mark)).toEqual([]);
}, 15_000);

test('waiting has a limit', async () => {
  expect(await within(0.05, new Promise(() => {}))).toBeUndefined();
  expect(await within(10, Promise.resolve('value'))).toBe('value');
});
