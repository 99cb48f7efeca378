import { arn, COMPONENT } from './testing';
import { failureOf, IMAGE, ONE_IMAGE, Session } from './testing-http';

const session = new Session();
afterEach(() => session.stop());

describe('control endpoints', () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${session.simulator.url}/_sim/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: response.status, body: await response.json() as any };
  };

  test('give journal and resources, and are not in the journal', async () => {
    await session.start();
    await session.client.getImage({ imageBuildVersionArn: IMAGE });
    expect((await control('GET', 'journal')).body).toEqual(JSON.parse(JSON.stringify(session.simulator.journal())));
    expect((await control('GET', 'resources')).body).toEqual([IMAGE]);
    expect(session.simulator.journal()).toHaveLength(1);
  });

  test('move the clock', async () => {
    await session.start({ scenario: { ...ONE_IMAGE, seed: { images: [{ arn: IMAGE, build: {} }] } } });
    await control('POST', 'clock', { advance: 1300 });
    expect((await session.client.getImage({ imageBuildVersionArn: IMAGE })).image?.state?.status).toBe('AVAILABLE');
  });

  test('take another scenario and keep what there is', async () => {
    await session.start();
    const other = arn('image/other/1.0.0/1');
    expect(await control('POST', 'scenario', { seed: { images: [{ arn: other }] }, faults: [{ operation: 'GetImage', effect: 'html502' }] })).toEqual({ status: 200, body: {} });
    expect(session.simulator.resources()).toEqual([IMAGE, other]);
    expect((await failureOf(session.client.getImage({ imageBuildVersionArn: IMAGE }))).name).toBe('SyntaxError');
  });

  test('forget everything with reset', async () => {
    await session.start();
    await session.client.createComponent({ ...COMPONENT as any, clientToken: 'same' });
    session.simulator.advance(60);
    await control('POST', 'scenario?reset=true', { clock: { rate: 0 } });
    expect([session.simulator.resources(), session.simulator.journal()]).toEqual([[], []]);
    const { componentBuildVersionArn } = await session.client.createComponent({ ...COMPONENT as any, description: 'other', clientToken: 'same' });
    expect(componentBuildVersionArn).toBe(arn('component/hardening/1.0.0/1'));
    expect(session.simulator.journal()[0].virtualTime).toBe('2026-01-05T08:00:00.000Z');
  });

  test.each([
    ['POST', 'scenario', { buids: [] }, 400, '`scenario` must have no other members than description, clock, builds, onDemandScans, seed, pageSize, latencyMs, faults, events, got: buids.'],
    ['POST', 'clock', { advance: -1 }, 400, '`advance` must be a number of seconds, at least 0, got: -1.'],
    ['POST', 'clock', {}, 400, '`advance` must be a number of seconds, at least 0, got: undefined.'],
    ['GET', 'nothing', undefined, 404,
      'The path must be one of GET /_sim/journal, GET /_sim/resources, GET /_sim/parameters, POST /_sim/scenario, POST /_sim/clock, POST /_sim/schedule, '
      + 'POST /_sim/events, got: GET /_sim/nothing.'],
  ])('%s %s with %j is refused', async (method, path, body, status, message) => {
    await session.start();
    expect(await control(method, path, body)).toEqual({ status, body: { message } });
    expect(session.simulator.resources()).toEqual([IMAGE]);
  });
});
