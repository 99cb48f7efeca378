import { FindingsAnswer, Image } from '../../../../src/handler/core/model/facts';
import { believable, findingsOutcome, hasCounts, scanOutcome, whyBehind } from '../../../../src/handler/core/scan/scan-outcome';
import { finding, image } from '../../fixtures';

const COUNTS = { all: 25, critical: 1, high: 7, medium: 12 };

describe('status', () => {
  test.each([
    ['COMPLETED', true], ['ABANDONED', true], ['FAILED', true], ['TIMED_OUT', true],
    ['PENDING', false], ['SCANNING', false], ['COLLECTING', false], ['ANYTHING_NEWER', false],
  ])('%s is an end: %s', (status, ended) => {
    expect(scanOutcome(image({ scan: { status } }), COUNTS)).toMatchObject({ status, ended });
  });

  test('is NOT_ENABLED, an end, when scanning is off', () => {
    expect(scanOutcome(image({ scanningEnabled: false, scan: undefined }), 'NOT_READ')).toEqual({ status: 'NOT_ENABLED', ended: true, findings: {} });
  });

  test('is that of the service when there was a scan although scanning is off', () => {
    expect(scanOutcome(image({ scanningEnabled: false }), COUNTS)).toMatchObject({ status: 'COMPLETED' });
  });

  test('is not known, and no end, when scanning is on and has no state', () => {
    expect(scanOutcome(image({ scan: undefined }), COUNTS)).toEqual({ status: 'UNKNOWN', ended: false, findings: {} });
    expect(scanOutcome(image({ scan: {} }), COUNTS)).toEqual({ status: 'UNKNOWN', ended: false, findings: {} });
  });

  test('is that of Image Builder for a scan of the test instance, or when scanning is off', () => {
    expect(scanOutcome(image({ scanningTypes: ['TEST_INSTANCE_CVE'] }), COUNTS)).toMatchObject({ status: 'COMPLETED' });
    expect(scanOutcome(image({ scanningTypes: ['ON_DEMAND_AMI_CVE'], scanningEnabled: false, scan: undefined }), COUNTS)).toMatchObject({ status: 'NOT_ENABLED' });
  });

  test.each([
    ['scanning is off', { scanningEnabled: false }, 'Image scanning is off.'],
    ['tests are off', { testsEnabled: false }, 'Image tests are off, and the scan is a part of them.'],
  ])('PENDING is an end when %s', (_, members, reason) => {
    expect(scanOutcome(image({ scan: { status: 'PENDING' }, ...members }), 'NOT_READ')).toEqual({ status: 'PENDING', reason, ended: true, findings: {} });
    expect(scanOutcome(image({ scan: { status: 'PENDING', reason: 'Off' }, ...members }), 'NOT_READ')).toMatchObject({ reason: 'Off', ended: true });
    expect(scanOutcome(image({ scan: { status: 'SCANNING' }, ...members }), 'NOT_READ')).toMatchObject({ ended: false });
  });

  test('PENDING is no end when tests are on', () => {
    expect(scanOutcome(image({ scan: { status: 'PENDING' }, testsEnabled: true }), 'NOT_READ')).toMatchObject({ reason: undefined, ended: false });
  });

  test('is NO_IMAGE, an end, without an image', () => {
    expect(scanOutcome(undefined, COUNTS)).toEqual({ status: 'NO_IMAGE', ended: true, findings: {} });
  });

  test('has the reason of the service on one line, if there is one', () => {
    expect(scanOutcome(image({ scan: { status: 'FAILED', reason: 'not\nmanaged' } }), 'NOT_READ').reason).toBe('not managed');
    expect(scanOutcome(image({ scan: { status: 'FAILED', reason: ' ' } }), 'NOT_READ').reason).toBeUndefined();
  });
});

describe('findings', () => {
  test.each<[string, FindingsAnswer, object]>([
    ['are the counts, and the rest', COUNTS, { ...COUNTS, other: 5 }],
    ['are zero where a severity is left out and the total is the sum of the others', { all: 2, high: 2 }, { all: 2, critical: 0, high: 2, medium: 0, other: 0 }],
    ['are not known where a severity is left out and the total is more', { all: 3, high: 2 }, { all: 3, critical: undefined, high: 2, medium: undefined }],
    ['are the rest of the total where every severity is named', { all: 9, critical: 1, high: 2, medium: 3 }, { all: 9, critical: 1, high: 2, medium: 3, other: 3 }],
    ['are zero when the service knows none', 'EMPTY', { all: 0, critical: 0, high: 0, medium: 0, other: 0 }],
    ['are zero when the total is', { all: 0 }, { all: 0, critical: 0, high: 0, medium: 0, other: 0 }],
    ['are not known without the total, but for those named', { critical: 2 }, { critical: 2 }],
    ['are not known without any count', {}, {}],
    ['are not known when nobody asked', 'NOT_READ', {}],
    ['have no total where the severities are more', { all: 5, critical: 3, high: 3, medium: 0 }, { critical: 3, high: 3, medium: 0 }],
    ['have no total, and no severity that is left out, where those that are named are more', { all: 5, critical: 3, high: 3 }, { critical: 3, high: 3 }],
    ['are zero where nothing is left of the total', { all: 6, critical: 3, high: 3, medium: 0 }, { all: 6, critical: 3, high: 3, medium: 0, other: 0 }],
  ])('%s', (_, answer, findings) => expect(scanOutcome(image(), answer).findings).toEqual(findings));

  test.each(['PENDING', 'SCANNING', 'COLLECTING', 'ABANDONED', 'FAILED', 'TIMED_OUT', 'ANYTHING_NEWER'])(
    'are not known when the scan is %s, whatever the service counts', (status) => {
      expect(scanOutcome(image({ scan: { status } }), COUNTS).findings).toEqual({});
      expect(hasCounts(image({ scan: { status } }))).toBe(false);
    });

  test('are asked for when the scan is completed', () => expect(hasCounts(image())).toBe(true));
});

test.each<[FindingsAnswer, object]>([
  [{ all: 3, critical: 1, high: 0, medium: 0 }, { all: 3, critical: 1, high: 0, medium: 0, other: 2 }],
  ['EMPTY', { all: 0, critical: 0, high: 0, medium: 0, other: 0 }],
  ['NO_SCAN', {}],
])('counts without regard to an image have no status and nothing to wait for: %j', (answer, findings) => {
  expect(findingsOutcome(answer)).toEqual({ status: 'NONE', ended: true, findings });
});

test.each<[number, boolean, FindingsAnswer, number | undefined]>([
  [2, true, { all: 3 }, 3], [3, true, { all: 3 }, undefined], [4, true, { all: 3 }, undefined],
  [2, true, { critical: 2, medium: 1 }, 3], [2, true, { all: 1, high: 3 }, 3], [3, true, { all: 3, high: 1 }, undefined],
  [2, false, { all: 3 }, undefined], [0, true, {}, undefined], [0, true, 'EMPTY', undefined], [0, true, 'NO_SCAN', undefined],
])('of a list of %d findings (complete: %s), %j counts more: %j', (listed, complete, answer, counted) => {
  expect(whyBehind({ findings: Array(listed).fill(finding()), complete }, answer))
    .toBe(counted && `findings are missing in the list of the service (counted: ${counted}, listed: ${listed})`);
});

test('findings that are listed and not counted make zero unknown, and nothing else', () => {
  const list = { findings: [finding()], complete: true };
  expect(believable('EMPTY', list)).toEqual({});
  expect(believable('EMPTY', { ...list, findings: [] })).toBe('EMPTY');
  expect(believable('EMPTY', { findings: [], complete: false })).toEqual({});
  expect(believable('EMPTY', undefined)).toBe('EMPTY');
  expect(believable('NO_SCAN', list)).toBe('NO_SCAN');
  expect(believable(COUNTS, list)).toBe(COUNTS);
});

describe('a scan on demand', () => {
  const onDemand = (members: Partial<Image> = {}) => image({ scanningTypes: ['ON_DEMAND_AMI_CVE'], scan: undefined, ...members });
  const scanned = { state: 'SCANNED', amiIds: ['ami-1'] } as const;
  const notScanned = { state: 'NOT_SCANNED', amiIds: [] } as const;
  const absent = { state: 'ABSENT', amiIds: [] } as const;
  const NO_AMI = 'The image has no AMI in the Region of the stack.';

  test('is completed when the AMI has results, whatever Image Builder reports', () => {
    for (const status of [undefined, 'PENDING', 'COMPLETED', 'FAILED']) {
      expect(scanOutcome(onDemand({ scan: { status, reason: 'why' } }), COUNTS, scanned)).toEqual({
        status: 'COMPLETED', reason: 'why', ended: true, findings: { ...COUNTS, other: 5 }, amiIds: ['ami-1'],
      });
    }
  });

  test.each([
    [undefined, 'PENDING', false], ['PENDING', 'PENDING', false], ['SCANNING', 'SCANNING', false], ['COMPLETED', 'COMPLETED', false],
    ['ANYTHING_NEWER', 'ANYTHING_NEWER', false], ['FAILED', 'FAILED', true], ['ABANDONED', 'ABANDONED', true], ['TIMED_OUT', 'TIMED_OUT', true],
  ])('has no counts before: Image Builder reports %s', (status, expected, ended) => {
    expect(scanOutcome(onDemand({ scan: status === undefined ? undefined : { status } }), 'NOT_READ', notScanned)).toEqual({ status: expected, ended, findings: {} });
  });

  test.each(['AVAILABLE', 'FAILED', 'CANCELLED', 'DELETED', 'DEPRECATED', 'DISABLED'])('has ended when the image is %s and has no AMI', (status) => {
    expect(scanOutcome(onDemand({ status }), 'NOT_READ', absent)).toEqual({ status: 'UNKNOWN', reason: NO_AMI, ended: true, findings: {} });
    expect(scanOutcome(onDemand({ status, scan: { status: 'COMPLETED', reason: 'why' } }), 'NOT_READ', absent)).toMatchObject({ status: 'COMPLETED', reason: 'why', ended: true });
  });

  test.each(['BUILDING', 'TESTING', 'ANYTHING_NEWER'])('is waited for while the image is %s and has no AMI yet', (status) => {
    expect(scanOutcome(onDemand({ status }), 'NOT_READ', absent)).toEqual({ status: 'PENDING', ended: false, findings: {} });
  });

  test('is not waited for when it may not be read', () => {
    expect(scanOutcome(onDemand(), {}, undefined)).toEqual({ status: 'UNKNOWN', ended: true, findings: {} });
    expect(scanOutcome(onDemand({ scan: { status: 'PENDING' } }), {}, undefined)).toEqual({ status: 'PENDING', ended: true, findings: {} });
  });
});
