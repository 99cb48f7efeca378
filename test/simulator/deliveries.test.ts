import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { deliverAll, postTo } from './deliveries';
import { ServiceEvent } from './engine/events';
import { arn, COMPONENT, PARENT_IMAGE, REGION, TestService } from './testing';
import { IMAGE, Session } from './testing-http';
import { Scenario } from '../simulator';

const session = new Session();
const BUILDING: Scenario = { clock: { rate: 0 }, seed: { images: [{ arn: IMAGE, build: {}, scanning: false }] } };
const statuses = (events: readonly ServiceEvent[]) => events.map(({ detail }) => detail.state.status);

let target: Server | undefined;
afterEach(async () => {
  await session.stop();
  target?.close();
});

/** A target of events over HTTP that refuses the first of them. */
async function startTarget(taken: ServiceEvent[], refused: number): Promise<string> {
  let count = 0;
  target = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {chunks.push(chunk as Buffer);}
    if (++count > refused) {taken.push(JSON.parse(Buffer.concat(chunks).toString()));}
    response.writeHead(count > refused ? 200 : 500).end();
  });
  await new Promise<void>((done) => target!.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
}

async function until(holds: () => boolean): Promise<void> {
  for (const limit = Date.now() + 5000; !holds() && Date.now() < limit;) {await new Promise((done) => setTimeout(done, 10));}
  expect(holds()).toBe(true);
}

test('events are posted as they become due, and one that is not taken is lost', async () => {
  const taken: ServiceEvent[] = [];
  const lost: string[] = [];
  const events = new TestService(BUILDING);
  const url = await startTarget(taken, 1);
  const delivery = deliverAll(() => events.takeEvents(), postTo(url), ({ detail }, { message }) => lost.push(`${detail.state.status} ${message}`));
  events.clock.advance(700);
  await until(() => taken.length > 0);
  events.clock.advance(600);
  await until(() => taken.length === 4);
  await delivery.stop();
  expect(statuses(taken)).toEqual(['TESTING', 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE']);
  expect(lost).toEqual(['BUILDING `events` must answer with status 200, got: 500.']);
});

test('a simulator hands events to a function, or keeps them until they are taken', async () => {
  const taken: ServiceEvent[] = [];
  await session.start({ scenario: BUILDING, deliver: async (event) => void taken.push(event) });
  session.simulator.advance(1300);
  await until(() => taken.length === 5);
  expect(session.simulator.takeEvents()).toEqual([]);
  await session.stop();
  await session.start({ scenario: BUILDING });
  session.simulator.advance(1300);
  expect(statuses(session.simulator.takeEvents())).toEqual(statuses(taken));
});

test('clients in other processes run schedules and take events', async () => {
  const imageRecipeArn = arn('image-recipe/golden/1.0.0');
  const schedule = { scheduleExpression: 'cron(0 3 ? * sun *)' };
  const calls = [
    ['CreateComponent', COMPONENT],
    ['CreateImageRecipe', { name: 'golden', semanticVersion: '1.0.0', parentImage: PARENT_IMAGE, components: [{ componentArn: arn('component/hardening/1.0.0/1') }] }],
    ['CreateInfrastructureConfiguration', { name: 'infrastructure', instanceProfileName: 'profile' }],
    ['CreateImagePipeline', {
      name: 'weekly', schedule, imageRecipeArn, infrastructureConfigurationArn: arn('infrastructure-configuration/infrastructure'),
    }],
  ] as const;
  const seed = { calls: calls.map(([operation, input]) => ({ operation, input, region: REGION })) };
  await session.start({ scenario: { clock: { rate: 0 }, seed } });
  const post = async (path: string, body: object = {}) => {
    const response = await fetch(`${session.simulator.url}/_sim/${path}`, { method: 'POST', body: JSON.stringify(body) });
    return [response.status, await response.json()] as any[];
  };
  expect(await post('schedule', { pipelineArn: arn('image-pipeline/weekly') })).toEqual([200, { imageBuildVersionArn: IMAGE }]);
  expect(await post('events')).toEqual([200, []]);
  session.simulator.advance(100);
  expect(statuses((await post('events'))[1])).toEqual(['BUILDING']);
  const pipelineArn = arn('image-pipeline/other');
  expect(await post('schedule', { pipelineArn }))
    .toEqual([400, { message: `\`pipelineArn\` must be a pipeline that is enabled and has a schedule, got: ${pipelineArn}.` }]);
});
