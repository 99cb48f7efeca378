import { COMPONENT } from './testing';
import { eventually, failureOf, IMAGE, ONE_IMAGE, Session } from './testing-http';
import { Wire } from './wire';

const session = new Session();
afterEach(() => session.stop());

describe('faults', () => {
  const withFault = (effect: any, more: Wire = {}) => ({ scenario: { ...ONE_IMAGE, faults: [{ operation: 'GetImage', effect, ...more }] } });
  const get = () => session.client.getImage({ imageBuildVersionArn: IMAGE });

  test('an error has the code, status and message that it is given', async () => {
    await session.start(withFault({ error: { code: 'CallRateLimitExceededException', message: 'slow down' } }));
    expect(await failureOf(get())).toEqual({ name: 'CallRateLimitExceededException', status: 429, message: 'slow down' });
    session.simulator.load(withFault({ error: { code: 'NeverHeardOfException', status: 503 } }).scenario);
    expect(await failureOf(get())).toMatchObject({ name: 'NeverHeardOfException', status: 503 });
  });

  test('a throttled call is made again by the SDK', async () => {
    await session.start(withFault({ error: { code: 'CallRateLimitExceededException' } }, { between: [1, 2] }), { maxAttempts: 3 });
    expect((await get()).image?.arn).toBe(IMAGE);
    expect(session.simulator.journal().map(({ status, fault }) => [status, fault])).toEqual([[429, 0], [429, 0], [200, undefined]]);
  });

  test('an error comes in place of the call', async () => {
    await session.start({ scenario: { faults: [{ operation: 'CreateComponent', nth: 1, effect: { error: { code: 'ServiceException' } } }] } });
    await failureOf(session.client.createComponent(COMPONENT as any));
    expect(session.simulator.resources()).toEqual([]);
  });

  test('a spoiled answer is that of a call that was made', async () => {
    await session.start({ scenario: { faults: [{ operation: 'CreateComponent', nth: 1, effect: 'reset' }] } });
    await failureOf(session.client.createComponent(COMPONENT as any));
    expect(session.simulator.resources()).toHaveLength(1);
  });

  test.each([
    ['html502', 'is not valid JSON', 502], ['reset', 'ECONNRESET', 0], ['truncated', 'aborted', 200],
  ])('%s is seen as an error that says "%s"', async (effect, message, status) => {
    await session.start(withFault(effect));
    expect((await failureOf(get())).message).toContain(message);
    expect(session.simulator.journal()).toMatchObject([{ operation: 'GetImage', status, fault: 0 }]);
  });

  test('an empty body is taken for an answer without members', async () => {
    await session.start(withFault('emptyBody'));
    expect((await get()).image).toBeUndefined();
  });

  test('hang answers nothing until the client gives up', async () => {
    await session.start(withFault('hang'));
    const failure = await failureOf(session.client.getImage({ imageBuildVersionArn: IMAGE }, { abortSignal: AbortSignal.timeout(100) }));
    expect(failure.name).toBe('AbortError');
    expect(session.simulator.journal()).toMatchObject([{ status: 0, fault: 0 }]);
  });

  test('hang does not keep the simulator from stopping', async () => {
    await session.start(withFault('hang'));
    const failure = failureOf(get());
    await eventually(() => session.simulator.journal().length > 0);
    await session.simulator.stop();
    expect((await failure).status).toBeUndefined();
  });

  test('stall sends the first half of an answer, and nothing more until the client gives up', async () => {
    await session.start(withFault('stall'));
    const failure = await failureOf(session.client.getImage({ imageBuildVersionArn: IMAGE }, { abortSignal: AbortSignal.timeout(300) }));
    expect(failure.name).toBe('AbortError');
    expect(session.simulator.journal()).toMatchObject([{ status: 200, fault: 0 }]);
  });

  test('slowDrip gives the whole answer, slowly', async () => {
    await session.start(withFault('slowDrip'));
    const before = performance.now();
    expect((await get()).image?.arn).toBe(IMAGE);
    expect(performance.now() - before).toBeGreaterThan(500);
  });

  test('a raw body is sent as it is', async () => {
    await session.start(withFault({ rawBody: { body: '{"image":{"name":"raw"}}' } }));
    expect((await get()).image?.name).toBe('raw');
  });

  test('a patched answer is not held against the model', async () => {
    await session.start(withFault({ patch: [{ set: 'image.state.status', value: 'POLISHING' }, { delete: 'image.name' }] }));
    expect((await get()).image).toMatchObject({ state: { status: 'POLISHING' } });
    expect((await get()).image).not.toHaveProperty('name');
  });

  test('a repeated token can be made with a patch', async () => {
    await session.start({ scenario: { ...ONE_IMAGE, faults: [{ operation: 'ListImages', effect: { patch: [{ set: 'nextToken', value: 'again' }] } }] } });
    expect((await session.client.listImages({})).nextToken).toBe('again');
  });

  test('do not strike other operations', async () => {
    await session.start(withFault('reset'));
    expect((await session.client.listImages({})).imageVersionList).toHaveLength(1);
  });
});
