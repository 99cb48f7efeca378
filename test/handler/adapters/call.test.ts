import { withinMillis } from '../../../src/handler/adapters/call';

const untilAborted = (signal: AbortSignal) => new Promise<string>((resolve) => {
  if (signal.aborted) resolve('was aborted');
  signal.addEventListener('abort', () => resolve('aborted'));
});
const never = new AbortController().signal;

test('what is quick enough is left alone', async () => {
  let given: AbortSignal | undefined;
  await expect(withinMillis(20, never, async (signal) => { given = signal; return 'done'; })).resolves.toBe('done');
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(given!.aborted).toBe(false);
});

test('what takes too long is aborted', async () => {
  await expect(withinMillis(10, never, untilAborted)).resolves.toBe('aborted');
});

test('an abort is handed on, also one of before', async () => {
  const stop = new AbortController();
  const run = withinMillis(10_000, stop.signal, untilAborted);
  stop.abort();
  await expect(run).resolves.toBe('aborted');
  await expect(withinMillis(10_000, stop.signal, untilAborted)).resolves.toBe('was aborted');
});
