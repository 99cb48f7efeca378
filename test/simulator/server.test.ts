import { startSimulator } from '../simulator';
import { OPERATIONS } from './operations';
import { arn, REGION } from './testing';
import { failureOf, IMAGE, ONE_IMAGE, Session } from './testing-http';
import { Wire } from './wire';

const session = new Session();
afterEach(() => session.stop());

const authorization = `AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/${REGION}/imagebuilder/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const raw = (path: string, init: RequestInit = {}) => fetch(`${session.simulator.url}${path}`, { headers: { authorization }, ...init });

describe('the SDK', () => {
  test('creates, reads and deletes, by body, query and path', async () => {
    await session.start();
    const { componentBuildVersionArn } = await session.client.createComponent({ name: 'abc', semanticVersion: '1.0.0', platform: 'Linux', data: '{}', tags: { a: 'b' } });
    expect((await session.client.getComponent({ componentBuildVersionArn })).component).toMatchObject({ arn: componentBuildVersionArn, tags: { a: 'b' } });
    await session.client.untagResource({ resourceArn: componentBuildVersionArn, tagKeys: ['a', 'c'] });
    expect((await session.client.listTagsForResource({ resourceArn: componentBuildVersionArn })).tags).toEqual({});
    await session.client.deleteComponent({ componentBuildVersionArn });
    expect(session.simulator.resources()).toEqual([IMAGE]);
  });

  test('is told no time of day, which it would take for its own clock being wrong', async () => {
    await session.start();
    expect((await raw('/_sim/journal')).headers.has('date')).toBe(true);
    expect((await raw('/ListImages', { method: 'POST', headers: { authorization }, body: '{}' })).headers.has('date')).toBe(false);
  });

  test('reads times that are numbers as dates', async () => {
    await session.start();
    const { findings } = await session.client.listImageScanFindings({});
    expect(findings![0].firstObservedAt).toEqual(new Date('2026-01-05T08:00:00.000Z'));
  });

  test('gets name, status and message of exceptions, and the id of the request', async () => {
    await session.start();
    const imageBuildVersionArn = arn('image/other/1.0.0/1');
    expect(await failureOf(session.client.getImage({ imageBuildVersionArn }))).toEqual({
      name: 'ResourceNotFoundException', status: 404, message: `The resource with ARN '${imageBuildVersionArn}' does not exist.`,
    });
    expect(await failureOf(session.client.getImage({ imageBuildVersionArn: 'golden' }))).toMatchObject({ name: 'InvalidRequestException', status: 400 });
    const { requestId, $metadata } = await session.client.getImage({ imageBuildVersionArn: IMAGE });
    expect(requestId).toBe($metadata.requestId);
  });

  test('is told what the simulator does not do', async () => {
    await session.start();
    expect(await failureOf(session.client.importComponent({ name: 'abc', semanticVersion: '1.0.0', type: 'BUILD', format: 'SHELL', platform: 'Linux' })))
      .toMatchObject({ name: 'UnknownOperationException', status: 501, message: 'The simulator does not know how to ImportComponent.' });
  });
});

describe('requests that no client makes', () => {
  test.each([
    ['without signature', '/GetImage', { headers: {} }, 403, 'MissingAuthenticationTokenException'],
    ['for another service', '/GetImage', { headers: { authorization: authorization.replace('/imagebuilder/', '/ec2/') } }, 403, 'InvalidSignatureException'],
    ['for an unknown path', '/GetPicture', {}, 404, 'UnknownOperationException'],
    ['with another method', '/ListImages', { method: 'GET' }, 404, 'UnknownOperationException'],
    ['with a label that is not encoded properly', '/tags/%zz', {}, 400, 'InvalidRequestException'],
    ['with a body that is not JSON', '/ListImages', { method: 'POST', body: '{' }, 400, 'InvalidRequestException'],
    ['with a body that is a list', '/ListImages', { method: 'POST', body: '[]' }, 400, 'InvalidRequestException'],
    ['with unknown members', '/ListImages', { method: 'POST', body: '{"all":true}' }, 400, 'InvalidRequestException'],
  ])('%s are refused', async (_, path, init, status, code) => {
    await session.start();
    const response = await raw(path, init as RequestInit);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([status, code]);
    expect(session.simulator.journal()).toMatchObject([{ status, errorCode: code }]);
  });
});

describe('an answer of ours that is wrong', () => {
  const original = OPERATIONS.GetImage;
  afterEach(() => {
    (OPERATIONS as Wire).GetImage = original;
  });

  test.each([
    ['has a member that the model does not have', { image: { colour: 'red' } }, 'image.colour is not a member'],
    ['has a value that the model does not have', { image: { state: { status: 'SUCCESS' } } }, 'image.state.status must be one of PENDING, '],
    ['has a value of the wrong type', { image: { dateCreated: 1 } }, 'image.dateCreated must be a string'],
  ])('is HTTP 500 with the reason when it %s', async (_, answer, reason) => {
    await session.start();
    (OPERATIONS as Wire).GetImage = () => answer;
    const failure = await failureOf(session.client.getImage({ imageBuildVersionArn: IMAGE }));
    expect(failure).toMatchObject({ name: 'ServiceException', status: 500 });
    expect(failure.message).toContain(`Simulator: The answer to GetImage does not conform to the model: ${reason}`);
    expect(session.simulator.journal()[0]).toMatchObject({ status: 500, errorCode: 'SimulatorFault' });
  });

  test('is HTTP 500 with the reason when there is none', async () => {
    await session.start();
    (OPERATIONS as Wire).GetImage = () => {
      throw new TypeError('oops');
    };
    expect((await failureOf(session.client.getImage({ imageBuildVersionArn: IMAGE }))).message).toMatch(/^Simulator: TypeError: oops/);
  });
});

test('every answer waits for the latency of the scenario', async () => {
  await session.start({ scenario: { ...ONE_IMAGE, latencyMs: 80 } });
  const before = performance.now();
  await Promise.all([1, 2, 3].map(() => session.client.getImage({ imageBuildVersionArn: IMAGE })));
  expect(performance.now() - before).toBeGreaterThanOrEqual(79);
  const [first, second] = session.simulator.journal();
  expect(second.startedAt).toBeLessThan(first.endedAt!);
});

describe('the journal', () => {
  test('has every call with who, what, when and the outcome', async () => {
    await session.start();
    await session.client.getImage({ imageBuildVersionArn: IMAGE });
    session.simulator.advance(60);
    await failureOf(session.client.listImages({ filters: [{ name: 'colour', values: ['red'] }] }));
    const [first, second] = session.simulator.journal();
    expect(first).toEqual({
      sequence: 1,
      operation: 'GetImage',
      input: { imageBuildVersionArn: IMAGE },
      accessKey: 'AKIATEST',
      region: REGION,
      status: 200,
      virtualTime: '2026-01-05T08:00:00.000Z',
      startedAt: expect.any(Number),
      endedAt: expect.any(Number),
    });
    expect(second).toMatchObject({
      sequence: 2,
      operation: 'ListImages',
      status: 400,
      errorCode: 'InvalidRequestException',
      virtualTime: '2026-01-05T08:01:00.000Z',
      errorMessage: 'The filter name must be one of name, osVersion, platform, type, version, got: colour.',
    });
    expect(first.endedAt!).toBeLessThanOrEqual(second.startedAt);
  });
});

test('two simulators know nothing of each other', async () => {
  await session.start();
  const other = await startSimulator();
  expect(other.resources()).toEqual([]);
  await other.stop();
});

test('a port that is in use is refused', async () => {
  await session.start();
  await expect(startSimulator({ port: Number(new URL(session.simulator.url).port) })).rejects.toThrow(/EADDRINUSE/);
});
