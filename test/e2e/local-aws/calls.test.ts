import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { Calls } from './calls';
import { ProcessGroup } from './processes';
import { serverPython } from './python-environments';

jest.setTimeout(120_000);

const PARAMETER = { service: 'ssm', operation: 'GetParameter', input: { Name: 'ami' } };

let server: Server;
let calls: Calls;
const started: ProcessGroup[] = [];

beforeAll(async () => {
  // Answers with the Region for which the call is signed.
  server = createServer((request, response) => {
    const [, region] = /Credential=key\/\d+\/([^/]+)\//.exec(request.headers.authorization!)!;
    response.writeHead(region === 'eu-west-1' ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(region === 'eu-west-1' ? { __type: 'ParameterNotFound', message: 'None.' } : { Parameter: { Value: region } }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  calls = new Calls({
    python: await serverPython(),
    env: {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      PYTHONDONTWRITEBYTECODE: '1',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    onStart: async (group) => void started.push(group),
  });
}, 300_000);

afterAll(async () => {
  await Promise.all(started.map((group) => group.end()));
  await new Promise((done) => server.close(done));
});

test('calls of all Regions are answered by one process, also when they are made at the same time', async () => {
  const results = await Promise.all(['us-east-1', 'us-west-2'].map((region) => calls.make({ ...PARAMETER, region })));
  expect(results).toEqual([{ answer: { Parameter: { Value: 'us-east-1' } } }, { answer: { Parameter: { Value: 'us-west-2' } } }]);
  expect(started).toHaveLength(1);
});

test.each([
  ['of the service', { ...PARAMETER, region: 'eu-west-1' }, /^ParameterNotFound: .* None\.$/],
  ['of the client', { ...PARAMETER, region: 'us-east-1', operation: 'GetNothing' }, /^KeyError: /],
])('an error %s is told, and the next call is answered', async (_, call, error) => {
  expect(await calls.make(call)).toEqual({ error: expect.stringMatching(error) });
  expect(await calls.make({ ...PARAMETER, region: 'us-east-1' })).toHaveProperty('answer');
});

test('when the process has ended, each call is told so', async () => {
  await started[0].end();
  expect(await calls.make({ ...PARAMETER, region: 'us-east-1' })).toHaveProperty('error');
});
