import { join } from 'node:path';
import { tsx } from './local-aws/cdk';
import { LocalAws } from './local-aws/launch';
import { MonitorStack } from './monitor-stack';
import { MONITOR_SOURCE, POLL_EVENT } from '../../src/contract/monitor';

jest.setTimeout(240_000);

/** Without it a monitor cannot tell what became of a build. */
const DENIED = 'imagebuilder:GetImage';
const ELSEWHERE = 'arn:aws:s3:::another-bucket/records/key';

let aws: LocalAws;
let monitor: MonitorStack;
let trimmed: MonitorStack;

beforeAll(async () => {
  aws = await LocalAws.start({
    auth: true,
    scenario: {
      clock: { start: new Date().toISOString(), rate: 600 },
      builds: [{ test: { failStep: { name: 'ApplyTestComponents' } } }],
      // Only polls look for builds: it is known then which run makes which call.
      events: [{ after: [] }],
    },
  });
  const { code, output } = await aws.cdk(['deploy', '--all'], { folder: __dirname, app: tsx(join(__dirname, 'monitor-roles-app.ts')), env: { DENIED } });
  if (code !== 0) {throw new Error(`\`cdk deploy\` must succeed, got ${code}:\n${output}\n${aws.log()}`);}
  monitor = await MonitorStack.of(aws, 'Monitor');
  trimmed = await MonitorStack.of(aws, 'Trimmed');
}, 400_000);

afterAll(async () => aws?.stop());

/** The error of the poll after a build, if it has one. The first poll of a monitor only begins to look for builds. */
async function buildAndPoll(stack: MonitorStack): Promise<{ readonly error?: string; readonly image: string }> {
  expect(await poll(stack)).toBeUndefined();
  const image = stack.runSchedule();
  await stack.eventually('the build must end', async () => {
    const { image: { state } } = await aws.client.call<{ image: { state: { status: string } } }>('imagebuilder', 'GetImage', { imageBuildVersionArn: image });
    return state.status === 'FAILED' ? state : undefined;
  });
  return { error: await poll(stack), image };
}

async function poll(stack: MonitorStack): Promise<string | undefined> {
  const { FunctionError } = await aws.client.call<{ FunctionError?: string }>('lambda', 'Invoke', {
    FunctionName: stack.resource('AWS::Lambda::Function', 'MonitorFunction'),
    Payload: JSON.stringify({ 'source': MONITOR_SOURCE, 'detail-type': POLL_EVENT }),
  });
  return FunctionError;
}

const callsOfRoles = () => aws.simulator.journal().filter(({ accessKey }) => accessKey !== 'cloudformation');

test('the role of a monitor allows all that it does: to read the build, write record and page, and notify', async () => {
  const operators = await monitor.subscribe('Operators');
  const { error, image } = await buildAndPoll(monitor);
  expect(error).toBeUndefined();
  const { Subject, Message } = await monitor.nextNotification(operators);
  expect([Subject, Message]).toEqual([expect.stringMatching(/^Build failed: /), expect.stringContaining('Step: ApplyTestComponents (ExecuteComponents)')]);
  const build = image.split(':image/')[1];
  expect((await monitor.records()).filter((key) => key.includes(`/${build}.`)).map((key) => key.split('/')[0])).toEqual(['notices', 'pages', 'records']);

  const calls = callsOfRoles();
  expect(calls.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['GetImagePipeline', 'GetImage', 'ListWorkflowStepExecutions']));
  expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
});

test('it does not allow what the monitor does not do', async () => {
  const { accessKey } = callsOfRoles()[0];
  const image = aws.simulator.resources().find((arn) => arn.includes(':image/'))!;
  expect(await aws.refusal(accessKey, 'imagebuilder:GetImage', image)).toBeUndefined();
  for (const [action, resource] of [
    ['imagebuilder:DeleteImage', image], ['imagebuilder:CancelImageCreation', image], ['s3:PutObject', ELSEWHERE], ['s3:DeleteObject', ELSEWHERE],
    ['sns:Publish', 'arn:aws:sns:us-east-1:000000000000:another'],
  ]) {
    expect(await aws.refusal(accessKey, action, resource)).toContain(` is not authorized to perform: ${action} on resource: ${resource}`);
  }
});

test(`without ${DENIED} the run fails and names the action, and nothing is recorded or told`, async () => {
  const operators = await trimmed.subscribe('Operators');
  const before = callsOfRoles().length;
  const { error, image } = await buildAndPoll(trimmed);
  expect(error).toBe('Unhandled');
  expect(aws.log()).toMatch(new RegExp(`"event":"failed","about":"${image}","why":"GetImage: .* is not authorized to perform: ${DENIED} on resource: ${image}`));
  expect(callsOfRoles().slice(before).filter(({ operation }) => `imagebuilder:${operation}` === DENIED).map(({ status }) => status)).toContain(403);
  expect((await trimmed.records()).filter((key) => key.startsWith('records/'))).toEqual([]);
  expect(await trimmed.waiting(operators)).toBe(0);
});
