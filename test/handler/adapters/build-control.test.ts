import { createHash, createHmac } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { error, serviceAt } from './service';
import { imageBuilder } from '../../../src/handler/adapters/image-builder';
import { IMAGE_ARN, PIPELINE_ARN } from '../fixtures';

const never = new AbortController().signal;
const service = serviceAt('AWS_ENDPOINT_URL_IMAGEBUILDER');

const port = () => imageBuilder({ attempts: 1 });

test('a build is started with a token and tags, and its image is known at once', async () => {
  service.answers({ imageBuildVersionArn: IMAGE_ARN, clientToken: 'token' });
  await expect(port().start(PIPELINE_ARN, 'token', { 'cdk-imagebuilder:trigger': 'abc' }, never)).resolves.toBe(IMAGE_ARN);
  expect(service.calls).toEqual([{
    path: '/StartImagePipelineExecution', input: { imagePipelineArn: PIPELINE_ARN, clientToken: 'token', tags: { 'cdk-imagebuilder:trigger': 'abc' } },
  }]);
});

test('a start whose answer names no image is trouble that may pass', async () => {
  service.answers({});
  await expect(port().start(PIPELINE_ARN, 'token', {}, never)).rejects.toMatchObject({
    callFailure: {
      kind: 'PASSING',
      code: 'UnusableAnswer',
      operation: 'StartImagePipelineExecution',
      resource: PIPELINE_ARN,
      message: 'The answer has no `imageBuildVersionArn`.',
    },
  });
});

test('a pipeline that cannot start is told by name', async () => {
  service.reacts(error('ResourceInUseException', 400, 'It is being updated.'));
  await expect(port().start(PIPELINE_ARN, 'token', {}, never)).rejects.toMatchObject({ callFailure: { kind: 'FINAL', code: 'ResourceInUseException' } });
});

test('a build is cancelled with a token of its own', async () => {
  service.answers({ imageBuildVersionArn: IMAGE_ARN });
  await expect(port().cancel(IMAGE_ARN, never)).resolves.toBeUndefined();
  expect(service.calls).toEqual([{ path: '/CancelImageCreation', input: { imageBuildVersionArn: IMAGE_ARN, clientToken: expect.stringMatching(/^[0-9a-f-]{36}$/) } }]);
});

test.each(['', '{}'])('tags are set on an image, whose answer is empty: %j', async (body) => {
  service.reacts({ body });
  await expect(port().tag(IMAGE_ARN, { 'cdk-imagebuilder:retries': '1 2026-01-05T09:00:00.000Z' }, never)).resolves.toBeUndefined();
  expect(service.calls).toEqual([{ path: `/tags/${encodeURIComponent(IMAGE_ARN)}`, input: { tags: { 'cdk-imagebuilder:retries': '1 2026-01-05T09:00:00.000Z' } } }]);
});

test('the ARN in the path is signed as Image Builder verifies it: escaped twice', async () => {
  let request: IncomingMessage | undefined;
  service.reacts((response) => {
    request = response.req;
    response.end('{}');
  });
  await port().tag(IMAGE_ARN, { a: 'b' }, never);
  const { method, url, headers } = request!;
  const [, date, region, names, signature] = /Credential=[^/]+\/(\d+)\/([^/]+)\/imagebuilder\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers.authorization!)!;
  const signed = names.split(';').map((name) => `${name}:${String(headers[name])}\n`).join('');
  const path = `/tags/${encodeURIComponent(encodeURIComponent(IMAGE_ARN))}`;
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${date}/${region}/imagebuilder/aws4_request`,
    hash([method, path, '', signed, names, headers['x-amz-content-sha256']].join('\n'))].join('\n');
  const hmac = (key: string | Buffer, value: string) => createHmac('sha256', key).update(value).digest();
  const key = [date, region, 'imagebuilder', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${process.env.AWS_SECRET_ACCESS_KEY}`);
  expect(url).toBe(`/tags/${encodeURIComponent(IMAGE_ARN)}`);
  expect(signature).toBe(hmac(key, text).toString('hex'));
});

test('tags of an image that may not be tagged are refused', async () => {
  service.reacts(error('AccessDeniedException', 403, 'No.'));
  await expect(port().tag(IMAGE_ARN, {}, never)).rejects.toMatchObject({ callFailure: { kind: 'DENIED', operation: 'TagResource', resource: IMAGE_ARN } });
});

test('a build is retried with the token of its retry', async () => {
  service.answers({ imageBuildVersionArn: IMAGE_ARN, clientToken: 'token' });
  await expect(port().retry(IMAGE_ARN, 'token', never)).resolves.toBeUndefined();
  expect(service.calls).toEqual([{ path: '/RetryImage', input: { imageBuildVersionArn: IMAGE_ARN, clientToken: 'token' } }]);
});

test.each([
  [error('ResourceInUseException', 400, 'It is being built.'), { kind: 'FINAL', code: 'ResourceInUseException' }],
  [error('InvalidRequestException', 400, 'It has not failed.'), { kind: 'FINAL', code: 'InvalidRequestException' }],
  [error('CallRateLimitExceededException', 429, 'Later.'), { kind: 'PASSING' }],
  [{ body: '' }, { kind: 'PASSING', code: 'UnusableAnswer' }],
])('a retry that fails is told by name', async (reaction, callFailure) => {
  service.reacts(reaction);
  await expect(port().retry(IMAGE_ARN, 'token', never)).rejects.toMatchObject({ callFailure: { operation: 'RetryImage', resource: IMAGE_ARN, ...callFailure } });
});

test('a build that has ended cannot be cancelled', async () => {
  service.reacts(error('InvalidParameterValueException', 400, 'It has ended.'));
  await expect(port().cancel(IMAGE_ARN, never)).rejects.toMatchObject({ callFailure: { kind: 'FINAL', operation: 'CancelImageCreation', resource: IMAGE_ARN } });
});
