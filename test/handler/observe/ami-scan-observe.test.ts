import { CallFailed, CallFailureKind } from '../../../src/handler/core/model/call-failure';
import { AmiScan, Finding, FindingList } from '../../../src/handler/core/model/facts';
import { observeAmiScan } from '../../../src/handler/observe/ami-scan-observe';
import { finding, image, IMAGE_ARN } from '../fixtures';

const signal = new AbortController().signal;
const SCANNED = { amiId: 'ami-1', isScanned: true };
const OTHER_ARN = IMAGE_ARN.replace('/4', '/3');
const NONE: FindingList = { findings: [], complete: true };
const ON_DEMAND = image({ scanningTypes: ['ON_DEMAND_AMI_CVE'] });
const listOf = (...findings: Finding[]): FindingList => ({ findings, complete: true });
const failed = (kind: CallFailureKind) => new CallFailed({ kind, service: 'ec2', operation: 'DescribeImages', resource: 'ami-1', code: 'Odd', message: 'No' });

/** An Amazon EC2 with these scans, and these lists of findings one after the other for each AMI. */
function subject(
  scans: AmiScan[] | Error, lists: Record<string, (FindingList | Error)[]> = {}, of = ON_DEMAND, others: Parameters<typeof observeAmiScan>[1] = [],
) {
  const calls: string[] = [];
  const amiScans = {
    scans: async (ids: readonly string[]) => {
      calls.push(`scans ${ids.join(' ')}`);
      if (scans instanceof Error) throw scans;
      return scans.filter(({ amiId }) => ids.includes(amiId));
    },
    findings: async (id: string) => {
      calls.push(`findings ${id}`);
      const next = lists[id].shift()!;
      if (next instanceof Error) throw next;
      return next;
    },
  };
  const clock = { now: () => new Date(), sleep: async (millis: number) => { calls.push(`sleep ${millis}`); } };
  return { calls, read: () => observeAmiScan(of, [of, ...others], { amiScans, clock }, signal) };
}

test('the findings of the AMI are counted', async () => {
  const critical = finding({ severity: 'CRITICAL' });
  const { calls, read } = subject([{ ...SCANNED, highestSeverity: 'CRITICAL' }], { 'ami-1': [listOf(critical, finding())] });
  await expect(read()).resolves.toMatchObject({
    kind: 'SCAN',
    image: ON_DEMAND,
    counts: { all: 2, critical: 1, high: 1, medium: 0 },
    amiScan: { state: 'SCANNED', amiIds: ['ami-1'] },
    list: { findings: [{ severity: 'CRITICAL', imageArn: IMAGE_ARN }, { severity: 'HIGH', imageArn: IMAGE_ARN }], complete: true },
  });
  expect(calls).toEqual(['scans ami-1', 'findings ami-1']);
});

test('an AMI that was scanned and has no findings has zero, and one that was not scanned has no counts', async () => {
  await expect(subject([SCANNED], { 'ami-1': [NONE] }).read()).resolves.toMatchObject({ counts: { all: 0, critical: 0, high: 0, medium: 0 } });
  await expect(subject([{ ...SCANNED, isScanned: false }]).read()).resolves.toEqual({
    kind: 'SCAN', image: ON_DEMAND, counts: 'NOT_READ', amiScan: { state: 'NOT_SCANNED', amiIds: [] },
  });
});

test('an AMI that does not exist, or is in another Region, has no counts', async () => {
  const absent = { counts: 'NOT_READ', amiScan: { state: 'ABSENT', amiIds: [] } };
  await expect(subject([]).read()).resolves.toMatchObject(absent);
  const { calls, read } = subject([], {}, image({ ...ON_DEMAND, amis: [{ id: 'ami-1', region: 'us-east-1' }] }));
  await expect(read()).resolves.toMatchObject(absent);
  expect(calls).toEqual([]);
});

test('a list without a finding as severe as the result of the scan is read twice, and then has no counts', async () => {
  const scan = { ...SCANNED, highestSeverity: 'CRITICAL' };
  const late = subject([scan], { 'ami-1': [NONE, listOf(finding({ severity: 'CRITICAL' }))] });
  await expect(late.read()).resolves.toMatchObject({ counts: { critical: 1 } });
  expect(late.calls).toEqual(['scans ami-1', 'findings ami-1', 'sleep 2000', 'findings ami-1']);
  await expect(subject([scan], { 'ami-1': [NONE, listOf(finding())] }).read()).resolves.toMatchObject({
    counts: {}, list: { complete: false, missing: 'the service lists no finding of ami-1 as severe as the result of its scan, CRITICAL' },
  });
});

test('copies of one image count once: the one with the most findings', async () => {
  const amis = ['ami-1', 'ami-2', 'ami-3'].map((id) => ({ id, region: 'eu-central-1' }));
  const { read } = subject(amis.map(({ id }) => ({ amiId: id, isScanned: true })), {
    'ami-1': [NONE], 'ami-2': [listOf(finding(), finding({ severity: 'LOW' }))], 'ami-3': [listOf(finding())],
  }, image({ ...ON_DEMAND, amis }));
  await expect(read()).resolves.toMatchObject({ counts: { all: 2 }, amiScan: { amiIds: ['ami-1', 'ami-2', 'ami-3'] } });
});

describe('the images of a pipeline', () => {
  const other = { arn: OTHER_ARN, amis: [{ id: 'ami-2', region: 'eu-central-1' }] };
  const unscanned = { arn: IMAGE_ARN.replace('/4', '/2'), amis: [{ id: 'ami-3', region: 'eu-central-1' }] };
  const scans = [SCANNED, { amiId: 'ami-2', isScanned: true }, { amiId: 'ami-3', isScanned: false }];

  test('count together, where they were scanned', async () => {
    const lists = { 'ami-1': [listOf(finding())], 'ami-2': [listOf(finding())] };
    const { calls, read } = subject(scans, lists, ON_DEMAND, [other, unscanned, { arn: 'none' }]);
    await expect(read()).resolves.toMatchObject({
      counts: { all: 2, high: 2 }, list: { findings: [{ imageArn: IMAGE_ARN }, { imageArn: OTHER_ARN }] },
    });
    expect(calls).toEqual(['scans ami-1 ami-2 ami-3', 'findings ami-1', 'findings ami-2']);
  });

  test('have no counts before the newest is scanned', async () => {
    const { read } = subject([{ ...SCANNED, isScanned: false }, scans[1]], {}, ON_DEMAND, [other]);
    await expect(read()).resolves.toMatchObject({ amiScan: { state: 'NOT_SCANNED' } });
  });

  test('are not read any further when there are more findings than a report reads', async () => {
    const amis = Array.from({ length: 8 }, (_, i) => `ami-${i + 1}`);
    const many = { findings: Array(10_000).fill(finding()), complete: true };
    const { calls, read } = subject(
      amis.map((amiId) => ({ amiId, isScanned: true })), Object.fromEntries(amis.map((id) => [id, [many]])), ON_DEMAND,
      amis.slice(1).map((id) => ({ arn: `${OTHER_ARN}-${id}`, amis: [{ id, region: 'eu-central-1' }] })),
    );
    await expect(read()).resolves.toMatchObject({ counts: {}, list: { complete: false } });
    // Five are read at the same time.
    expect(calls.filter((call) => call.startsWith('findings'))).toHaveLength(5);
  });
});

test('what may not be read is not known, and other trouble is trouble', async () => {
  const denied = failed('DENIED');
  await expect(subject(denied).read()).resolves.toEqual({ kind: 'SCAN', image: ON_DEMAND, counts: {}, denied: denied.callFailure });
  await expect(subject([SCANNED], { 'ami-1': [denied] }).read()).resolves.toMatchObject({ counts: {}, denied: denied.callFailure });
  const passing = failed('PASSING');
  await expect(subject(passing).read()).rejects.toBe(passing);
});
