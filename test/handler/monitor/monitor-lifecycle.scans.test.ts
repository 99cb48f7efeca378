import { Hook, HOUR, MINUTE, POLL, refusal, REJUDGE, START, stateChange, cveDetected, World } from './world';
import { MonitorProperties } from '../../../src/contract/monitor';
import { finding } from '../fixtures';
import { build, RECORD, PAGE, NOTICE, at, texts } from './monitor-run';

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
