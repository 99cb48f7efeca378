import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Reaction, serviceAt, troubleOf } from './service';
import { buildLog } from '../../../src/handler/adapters/build-log';
import { ClientLimits } from '../../../src/handler/adapters/signed-client';

const signal = new AbortController().signal;
const service = serviceAt('AWS_ENDPOINT_URL_CLOUDWATCH_LOGS');

const tail = (limits: Partial<ClientLimits> = {}, stop = signal) => buildLog(limits).tail('/aws/imagebuilder/golden', '1.2.3/4', stop);
/** As services with JSON 1.1 send it, some of them with a namespace. */
const error = (code: string, status: number, message: string): Reaction => ({ status, body: JSON.stringify({ __type: `com.amazonaws.logs#${code}`, message }) });
const messages = (...texts: string[]) => texts.map((message, timestamp) => ({ timestamp, message }));

test('the last events of the stream, oldest first', async () => {
  service.answers({ events: messages('a', 'b'), nextBackwardToken: 'b/1' });
  await expect(buildLog().tail('/aws/imagebuilder/golden', '1.2.3/4', signal)).resolves.toEqual(['a', 'b']);
  expect(service.calls.map(({ input }) => input)).toEqual([
    { logGroupName: '/aws/imagebuilder/golden', logStreamName: '1.2.3/4', limit: 200, startFromHead: false },
  ]);
});

test('a page without events is followed once, and no further', async () => {
  service.answers({ events: [], nextBackwardToken: 'b/1' }, { events: messages('a'), nextBackwardToken: 'b/2' });
  await expect(tail()).resolves.toEqual(['a']);
  expect(service.calls.map(({ input }) => input.nextToken)).toEqual([undefined, 'b/1']);

  service.answers({ events: [], nextBackwardToken: 'b/1' }, { nextBackwardToken: 'b/2' }, { events: messages('never') });
  await expect(tail()).resolves.toEqual([]);
  expect(service.calls).toHaveLength(2);
});

test.each([[{}], [{ events: [] }], [{ events: [null, {}, { message: '' }] }]])('an answer like %j has no lines', async (answer) => {
  service.answers(answer);
  const lines = await tail();
  expect(lines.filter((line) => line !== '')).toEqual([]);
  expect(service.calls).toHaveLength(1);
});

test.each([
  ['AccessDeniedException', 400, 'User: x is not authorized to perform: logs:GetLogEvents on resource: arn:aws:logs:eu-central-1:1:log-group:g:log-stream:s because', 'DENIED'],
  ['ResourceNotFoundException', 400, 'The specified log group does not exist.', 'NOT_FOUND'],
  ['InvalidParameterException', 400, 'Wrong.', 'FINAL'],
])('%s is trouble that names the call', async (code, status, message, kind) => {
  service.reacts(error(code, status, message));
  await expect(troubleOf(tail())).resolves.toMatchObject({
    kind, code, message, httpStatus: status, service: 'logs', operation: 'GetLogEvents', resource: 'log group /aws/imagebuilder/golden',
  });
  expect(service.calls).toHaveLength(1);
});

test.each([
  [{ status: 502, body: '<html>Bad gateway</html>' }], [{ status: 200, body: '<html>Captured</html>' }], [{ status: 200, body: '{"events"' }],
])('an answer that is not JSON may pass: %j', async (reaction) => {
  service.reacts(reaction);
  await expect(troubleOf(tail())).resolves.toMatchObject({ kind: 'PASSING', code: 'SyntaxError', operation: 'GetLogEvents' });
});

test('an error that says nothing is told by its status', async () => {
  service.reacts({ status: 400, body: '{}' });
  await expect(troubleOf(tail())).resolves.toMatchObject({ kind: 'FINAL', code: 'UnknownError', httpStatus: 400, message: 'The answer has no message.' });
});

test('without an endpoint in the environment the logs of the Region are asked', async () => {
  const { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint } = process.env;
  delete process.env.AWS_ENDPOINT_URL_CLOUDWATCH_LOGS;
  const handle = jest.spyOn(NodeHttpHandler.prototype, 'handle').mockResolvedValue({ response: { statusCode: 200, headers: {}, body: [Buffer.from('{}')] } as any });
  await tail();
  expect(handle.mock.calls[0][0]).toMatchObject({ protocol: 'https:', hostname: 'logs.eu-central-1.amazonaws.com', path: '/', headers: { 'x-amz-target': 'Logs_20140328.GetLogEvents' } });
  handle.mockRestore();
  process.env.AWS_ENDPOINT_URL_CLOUDWATCH_LOGS = endpoint;
});

test('throttling is tried again, and then told', async () => {
  service.reacts(error('ThrottlingException', 400, 'Rate exceeded'), { body: JSON.stringify({ events: messages('a') }) });
  await expect(tail()).resolves.toEqual(['a']);
  service.reacts(error('ThrottlingException', 400, 'Rate exceeded'));
  await expect(troubleOf(tail())).resolves.toMatchObject({ kind: 'PASSING', code: 'ThrottlingException' });
  expect(service.calls).toHaveLength(2);
});

test('an answer that never comes ends with the time that it has', async () => {
  service.reacts(() => undefined);
  await expect(troubleOf(tail({ totalMillis: 50 }))).resolves.toMatchObject({ kind: 'PASSING' });
  await expect(troubleOf(tail({ answerMillis: 50, attempts: 1 }))).resolves.toMatchObject({ kind: 'PASSING', code: 'TimeoutError' });
  const stop = new AbortController();
  stop.abort();
  await expect(troubleOf(tail({}, stop.signal))).resolves.toMatchObject({ kind: 'PASSING', code: 'AbortError' });
});
