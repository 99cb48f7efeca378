import { MonitorWorld, PIPELINE } from './monitor-world';
import { BuildMonitorProps, SeverityGate } from '../../src';
import { linksIn, parsePage } from '../handler/core/render/parsed-page';
import { EVENT_TYPES, Scenario } from '../simulator';

/** The function of a monitor as it is published, from events of Image Builder to what people and machines read. */

jest.setTimeout(120_000);

const FAILED_TEST = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'sshd allows root' } } } };
const PARTS = 'day=2026-01-05/123456789012/eu-central-1/golden/1.0.0/1';

let world: MonitorWorld;
afterEach(async () => world.stop());

async function start(scenario: Scenario = {}, props: Partial<BuildMonitorProps> = {}): Promise<void> {
  world = await MonitorWorld.start(scenario, props);
}

const subjects = () => world.messages.map(({ subject }) => subject);
const kept = () => world.objects('').map(({ key }) => key).filter((key) => !/^(monitors|notices)\//.test(key));
const notices = () => world.objects('notices/').map(({ body }) => JSON.parse(body));

test('a scheduled build becomes a record, a page, a bill of materials, a message and metrics, once', async () => {
  await start({ builds: [{ amis: [{ image: 'ami-00000000000000001' }], scan: { findings: { all: 3, critical: 1 } } }] });
  const image = world.build();
  const events = await world.handleEvents();
  expect(events.map((event) => event.detail.state?.status ?? event['detail-type'])).toEqual([
    'BUILDING', 'TESTING', EVENT_TYPES.cveDetected, 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE',
  ]);
  expect(kept()).toEqual([`pages/${PARTS}.html`, `records/${PARTS}.json`, `sboms/${PARTS}.cdx.json`]);
  expect(world.objects('pages/')[0].contentType).toMatch(/^text\/html/);
  const [{ attributes, scanAttributes, pipeline, revision }] = world.records();
  expect({ ...attributes, ...scanAttributes }).toMatchObject({
    Outcome: 'SUCCEEDED', ImageArn: image, BuildType: 'SCHEDULED', AmiId: 'ami-00000000000000001', FindingsAll: 3, FindingsCritical: 1,
  });
  expect([pipeline, revision]).toEqual([{ arn: PIPELINE, name: 'weekly' }, 1]);
  expect(parsePage(world.objects('pages/')[0].body).text).toContain('ami-00000000000000001');
  expect(JSON.parse(world.objects('sboms/')[0].body).components.map(({ name }: { name: string }) => name)).toContain('openssl');
  const told = world.messages.length;
  expect(world.metrics().filter(({ name, dimensions }) => name === 'BuildsSucceeded' && 'PipelineName' in dimensions).map(({ value }) => value)).toEqual([1]);

  // Whatever looks at it again finds it done.
  const before = new Map(world.others.objects);
  for (const event of events) expect((await world.invoke(event)).functionError).toBeUndefined();
  world.advance(3600);
  await world.poll();
  expect(world.messages).toHaveLength(told);
  const changed = [...world.others.objects].filter(([key, { etag }]) => before.get(key)?.etag !== etag).map(([key]) => key);
  expect(changed.filter((key) => !key.includes('/monitors/'))).toEqual([]);
});

test.each<[string, Scenario['events']]>([
  ['all events are lost', [{ after: [] }]],
  ['the event of its end is lost', [{ status: 'FAILED', after: [] }]],
])('the poll finds a build if %s', async (_, events) => {
  await start({ builds: [FAILED_TEST], events });
  world.build(700);
  await world.handleEvents();
  world.advance(600);
  await world.handleEvents();
  expect([kept(), subjects()]).toEqual([[], []]);
  world.advance(3600);
  await world.poll();
  expect(world.records().map(({ attributes: { Outcome, FailedStep } }) => [Outcome, FailedStep])).toEqual([['FAILED', 'ApplyTestComponents']]);
  expect(subjects()).toEqual([expect.stringMatching(/^Build failed: golden 1\.0\.0\/1/)]);
  expect(world.messages[0].text).toContain('sshd allows root');
});

test('events that come twice, late and out of order tell each build once', async () => {
  await start({ builds: [FAILED_TEST, { scan: { findings: { all: 0 } } }], events: [{ status: 'FAILED', after: [0, 0, 5000] }, { every: 2, after: [900, 0] }] });
  world.build();
  await world.handleEvents();
  world.build();
  await world.handleEvents();
  world.advance(10_000);
  await world.handleEvents();
  await world.poll();
  expect(world.records().map(({ attributes: { Outcome }, revision }) => [Outcome, revision])).toEqual([['FAILED', 1], ['SUCCEEDED', 1]]);
  expect(subjects().filter((subject) => /1\.0\.0\/1/.test(subject!))).toHaveLength(1);
  // The second is good after a bad one.
  expect(subjects().filter((subject) => /1\.0\.0\/2/.test(subject!))).toEqual([expect.stringMatching(/recovered/i)]);
});

test('a function that ends between sending and noting sends again, when nobody else can be sending any more', async () => {
  await start({ builds: [FAILED_TEST], events: [{ status: 'FAILED', after: [0] }, { after: [] }] });
  world.build();
  world.topic.onPublish = async () => {
    world.topic.onPublish = undefined;
    await world.kill();
  };
  const [event] = world.simulator.takeEvents();
  expect((await world.invoke(event)).functionError).toBe('Unhandled');
  expect(notices().map(({ state }) => state)).not.toContain('SENT');
  // The claim of the run that ended is still respected.
  await world.poll().catch(() => undefined);
  expect(subjects()).toHaveLength(1);
  world.advance(3600);
  await world.poll();
  expect(subjects()).toHaveLength(2);
  expect(new Set(world.messages.map(({ text }) => text)).size).toBe(1);
  expect(world.records()).toHaveLength(1);
  world.advance(3600);
  await world.poll();
  expect(subjects()).toHaveLength(2);
});

test('text from outside stays text in page, message, log and record', async () => {
  const hostile = '<img src=x onerror=alert(1)> \u202egpj.exe\u0007 https://evil.example/?q=1\r\nSubject: owned';
  await start({ builds: [{ test: { failStep: { name: 'ApplyTestComponents', message: hostile, component: { errorMessage: hostile } } } }] });
  world.build();
  await world.handleEvents();
  const [{ body }] = world.objects('pages/');
  const page = parsePage(body);
  expect(page.errors).toEqual([]);
  expect(page.elements.filter(({ name, attributes }) => name === 'img' || name === 'script' || Object.keys(attributes).some((each) => each.startsWith('on')))).toEqual([]);
  expect(linksIn(page).filter((link) => link.includes('evil.example'))).toEqual([]);
  expect(page.text).toContain('<img src=x onerror=alert(1)>');
  const [{ subject, text }] = world.messages;
  expect(subject).toMatch(/^[ -~]{1,100}$/);
  // eslint-disable-next-line no-control-regex
  for (const each of [text, body]) expect(each).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/);
  expect(text).toContain('<img src=x onerror=alert(1)>');
  expect(text).not.toMatch(/^Subject: owned/m);
  for (const line of world.lines()) expect(() => JSON.parse(line)).not.toThrow();
});

test('a scan that ends after the build is waited for, and fails the gate', async () => {
  await start(
    { builds: [{ scan: { secondsAfterAvailable: 600, findings: { all: 2, critical: 2 } } }] },
    { gate: SeverityGate.atMost({ critical: 0 }) },
  );
  world.build(1300);
  await world.handleEvents();
  world.advance(600);
  await world.handleEvents();
  expect(world.records().map(({ scanAttributes: { Gate, FindingsCritical } }) => [Gate, FindingsCritical])).toEqual([['FAILED', 2]]);
  expect(subjects().join()).toMatch(/gate/i);
});

test('a pipeline that the service disables is told once, by the event or by the poll', async () => {
  await start({ builds: [FAILED_TEST] });
  for (const _ of [1, 2]) world.build();
  await world.handleEvents();
  world.advance(3600);
  await world.poll();
  expect(subjects().filter((subject) => /disabled/i.test(subject!))).toHaveLength(1);
  expect(world.metrics().filter(({ name }) => name === 'PipelineDisabled').at(-1)!.value).toBe(1);
});

test('the newest image is scanned and judged again where nothing scans it, and a critical finding of today is told', async () => {
  await start(
    { builds: [{ scan: { findings: { all: 0 } } }], onDemandScans: [{ seconds: 60, findings: { all: 1, critical: 1 } }] },
    { gate: SeverityGate.atMost({ critical: 0 }), rejudge: {} },
  );
  world.build();
  await world.handleEvents();
  expect(world.records().map(({ scanAttributes: { Gate } }) => Gate)).toEqual(['PASSED']);
  const before = world.messages.length;
  world.advance(86_400);
  await world.rejudge();
  expect(world.simulator.journal().filter(({ operation }) => operation === 'StartOnDemandScan').map(({ status }) => status)).toEqual([202]);
  world.advance(3600);
  await world.poll();
  expect(world.records().map(({ scanAttributes: { Gate }, revision }) => [Gate, revision])).toEqual([['FAILED', 2]]);
  expect(world.messages.slice(before).map(({ text }) => text).join()).toContain('CVE-2026-10000');
});
