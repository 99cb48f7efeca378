import { standardOutputLog, standardOutputMetrics, systemClock } from '../../../src/handler/adapters/system';

test('tells the time', () => {
  expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1_000);
});

describe('sleep', () => {
  const took = async (sleeping: Promise<void>) => {
    const before = performance.now();
    await sleeping;
    return performance.now() - before;
  };

  test('lasts as long as it should', async () => {
    expect(await took(systemClock.sleep(100, new AbortController().signal))).toBeGreaterThanOrEqual(80);
  });

  test('ends early when it is aborted', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 5);
    expect(await took(systemClock.sleep(10_000, stop.signal))).toBeLessThan(1_000);
  });

  test('does not begin when it was aborted before', async () => {
    expect(await took(systemClock.sleep(10_000, AbortSignal.abort()))).toBeLessThan(1_000);
  });
});

test('writes one JSON object a line, whatever is in it', () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  standardOutputLog.write('polled', { source: 'arn', count: 1, why: undefined, reason: 'two\nlines' });
  const written = write.mock.calls.map(([text]) => text);
  write.mockRestore();
  expect(written).toEqual(['{"event":"polled","source":"arn","count":1,"reason":"two\\nlines"}\n']);
});

test('writes metrics to the log as they are', () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  standardOutputMetrics.write('{"_aws":{}}');
  const written = write.mock.calls.map(([text]) => text);
  write.mockRestore();
  expect(written).toEqual(['{"_aws":{}}\n']);
});
