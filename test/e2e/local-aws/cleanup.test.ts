import { Cleanup, StoppedError } from './cleanup';

test('steps are undone in reverse order, once', async () => {
  const done: string[] = [];
  const cleanup = new Cleanup();
  await cleanup.add(async () => void done.push('first'));
  await cleanup.add(async () => void done.push('second'));

  await Promise.all([cleanup.run(), cleanup.run()]);

  expect(done).toEqual(['second', 'first']);
});

test('a step that fails does not keep the others from being undone, and is told', async () => {
  const done: string[] = [];
  const cleanup = new Cleanup();
  await cleanup.add(async () => void done.push('first'));
  await cleanup.add(async () => {throw new Error('stuck');});

  await expect(cleanup.run()).rejects.toThrow('Error: stuck');

  expect(done).toEqual(['first']);
});

test('what is added after the end is undone at once, and whoever adds it is stopped', async () => {
  const done: string[] = [];
  const cleanup = new Cleanup();
  expect(cleanup.hasBegun).toBe(false);
  await cleanup.run();
  expect(cleanup.hasBegun).toBe(true);

  await expect(cleanup.add(async () => void done.push('late'))).rejects.toThrow(StoppedError);

  expect(done).toEqual(['late']);
});
