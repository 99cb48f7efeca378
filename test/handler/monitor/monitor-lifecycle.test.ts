import { plainRenderers } from './plain-renderers';
import { arnOf, BuildStory, FUNCTION_ARN, Hook, HOUR, MINUTE, pipelineArn, pipelineDisabled, POLL, refusal, REJUDGE, START, stateChange, cveDetected, World } from './world';
import { MonitorProperties } from '../../../src/contract/monitor';
import { parseMonitorRequest } from '../../../src/handler/core/request/monitor-request';
import { monitorLifecycle } from '../../../src/handler/monitor/monitor-lifecycle';
import { Renderers, RENDERERS } from '../../../src/handler/monitor/renderers';
import { finding } from '../fixtures';

const ALL = 'arn:aws:sns:eu-central-1:123456789012:all';
const CHAT = 'arn:aws:sns:eu-central-1:123456789012:chat.fifo';
const PROPERTIES: MonitorProperties = {
  Id: 'golden',
  Pipelines: ['golden'],
  Records: { BucketName: 'records' },
  ScanPatienceSeconds: 3600,
  Topics: [{ Arn: ALL, Notifications: ['BUILD_ENDED', 'PIPELINE_DISABLED', 'NEW_CRITICAL_FINDINGS', 'GATE_FAILED'] }],
};

const build = (members: Partial<BuildStory> = {}): BuildStory => ({
  path: 'golden/1.0.0/1', pipeline: 'golden', createdAt: START, endsAt: START + 30 * MINUTE, status: 'AVAILABLE', ...members,
});
const RECORD = 'records/day=2026-01-05/123456789012/eu-central-1/golden/1.0.0/1.json';
const PAGE = 'pages/day=2026-01-05/123456789012/eu-central-1/golden/1.0.0/1.html';
const NOTICE = 'notices/golden/123456789012/eu-central-1/golden/1.0.0/1.json';

/** Sends an event to the function at a time. */
async function at(
  world: World, millis: number, event: unknown, properties: Partial<MonitorProperties> = {}, hook?: Hook, renderers: Renderers = plainRenderers,
): Promise<void> {
  world.now = millis;
  const monitor = parseMonitorRequest(JSON.stringify({ ...PROPERTIES, ...properties }));
  await monitorLifecycle(monitor, world.services(hook), renderers)(event, { functionArn: FUNCTION_ARN, remainingMillis: 600_000 });
}

const texts = (world: World) => world.sent.map(({ message: { subject, text } }) => `${subject}: ${text}`);

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

describe('a scan', () => {
  const critical = finding({ vulnerabilityId: 'CVE-2026-1', severity: 'CRITICAL' });
  const scanned = (minutes: number) => build({ scan: { endsAt: START + minutes * MINUTE, status: 'COMPLETED', findings: [critical] } });

  test('is awaited, and its event brings the record', async () => {
    const story = scanned(50);
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, story.endsAt, stateChange(story));
    expect(world.keys('records/')).toEqual([]);
    await at(world, story.scan!.endsAt, cveDetected(story));
    expect(world.json(RECORD)).toMatchObject({ revision: 1, scanAttributes: { ScanStatus: 'COMPLETED', FindingsCritical: 1 } });
    expect(texts(world)).toEqual(['golden 1.0.0/1 SUCCEEDED: NEW_CRITICAL_FINDINGS BUILD_ENDED']);
  });

  test('that outlasts the patience makes a second revision, of which only what is new is told', async () => {
    const story = scanned(125);
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, START, POLL);
    await at(world, story.endsAt + HOUR, POLL);
    expect(world.json(RECORD)).toMatchObject({ revision: 1, scanAttributes: { ScanStatus: 'SCANNING', FindingsCritical: 'UNKNOWN' } });
    expect(world.json(NOTICE)).toMatchObject({ state: 'SENT', revision: 1, told: { scanEnded: false } });
    await at(world, story.endsAt + HOUR + MINUTE, POLL);
    expect(world.json(RECORD).revision).toBe(1);
    await at(world, story.scan!.endsAt, cveDetected(story));
    expect(world.json(RECORD)).toMatchObject({ revision: 2, scanAttributes: { ScanStatus: 'COMPLETED', FindingsCritical: 1 } });
    expect(world.objects.get(PAGE)!.body).toBe('<p>1.0.0/1 SUCCEEDED COMPLETED 2</p>');
    expect(texts(world)).toEqual(['golden 1.0.0/1 SUCCEEDED: BUILD_ENDED', 'golden 1.0.0/1 SUCCEEDED: NEW_CRITICAL_FINDINGS']);
    expect(world.metrics.filter((line) => !line.startsWith('pipeline'))).toEqual(['build 1.0.0/1 SUCCEEDED', 'findings 1.0.0/1 1']);
  });

  test('is found by the poll if its event was lost', async () => {
    const story = scanned(125);
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, START, POLL);
    await at(world, story.endsAt + HOUR, stateChange(story));
    await at(world, story.endsAt + 2 * HOUR, POLL);
    await at(world, story.endsAt + 3 * HOUR, POLL);
    expect(world.json(RECORD).revision).toBe(2);
    expect(texts(world)).toHaveLength(2);
  });

  test('of a build that failed is not awaited', async () => {
    const story = { ...scanned(500), status: 'FAILED' as const };
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, story.endsAt, stateChange(story));
    expect(texts(world)).toEqual(['golden 1.0.0/1 FAILED: BUILD_FAILED BUILD_ENDED']);
  });

  test('fails the gate of the monitor', async () => {
    const story = scanned(20);
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, story.endsAt, stateChange(story), { Gate: { Critical: '0', OnUnknown: 'CONTINUE' } });
    expect(texts(world)).toEqual(['golden 1.0.0/1 SUCCEEDED: GATE_FAILED NEW_CRITICAL_FINDINGS BUILD_ENDED']);
  });

  test('that is refused has counts that are not known', async () => {
    const story = scanned(20);
    const world = new World([story], [{ name: 'golden' }]);
    const denied: Hook = async (call) => {
      if (call === 'ListImageScanFindings') throw refusal('AccessDeniedException', 403, call);
    };
    await at(world, story.endsAt, stateChange(story), {}, denied);
    expect(world.json(RECORD).scanAttributes).toMatchObject({ FindingsCritical: 'UNKNOWN', ScanStatusReason: expect.stringContaining('not authorized to perform') });
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

describe('a monitor', () => {
  test.each([
    ['of another pipeline', build({ pipeline: 'other' })],
    ['of no pipeline', build({ pipeline: undefined })],
  ])('leaves builds %s', async (_, story) => {
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, story.endsAt, stateChange(story));
    expect(world.keys('records/')).toEqual([]);
  });

  test('of the account records every build, from events and from its list', async () => {
    const stories = [build({ pipeline: undefined }), build({ path: 'other/2.0.0/1', pipeline: 'other', createdAt: START + 1, status: 'FAILED' })];
    const world = new World(stories, [{ name: 'golden' }, { name: 'other' }]);
    await at(world, START, POLL, { Pipelines: undefined });
    await at(world, START + HOUR, POLL, { Pipelines: undefined });
    expect(texts(world)).toEqual(['golden 1.0.0/1 SUCCEEDED: BUILD_ENDED', 'other 2.0.0/1 FAILED: BUILD_FAILED BUILD_ENDED']);
    expect(world.json(RECORD)).not.toHaveProperty('pipeline');
    expect(world.metrics).toContain('pipeline other undefined false');
  });

  test('leaves images of other accounts', async () => {
    const story = build();
    const world = new World([story]);
    const event = { ...stateChange(story), resources: [stateChange(story).resources[0].replace('123456789012', '999999999999')] };
    await at(world, story.endsAt, event, { Pipelines: undefined });
    expect(world.keys('records/')).toEqual([]);
  });

  test('begins with the builds that are created after its first run, unless an event tells of one', async () => {
    const stories = [build({ createdAt: START - 2 }), build({ path: 'golden/1.0.0/2', createdAt: START - 1 })];
    const world = new World(stories, [{ name: 'golden' }]);
    await at(world, START, POLL);
    await at(world, START + HOUR, POLL);
    expect(world.sent).toEqual([]);
    await at(world, START + HOUR, stateChange(stories[1]));
    expect(texts(world)).toEqual(['golden 1.0.0/2 SUCCEEDED: BUILD_ENDED']);
  });

  test('says that a pipeline was disabled once, by event and by poll, and again when it is disabled again', async () => {
    const first = { name: 'golden', disabledAt: START + HOUR };
    const world = new World([build({ status: 'FAILED', createdAt: START + MINUTE })], [first]);
    await at(world, START, POLL);
    for (const hours of [1, 2]) await at(world, START + hours * HOUR, POLL);
    await at(world, START + 3 * HOUR, pipelineDisabled(first));
    await at(world, START + 3 * HOUR, pipelineDisabled(first));
    expect(texts(world).filter((text) => text.includes('disabled'))).toEqual(['golden disabled: 3']);
    await at(world, START + 9 * HOUR, pipelineDisabled({ ...first, disabledAt: START + 8 * HOUR }));
    await at(world, START + 10 * HOUR, POLL);
    expect(texts(world).filter((text) => text.includes('disabled'))).toHaveLength(2);
    await at(world, START + 11 * HOUR, pipelineDisabled({ name: 'other', disabledAt: START }));
    expect(texts(world).filter((text) => text.includes('disabled'))).toHaveLength(2);
  });

  test('looks at everything else if one build cannot be read, and fails at its end', async () => {
    const stories = [build({ createdAt: START + 1 }), build({ path: 'golden/1.0.0/2', createdAt: START + 2 })];
    const world = new World(stories, [{ name: 'golden' }]);
    await at(world, START, POLL);
    let calls = 0;
    const first: Hook = async (call, when) => {
      if (call === 'GetImage' && when === 'before' && ++calls === 1) throw refusal('ThrottlingException', 429, call);
    };
    await expect(at(world, START + HOUR, POLL, {}, first)).rejects.toThrow(/^arn:\S+\/golden\/1\.0\.0\/1: GetImage: ThrottlingException: No\.$/);
    expect(texts(world)).toEqual(['golden 1.0.0/2 SUCCEEDED: BUILD_ENDED']);
    await at(world, START + 2 * HOUR, POLL);
    expect(world.sent).toHaveLength(2);
  });

  test('goes on without a pipeline that is deleted', async () => {
    const world = new World([build({ createdAt: START + 1 })], [{ name: 'golden' }]);
    await at(world, START, POLL, { Pipelines: ['gone', 'golden'] });
    await at(world, START + HOUR, POLL, { Pipelines: ['gone', 'golden'] });
    expect(world.sent).toHaveLength(1);
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

describe('an image that was good on the day of its build', () => {
  const [old, added] = ['CVE-2026-1', 'CVE-2026-2'].map((vulnerabilityId) => finding({ vulnerabilityId, severity: 'CRITICAL' }));
  const story = build({ createdAt: START + 1, scan: { endsAt: START + MINUTE, status: 'COMPLETED', findings: [old] } });
  const AMI = 'ami-golden/1.0.0/1';
  const DAY = 24 * HOUR;
  const again: Partial<MonitorProperties> = { Gate: { Critical: '1', OnUnknown: 'CONTINUE' }, Rejudge: { StartAfterSeconds: 7 * 24 * 3600 } };
  async function built(): Promise<World> {
    const world = new World([story], [{ name: 'golden' }]);
    await at(world, START, POLL, again);
    await at(world, story.endsAt, stateChange(story), again);
    world.sent.length = 0;
    return world;
  }
  const scanned = (world: World, millis: number, findings = [old, added]) => {
    world.scans.set(AMI, { at: new Date(millis).toISOString(), findings });
  };

  test('is scanned once a day, unless something else scans it', async () => {
    const world = await built();
    await at(world, START + DAY, REJUDGE, again);
    expect(world.requested).toEqual([AMI]);
    scanned(world, START + 2 * DAY - HOUR);
    await at(world, START + 2 * DAY, REJUDGE, again);
    expect(world.requested).toEqual([AMI]);
    await at(world, START + 3 * DAY, REJUDGE, again);
    expect(world.requested).toEqual([AMI, AMI]);
  });

  test('is judged by the findings of the day, which are told once', async () => {
    const world = await built();
    scanned(world, START + DAY);
    await at(world, START + DAY + HOUR, POLL, again);
    expect(world.json(RECORD)).toMatchObject({
      revision: 2, scanAttributes: { Gate: 'FAILED', FindingsCritical: 2 }, attributes: { Outcome: 'SUCCEEDED' },
    });
    expect(texts(world)).toEqual(['golden 1.0.0/1 SUCCEEDED: GATE_FAILED NEW_CRITICAL_FINDINGS']);
    expect(world.metrics.at(-1)).toBe('findings 1.0.0/1 2');
    const reads = world.logged.length;
    await at(world, START + DAY + 2 * HOUR, POLL, again);
    scanned(world, START + 2 * DAY);
    await at(world, START + 2 * DAY + HOUR, POLL, again);
    expect([world.json(RECORD).revision, world.sent.length, world.logged.length]).toEqual([2, 1, reads]);
    // A finding that is gone makes a revision, and nothing to be told.
    scanned(world, START + 3 * DAY, []);
    await at(world, START + 3 * DAY + HOUR, POLL, again);
    expect(world.json(RECORD)).toMatchObject({ revision: 3, scanAttributes: { Gate: 'PASSED', FindingsAll: 0 } });
    expect(world.sent).toHaveLength(1);
  });

  test('makes its pipeline build if the gate fails, but not too often', async () => {
    const world = await built();
    scanned(world, START + DAY);
    await at(world, START + DAY + HOUR, POLL, again);
    await at(world, START + 6 * DAY, POLL, again);
    expect(world.started).toEqual([]);
    await at(world, START + 7 * DAY + HOUR, POLL, again);
    await at(world, START + 7 * DAY + HOUR, POLL, again);
    expect(world.started).toEqual(Array(2).fill({ pipeline: 'golden', token: expect.stringMatching(/^[0-9a-f]{64}$/) }));
    // The second start has the token of the first, and so starts nothing.
    expect(world.started[0].token).toBe(world.started[1].token);
  });

  test('is left as it is if nobody asked for more, if the gate passes, and if its scan is refused', async () => {
    const world = await built();
    scanned(world, START + DAY, [old]);
    await at(world, START + 8 * DAY, POLL, { ...again, Rejudge: undefined });
    await at(world, START + 8 * DAY, POLL, again);
    expect([world.json(RECORD).revision, world.started]).toEqual([1, []]);
    const denied: Hook = async (call) => {
      if (['GetImageFindings', 'StartOnDemandScan'].includes(call)) throw refusal('AccessDeniedException', 403, call);
    };
    scanned(world, START + 9 * DAY);
    await at(world, START + 9 * DAY, POLL, again, denied);
    await at(world, START + 11 * DAY, REJUDGE, again, denied);
    expect([world.json(RECORD).revision, world.requested]).toEqual([1, []]);
    // What could not be read is read when it can be.
    await at(world, START + 12 * DAY, POLL, again);
    expect(world.json(RECORD).revision).toBe(2);
  });
});

test.each([
  ['that has none', []], ['whose images have no AMI here', [build({ status: 'FAILED' })]],
])('nothing is scanned for a pipeline %s', async (_, stories) => {
  const world = new World(stories, [{ name: 'golden' }]);
  await at(world, START + HOUR, REJUDGE, { Rejudge: {} });
  await at(world, START + HOUR, POLL, { Rejudge: {} });
  expect([world.requested, world.started]).toEqual([[], []]);
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
