import { SCAN_REPORT_KEYS } from '../../../../src/contract/scan-report';
import { scanAttributes } from '../../../../src/handler/core/scan/scan-attributes';
import { finding, IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const FILTER = { name: 'imageBuildVersionArn', value: IMAGE_ARN } as const;
const NO_GATE = { verdict: 'NONE', stops: false } as const;
const COMPLETED = { status: 'COMPLETED', ended: true, findings: { all: 25, critical: 1, high: 7, medium: 12, other: 5 } };

test('a completed scan', () => {
  expect(scanAttributes(COMPLETED, FILTER, NO_GATE)).toEqual({
    ScanStatus: 'COMPLETED',
    ScanStatusReason: 'NONE',
    AggregationType: 'imageBuildVersionArn',
    AggregationKey: IMAGE_ARN,
    FindingsAll: 25,
    FindingsCritical: 1,
    FindingsHigh: 7,
    FindingsMedium: 12,
    FindingsOther: 5,
    TopVulnerabilities: 'UNKNOWN',
    Gate: 'NONE',
    GateReason: 'NONE',
    DetailsUri: 'NONE',
  });
});

test('a scan without counts has no number in it', () => {
  expect(scanAttributes(
    { status: 'ABANDONED', reason: 'no test', ended: true, findings: {} }, { name: 'imagePipelineArn', value: PIPELINE_ARN },
    { verdict: 'NOT_EVALUATED', reason: 'why', stops: false },
  )).toEqual({
    ScanStatus: 'ABANDONED',
    ScanStatusReason: 'no test',
    AggregationType: 'imagePipelineArn',
    AggregationKey: PIPELINE_ARN,
    FindingsAll: 'UNKNOWN',
    FindingsCritical: 'UNKNOWN',
    FindingsHigh: 'UNKNOWN',
    FindingsMedium: 'UNKNOWN',
    FindingsOther: 'UNKNOWN',
    TopVulnerabilities: 'UNKNOWN',
    Gate: 'NOT_EVALUATED',
    GateReason: 'why',
    DetailsUri: 'NONE',
  });
});

test('without findings there are no top vulnerabilities', () => {
  expect(scanAttributes({ ...COMPLETED, findings: { all: 0 } }, FILTER, NO_GATE)).toMatchObject({ FindingsAll: 0, TopVulnerabilities: 'NONE' });
});

describe('the top vulnerabilities', () => {
  const topOf = (all: number | undefined, count: number, complete: boolean, missing?: string) => {
    const findings = Array.from({ length: count }, (_, i) => finding({ vulnerabilityId: `CVE-${i}`, severity: 'HIGH' }));
    return scanAttributes({ ...COMPLETED, findings: { all } }, FILTER, NO_GATE, { findings, complete, missing }).TopVulnerabilities;
  };

  test.each<[number | undefined, number, boolean, string | undefined, string]>([
    [2, 2, true, undefined, 'CVE-0(HIGH),CVE-1(HIGH)'],
    [3, 2, true, 'behind', 'CVE-0(HIGH),CVE-1(HIGH),UNKNOWN'],
    [2, 2, false, undefined, 'CVE-0(HIGH),CVE-1(HIGH),UNKNOWN'],
    [undefined, 1, true, undefined, 'CVE-0(HIGH)'],
    [0, 0, true, undefined, 'NONE'],
    [2, 0, true, 'behind', 'UNKNOWN'],
    [undefined, 0, true, undefined, 'UNKNOWN'],
  ])('of %j findings counted and %d listed, read to the end: %s, missing: %j, are %s', (all, count, complete, missing, top) =>
    expect(topOf(all, count, complete, missing)).toBe(top));
});

test('every attribute is there', () => {
  const keys = SCAN_REPORT_KEYS.filter((key) => key !== 'Truncated');
  expect(Object.keys(scanAttributes(COMPLETED, FILTER, NO_GATE)).sort()).toEqual([...keys].sort());
});
