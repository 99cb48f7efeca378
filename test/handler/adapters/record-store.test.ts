import { createHash } from 'node:crypto';
import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { recordStore } from '../../../src/handler/adapters/record-store';
import { CallFailed } from '../../../src/handler/core/model/call-failure';

type Reaction = (request: http.IncomingMessage, body: string) => { status: number; code?: string; headers?: http.OutgoingHttpHeaders; body?: string };

/** A bucket with the conditional writes of Amazon S3. */
const objects = new Map<string, { body: string; etag: string }>();
const received: { method: string; url: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
const bucket: Reaction = ({ method, url, headers }, body) => {
  const object = objects.get(url!);
  if (method === 'GET') return object === undefined ? { status: 404, code: 'NoSuchKey' } : { status: 200, headers: { etag: object.etag }, body: object.body };
  if (headers['if-match'] !== undefined && object === undefined) return { status: 404, code: 'NoSuchKey' };
  const isUnmet = (headers['if-none-match'] === '*' && object !== undefined) || (headers['if-match'] !== undefined && headers['if-match'] !== object!.etag);
  if (isUnmet) return { status: 412, code: 'PreconditionFailed' };
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  objects.set(url!, { body, etag });
  return { status: 200, headers: { etag } };
};
let reactions: Reaction[] = [];
const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    received.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    const { status, code, headers, body: answer } = (reactions.shift() ?? bucket)(request, body);
    response.writeHead(status, headers).end(code === undefined ? answer : `<Error><Code>${code}</Code><Message>No.</Message></Error>`);
  });
});

const environment = { ...process.env };
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  process.env = {
    ...environment, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-a-secret', AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
  };
});
beforeEach(() => {
  objects.clear();
  received.length = 0;
  reactions = [];
});
afterAll(async () => {
  process.env = environment;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const PLACE = { bucket: 'records', key: 'records/day=2026-01-05/a b.json' };
const signal = new AbortController().signal;
const store = () => recordStore({ backoffMillis: 1, attempts: 2 });

test('an object is made once, read with its tag, and replaced as long as nobody else has replaced it', async () => {
  await expect(store().read(PLACE, signal)).resolves.toBeUndefined();
  const tag = await store().create(PLACE, '{"a":"検"}', signal);
  expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
  await expect(store().create(PLACE, '{"b":1}', signal)).resolves.toBeUndefined();
  await expect(store().read(PLACE, signal)).resolves.toEqual({ body: '{"a":"検"}', tag });
  const second = await store().replace(PLACE, '{"c":1}', tag!, signal);
  expect(second).not.toBe(tag);
  await expect(store().replace(PLACE, '{"d":1}', tag!, signal)).resolves.toBeUndefined();
  await expect(store().read(PLACE, signal)).resolves.toEqual({ body: '{"c":1}', tag: second });
  expect(received[0]).toMatchObject({ method: 'GET', url: '/records/records/day%3D2026-01-05/a%20b.json' });
  expect(received[1]).toMatchObject({ method: 'PUT', headers: { 'if-none-match': '*', 'content-type': 'application/json' } });
  expect(received[1].headers.authorization).toMatch(/SignedHeaders=[^,]*if-none-match/);
});

test('an object in pieces is read as a whole, wherever the connection cuts its letters', async () => {
  const text = `"a${'検'.repeat(200_000)}😀"`;
  await store().create(PLACE, () => [text.slice(0, 9), text.slice(9)], signal);
  await expect(store().read(PLACE, signal)).resolves.toMatchObject({ body: text });
});

test('an object that was deleted is not replaced', async () => {
  await expect(store().replace(PLACE, '{}', '"tag"', signal)).resolves.toBeUndefined();
});

test('what decides nothing is written whatever is there, with its type', async () => {
  await store().put(PLACE, 'text/html; charset=utf-8', '<p>1</p>', signal);
  await store().put({ ...PLACE, owner: '123456789012' }, 'text/html; charset=utf-8', '<p>2</p>', signal);
  expect(received[1]).toMatchObject({ body: '<p>2</p>', headers: { 'content-type': 'text/html; charset=utf-8', 'x-amz-expected-bucket-owner': '123456789012' } });
});

test('of two writes at once the one that has to wait tries again', async () => {
  reactions = [() => ({ status: 409, code: 'ConditionalRequestConflict' })];
  await expect(store().create(PLACE, '{}', signal)).resolves.toBeDefined();
  expect(received).toHaveLength(2);
});

test.each([
  ['AccessDenied', 403, 'DENIED'], ['NoSuchBucket', 404, 'FINAL'], ['SlowDown', 503, 'PASSING'],
])('%s is a failure of each call, and not an object that is missing', async (code, status, kind) => {
  for (const run of [
    () => store().read(PLACE, signal), () => store().create(PLACE, '{}', signal), () => store().replace(PLACE, '{}', '"tag"', signal),
    () => store().put(PLACE, 'text/html', '', signal),
  ]) {
    reactions = Array(2).fill(() => ({ status, code }));
    const error = await run().then(() => undefined, (thrown: CallFailed) => thrown.callFailure);
    expect(error).toMatchObject({ kind, code, service: 's3', resource: 's3://records/records/day=2026-01-05/a b.json' });
  }
});

test.each([
  ['GetObject', () => store().read(PLACE, signal)], ['PutObject', () => store().create(PLACE, '{}', signal)],
])('an answer of %s without a tag is none', async (operation, run) => {
  reactions = [() => ({ status: 200, body: '{}' })];
  await expect(run()).rejects.toMatchObject({ callFailure: { kind: 'PASSING', code: 'UnusableAnswer', operation } });
});

describe('a bucket in another Region', () => {
  const redirect: Reaction = () => ({ status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'us-east-1' } });
  const regionOf = ({ headers }: { headers: http.IncomingHttpHeaders }) => /Credential=[^/]+\/\d+\/([^/]+)/.exec(headers.authorization!)![1];

  test('is found by the first answer, and called there from then on', async () => {
    reactions = [redirect];
    const one = store();
    await one.create(PLACE, '{}', signal);
    await one.read(PLACE, signal);
    expect(received.map(regionOf)).toEqual(['eu-central-1', 'us-east-1', 'us-east-1']);
  });

  test('that an account must enable is found by its refusal', async () => {
    const headers = { 'x-amz-bucket-region': 'ap-east-1' };
    reactions = [() => ({ status: 400, code: 'IllegalLocationConstraintException', headers })];
    const one = store();
    await one.create(PLACE, '{}', signal);
    await one.read(PLACE, signal);
    expect(received.map(regionOf)).toEqual(['eu-central-1', 'ap-east-1', 'ap-east-1']);
  });

  test('that is not where it is said to be is a failure', async () => {
    reactions = [redirect, redirect];
    await expect(store().read(PLACE, signal)).rejects.toMatchObject({ callFailure: { kind: 'FINAL', code: 'PermanentRedirect' } });
    expect(received).toHaveLength(2);
  });

  test('is found by the answer to a signature for the Region of the function', async () => {
    const body = '<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region \'eu-central-1\' is wrong; expecting \'us-east-1\'</Message>'
      + '<Region>us-east-1</Region></Error>';
    reactions = [() => ({ status: 400, body })];
    await store().create(PLACE, '{}', signal);
    expect(received.map(regionOf)).toEqual(['eu-central-1', 'us-east-1']);
  });

  test('that is not named is a failure, in one sentence', async () => {
    const message = 'The authorization header is malformed; the region \'eu-central-1\' is wrong; expecting another one.';
    reactions = [() => ({ status: 400, body: `<Error><Code>AuthorizationHeaderMalformed</Code><Message>${message}</Message></Error>` })];
    await expect(store().read(PLACE, signal)).rejects.toMatchObject({
      message: `GetObject: AuthorizationHeaderMalformed: ${message}`, callFailure: { kind: 'FINAL' },
    });
    expect(received).toHaveLength(1);
  });

  test('has a host there', async () => {
    const url = process.env.AWS_ENDPOINT_URL_S3;
    delete process.env.AWS_ENDPOINT_URL_S3;
    const moved = { response: { statusCode: 301, headers: { 'x-amz-bucket-region': 'us-east-1' }, body: [Buffer.from('<Code>PermanentRedirect</Code>')] as any } };
    const found = { response: { statusCode: 200, headers: { etag: '"1"' }, body: [] as any } };
    const handle = jest.spyOn(NodeHttpHandler.prototype, 'handle').mockResolvedValueOnce(moved as any).mockResolvedValueOnce(found as any);
    await store().read(PLACE, signal);
    process.env.AWS_ENDPOINT_URL_S3 = url;
    expect(handle.mock.calls.map(([request]) => request.hostname)).toEqual(['records.s3.eu-central-1.amazonaws.com', 'records.s3.us-east-1.amazonaws.com']);
    jest.restoreAllMocks();
  });
});
