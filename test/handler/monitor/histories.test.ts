import * as fc from 'fast-check';
import { histories, History } from './histories/history';
import { End, Monitor, play, topicOf } from './histories/play';
import { plainRenderers } from './plain-renderers';
import { arnOf, BuildStory, MINUTE } from './world';
import { Image } from '../../../src/handler/core/model/facts';
import { readRecord } from '../../../src/handler/core/record/read-record';
import { RecordStore } from '../../../src/handler/ports';
import { textOf } from '../fixtures';

/** Another seed is another 1,000 histories: `SEED=7 npx jest test/handler/monitor/histories`. */
const SEED = Number(process.env.SEED ?? 20261129);
const HISTORIES = 1_000;
const OUTCOMES = { AVAILABLE: 'SUCCEEDED', FAILED: 'FAILED', CANCELLED: 'CANCELLED' };

const GOOD: Monitor = { renderers: plainRenderers };
jest.setTimeout(600_000);

describe(`${HISTORIES} histories of seed ${SEED}`, () => {
  const seen = new Set<string>();

  test('each build is recorded once and told, whatever is lost, late, repeated and interrupted', async () => {
    await fc.assert(property(GOOD, ({ world, unnoted }) => {
      world.logged.map((line) => JSON.parse(line)).forEach(({ event, result = '', revision = '' }) => seen.add(`${event} ${result}${revision}`));
      if (unnoted.size > 0) seen.add('sent and not noted');
    }), { seed: SEED, numRuns: HISTORIES });
  });

  test('have everything that can happen', () => {
    expect(EVERYTHING.filter((what) => !seen.has(what))).toEqual([]);
  });
});

/** As the log has it: also two runs that record one build, and one that leaves the telling to the other one. */
const EVERYTHING = [
  'looked SETTLED', 'looked RUNNING', 'looked AWAITS_SCAN', 'looked LEFT', 'looked FAILED', 'recorded 1', 'recorded 2', 'found 1', 'sent 1', 'sent 2',
  'sent and not noted', 'failed ',
];

const keyOf = (story: BuildStory, kind: string, end: string) => `${kind}/day=2026-01-05/123456789012/eu-central-1/${story.path}.${end}`;

function property(monitor: Monitor, look: (end: End) => void = () => undefined) {
  return fc.asyncProperty(histories, async (history) => {
    const end = await play(history, monitor);
    look(end);
    for (const story of history.builds) {
      expectOneTrueRecord(story, end);
      end.monitors.forEach(({ Id }) => expectTold(story, Id, end));
    }
    expectNoOtherRecords(history, end);
    expectNothingBeforeItIsTrue(history, end);
  });
}

/** One object for each build, made once, with what its story says, and the page of the same facts. */
function expectOneTrueRecord(story: BuildStory, { world, unsettledPages }: End): void {
  const key = keyOf(story, 'records', 'json');
  expect(world.created.filter((created) => created === key)).toEqual([key]);
  const record = readRecord(world.objects.get(key)!.body)!;
  expect(record.build).toMatchObject({ Outcome: OUTCOMES[story.status], ImageArn: arnOf(story) });
  const critical = story.scan?.findings.filter(({ severity }) => severity === 'CRITICAL').length;
  if (story.status === 'AVAILABLE' && story.scan !== undefined) {
    expect(record.scan).toMatchObject({ ScanStatus: story.scan.status, FindingsCritical: story.scan.status === 'COMPLETED' ? critical : 'UNKNOWN' });
  }
  const page = keyOf(story, 'pages', 'html');
  if (!unsettledPages.has(page)) expect(world.objects.get(page)!.body).toBe(plainRenderers.pageOf(record));
}

/** The end of a build is told to the topic of each monitor; again only if a run ended between sending and noting. */
function expectTold(story: BuildStory, monitor: string, { world, unnoted }: End): void {
  const messages = world.sent.filter(({ topicArn, message }) => topicArn === topicOf(monitor) && message.deduplicationId.startsWith(`${monitor} ${arnOf(story)} `));
  const ends = messages.filter(({ message: { text } }) => text.includes('BUILD_ENDED'));
  expect(ends.length).toBeGreaterThan(0);
  expect(ends.every(({ message: { text } }) => text.includes('BUILD_FAILED') === (story.status === 'FAILED'))).toBe(true);
  const times = new Map<string, number>();
  for (const { topicArn, message } of messages) {
    const id = `${topicArn} ${message.deduplicationId}`;
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  for (const [id, count] of times) expect([id, count <= 1 + (unnoted.get(id) ?? 0)]).toEqual([id, true]);
  // Critical findings are told as soon as a record has them.
  const isCritical = story.scan?.status === 'COMPLETED' && story.scan.findings.some(({ severity }) => severity === 'CRITICAL');
  const isSaid = messages.some(({ message: { text } }) => text.includes('GATE_FAILED'));
  if (story.status === 'AVAILABLE') expect(isSaid).toBe(isCritical);
  expect(world.json(`notices/${monitor}/123456789012/eu-central-1/${story.path}.json`).state).toBe('SENT');
}

function expectNoOtherRecords({ builds }: History, { world }: End): void {
  expect(world.keys('records/')).toEqual(builds.map((story) => keyOf(story, 'records', 'json')).sort());
}

/** Nothing is said of a build before it has ended, and no success of one that has none. */
function expectNothingBeforeItIsTrue({ builds }: History, { world }: End): void {
  for (const { message: { subject, text, deduplicationId }, at } of world.sent) {
    const story = builds.find((one) => deduplicationId.includes(` ${arnOf(one)} `))!;
    expect(at).toBeGreaterThanOrEqual(story.endsAt);
    expect(`${subject} ${text}`).toContain(OUTCOMES[story.status]);
  }
}

/** Each of them breaks one rule of the monitor. */
const withRecords = (change: (records: RecordStore) => Partial<RecordStore>): Monitor => ({
  ...GOOD, breaks: (services) => ({ ...services, records: { ...services.records, ...change(services.records) } }),
});
const withBody = (isConcerned: (key: string) => boolean, change: (body: string) => string): Monitor => withRecords((records) => ({
  create: (place, body, signal) => records.create(place, isConcerned(place.key) ? change(textOf(body)) : body, signal),
  replace: (place, body, tag, signal) => records.replace(place, isConcerned(place.key) ? change(textOf(body)) : body, tag, signal),
}));
const withoutCondition = (isConcerned: (key: string) => boolean): Monitor => withRecords((records) => ({
  create: async (place, body, signal) => await records.create(place, body, signal)
    ?? (isConcerned(place.key) ? overwritten(records, place, body, signal) : undefined),
  replace: async (place, body, tag, signal) => await records.replace(place, body, tag, signal)
    ?? (isConcerned(place.key) ? overwritten(records, place, body, signal) : undefined),
}));
async function overwritten(records: RecordStore, ...[place, body, signal]: Parameters<RecordStore['create']>): Promise<string | undefined> {
  await records.put(place, 'application/json', body, signal);
  return (await records.read(place, signal))?.tag;
}
const withImage = (change: (image: Image) => Image): Monitor => ({
  ...GOOD,
  breaks: (services) => ({
    ...services, imageBuilder: { ...services.imageBuilder, image: async (...args) => change(await services.imageBuilder.image(...args)) },
  }),
});
const isNotice = (key: string) => key.startsWith('notices/');
const DAY = 24 * 60 * MINUTE;

const BROKEN: Record<string, Monitor> = {
  'reads no notices': withRecords((records) => ({ read: async (place, signal) => isNotice(place.key) ? undefined : records.read(place, signal) })),
  'makes records without a condition': withoutCondition((key) => key.startsWith('records/')),
  'claims notices without a condition': withoutCondition(isNotice),
  'claims for ever': { ...GOOD, remainingMillis: 20 * DAY },
  'never looks by itself': { ...GOOD, polls: false },
  'forgets builds that it could not settle': withBody(
    (key) => key.startsWith('monitors/'), (body) => body.replace(/"from":"[^"]+"/, '"from":"2026-01-05T12:00:00.000Z"'),
  ),
  'never looks at a scan again': withBody(isNotice, (body) => body.replace('"scanEnded":false', '"scanEnded":true')),
  'takes a build that goes on for one that came out': withImage((image) => ({ ...image, status: image.status === 'BUILDING' ? 'AVAILABLE' : image.status })),
  'takes a build that failed for one that came out': withImage((image) => ({ ...image, status: image.status === 'FAILED' ? 'AVAILABLE' : image.status })),
  'takes every scan for completed': withImage((image) => ({ ...image, scan: image.scan && { status: 'COMPLETED' } })),
  'takes a message that was refused for sent': {
    ...GOOD,
    breaks: (services) => ({
      ...services, topics: { publish: (...args) => services.topics.publish(...args).catch((error) => { if (error.name !== 'CallFailed') throw error; }) },
    }),
  },
  'notes before it sends': {
    ...GOOD,
    breaks: (services) => {
      const waiting: (() => Promise<void>)[] = [];
      return {
        ...services,
        topics: { publish: async (...args) => void waiting.push(() => services.topics.publish(...args)) },
        records: {
          ...services.records,
          replace: async (place, body, ...rest) => {
            const tag = await services.records.replace(place, body, ...rest);
            if (textOf(body).includes('"SENT"')) for (const send of waiting.splice(0)) await send();
            return tag;
          },
        },
      };
    },
  },
  'says nothing of failures': {
    ...GOOD,
    renderers: {
      ...plainRenderers, occasionsOf: (...args) => plainRenderers.occasionsOf(...args).filter((kind) => kind !== 'BUILD_FAILED'),
    },
  },
};

describe('histories show a monitor that', () => {
  test.each(Object.entries(BROKEN))('%s', async (_, broken) => {
    const { failed } = await fc.check(property(broken), { seed: SEED, numRuns: HISTORIES, endOnFailure: true });
    expect(failed).toBe(true);
  });
});
