import { join } from 'node:path';
import { REPOSITORY } from './local-aws/environment';
import { LocalAws } from './local-aws/launch';
import { MonitorStack } from './monitor-stack';
import { MONITOR_SOURCE, POLL_EVENT } from '../../src/contract/monitor';
import { Scenario } from '../simulator';

jest.setTimeout(240_000);

const AMI = 'ami-0a11ce0000000001';
const WEEKLY: Scenario = {
  // The monitor looks for builds since its first poll, on the clock of its function.
  clock: { start: new Date().toISOString(), rate: 600 },
  builds: [
    { amis: [{ image: AMI }], scan: { status: 'COMPLETED', findings: { all: 9, critical: 0, high: 2, medium: 3 } } },
    { test: { failStep: { name: 'ApplyTestComponents' } } },
  ],
};
const FAILS: Scenario = { ...WEEKLY, builds: [WEEKLY.builds![1]] };
const NO_EVENTS: Scenario['events'] = [{ after: [] }];

let aws: LocalAws;
let monitor: MonitorStack;
let operators: string;
let team: string;

beforeAll(async () => {
  aws = await LocalAws.start({ scenario: WEEKLY });
  const { code, output } = await aws.cdk(['deploy', 'Monitor'], { folder: join(REPOSITORY, 'examples/monitor') });
  if (code !== 0) {throw new Error(`\`cdk deploy\` must succeed, got ${code}:\n${output}\n${aws.log()}`);}
  monitor = await MonitorStack.of(aws, 'Monitor');
  operators = await monitor.subscribe('Operators');
  team = await monitor.subscribe('Team');
}, 300_000);

afterAll(async () => aws?.stop());

/** Calls the function as the rule of the poll does, and waits until it has ended. */
async function poll(): Promise<void> {
  const answer = await aws.client.call<{ StatusCode: number; FunctionError?: string }>('lambda', 'Invoke', {
    FunctionName: monitor.resource('AWS::Lambda::Function', 'MonitorFunction'),
    Payload: JSON.stringify({ 'source': MONITOR_SOURCE, 'detail-type': POLL_EVENT }),
  });
  expect(answer.FunctionError && aws.log()).toBeUndefined();
  expect(answer.StatusCode).toBe(200);
}

/** What is written about a build, without the folders. */
async function written(image: string): Promise<string[]> {
  const build = image.split(':image/')[1];
  return (await monitor.records()).filter((key) => key.includes(`/${build}.`)).map((key) => `${key.split('/')[0]} ${key.split('.').at(-1)}`);
}

async function recordOf(image: string): Promise<any> {
  const key = (await monitor.records()).find((one) => one.startsWith('records/') && one.endsWith(`/${image.split(':image/')[1]}.json`));
  return JSON.parse(await monitor.read(key!));
}

/** Waits until a build has ended. */
async function ended(image: string): Promise<void> {
  await monitor.eventually('the build must end', async () => {
    const { image: { state } } = await aws.client.call<{ image: { state: { status: string } } }>(
      'imagebuilder', 'GetImage', { imageBuildVersionArn: image });
    return ['AVAILABLE', 'FAILED'].includes(state.status) ? state : undefined;
  });
}

// Each test goes on where the one before it ended.

test('the event of a build that ends leads to a record, a page, a bill of materials and a message to the team', async () => {
  const image = monitor.runSchedule();
  const { Message } = await monitor.nextNotification(team);

  expect(JSON.parse(Message).content.title).toBe(`Build succeeded: \`${image.split(':image/')[1].replace('/', ' ')}\``);
  expect(Message).toContain(AMI);
  expect(await written(image)).toEqual(['notices json', 'pages html', 'records json', 'sboms json']);
  expect(await recordOf(image)).toMatchObject({
    image: { arn: image }, attributes: { Outcome: 'SUCCEEDED' }, scanAttributes: { FindingsHigh: 2 }, revision: 1,
  });
  expect(await monitor.page(image)).toContain(AMI);
});

test('a poll after that tells nobody anything twice', async () => {
  const before = await monitor.records();
  await poll();
  expect(await monitor.records()).toEqual(before);
  expect(await monitor.waiting(operators)).toBe(0);
  expect(await monitor.waiting(team)).toBe(0);
});

test('a build whose events are lost is found by the next poll', async () => {
  aws.simulator.load({ ...FAILS, events: NO_EVENTS });
  const image = monitor.runSchedule();
  await ended(image);
  expect(await written(image)).toEqual([]);

  await poll();
  const { Subject, Message } = await monitor.nextNotification(operators);
  expect(Subject).toMatch(/^Build failed: /);
  expect(Message).toContain(`Image: ${image}`);
  expect(Message).toContain('Step: ApplyTestComponents (ExecuteComponents)');
  expect(await written(image)).toEqual(expect.arrayContaining(['notices json', 'pages html', 'records json']));
  expect(await monitor.page(image)).toContain('ApplyTestComponents');
});

test('an event that is delivered three times is told once', async () => {
  aws.simulator.load({ ...WEEKLY, events: [{ after: [0, 60, 600] }] });
  const image = monitor.runSchedule();
  const { Subject } = await monitor.nextNotification(operators);
  expect(Subject).toMatch(/^Build recovered: /);
  await ended(image);
  aws.simulator.advance(3600);
  await poll();
  expect(await monitor.waiting(operators)).toBe(0);
  expect((await written(image)).filter((one) => one.startsWith('records'))).toEqual(['records json']);
});
