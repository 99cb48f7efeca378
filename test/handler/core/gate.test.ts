import { judge } from '../../../src/handler/core/gate';
import { Gate } from '../../../src/handler/core/request';
import { ScanOutcome } from '../../../src/handler/core/scan-outcome';
import { IMAGE_ARN } from '../fixtures';

const FILTER = { name: 'imageBuildVersionArn', value: IMAGE_ARN } as const;
const HOW_TO_LIST = `List them with: aws imagebuilder list-image-scan-findings --filters name=imageBuildVersionArn,values=${IMAGE_ARN}`;
const gate = (limits: Gate['limits'], failOnUnknown = true): Gate => ({ limits, failOnUnknown });
const scan = (members: Partial<ScanOutcome> = {}): ScanOutcome => ({
  status: 'COMPLETED', ended: true, findings: { all: 25, critical: 1, high: 7, medium: 12, other: 5 }, ...members,
});

test('there is no verdict without a gate', () => {
  expect(judge(undefined, scan(), FILTER)).toEqual({ verdict: 'NONE', stops: false });
});

test.each([
  ['Critical', 1, '1 critical finding, at most 0 are accepted'],
  ['High', 7, '7 high findings, at most 6 are accepted'],
  ['Medium', 12, '12 medium findings, at most 11 are accepted'],
  ['Other', 5, '5 other findings, at most 4 are accepted'],
  ['All', 25, '25 findings in all, at most 24 are accepted'],
])('%s: passes at the limit, fails one above it', (severity, count, sentence) => {
  expect(judge(gate({ [severity]: count }), scan(), FILTER)).toEqual({ verdict: 'PASSED', stops: false });
  expect(judge(gate({ [severity]: count - 1 }), scan(), FILTER)).toEqual({
    verdict: 'FAILED', reason: `SEVERITY_GATE: ${sentence}, in ${IMAGE_ARN}. ${HOW_TO_LIST}`, stops: true,
  });
});

test('names every count above its limit, and none below', () => {
  const findings = { all: 30, critical: 2, high: 9, medium: 12, other: 7 };
  expect(judge(gate({ Critical: 0, High: 5, Medium: 12, Other: 1 }), scan({ findings }), FILTER).reason).toBe(
    'SEVERITY_GATE: 2 critical findings, at most 0 are accepted; 9 high findings, at most 5 are accepted; 7 other findings, at most 1 is accepted, '
    + `in ${IMAGE_ARN}. ${HOW_TO_LIST}`,
  );
});

test('a count above its limit fails although others are not known', () => {
  expect(judge(gate({ Critical: 0, All: 5 }, false), scan({ findings: { critical: 1 } }), FILTER)).toMatchObject({ verdict: 'FAILED', stops: true });
});

test('a limited count that is not known does not pass', () => {
  expect(judge(gate({ Critical: 1, All: 5 }), scan({ findings: { critical: 1 } }), FILTER)).toEqual({
    verdict: 'NOT_EVALUATED',
    reason: `GATE_NOT_EVALUATED: the scan is completed, but the service gave no count for a limited severity, in ${IMAGE_ARN}. Deploy again.`,
    stops: true,
  });
});

test('a count that is not known and not limited does no harm', () => {
  expect(judge(gate({ Critical: 1 }), scan({ findings: { critical: 1 } }), FILTER)).toEqual({ verdict: 'PASSED', stops: false });
});

test.each<[ScanOutcome, string]>([
  [scan({ status: 'NO_IMAGE', findings: {} }), `there is no image to judge in ${IMAGE_ARN}. Build one, then deploy again.`],
  [scan({ status: 'NOT_ENABLED', findings: {} }), `the newest image was built with scanning off, in ${IMAGE_ARN}. Turn image scanning on, then build again.`],
  [scan({ status: 'DELIVERED_ELSEWHERE', findings: {} }),
    `findings of an on-demand scan are delivered to EventBridge and Amazon EC2 only, in ${IMAGE_ARN}. `
    + 'Limit them with the scan result condition of the image scanning configuration.'],
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
  expect(judge(gate({ Critical: 0 }), outcome, FILTER)).toEqual({ verdict: 'NOT_EVALUATED', reason, stops: true });
  expect(judge(gate({ Critical: 0 }, false), outcome, FILTER)).toEqual({ verdict: 'NOT_EVALUATED', reason, stops: false });
});

test.each([
  ['accountId', '123456789012', 'list-image-scan-findings'],
  ['vulnerabilityId', 'CVE-2026-1', 'list-image-scan-findings --filters name=vulnerabilityId,values=CVE-2026-1'],
] as const)('judges counts by %s, and says how to list what was counted', (name, value, command) => {
  expect(judge(gate({ All: 24 }), scan({ status: 'NONE' }), { name, value })).toMatchObject({
    verdict: 'FAILED', reason: `SEVERITY_GATE: 25 findings in all, at most 24 are accepted, in ${value}. List them with: aws imagebuilder ${command}`,
  });
  expect(judge(gate({ All: 24 }), scan({ status: 'NONE', findings: {} }), { name, value })).toEqual({
    verdict: 'NOT_EVALUATED',
    reason: `GATE_NOT_EVALUATED: no image of the account has a completed scan to count the findings of, in ${value}. Scan one, then deploy again.`,
    stops: true,
  });
});
