import { Finding, FindingList } from '../../../../src/handler/core/model/facts';
import { Gate } from '../../../../src/handler/core/request/gate-request';
import { GateJudgement, judge as judgeAll, Judged } from '../../../../src/handler/core/scan/gate';
import { ScanOutcome } from '../../../../src/handler/core/scan/scan-outcome';
import { finding, IMAGE_ARN } from '../../fixtures';

const FILTER = { name: 'imageBuildVersionArn', value: IMAGE_ARN } as const;
const HOW_TO_LIST = `List them with: aws imagebuilder list-image-scan-findings --filters name=imageBuildVersionArn,values=${IMAGE_ARN}`;
const NOW = new Date('2026-01-05T09:00:00.000Z');
const gate = (limits: Gate['limits'], failOnUnknown = true): Gate => ({ limits, failOnUnknown });
const judge = (given: Gate | undefined, outcome: ScanOutcome, filter: Judged['filter']) => judgeAll(given, { scan: outcome, filter, now: NOW });
const scan = (members: Partial<ScanOutcome> = {}): ScanOutcome => ({
  status: 'COMPLETED', ended: true, findings: { all: 25, critical: 1, high: 7, medium: 12, other: 5 }, ...members,
});

test('there is no verdict without a gate', () => {
  expect(judge(undefined, scan(), FILTER)).toEqual({ verdict: 'NONE', stops: false });
});

test.each([
  ['critical', 1, '1 critical finding, at most 0 are accepted'],
  ['high', 7, '7 high findings, at most 6 are accepted'],
  ['medium', 12, '12 medium findings, at most 11 are accepted'],
  ['other', 5, '5 other findings, at most 4 are accepted'],
  ['all', 25, '25 findings in all, at most 24 are accepted'],
])('%s: passes at the limit, fails one above it', (severity, count, sentence) => {
  expect(judge(gate({ [severity]: count }), scan(), FILTER)).toEqual({ verdict: 'PASSED', stops: false });
  expect(judge(gate({ [severity]: count - 1 }), scan(), FILTER)).toEqual({
    verdict: 'FAILED', reason: `SEVERITY_GATE: ${sentence}, in ${IMAGE_ARN}. ${HOW_TO_LIST}`, stops: true,
  });
});

test.each([
  ['high', 'high finding'], ['medium', 'medium finding'], ['other', 'other finding'], ['all', 'finding in all'],
])('%s: one is told as one', (severity, words) => {
  const findings = { all: 1, critical: 0, high: 1, medium: 1, other: 1 };
  expect(judge(gate({ [severity]: 0 }), scan({ findings }), FILTER).reason).toContain(`: 1 ${words}, at most 0 are accepted`);
});

test('names every count above its limit, and none below', () => {
  const findings = { all: 30, critical: 2, high: 9, medium: 12, other: 7 };
  expect(judge(gate({ critical: 0, high: 5, medium: 12, other: 1 }), scan({ findings }), FILTER).reason).toBe(
    'SEVERITY_GATE: 2 critical findings, at most 0 are accepted; 9 high findings, at most 5 are accepted; 7 other findings, at most 1 is accepted, '
    + `in ${IMAGE_ARN}. ${HOW_TO_LIST}`,
  );
});

test('a count above its limit fails although others are not known', () => {
  expect(judge(gate({ critical: 0, all: 5 }, false), scan({ findings: { critical: 1 } }), FILTER)).toMatchObject({ verdict: 'FAILED', stops: true });
});

test('what is counted by severity is the least of an unknown total', () => {
  const findings = { critical: 3, high: 3, medium: 0 };
  expect(judge(gate({ all: 5 }), scan({ findings }), FILTER)).toMatchObject({
    verdict: 'FAILED', reason: expect.stringContaining(': at least 6 findings in all, at most 5 are accepted, in '),
  });
  expect(judge(gate({ all: 6 }), scan({ findings }), FILTER)).toMatchObject({ verdict: 'NOT_EVALUATED' });
  expect(judge(gate({ other: 0 }), scan({ findings }), FILTER)).toMatchObject({ verdict: 'NOT_EVALUATED' });
});

test('a limited count that is not known does not pass', () => {
  expect(judge(gate({ critical: 1, all: 5 }), scan({ findings: { critical: 1 } }), FILTER)).toEqual({
    verdict: 'NOT_EVALUATED',
    reason: `GATE_NOT_EVALUATED: the scan is completed, but the service gave no usable count for a limited severity, in ${IMAGE_ARN}. Deploy again.`,
    stops: true,
  });
});

test('counts that are not certain, because a call was denied, do not pass', () => {
  const denied = { kind: 'DENIED', operation: 'ListImageScanFindings', resource: IMAGE_ARN, code: 'AccessDeniedException', message: 'No' } as const;
  expect(judge(gate({ critical: 0 }), scan({ findings: {}, denied }), FILTER)).toEqual({
    verdict: 'NOT_EVALUATED',
    reason: 'GATE_NOT_EVALUATED: the role of the report is not authorized to perform imagebuilder:ListImageScanFindings or inspector2:ListFindings on '
      + `resource ${IMAGE_ARN}, so the counts are not known, in ${IMAGE_ARN}. Allow it (service control policies and permission boundaries included), then deploy again.`,
    stops: true,
  });
});

test('a count that is not known and not limited does no harm', () => {
  expect(judge(gate({ critical: 1 }), scan({ findings: { critical: 1 } }), FILTER)).toEqual({ verdict: 'PASSED', stops: false });
});

test.each<[ScanOutcome, string]>([
  [scan({ status: 'NO_IMAGE', findings: {} }), `there is no image to judge in ${IMAGE_ARN}. Build one, then deploy again.`],
  [scan({ status: 'NOT_ENABLED', findings: {} }), `the newest image was built with scanning off, in ${IMAGE_ARN}. Turn image scanning on, then build again.`],
  [scan({ status: 'COMPLETED', reason: 'The image has no AMI in the Region of the stack.', findings: {} }),
    `the scan is completed, but its findings are not known (The image has no AMI in the Region of the stack.), in ${IMAGE_ARN}. Build again, then deploy again.`],
  [scan({ status: 'ABANDONED', findings: {} }),
    `the scan ended as ABANDONED, in ${IMAGE_ARN}. Look at the test workflow of the build: it has to run for a scan to complete.`],
  [scan({ status: 'FAILED', reason: 'Inspector said no', findings: {} }),
    `the scan ended as FAILED (Inspector said no), in ${IMAGE_ARN}. Look at the test workflow of the build: it has to run for a scan to complete.`],
  [scan({ status: 'TIMED_OUT', reason: '検'.repeat(200), findings: {} }),
    `the scan ended as TIMED_OUT (${'検'.repeat(99)}…), in ${IMAGE_ARN}. Look at the test workflow of the build: it has to run for a scan to complete.`],
  [scan({ status: 'PENDING', ended: false, findings: {} }),
    `the scan was still PENDING when the time to wait for it was over, in ${IMAGE_ARN}. Deploy again when it has ended, or wait longer.`],
])('says why there are no counts: %#', (outcome, sentence) => {
  const reason = `GATE_NOT_EVALUATED: ${sentence}`;
  expect(judge(gate({ critical: 0 }), outcome, FILTER)).toEqual({ verdict: 'NOT_EVALUATED', reason, stops: true });
  expect(judge(gate({ critical: 0 }, false), outcome, FILTER)).toEqual({ verdict: 'NOT_EVALUATED', reason, stops: false });
});

test.each([
  ['accountId', '123456789012', 'list-image-scan-findings'],
  ['vulnerabilityId', 'CVE-2026-1', 'list-image-scan-findings --filters name=vulnerabilityId,values=CVE-2026-1'],
] as const)('judges counts by %s, and says how to list what was counted', (name, value, command) => {
  expect(judge(gate({ all: 24 }), scan({ status: 'NONE' }), { name, value })).toMatchObject({
    verdict: 'FAILED', reason: `SEVERITY_GATE: 25 findings in all, at most 24 are accepted, in ${value}. List them with: aws imagebuilder ${command}`,
  });
  expect(judge(gate({ all: 24 }), scan({ status: 'NONE', findings: {} }), { name, value })).toEqual({
    verdict: 'NOT_EVALUATED',
    reason: `GATE_NOT_EVALUATED: the service has no counts of completed scans for a limited severity, in ${value}. Scan an image, then deploy again.`,
    stops: true,
  });
});

describe('a gate that leaves findings out', () => {
  const CRITICAL = finding({ vulnerabilityId: 'CVE-2026-1', severity: 'CRITICAL' });
  const HIGH = finding({ vulnerabilityId: 'CVE-2026-2', severity: 'HIGH' });
  const counts = (critical: number, high: number, all = critical + high) => ({ all, critical, high, medium: 0, other: all - critical - high });
  const ignore = (until: string, id = 'CVE-2026-1') => ({ ignore: [{ id, until }] });

  /** The judgement over a list that is as long as the service counts, unless something else is said. */
  function judged(limits: Gate['limits'], options: Partial<Gate>, findings: Finding[], scanned: Partial<ScanOutcome> = {}, complete = true, now = NOW): GateJudgement {
    const having = (severity: string) => findings.filter((one) => one.severity === severity).length;
    const outcome = scan({ findings: counts(having('CRITICAL'), having('HIGH'), findings.length), ...scanned });
    return judgeAll({ ...gate(limits), ...options }, { scan: outcome, filter: FILTER, list: { findings, complete }, now });
  }

  const NOT_EVALUATED = (why: string) => ({
    verdict: 'NOT_EVALUATED', stops: true, reason: `GATE_NOT_EVALUATED: ${why}, in ${IMAGE_ARN}. Deploy again, or judge the counts of the service.`,
  });

  test('judges what is fixable, and says how much is not', () => {
    const unfixable = { ...CRITICAL, fixAvailable: 'NO' };
    expect(judged({ critical: 0 }, { onlyFixable: true }, [unfixable, HIGH])).toEqual({
      verdict: 'PASSED', reason: 'GATE_PASSED: not counted: 1 without a fix.', stops: false,
    });
    expect(judged({ critical: 0, high: 0 }, { onlyFixable: true }, [unfixable, HIGH])).toEqual({
      verdict: 'FAILED', stops: true, reason: `SEVERITY_GATE: 1 high finding, at most 0 are accepted (not counted: 1 without a fix), in ${IMAGE_ARN}. ${HOW_TO_LIST}`,
    });
  });

  test.each([['YES', 1], ['PARTIAL', 1], [undefined, 1], ['LATER', 1], ['NO', 0], ['no', 0]])('takes a finding whose fix is %s for %d to count', (fixAvailable, count) => {
    expect(judged({ critical: count }, { onlyFixable: true }, [{ ...CRITICAL, fixAvailable }])).toMatchObject({ verdict: 'PASSED' });
    if (count > 0) expect(judged({ critical: count - 1 }, { onlyFixable: true }, [{ ...CRITICAL, fixAvailable }])).toMatchObject({ verdict: 'FAILED' });
  });

  test('judges findings without a fix where it does not leave them out', () => {
    expect(judged({ critical: 0 }, ignore('2026-12-31', 'CVE-2026-9'), [{ ...CRITICAL, fixAvailable: 'NO' }])).toMatchObject({ verdict: 'FAILED' });
  });

  test('ignores what it is told to, in whatever case, and nothing else', () => {
    expect(judged({ critical: 0 }, ignore('2026-12-31', 'cve-2026-1'), [CRITICAL, HIGH])).toEqual({
      verdict: 'PASSED', reason: 'GATE_PASSED: not counted: 1 ignored.', stops: false,
    });
    expect(judged({ critical: 0 }, ignore('2026-12-31', 'CVE-2026-10'), [CRITICAL])).toMatchObject({ verdict: 'FAILED' });
    expect(judged({ critical: 0 }, ignore('2026-12-31'), [{ ...CRITICAL, vulnerabilityId: undefined }])).toMatchObject({ verdict: 'FAILED' });
  });

  test('says nothing when nothing was left out', () => {
    expect(judged({ critical: 1 }, { onlyFixable: true }, [CRITICAL])).toEqual({ verdict: 'PASSED', stops: false });
  });

  test.each([['2026-01-05T00:00:00.000Z', 'PASSED'], ['2026-01-05T23:59:59.999Z', 'PASSED'], ['2026-01-06T00:00:00.000Z', 'FAILED']])(
    'ignores until the end of the day: at %s it has %s', (now, verdict) => {
      expect(judged({ critical: 0 }, ignore('2026-01-05'), [CRITICAL], {}, true, new Date(now))).toMatchObject({ verdict });
    });

  test('names what is ignored no longer, if it was found', () => {
    const options = { onlyFixable: true, ignore: [{ id: 'CVE-2026-1', until: '2026-01-04' }, { id: 'CVE-2026-2', until: '2026-01-05' }, { id: 'CVE-2026-3', until: '2025-01-01' }] };
    const unfixable = finding({ vulnerabilityId: 'CVE-2026-4', severity: 'LOW', fixAvailable: 'NO' });
    const aside = 'not counted: 1 ignored, 2 without a fix; no longer ignored: CVE-2026-1 (until 2026-01-04)';
    const elsewhere = (one: Finding) => ({ ...one, imageArn: `${IMAGE_ARN}0` });
    const found = [CRITICAL, elsewhere(CRITICAL), HIGH, unfixable, elsewhere(unfixable)];
    expect(judged({ critical: 1 }, options, found).reason)
      .toBe(`SEVERITY_GATE: 2 critical findings, at most 1 is accepted (${aside}), in ${IMAGE_ARN}. ${HOW_TO_LIST}`);
    expect(judged({ critical: 2 }, options, found).reason).toBe(`GATE_PASSED: ${aside}.`);
  });

  test('keeps its sentence readable when much was ignored once', () => {
    const ignored = Array.from({ length: 100 }, (_, i) => ({ id: `CVE-2026-${i}`, until: '2025-12-31' }));
    const findings = ignored.map(({ id }) => finding({ vulnerabilityId: id, severity: 'CRITICAL' }));
    const { reason } = judged({ critical: 0 }, { ignore: ignored }, findings);
    expect(reason).toMatch(/^SEVERITY_GATE: 100 critical findings, at most 0 are accepted \(no longer ignored: CVE-2026-0 \(until 2025-12-31\), .*…\), in arn:.* List them with: /);
    expect(reason!.length).toBeLessThan(1000);
  });

  test('does not pass what the service counts and does not list', () => {
    expect(judged({ critical: 0 }, { onlyFixable: true }, [], { findings: counts(1, 0) })).toEqual(NOT_EVALUATED('findings are missing in the list of the service (counted: 1, listed: 0)'));
    expect(judged({ critical: 1 }, { onlyFixable: true }, [], { findings: counts(1, 0) })).toMatchObject({ verdict: 'PASSED' });
    expect(judged({ all: 1 }, { onlyFixable: true }, [HIGH], { findings: counts(0, 1, 3) })).toEqual(NOT_EVALUATED('findings are missing in the list of the service (counted: 3, listed: 1)'));
    // What is missing is not of the severity that is limited.
    expect(judged({ critical: 0 }, { onlyFixable: true }, [HIGH], { findings: counts(0, 2) })).toMatchObject({ verdict: 'PASSED' });
  });

  test('does not take one finding that is listed twice for two, of which the other may be missing', () => {
    expect(judged({ critical: 0 }, ignore('2026-12-31'), [CRITICAL, CRITICAL])).toMatchObject({
      verdict: 'NOT_EVALUATED', reason: expect.stringContaining('(counted: 2, listed: 1) (not counted: 1 ignored)'),
    });
    expect(judged({ critical: 1 }, { onlyFixable: true }, [CRITICAL, CRITICAL], { findings: counts(1, 0) })).toMatchObject({ verdict: 'PASSED' });
  });

  test('counts findings of one vulnerability in one image that differ, each once', () => {
    const others = ['a', 'b', 'a', 'b', 'c'].map((title) => ({ ...CRITICAL, title }));
    const found = [CRITICAL, ...others, CRITICAL];
    expect(judged({ critical: 4 }, { onlyFixable: true }, found, { findings: counts(4, 0) })).toMatchObject({ verdict: 'PASSED' });
    expect(judged({ critical: 3 }, { onlyFixable: true }, found, { findings: counts(4, 0) }).reason).toMatch(/^SEVERITY_GATE: 4 critical findings, /);
  });

  test('tells of findings that name no vulnerability only where vulnerabilities are ignored', () => {
    const nameless = [{ ...CRITICAL, vulnerabilityId: undefined }];
    expect(judged({ critical: 0 }, { onlyFixable: true }, nameless, { findings: counts(1, 0) }).reason).not.toContain('name no vulnerability');
    expect(judged({ critical: 0 }, ignore('2026-12-31'), nameless, { findings: counts(1, 0) }).reason).toContain('because they name no vulnerability: 1');
  });

  test('judges what the service lists and does not count', () => {
    expect(judged({ critical: 0 }, { onlyFixable: true }, [CRITICAL], { findings: counts(0, 0) })).toMatchObject({ verdict: 'FAILED' });
  });

  test('fails what is above its limit although more is missing', () => {
    expect(judged({ critical: 0 }, { onlyFixable: true }, [CRITICAL], { findings: counts(2, 0) }).reason).toMatch(/^SEVERITY_GATE: at least 1 critical finding, at most 0 are accepted, in/);
  });

  test('does not pass a list that could not be read to its end', () => {
    expect(judged({ critical: 5 }, { onlyFixable: true }, [CRITICAL, { ...HIGH, fixAvailable: 'NO' }], {}, false)).toEqual(
      NOT_EVALUATED('the service lists more than 2 findings, and no more are read (not counted: 1 without a fix)'));
    expect(judged({ critical: 0 }, { onlyFixable: true }, [CRITICAL], {}, false)).toMatchObject({ verdict: 'FAILED' });
  });

  test('does not pass findings whose severity is not known, which may be of any', () => {
    const unclear = [finding({ severity: undefined }), finding({ severity: 'NEWER' })];
    expect(judged({ critical: 1 }, { onlyFixable: true }, unclear, { findings: counts(0, 0, 2) })).toEqual(NOT_EVALUATED('2 findings have no severity that is known'));
    expect(judged({ critical: 0 }, { onlyFixable: true }, unclear.slice(1), { findings: counts(0, 0, 1) })).toEqual(NOT_EVALUATED('1 finding has no severity that is known'));
    expect(judged({ critical: 2, all: 2 }, { onlyFixable: true }, unclear, { findings: { all: 2, critical: 0, high: 0, medium: 0, other: 0 } })).toMatchObject({ verdict: 'PASSED' });
    expect(judged({ all: 1 }, { onlyFixable: true }, unclear, { findings: counts(0, 0, 2) })).toMatchObject({ verdict: 'FAILED' });
  });

  test('counts low, informational and untriaged findings as others', () => {
    const others = ['LOW', 'informational', 'UNTRIAGED'].map((severity) => finding({ severity }));
    expect(judged({ other: 3 }, { onlyFixable: true }, others, { findings: counts(0, 0, 3) })).toMatchObject({ verdict: 'PASSED' });
    expect(judged({ other: 2 }, { onlyFixable: true }, others, { findings: counts(0, 0, 3) })).toMatchObject({ verdict: 'FAILED' });
  });

  test('does not pass a list without counts to hold it against', () => {
    expect(judged({ critical: 0 }, { onlyFixable: true }, [], { findings: {} })).toEqual({
      verdict: 'NOT_EVALUATED',
      stops: true,
      reason: `GATE_NOT_EVALUATED: the scan is completed, but the service gave no usable count for a limited severity, in ${IMAGE_ARN}. Deploy again.`,
    });
  });

  test('judges the counts of the service when there is no list, and says why there are none', () => {
    const strict = { ...gate({ critical: 0 }), onlyFixable: true };
    expect(judge(strict, scan(), FILTER)).toMatchObject({ verdict: 'FAILED' });
    expect(judge(strict, scan({ status: 'NOT_ENABLED', findings: {} }), FILTER)).toMatchObject({ verdict: 'NOT_EVALUATED', reason: expect.stringContaining('scanning off') });
  });
});

describe('the findings of AMIs', () => {
  const amiIds = ['ami-1', 'ami-2'];
  const judged = (given: Gate, list: FindingList, findings: ScanOutcome['findings'] = {}) =>
    judgeAll(given, { scan: scan({ findings, amiIds }), filter: FILTER, list, now: NOW });
  const CRITICAL = finding({ severity: 'CRITICAL' });
  const KNOWN = { all: 2, critical: 2, high: 0, medium: 0, other: 0 };

  test('are listed with the command of Amazon EC2', () => {
    expect(judged(gate({ critical: 1 }), { findings: [CRITICAL, CRITICAL], complete: true }, KNOWN)).toEqual({
      verdict: 'FAILED',
      stops: true,
      reason: `SEVERITY_GATE: 2 critical findings, at most 1 is accepted, in ${IMAGE_ARN}. List them with: aws ec2 get-image-findings --image-id ami-1`,
    });
    expect(judged(gate({ critical: 2 }), { findings: [CRITICAL, CRITICAL], complete: true }, KNOWN)).toEqual({ verdict: 'PASSED', stops: false });
  });

  test('of which some are not listed fail the gate or are not known', () => {
    const list = { findings: [CRITICAL], complete: false, missing: 'the service lists no finding of ami-1 as severe as the result of its scan, CRITICAL' };
    expect(judged(gate({ critical: 0 }), list)).toMatchObject({ verdict: 'FAILED', reason: expect.stringContaining('at least 1 critical finding') });
    expect(judged(gate({ critical: 1 }), list)).toEqual({
      verdict: 'NOT_EVALUATED', stops: true, reason: `GATE_NOT_EVALUATED: ${list.missing}, in ${IMAGE_ARN}. Deploy again, or judge the counts of the service.`,
    });
  });

  test('of unknown severity may be of any', () => {
    const list = { findings: [finding({ severity: undefined })], complete: true };
    expect(judged(gate({ critical: 0 }), list, { all: 1 })).toMatchObject({ verdict: 'NOT_EVALUATED' });
    expect(judged(gate({ all: 1 }), list, { all: 1 })).toMatchObject({ verdict: 'PASSED' });
  });

  test('count if they name no vulnerability, whatever is ignored', () => {
    const ignoring = { ...gate({ critical: 0 }), ignore: [{ id: 'CVE-2026-10000', until: '2026-12-31' }] };
    const list = { findings: [CRITICAL, { ...CRITICAL, vulnerabilityId: undefined }], complete: true };
    expect(judged(ignoring, list, KNOWN)).toEqual({
      verdict: 'FAILED',
      stops: true,
      reason: 'SEVERITY_GATE: 1 critical finding, at most 0 are accepted (not counted: 1 ignored; counted, because they name no vulnerability: 1), '
        + `in ${IMAGE_ARN}. List them with: aws ec2 get-image-findings --image-id ami-1`,
    });
    expect(judged({ ...ignoring, ignore: [] }, list, KNOWN)).toMatchObject({ reason: expect.not.stringContaining('name no') });
  });
});
