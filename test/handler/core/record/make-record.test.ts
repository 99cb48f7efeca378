import { buildOf } from '../../../../src/handler/core/build/build';
import { parseImageArn } from '../../../../src/handler/core/model/arn';
import { Image } from '../../../../src/handler/core/model/facts';
import { ScanObservation } from '../../../../src/handler/core/model/observation';
import { documentOf } from '../../../../src/handler/core/record/document';
import { placesOf } from '../../../../src/handler/core/record/keys';
import { awaitsScan, isRetriable, isSameScan, makeRecord, pipelineNameOf, rescanned, scanHasEnded, wasRetried } from '../../../../src/handler/core/record/make-record';
import { readRecord } from '../../../../src/handler/core/record/read-record';
import { execution, finding, image, IMAGE_ARN, PIPELINE_ARN, textOf } from '../../fixtures';
import { buildRecord, EXECUTIONS, NOW, RECIPE } from '../../record-fixtures';

const ARN = parseImageArn(IMAGE_ARN)!;
const PLACES = placesOf({ bucket: 'records' }, ARN, '2026-01-05T08:00:00.000Z');
const CIRCUMSTANCES = { arn: ARN, places: PLACES, now: NOW, revision: 1 };
const scanOf = (of: Image, members: Partial<ScanObservation> = {}): ScanObservation => ({
  kind: 'SCAN', image: of, counts: { all: 1, critical: 0, high: 1, medium: 0 }, list: { findings: [finding()], complete: true }, ...members,
});
const DENIED = { kind: 'DENIED', operation: 'ListImageScanFindings', resource: IMAGE_ARN, code: 'AccessDeniedException', message: 'No' } as const;
const PIPELINE_IMAGE = image({ pipelineArn: PIPELINE_ARN, recipe: RECIPE });

test('a record has what was read, with the verdict of the gate and the places of its objects', () => {
  const packages = [{ name: 'zlib', version: '1.3' }];
  const gate = { limits: { high: 0 }, failOnUnknown: false };
  const record = makeRecord({ build: buildOf(PIPELINE_IMAGE, EXECUTIONS), scan: scanOf(PIPELINE_IMAGE), packages, changes: { since: '1.2.3/3' } }, { ...CIRCUMSTANCES, gate });
  expect(record).toMatchObject({
    account: '123456789012',
    region: 'eu-central-1',
    day: '2026-01-05',
    revision: 1,
    recordedAt: NOW.toISOString(),
    pipeline: { arn: PIPELINE_ARN, name: 'golden' },
    build: { Outcome: 'SUCCEEDED', DetailsUri: 's3://records/records/day=2026-01-05/123456789012/eu-central-1/golden/1.2.3/4.json' },
    scan: { Gate: 'FAILED', FindingsHigh: 1, AggregationKey: IMAGE_ARN, DetailsUri: 's3://records/records/day=2026-01-05/123456789012/eu-central-1/golden/1.2.3/4.json' },
    image: PIPELINE_IMAGE,
    recipe: RECIPE,
    packages,
    changes: { since: '1.2.3/3' },
    pageUri: 's3://records/pages/day=2026-01-05/123456789012/eu-central-1/golden/1.2.3/4.html',
    sbomUri: 's3://records/sboms/day=2026-01-05/123456789012/eu-central-1/golden/1.2.3/4.cdx.json',
  });
});

test.each([[undefined, '{"status":"Failed"}'], [false, '{"status":"Failed"}'], [true, '{"status":"Failed","output":"p4ssw0rd"}']])(
  'a record has what commands wrote only with the end of the log: %j', (logTail, outputs) => {
    const executions = [{ ...execution(), steps: [{ name: 'Run', outputs: '{"status":"Failed","output":"p4ssw0rd"}' }] }, execution({ id: 'wf-2' })];
    const record = makeRecord({ build: buildOf(image(), executions), scan: scanOf(image()), changes: {} }, { ...CIRCUMSTANCES, logTail });
    expect(record.executions!.map(({ steps }) => steps?.map((each) => each.outputs))).toEqual([[outputs], undefined]);
  });

test('a record of workflows that could not be listed has none', () => {
  const record = makeRecord({ build: buildOf(image(), undefined), scan: scanOf(image()), changes: {} }, CIRCUMSTANCES);
  expect(record.executions).toBeUndefined();
});

test.each([[undefined], [[]]])('a record does not claim that an image has no packages: %j', (packages) => {
  const record = makeRecord({ build: buildOf(image(), EXECUTIONS), scan: scanOf(image()), packages, changes: {} }, CIRCUMSTANCES);
  expect([record.packages, record.pipeline]).toEqual([undefined, undefined]);
});

test.each<[string, Partial<ScanObservation>, string]>([
  ['the findings are behind the counts', { counts: { all: 6, critical: 0, high: 6, medium: 0 } },
    `findings are missing in the list of the service (counted: 6, listed: 1), in ${IMAGE_ARN}. Start the pipeline again, or judge the counts of the service.`],
  ['there is no count', { counts: {}, list: undefined },
    `the scan is completed, but the service gave no usable count for a limited severity, in ${IMAGE_ARN}. Start the pipeline again.`],
  ['there is no AMI', { image: image({ scan: { status: 'COMPLETED', reason: 'No AMI.' } }), counts: {}, list: undefined },
    `the scan is completed, but its findings are not known (No AMI.), in ${IMAGE_ARN}. Start the pipeline again.`],
  ['the scan has not ended', { image: image({ scan: { status: 'PENDING' } }), counts: {}, list: undefined },
    `the scan was still PENDING when the time to wait for it was over, in ${IMAGE_ARN}. `
    + 'If it ends within a day of the build, the monitor judges it; otherwise start the pipeline again.'],
  ['the counts were denied', { counts: {}, list: undefined, denied: DENIED },
    `the role of the monitor is not authorized to perform imagebuilder:ListImageScanFindings or inspector2:ListFindings on resource ${IMAGE_ARN}, so the counts are `
    + `not known, in ${IMAGE_ARN}. Allow it (service control policies and permission boundaries included), then start the pipeline again.`],
])('the reason of a gate does not tell the readers of a monitor to deploy: %s', (_, members, sentence) => {
  const gate = { limits: { high: 5 }, failOnUnknown: false, onlyFixable: true };
  const record = makeRecord({ build: buildOf(image(), EXECUTIONS), scan: scanOf(image(), members), changes: {} }, { ...CIRCUMSTANCES, gate });
  expect(record.scan.GateReason).toBe(`GATE_NOT_EVALUATED: ${sentence}`);
  if (members.denied) expect(record.scan.ScanStatusReason).toMatch(/^The role of the monitor is not authorized/);
});

test('counts that the findings contradict are not known', () => {
  const record = makeRecord({ build: buildOf(image(), EXECUTIONS), scan: scanOf(image(), { counts: 'EMPTY' }), changes: {} }, CIRCUMSTANCES);
  expect(record.scan.FindingsAll).toBe('UNKNOWN');
});

describe('a scan is awaited', () => {
  const scanning = (members: Partial<Image> = {}) => image({ scan: { status: 'SCANNING' }, ...members });
  const awaits = (of: Image, now: string, executions = EXECUTIONS) =>
    awaitsScan({ build: buildOf(of, executions), scan: scanOf(of, { counts: 'NOT_READ', list: undefined }) }, 3600, new Date(now));
  test.each([
    ['while the patience lasts', scanning(), '2026-01-05T09:29:59.999Z', true],
    ['no longer', scanning(), '2026-01-05T09:30:00.000Z', false],
    ['not after its end', image(), '2026-01-05T08:30:00.000Z', false],
    ['not of a build that failed', scanning({ status: 'FAILED' }), '2026-01-05T08:30:00.000Z', false],
  ])('%s', (_, of, now, expected) => {
    expect(awaits(of, now)).toBe(expected);
  });
  test('from the start of a build whose end is not known', () => {
    expect([awaits(scanning(), '2026-01-05T08:59:59.999Z', []), awaits(scanning(), '2026-01-05T09:00:00.000Z', [])]).toEqual([true, false]);
    expect(awaits(scanning({ createdAt: undefined }), '2026-01-05T08:30:00.000Z', [])).toBe(false);
  });
});

test.each([
  ['COMPLETED', {}, true], ['ABANDONED', {}, true], ['NOT_ENABLED', {}, true], ['PENDING', {}, false], ['UNKNOWN', {}, false],
  ['PENDING', { Outcome: 'FAILED' }, true],
])('more can become known of a scan that is %s (%j)', (ScanStatus, attributes, hasEnded) => {
  const { build, scan } = buildRecord();
  expect(scanHasEnded(buildRecord({}, { build: { ...build, ...attributes }, scan: { ...scan, ScanStatus } }))).toBe(hasEnded);
});

describe('a build', () => {
  const failed = image({ status: 'FAILED' });
  const recorded = buildRecord({ image: failed });
  const again = [...EXECUTIONS, { ...execution({ id: 'wf-9', startedAt: '2026-01-05T10:00:00.000Z', endedAt: undefined }) }];
  test.each([
    ['that was recorded as it is', recorded, buildOf(failed, EXECUTIONS), false],
    ['that failed, was retried and came out', recorded, buildOf(image(), again), true],
    ['that failed and came out, whose executions are not listed', recorded, buildOf(image(), []), true],
    ['that failed, was retried and failed', recorded, buildOf(failed, again), true],
    ['that failed and was deleted', recorded, buildOf(image({ status: 'DELETED' }), EXECUTIONS), false],
    ['that failed and goes on', recorded, buildOf(image({ status: 'TESTING' }), again), false],
    ['that failed at a time that is not known', buildRecord({ image: failed, executions: [] }), buildOf(failed, again), false],
    ['of which a start is not known', recorded, buildOf(failed, [execution({ startedAt: undefined })]), false],
    ['that came out', buildRecord(), buildOf(image(), again), false],
  ])('%s', (_, record, build, retried) => {
    expect(wasRetried(record, build)).toBe(retried);
  });
  test.each([['FAILED', true], ['CANCELLED', true], ['SUCCEEDED', false], ['NO_IMAGE', false], [undefined, false]])('%s can be retried: %s', (outcome, expected) => {
    expect(isRetriable(outcome)).toBe(expected);
  });
});

describe('a scan that was read once more', () => {
  const first = makeRecord({
    build: buildOf(image({ ...PIPELINE_IMAGE, scan: { status: 'SCANNING' }, platform: 'Linux' }), EXECUTIONS),
    scan: scanOf(image({ scan: { status: 'SCANNING' } }), { counts: 'NOT_READ', list: undefined }),
    packages: [{ name: 'zlib' }],
    changes: {},
  }, CIRCUMSTANCES);
  const stored = readRecord(textOf(documentOf(first)))!;
  const later = { ...CIRCUMSTANCES, revision: 2, now: new Date('2026-01-05T10:00:00.000Z') };

  test('makes the next revision, with all that was known', () => {
    const next = rescanned(stored, scanOf({ ...PIPELINE_IMAGE, platform: 'Linux' }), { since: '1.2.3/3' }, later);
    expect(next).toMatchObject({
      revision: 2,
      recordedAt: '2026-01-05T10:00:00.000Z',
      build: stored.build,
      scan: { ScanStatus: 'COMPLETED', FindingsHigh: 1, DetailsUri: first.scan.DetailsUri },
      image: { scan: { status: 'COMPLETED' }, platform: 'Linux', pipelineArn: PIPELINE_ARN },
      changes: { since: '1.2.3/3' },
      sbomUri: first.sbomUri,
    });
    expect(isSameScan(next, stored)).toBe(false);
    expect(isSameScan(rescanned(next, scanOf(PIPELINE_IMAGE), {}, later), next)).toBe(true);
  });

  test('is another one if it found other vulnerabilities', () => {
    const [a, b] = ['CVE-2026-1', 'CVE-2026-2'].map((vulnerabilityId) => {
      const findings = [finding({ vulnerabilityId }), finding({ vulnerabilityId: undefined })];
      return rescanned(stored, scanOf(PIPELINE_IMAGE, { list: { findings, complete: true } }), {}, later);
    });
    expect(isSameScan(a, { ...b, scan: a.scan })).toBe(false);
    expect(isSameScan(a, { ...a, list: undefined })).toBe(false);
  });

  test('is the same one if it lists the same vulnerabilities in a different order, or one of them twice', () => {
    const [a, b] = [[1, 2], [2, 1, 1]].map((numbers) => {
      const findings = numbers.map((number) => finding({ vulnerabilityId: `CVE-2026-${number}` }));
      return rescanned(stored, scanOf(PIPELINE_IMAGE, { list: { findings, complete: true } }), {}, later);
    });
    expect(isSameScan(a, { ...b, scan: a.scan })).toBe(true);
  });

  test('without an image keeps the one that is recorded', () => {
    expect(rescanned(stored, { kind: 'SCAN', counts: {} }, {}, later).image).toEqual(stored.image);
    const bare = rescanned({ ...stored, image: undefined, packages: undefined }, { kind: 'SCAN', counts: {} }, {}, later);
    expect([bare.image, bare.sbomUri]).toEqual([undefined, undefined]);
  });
});

test('the name of a pipeline is that in its ARN', () => {
  expect(pipelineNameOf(PIPELINE_ARN)).toBe('golden');
});
