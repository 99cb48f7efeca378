import { keptIn, meetAt, noticesIn, Story, subjectsOf } from './story';
import { SeverityGate } from '../../../src';
import { linksIn, parsePage } from '../../handler/core/render/parsed-page';
import { EVENT_TYPES, Scenario } from '../../simulator';
import { arn, callsOf, PIPELINE } from '../monitor-world';

const FAILED_TEST = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'sshd allows root' } } } };
const PARTS = 'day=2026-01-05/123456789012/eu-central-1/golden/1.0.0/1';
const HOSTILE = '<img src=x onerror=alert(1)> \u202egpj.exe\u0007 https://evil.example/?q=1\r\nSubject: owned';
const GATE = SeverityGate.atMost({ critical: 0 });

/** The poll finds a build whose events were lost. */
const lost = (title: string, events: Scenario['events'], breaks: Story['breaks']): Story => ({
  title: `the poll finds a build if ${title}`,
  scenario: { builds: [FAILED_TEST], events },
  async play(world) {
    world.build(700);
    await world.handleEvents();
    world.advance(600);
    await world.handleEvents();
    expect([keptIn(world), subjectsOf(world)]).toEqual([[], []]);
    world.advance(3600);
    await world.poll();
    expect(world.records().map(({ attributes: { Outcome, FailedStep } }) => [Outcome, FailedStep])).toEqual([['FAILED', 'ApplyTestComponents']]);
    expect(subjectsOf(world)).toEqual([expect.stringMatching(/^Build failed: golden 1\.0\.0\/1/)]);
    expect(world.messages[0].text).toContain('sshd allows root');
  },
  breaks,
});

export const STORIES: readonly Story[] = [
  {
    title: 'a scheduled build becomes a record, a page, a bill of materials, a message and metrics, once',
    scenario: { builds: [{ amis: [{ image: 'ami-00000000000000001' }], scan: { findings: { all: 3, critical: 1 } } }] },
    async play(world) {
      const image = world.build();
      const events = await world.handleEvents();
      expect(events.map((event) => event.detail.state?.status ?? event['detail-type'])).toEqual([
        'BUILDING', 'TESTING', EVENT_TYPES.cveDetected, 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE',
      ]);
      expect(keptIn(world)).toEqual([`pages/${PARTS}.html`, `records/${PARTS}.json`, `sboms/${PARTS}.cdx.json`]);
      expect(world.objects('pages/')[0].contentType).toMatch(/^text\/html/);
      const [{ attributes, scanAttributes, pipeline, revision }] = world.records();
      expect({ ...attributes, ...scanAttributes }).toMatchObject({
        Outcome: 'SUCCEEDED', ImageArn: image, BuildType: 'SCHEDULED', AmiId: 'ami-00000000000000001', FindingsAll: 3, FindingsCritical: 1,
      });
      expect([pipeline, revision]).toEqual([{ arn: PIPELINE, name: 'weekly' }, 1]);
      expect(parsePage(world.objects('pages/')[0].body).text).toContain('ami-00000000000000001');
      expect(JSON.parse(world.objects('sboms/')[0].body).components.map(({ name }: { name: string }) => name)).toContain('openssl');
      const [{ text }] = world.messages;
      expect(text).toMatch(/^Findings: 1 critical\b/m);
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
    },
    breaks: ['forgetsThePage', 'forgetsTheSbom', 'losesMetrics', 'miscounts'],
  },
  lost('all events are lost', [{ after: [] }], ['neverLooks']),
  lost('the event of its end is lost', [{ status: 'FAILED', after: [] }], ['neverLooks', 'hidesTheReason']),
  {
    title: 'events that come twice, late and out of order tell each build once',
    scenario: {
      builds: [FAILED_TEST, { scan: { findings: { all: 0 } } }], events: [{ status: 'FAILED', after: [0, 0, 5000] }, { every: 2, after: [900, 0] }],
    },
    async play(world) {
      world.build();
      await world.handleEvents();
      world.build();
      await world.handleEvents();
      world.advance(10_000);
      await world.handleEvents();
      await world.poll();
      expect(world.records().map(({ attributes: { Outcome }, revision }) => [Outcome, revision])).toEqual([['FAILED', 1], ['SUCCEEDED', 1]]);
      expect(subjectsOf(world).filter((subject) => /1\.0\.0\/1/.test(subject!))).toHaveLength(1);
      // The second is good after a bad one.
      expect(subjectsOf(world).filter((subject) => /1\.0\.0\/2/.test(subject!))).toEqual([expect.stringMatching(/recovered/i)]);
    },
    breaks: ['tellsAlways', 'forgetsFailures'],
  },
  {
    title: 'two runs at once record a build once and notify once',
    scenario: { builds: [FAILED_TEST], events: [{ status: 'FAILED', after: [0] }, { after: [] }] },
    async play(world) {
      world.build();
      const [event] = world.simulator.takeEvents();
      meetAt(world, ['records/', 'notices/']);
      const results = await Promise.all([world.invoke(event), world.invoke(event)]);
      expect(results.map(({ functionError }) => functionError)).toEqual([undefined, undefined]);
      expect(subjectsOf(world)).toHaveLength(1);
      expect(world.lines().filter((line) => line.includes('"recorded"'))).toHaveLength(1);
      expect(world.records().map(({ revision }) => revision)).toEqual([1]);
      expect(noticesIn(world).map(({ state }) => state)).toEqual(['SENT']);
    },
    breaks: ['recordsWithoutACondition'],
  },
  {
    title: 'a function that ends between sending and noting sends again, when nobody else can be sending any more',
    scenario: { builds: [FAILED_TEST], events: [{ status: 'FAILED', after: [0] }, { after: [] }] },
    async play(world) {
      world.build();
      world.topic.onPublish = async () => {
        world.topic.onPublish = undefined;
        await world.kill();
      };
      const [event] = world.simulator.takeEvents();
      expect((await world.invoke(event)).functionError).toBe('Unhandled');
      expect(noticesIn(world).map(({ state }) => state)).not.toContain('SENT');
      // The claim of the run that ended is still respected.
      await world.poll().catch(() => undefined);
      expect(subjectsOf(world)).toHaveLength(1);
      world.advance(3600);
      await world.poll();
      expect(subjectsOf(world)).toHaveLength(2);
      expect(new Set(world.messages.map(({ text }) => text)).size).toBe(1);
      expect(world.records()).toHaveLength(1);
      world.advance(3600);
      await world.poll();
      expect(subjectsOf(world)).toHaveLength(2);
    },
    breaks: ['notesBeforeItSends', 'ignoresClaims'],
  },
  {
    title: 'a notification that a topic refuses is sent by a later run, and nobody gets it twice',
    scenario: { builds: [FAILED_TEST], events: [{ status: 'FAILED', after: [0] }, { after: [] }] },
    async play(world) {
      world.build();
      world.topic.refusals = 1;
      const [event] = world.simulator.takeEvents();
      const { functionError, payload } = await world.invoke(event);
      expect([functionError, payload]).toEqual(['Unhandled', expect.stringContaining('KMSAccessDenied')]);
      expect(noticesIn(world).map(({ state }) => state)).toEqual(['OPEN']);
      world.advance(3600);
      await world.poll();
      await world.poll();
      expect(subjectsOf(world)).toEqual([expect.stringMatching(/^Build failed/)]);
      const failures = world.metrics().filter(({ name, dimensions }) => name === 'BuildsFailed' && 'PipelineName' in dimensions);
      expect(failures.map(({ value }) => value)).toEqual([1]);
    },
    breaks: ['swallowsRefusals'],
  },
  {
    title: 'text from outside stays text in page, message, log and record',
    scenario: { builds: [{ test: { failStep: { name: 'ApplyTestComponents', message: HOSTILE, component: { errorMessage: HOSTILE } } } }] },
    async play(world) {
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
    },
    breaks: ['escapesNothing', 'keepsControlCharacters'],
  },
  {
    title: 'what commands wrote is nowhere without logTail',
    scenario: {
      builds: [FAILED_TEST],
      faults: [{
        operation: 'ListWorkflowStepExecutions',
        effect: { patch: [{ set: 'steps[0].outputs', value: JSON.stringify({ status: 'Failed', output: '+ export DB_PASSWORD=p4ssw0rd' }) }] },
      }],
    },
    async play(world) {
      world.build();
      await world.handleEvents();
      const [{ workflowExecutions }] = world.records();
      expect(workflowExecutions.map(({ steps }: { steps: { outputs: string }[] }) => steps[0].outputs)).toContain('{"status":"Failed"}');
      const texts = [...world.objects('').map(({ body }) => body), ...world.messages.map(({ text }) => text), ...world.lines()];
      expect(texts.filter((text) => text.includes('p4ssw0rd'))).toEqual([]);
    },
    breaks: ['keepsCommandOutput'],
  },
  {
    title: 'a scan that ends after the build is waited for, and fails the gate',
    scenario: { builds: [{ scan: { secondsAfterAvailable: 600, findings: { all: 2, critical: 2 } } }] },
    props: { gate: GATE },
    async play(world) {
      world.build(1300);
      await world.handleEvents();
      world.advance(600);
      await world.handleEvents();
      expect(world.records().map(({ scanAttributes: { Gate, FindingsCritical }, revision }) => [Gate, FindingsCritical, revision])).toEqual([['FAILED', 2, 1]]);
      expect(subjectsOf(world).join()).toMatch(/gate/i);
    },
    breaks: ['waitsForNoScan', 'ignoresTheGate'],
  },
  {
    title: 'a scan that was abandoned is unknown everywhere, and never zero',
    scenario: { builds: [{ scan: { status: 'ABANDONED' } }] },
    props: { gate: GATE },
    async play(world) {
      world.build();
      await world.handleEvents();
      world.advance(3600);
      await world.poll();
      const [{ scanAttributes }] = world.records();
      expect(scanAttributes).toMatchObject({ ScanStatus: 'ABANDONED', FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN' });
      expect(scanAttributes.Gate).not.toBe('PASSED');
      expect(world.metrics().filter(({ name }) => name.startsWith('Findings'))).toEqual([]);
      expect(parsePage(world.objects('pages/')[0].body).text).toMatch(/unknown/i);
    },
    breaks: ['countsUnknownAsZero'],
  },
  {
    title: 'a status that Image Builder adds one day is neither an end nor a success',
    scenario: {
      faults: [{ operation: 'GetImage', effect: { patch: [{ set: 'image.state.status', value: 'QUARANTINED' }] } }],
    },
    async play(world) {
      world.build();
      await world.handleEvents();
      world.advance(7200);
      await world.poll();
      expect([keptIn(world), subjectsOf(world)]).toEqual([[], []]);
    },
    breaks: ['claimsSuccess'],
  },
  {
    title: 'a build of a different pipeline is left alone',
    scenario: { seed: { calls: callsOf([['weekly', 'golden'], ['other', 'silver']]) }, builds: [FAILED_TEST] },
    async play(world) {
      world.build(1300, arn('image-pipeline/other'));
      for (const event of world.simulator.takeEvents()) expect((await world.invoke(event)).functionError).toBeUndefined();
      expect([keptIn(world), subjectsOf(world)]).toEqual([[], []]);
    },
    breaks: ['recordsEverything'],
  },
  {
    title: 'a pipeline that the service disables is told once, by the event or by the poll',
    scenario: { builds: [FAILED_TEST] },
    async play(world) {
      for (const _ of [1, 2]) world.build();
      await world.handleEvents();
      world.advance(3600);
      await world.poll();
      expect(subjectsOf(world).filter((subject) => /disabled/i.test(subject!))).toHaveLength(1);
      expect(world.metrics().filter(({ name }) => name === 'PipelineDisabled').at(-1)!.value).toBe(1);
    },
    breaks: ['tellsOfPipelinesAlways'],
  },
  {
    title: 'the newest image is scanned and judged again where nothing scans it, and a critical finding of today is told',
    scenario: { builds: [{ scan: { findings: { all: 0 } } }], onDemandScans: [{ seconds: 60, findings: { all: 1, critical: 1 } }] },
    props: { gate: GATE, rejudge: {} },
    async play(world) {
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
    },
    breaks: ['judgesOnce'],
  },
];
