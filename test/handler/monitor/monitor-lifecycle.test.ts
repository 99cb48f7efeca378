import { arnOf, Hook, HOUR, MINUTE, pipelineArn, POLL, refusal, START, stateChange, World } from './world';
import { RENDERERS } from '../../../src/handler/monitor/renderers';
import { finding } from '../fixtures';
import { ALL, PROPERTIES, build, RECORD, PAGE, NOTICE, at, texts } from './monitor-run';

const CHAT = 'arn:aws:sns:eu-central-1:123456789012:chat.fifo';

describe('a build that nobody deployed', () => {
  test('is recorded, with a page, and told to the topics that want to know', async () => {
    const story = build({ packages: [{ name: 'zlib', version: '1.3' }] });
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, story.endsAt, stateChange(story), { Sbom: 'true' });
    expect(world.json(RECORD)).toMatchObject({
      kind: 'RECORD',
      revision: 1,
      pipeline: { arn: pipelineArn('golden'), name: 'golden' },
      attributes: { Outcome: 'SUCCEEDED', ImageVersion: '1.0.0/1', DetailsUri: `s3://records/${RECORD}` },
      workflowExecutions: [{ steps: [{ name: 'ApplyBuildComponents' }] }],
      packages: [{ name: 'zlib', version: '1.3' }],
      changes: { reason: 'The pipeline has no earlier good build.' },
      pageUri: `s3://records/${PAGE}`,
      sbomUri: 's3://records/sboms/day=2026-01-05/123456789012/eu-central-1/golden/1.0.0/1.cdx.json',
    });
    expect(world.objects.get(PAGE)!.body).toBe('<p>1.0.0/1 SUCCEEDED NOT_ENABLED 1</p>');
    expect(world.keys('sboms/')).toHaveLength(1);
    expect(texts(world)).toEqual(['golden 1.0.0/1 SUCCEEDED: BUILD_ENDED']);
    expect(world.metrics).toEqual(['build 1.0.0/1 SUCCEEDED']);
    expect(world.json(NOTICE)).toMatchObject({ state: 'SENT', revision: 1, told: { outcome: 'SUCCEEDED', gate: 'NONE', scanEnded: true } });
  });

  test('is told once, however often its event comes', async () => {
    const story = build();
    const world = new World([story], [{ name: 'golden' }]);
    for (const minutes of [0, 1, 70, 600]) await at(world, story.endsAt + minutes * MINUTE, stateChange(story));
    await at(world, story.endsAt + HOUR, POLL);
    expect(texts(world)).toHaveLength(1);
    expect(world.created.filter((key) => key === RECORD)).toHaveLength(1);
  });

  test('is not recorded before it has ended', async () => {
    const story = build();
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, story.endsAt - 1, stateChange(story, 'TESTING'));
    expect(world.keys('records/')).toEqual([]);
    expect(world.sent).toEqual([]);
  });

  test('is found by a later poll after polls that could not read the list of its pipeline for days', async () => {
    const story = build({ status: 'FAILED', createdAt: START + MINUTE });
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, START, POLL);
    const unavailable: Hook = async (call) => {
      if (call === 'ListImagePipelineImages') throw refusal('ServiceUnavailableException', 503, call);
    };
    for (const hours of [1, 50]) await expect(at(world, START + hours * HOUR, POLL, {}, unavailable)).rejects.toThrow('ServiceUnavailableException');
    await at(world, START + 51 * HOUR, POLL);
    expect(texts(world)).toEqual(['golden 1.0.0/1 FAILED: BUILD_FAILED BUILD_ENDED']);
  });

  test('is found by the poll if its event was lost', async () => {
    const story = build({ status: 'FAILED', createdAt: START + MINUTE });
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, START, POLL);
    await at(world, START + HOUR, POLL);
    expect(texts(world)).toEqual(['golden 1.0.0/1 FAILED: BUILD_FAILED BUILD_ENDED']);
  });
});

describe('a function that ends at any call', () => {
  const story = build({ status: 'FAILED', createdAt: START + MINUTE });
  const killedAt = (number: number): Hook => {
    let calls = 0;
    return async () => {
      if (++calls >= number) throw new Error('Killed.');
    };
  };
  // Every call is a hook before and one after its effect.
  test.each(Array.from({ length: 40 }, (_, index) => index + 1))('is followed by one that goes on: %d', async (number) => {
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, START, POLL);
    await at(world, story.endsAt, stateChange(story), {}, killedAt(number)).catch(() => undefined);
    for (const hours of [1, 2, 3]) await at(world, story.endsAt + hours * HOUR, POLL);
    expect(world.created.filter((key) => key === RECORD)).toHaveLength(1);
    expect(world.json(NOTICE)).toMatchObject({ state: 'SENT', told: { outcome: 'FAILED' } });
    expect([1, 2]).toContain(world.sent.length);
  });
});

describe('a topic', () => {
  const topics = { Topics: [...PROPERTIES.Topics!, { Arn: CHAT, Notifications: ['BUILD_ENDED'] as const, Chat: 'true' as const }] };

  test('of a chat application gets a message in its form, in the order of the pipeline and once', async () => {
    const story = build();
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, story.endsAt, stateChange(story), topics);
    expect(world.sent.map(({ topicArn }) => topicArn)).toEqual([ALL, CHAT]);
    expect(world.sent[1].message).toEqual({
      text: '{"outcome":"SUCCEEDED","occasions":["BUILD_ENDED"]}', group: 'golden', deduplicationId: `golden ${pipelineArn('golden').replace('image-pipeline/golden', 'image/golden/1.0.0/1')} 1`,
    });
  });

  test('that cannot be reached fails the run, and only it is tried again', async () => {
    const story = build();
    const world = new World([story], [{ name: 'golden' }]);
    let publishes = 0;
    const first: Hook = async (call, when) => {
      if (call === 'Publish' && when === 'before' && ++publishes === 1) throw refusal('ThrottlingException', 400, 'Publish', ALL);
    };
    await expect(at(world, story.endsAt, stateChange(story), topics, first)).rejects.toThrow('Publish: ThrottlingException: No.');
    expect(world.json(NOTICE)).toMatchObject({ state: 'OPEN', delivered: [CHAT] });
    await at(world, story.endsAt + MINUTE, stateChange(story), topics, first);
    expect(world.sent.map(({ topicArn }) => topicArn)).toEqual([CHAT, ALL]);
    expect(world.metrics).toHaveLength(1);
  });
});

describe('what changed', () => {
  const old = finding({ vulnerabilityId: 'CVE-2026-1', severity: 'CRITICAL' });
  const stories = [
    build({ scan: { endsAt: START, status: 'COMPLETED', findings: [old] } }),
    build({ path: 'golden/1.0.0/2', createdAt: START + HOUR, endsAt: START + 2 * HOUR, status: 'FAILED' }),
    build({ path: 'golden/1.0.0/3', createdAt: START + 3 * HOUR, endsAt: START + 4 * HOUR, scan: { endsAt: START, status: 'COMPLETED', findings: [old] } }),
  ];
  const THIRD = RECORD.replace('/1.json', '/3.json');

  test.each([['with', true], ['without', false]])('since the last good build %s a record, is in the record', async (_, isRecorded) => {
    const world = new World(stories, [{ name: 'golden' }]);
    if (isRecorded) await at(world, stories[0].endsAt, stateChange(stories[0]));
    world.sent.length = 0;
    await at(world, stories[2].endsAt, stateChange(stories[2]));
    expect(world.json(THIRD).changes).toMatchObject({ since: '1.0.0/1', findings: { new: [], gone: [] } });
    // A critical finding that the build before had as well is none to be told; that it is better than the failure before is.
    expect(texts(world)).toEqual(['golden 1.0.0/3 SUCCEEDED: BUILD_RECOVERED BUILD_ENDED']);
  });

  test('is not known if the images cannot be listed', async () => {
    const world = new World(stories, [{ name: 'golden' }]);
    const denied: Hook = async (call) => {
      if (call === 'ListImagePipelineImages') throw refusal('AccessDeniedException', 403, call);
    };
    await at(world, stories[2].endsAt, stateChange(stories[2]), {}, denied);
    expect(world.json(THIRD).changes).toMatchObject({ reason: 'The images of the pipeline could not be listed.' });
  });

  test.each([
    ['its role may not read', refusal('AccessDeniedException', 403, 'GetImage')],
    ['was deleted since it was listed', refusal('ResourceNotFoundException', 404, 'GetImage')],
  ])('since a good build that %s is not known, and that build is not denied', async (_, refused) => {
    const world = new World(stories, [{ name: 'golden' }]);
    const denied: Hook = async (call, _when, about) => {
      if (call === 'GetImage' && about === arnOf(stories[0])) throw refused;
    };
    await at(world, stories[2].endsAt, stateChange(stories[2]), {}, denied);
    expect(world.json(THIRD).changes).toEqual({ reason: `The last good build before, ${arnOf(stories[0])}, could not be read.` });
  });
});

test('a build whose workflows are refused is told with what its image says', async () => {
  const story = build({ status: 'FAILED' });
  const world = new World([story], [{ name: 'golden' }]);
  const denied: Hook = async (call) => {
    if (call === 'ListWorkflowExecutions') throw refusal('AccessDeniedException', 403, call);
  };
  await at(world, story.endsAt, stateChange(story), {}, denied);
  expect(texts(world)).toEqual(['golden 1.0.0/1 FAILED: BUILD_FAILED BUILD_ENDED']);
  expect(world.json(RECORD).attributes).toMatchObject({ Outcome: 'FAILED', WorkflowsFailed: 'UNKNOWN' });
});

test('a build that was retried is told again, as a new revision', async () => {
  const failed = build({ status: 'FAILED' });
  const world = new World([failed], [{ name: 'golden' }]);
  await at(world, failed.endsAt, stateChange(failed));
  const retried = Object.assign(world, { builds: [build({ endsAt: START + 2 * HOUR })] });
  await at(retried, START + HOUR, stateChange(failed, 'TESTING'));
  expect(world.sent).toHaveLength(1);
  await at(retried, START + 2 * HOUR, stateChange(retried.builds[0]));
  expect(world.json(RECORD)).toMatchObject({ revision: 2, attributes: { Outcome: 'SUCCEEDED' } });
  expect(texts(world)).toEqual(['golden 1.0.0/1 FAILED: BUILD_FAILED BUILD_ENDED', 'golden 1.0.0/1 SUCCEEDED: BUILD_RECOVERED BUILD_ENDED']);
});

test('an image that is deleted before it is read is none', async () => {
  const world = new World([], [{ name: 'golden' }]);
  await at(world, START, stateChange(build()));
  expect(world.sent).toEqual([]);
});

test('an event that is none is refused with a sentence', async () => {
  await expect(at(new World([]), START, { source: 'me' })).rejects.toThrow(/^INVALID_REQUEST: `source` must be /);
});

test('record, page, message and metrics of a build tell the same', async () => {
  const critical = finding({ vulnerabilityId: 'CVE-2026-1', severity: 'CRITICAL' });
  const story = build({ scan: { endsAt: START, status: 'COMPLETED', findings: [critical] }, packages: [{ name: 'zlib', version: '1.3' }] });
  const world = new World([story], [{ name: 'golden' }]);
  const topics = { Topics: [...PROPERTIES.Topics!, { Arn: CHAT, Notifications: ['BUILD_ENDED'] as const, Chat: 'true' as const }] };
  await at(world, story.endsAt, stateChange(story), { ...topics, Sbom: 'true', Gate: { Critical: '0', OnUnknown: 'CONTINUE' } }, undefined, RENDERERS);
  expect(world.json(RECORD)).toMatchObject({ attributes: { Outcome: 'SUCCEEDED' }, scanAttributes: { Gate: 'FAILED', FindingsCritical: 1 } });
  expect(world.objects.get(PAGE)!.body).toMatch(/^<!DOCTYPE html>[^]*CVE-2026-1[^]*<\/html>\s*$/i);
  expect(world.json(PAGE.replace('pages/', 'sboms/').replace('.html', '.cdx.json'))).toMatchObject({ bomFormat: 'CycloneDX', components: [{ name: 'zlib' }] });
  const [mail, chat] = world.sent.map(({ message }) => message);
  expect(mail.text).toContain('CVE-2026-1');
  expect(mail.text).toContain('https://eu-central-1.console.aws.amazon.com/s3/object/records?region=eu-central-1&prefix=pages%2Fday%3D2026-01-05%2F');
  expect(JSON.parse(chat.text)).toMatchObject({ source: 'custom' });
  expect(world.metrics.map((line) => JSON.parse(line))).toEqual(['PipelineName', 'ImageName'].map((dimension) => expect.objectContaining({
    [dimension]: 'golden', BuildsSucceeded: 1, FindingsCritical: 1, GatesFailed: 1,
  })));
});
