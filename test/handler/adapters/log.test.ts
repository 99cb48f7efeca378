import { standardOutputLog } from '../../../src/handler/adapters/log';

test('writes one JSON object a line, whatever is in it', () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  standardOutputLog.write('polled', { source: 'arn', count: 1, why: undefined, reason: 'two\nlines' });
  const written = write.mock.calls.map(([text]) => text);
  write.mockRestore();
  expect(written).toEqual(['{"event":"polled","source":"arn","count":1,"reason":"two\\nlines"}\n']);
});
