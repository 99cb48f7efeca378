import { Reaction, serviceAt, troubleOf } from './service';
import { ClientLimits } from '../../../src/handler/adapters/signed-client';
import { startFunction } from '../../../src/handler/adapters/start-function';

const signal = new AbortController().signal;
const service = serviceAt('AWS_ENDPOINT_URL_LAMBDA');
const EVENT = { RequestType: 'Create', ResourceProperties: { Trigger: 'ä' } };

beforeEach(() => {
  process.env.START_FUNCTION = 'Stack-OnEvent1A2B-xyz';
});
afterAll(() => {
  delete process.env.START_FUNCTION;
});

const invoke = (limits?: Partial<ClientLimits>) => startFunction(limits).invoke(EVENT, signal);
test('the function in the environment is invoked with the event, and its answer is returned', async () => {
  service.answers({ ImageArn: 'arn' });
  await expect(invoke()).resolves.toEqual({ ImageArn: 'arn' });
  expect(service.calls.map(({ path, input }) => ({ path, input }))).toEqual([{ path: '/2015-03-31/functions/Stack-OnEvent1A2B-xyz/invocations', input: EVENT }]);
});

test.each<[string, Reaction, object]>([
  ['a function that fails', { status: 200, body: '{"errorType":"Error","errorMessage":"Task timed out"}' }, { kind: 'PASSING', code: 'UnusableAnswer', message: 'Task timed out' }],
  ['a page of a proxy', { status: 200, body: '<html>' }, { kind: 'PASSING', code: 'SyntaxError' }],
  ['a denial', { status: 403, body: '{"Message":"not authorized to perform: lambda:InvokeFunction"}' }, { kind: 'DENIED', message: 'not authorized to perform: lambda:InvokeFunction' }],
  ['a function that is not active yet', { status: 409, body: '{"message":"Pending"}' }, { kind: 'PASSING', code: 'HTTP 409', message: 'Pending' }],
  ['too many invocations', { status: 429, body: '{}' }, { kind: 'PASSING', message: 'The answer has no message.' }],
])('%s is trouble that names the call, and is left to the next poll', async (_, reaction, expected) => {
  service.reacts(reaction);
  await expect(troubleOf(invoke())).resolves.toMatchObject({
    service: 'lambda', operation: 'InvokeFunction', resource: 'function Stack-OnEvent1A2B-xyz', ...expected,
  });
  expect(service.calls).toHaveLength(1);
});
