import { createHash, createHmac } from 'node:crypto';
import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { troubleOf } from './service';
import { detailsStore } from '../../../src/handler/adapters/details-store';
import { ClientLimits } from '../../../src/handler/adapters/signed-client';
import { DetailsPlace } from '../../../src/handler/core/model/details-place';

/** Requests as they arrived, and what is answered to them, one after the other; the last repeats. */
const received: { method: string; url: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
let reactions: ((response: http.ServerResponse) => void)[] = [];
const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    received.push({ method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() });
    (reactions.length > 1 ? reactions.shift()! : reactions[0])(response);
  });
});
const ETAG = '"9b2cf535f27731c974343645a3985328"';
let url: string;

const answer = (status: number, code?: string, message?: string) => (response: http.ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/xml', ...status === 200 ? { ETag: ETAG } : {} }).end(code && `<?xml version="1.0"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
};

const environment = { ...process.env };
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  received.length = 0;
  reactions = [answer(200)];
  process.env = {
    ...environment, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not-a-secret', AWS_SESSION_TOKEN: 'session', AWS_ENDPOINT_URL_S3: url,
  };
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  process.env = environment;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

// A large document is 64 MB.
jest.setTimeout(30_000);

const PLACE: DetailsPlace = { bucket: 'my-bucket', key: 'reports/Golden/image/golden/1.2.3/4.json' };
const signal = new AbortController().signal;
const put = (limits: Partial<ClientLimits> = {}, stop = signal) => detailsStore({ backoffMillis: 1, ...limits }).put(PLACE, () => ['{"a":', '"検"}\n'], stop);
describe('a document', () => {
  test('is put into a bucket of another Region, which the first answer names', async () => {
    reactions = [
      (response) => response.writeHead(301, { 'x-amz-bucket-region': 'us-east-1' }).end('<Error><Code>PermanentRedirect</Code></Error>'), answer(200),
    ];
    await put();
    expect(received.map(({ headers, body }) => [/Credential=[^/]+\/\d+\/([^/]+)/.exec(headers.authorization!)![1], body])).toEqual([
      ['eu-central-1', '{"a":"検"}\n'], ['us-east-1', '{"a":"検"}\n'],
    ]);
  });

  test('is put where it belongs, signed, with its hash and its type', async () => {
    await put();
    const { method, url: path, headers, body } = received[0];
    expect([received.length, method, path, body]).toEqual([1, 'PUT', '/my-bucket/reports/Golden/image/golden/1.2.3/4.json', '{"a":"検"}\n']);
    expect(headers).toMatchObject({
      'host': new URL(url).host,
      'content-type': 'application/json',
      'content-length': '12',
      'x-amz-security-token': 'session',
      // printf '{"a":"検"}\n' | sha256sum
      'x-amz-content-sha256': '79fde93aed12ca4f2e554880fd7d610b9032b4738db8a6c0576770b86214224a',
      'authorization': expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=\S*host\S*x-amz-content-sha256\S*, Signature=[0-9a-f]{64}$/),
    });
  });

  test('has an ETag, which is returned', async () => {
    await expect(put()).resolves.toBe(ETAG);
  });

  test('is not taken as written by what answers without an ETag, such as a proxy', async () => {
    reactions = [(response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')];
    await expect(troubleOf(put())).resolves.toMatchObject({ kind: 'PASSING', operation: 'PutObject', message: 'The answer has no `ETag`.' });
  });

  test('has the signature that its secret makes', async () => {
    await put();
    const [, signature] = /Signature=(\w+)$/.exec(received[0].headers.authorization!)!;
    expect(signature).toBe(signatureOf(received[0], 'not-a-secret'));
    expect(signature).not.toBe(signatureOf(received[0], 'another'));
  });

  test('is put with the checksum that Amazon S3 keeps', async () => {
    await put();
    expect(received[0].headers['x-amz-checksum-sha256']).toBe(createHash('sha256').update('{"a":"検"}\n').digest('base64'));
    expect(received[0].headers.authorization).toMatch(/SignedHeaders=[^,]*x-amz-checksum-sha256/);
  });

  test.each([['123456789012', '123456789012'], [undefined, undefined]])('of an owner %s is put into no bucket of somebody else', async (owner, header) => {
    await detailsStore().put({ ...PLACE, owner }, () => ['{}'], signal);
    expect(received[0].headers['x-amz-expected-bucket-owner']).toBe(header);
  });

  test('may have any characters in its key', async () => {
    await detailsStore().put({ ...PLACE, key: 'a b/ä+(1)\'*!.json' }, () => ['{}'], signal);
    expect(/Signature=(\w+)$/.exec(received[0].headers.authorization!)![1]).toBe(signatureOf(received[0], 'not-a-secret'));
    expect(received[0].url).toBe('/my-bucket/a%20b/%C3%A4%2B%281%29%27%2A%21.json');
  });

  test.each([
    ['my-bucket', 'eu-central-1', 'my-bucket.s3.eu-central-1.amazonaws.com', '/reports/Golden/image/golden/1.2.3/4.json'],
    ['my-bucket', 'cn-north-1', 'my-bucket.s3.cn-north-1.amazonaws.com.cn', '/reports/Golden/image/golden/1.2.3/4.json'],
    ['my.bucket', 'eu-central-1', 's3.eu-central-1.amazonaws.com', '/my.bucket/reports/Golden/image/golden/1.2.3/4.json'],
  ])('of the bucket %s in %s goes to AWS', async (bucket, region, hostname, path) => {
    delete process.env.AWS_ENDPOINT_URL_S3;
    process.env.AWS_REGION = region;
    const handle = jest.spyOn(NodeHttpHandler.prototype, 'handle').mockResolvedValue({ response: { statusCode: 200, headers: { etag: ETAG }, body: [] } as any });
    await detailsStore().put({ ...PLACE, bucket }, () => ['{}'], signal);
    expect(handle.mock.calls[0][0]).toMatchObject({ protocol: 'https:', hostname, port: undefined, path, headers: { host: hostname } });
  });

  test('goes to the endpoint of all services where there is one, with its path', async () => {
    delete process.env.AWS_ENDPOINT_URL_S3;
    process.env.AWS_ENDPOINT_URL = `${url}/aws/`;
    await put();
    expect(received[0].url).toBe('/aws/my-bucket/reports/Golden/image/golden/1.2.3/4.json');
  });

  test.each([
    ['a conflict', answer(409, 'OperationAborted', 'A conflicting conditional operation is currently in progress against this resource.')],
    ['503 without a body', answer(503)], ['SlowDown', answer(503, 'SlowDown', 'Reduce your request rate.')], ['500', answer(500, 'InternalError', 'We encountered an internal error.')],
    ['a reset', (response: http.ServerResponse) => { response.socket!.destroy(); }],
  ])('is put again after %s', async (_, reaction) => {
    reactions = [reaction, reaction, answer(200)];
    await put();
    expect(received.map(({ body }) => body)).toEqual(Array(3).fill('{"a":"検"}\n'));
  });
});

describe('a large document', () => {
  const PIECES = 1_000;
  const PIECE = 'x'.repeat(64 * 1024);
  let made = 0;
  const large = function* () {
    for (let i = 0; i < PIECES; i++, made++) yield PIECE;
  };
  beforeEach(() => {
    made = 0;
  });

  test('is made while it is sent, so that it is never in memory as a whole', async () => {
    let ahead = 0;
    let length = 0;
    await served((request, response) => {
      // As long as nothing is read, the buffers of the connection fill. The document was made once before, for its checksum.
      const full = setInterval(() => {
        const before = ahead;
        ahead = made - PIECES;
        if (ahead === 0 || ahead !== before) return;
        clearInterval(full);
        request.on('data', (chunk: Buffer) => (length += chunk.length)).on('end', () => answer(200)(response));
      }, 200);
    }, () => detailsStore().put(PLACE, large, signal));
    expect(ahead).toBeLessThan(PIECES / 2);
    expect([made, length]).toEqual([2 * PIECES, PIECES * PIECE.length]);
  });

  test('may take longer to send than an answer may take', async () => {
    const start = Date.now();
    await served((request, response) => {
      let length = 0;
      let pauses = 0;
      request.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (pauses === 9 || length < pauses * 7_000_000) return;
        pauses++;
        request.pause();
        setTimeout(() => request.resume(), 200);
      }).on('end', () => answer(200)(response));
    }, () => detailsStore({ attempts: 1, answerMillis: 1_500 }).put(PLACE, large, signal));
    expect(Date.now() - start).toBeGreaterThan(1_500);
  });

  test('that is not taken, or not answered, is no longer sent when an answer takes too long', async () => {
    const listeners: http.RequestListener[] = [() => undefined, (request) => void request.resume()];
    for (const listener of listeners) {
      await served(listener, async () => {
        await expect(troubleOf(detailsStore({ attempts: 1, answerMillis: 200 }).put(PLACE, large, signal))).resolves.toMatchObject({ kind: 'PASSING', code: 'TimeoutError' });
      });
    }
  });

  test('that is refused before it is sent is told by the refusal', async () => {
    await served((request, response) => {
      answer(403, 'AccessDenied', 'Access Denied')(response);
      request.resume();
    }, async () => {
      await expect(troubleOf(detailsStore().put(PLACE, large, signal))).resolves.toMatchObject({ kind: 'DENIED', code: 'AccessDenied' });
    });
  });

  test('whose connection breaks is sent from its beginning', async () => {
    let attempt = 0;
    let length = 0;
    await served((request, response) => {
      if (++attempt === 1) request.once('data', () => request.socket.destroy());
      else request.on('data', (chunk: Buffer) => (length += chunk.length)).on('end', () => answer(200)(response));
    }, () => detailsStore({ backoffMillis: 1 }).put(PLACE, large, signal));
    expect([attempt, length]).toEqual([2, PIECES * PIECE.length]);
  });

  async function served(listener: http.RequestListener, run: () => Promise<unknown>): Promise<void> {
    const bucket = http.createServer(listener);
    await new Promise<void>((resolve) => bucket.listen(0, '127.0.0.1', resolve));
    process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
    try {
      await run();
    } finally {
      bucket.closeAllConnections();
      await new Promise((resolve) => bucket.close(resolve));
    }
  }
});

describe('a call that fails', () => {
  test.each([
    ['AccessDenied', 403, 'Access Denied', 'DENIED', 1],
    ['NoSuchBucket', 404, 'The specified bucket does not exist', 'FINAL', 1],
    ['PermanentRedirect', 301, 'The bucket must be addressed using the specified endpoint.', 'FINAL', 1],
    ['ExpiredToken', 400, 'The provided token has expired.', 'PASSING', 3],
    ['SlowDown', 503, 'Reduce your request rate.', 'PASSING', 3],
  ])('%s is told with the call, after as many attempts as help', async (code, httpStatus, message, kind, attempts) => {
    reactions = [answer(httpStatus, code, message)];
    await expect(troubleOf(put())).resolves.toEqual({
      kind, code, httpStatus, message, service: 's3', operation: 'PutObject', resource: 's3://my-bucket/reports/Golden/image/golden/1.2.3/4.json',
    });
    expect(received).toHaveLength(attempts);
  });

  test('is told in plain text', async () => {
    reactions = [answer(403, 'AccessDenied', 'not authorized to perform: s3:PutObject on resource: &quot;arn:aws:s3:::a&amp;b&quot; &lt;x&gt; &amp;lt;')];
    await expect(troubleOf(put())).resolves.toMatchObject({ message: 'not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::a&b" <x> &lt;' });
  });

  test('without words is told by its status', async () => {
    reactions = [answer(502)];
    await expect(troubleOf(put({ attempts: 1 }))).resolves.toMatchObject({ kind: 'PASSING', code: 'HTTP 502', message: 'The answer has no message.' });
  });

  test('that never ends ends with the time that it has', async () => {
    reactions = [() => undefined];
    await expect(troubleOf(put({ totalMillis: 50 }))).resolves.toMatchObject({ kind: 'PASSING', code: 'AbortError' });
    await expect(troubleOf(put({ answerMillis: 50, attempts: 1 }))).resolves.toMatchObject({ kind: 'PASSING', code: 'TimeoutError' });
  });

  test('after an abort is not tried again', async () => {
    reactions = [answer(503)];
    const stop = new AbortController();
    stop.abort();
    await expect(troubleOf(put({}, stop.signal))).resolves.toMatchObject({ kind: 'PASSING', code: 'AbortError' });
    expect(received).toEqual([]);
  });

  test('is what is missing in the environment, too', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    await expect(troubleOf(put({ attempts: 1 }))).resolves.toMatchObject({ message: '`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` must be in the environment of the function.' });
  });
});

/** Signature Version 4 of a request, worked out as its documentation says. */
function signatureOf({ method, url: path, headers }: typeof received[0], secret: string): string {
  const [, date, region, service, names] = /Credential=[^/]+\/(\d+)\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+)/.exec(headers.authorization!)!;
  const signed = names.split(';').map((name) => `${name}:${String(headers[name])}\n`).join('');
  const canonical = [method, path, '', signed, names, headers['x-amz-content-sha256']].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${date}/${region}/${service}/aws4_request`, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const hmac = (key: string | Buffer, value: string) => createHmac('sha256', key).update(value).digest();
  return hmac([date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`), text).toString('hex');
}
