import { after, BUILD, LATEST, SCAN, PIPELINE_SCAN, Sight, decide, NO_IMAGE, sight } from './decided';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { UNIDENTIFIED_BUILD, UNIDENTIFIED_SCAN } from '../../../../src/handler/core/model/observation';
import { decideBuild, decideScan } from '../../../../src/handler/core/policy/decide';
import { BuildReportRequest, ScanReportRequest } from '../../../../src/handler/core/request/request';
import { execution, finding, image, IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

describe('a build report', () => {
  test('answers with what it saw', () => {
    expect(decide(BUILD, sight({ image: image(), executions: [execution()] }), after(1))).toMatchObject({
      kind: 'SUCCEED', attributes: { Outcome: 'SUCCEEDED', WorkflowsTotal: 1 },
    });
  });

  test.each([['FAILED', 'FAILED'], ['CANCELLED', 'CANCELLED'], ['BUILDING', 'IN_PROGRESS']])('reports an image that is %s, and does not fail', (status, outcome) => {
    expect(decide(BUILD, sight({ image: image({ status }) }), after(1))).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: outcome } });
  });

  test('looks again at workflows that go on after the image has ended, and then takes them as they are', () => {
    const seen = sight({ image: image(), executions: [execution({ status: 'RUNNING' })] });
    expect(decide(BUILD, seen, after(14.9))).toEqual({ kind: 'WAIT', why: 'workflows of an image that is AVAILABLE' });
    expect(decide(BUILD, seen, after(15))).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'SUCCEEDED', WorkflowsRunning: 1 } });
  });

  test('does not look again at workflows that go on while the image is built, or were retried', () => {
    const running = execution({ status: 'RUNNING' });
    expect(decide(BUILD, sight({ image: image({ status: 'BUILDING' }), executions: [running] }), after(0))).toMatchObject({ kind: 'SUCCEED' });
    expect(decide(BUILD, sight({ image: image(), executions: [{ ...running, retried: true }] }), after(0))).toMatchObject({ kind: 'SUCCEED' });
  });

  test.each([['FAILED', 'BUILD_FAILED: '], ['CANCELLED', 'BUILD_CANCELLED: ']])('fails the deployment when it is to and the image is %s', (status, code) => {
    expect(decide({ ...BUILD, failOnFailure: true }, sight({ image: image({ status }) }), after(1))).toEqual({
      kind: 'FAIL', reason: expect.stringContaining(`${code}The build of ${IMAGE_ARN} `),
    });
  });

  test.each(['AVAILABLE', 'DEPRECATED', 'BUILDING', 'DELETED', 'NEWER'])('does not fail the deployment when the image is %s', (status) => {
    expect(decide({ ...BUILD, failOnFailure: true }, sight({ image: image({ status }) }), after(1))).toMatchObject({ kind: 'SUCCEED' });
    expect(decide({ ...BUILD, failOnFailure: true }, NO_IMAGE, after(1))).toMatchObject({ kind: 'SUCCEED' });
  });

  test('answers that the pipeline has no image', () => {
    expect(decide(LATEST, NO_IMAGE, after(1))).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'NO_IMAGE' } });
  });
});

describe('a scan report', () => {
  test('answers with the counts', () => {
    expect(decide(SCAN, sight({ image: image(), findings: { all: 3, critical: 3 } }), after(1))).toMatchObject({
      kind: 'SUCCEED', attributes: { ScanStatus: 'COMPLETED', FindingsCritical: 3, AggregationType: 'imageBuildVersionArn', AggregationKey: IMAGE_ARN, Gate: 'NONE' },
    });
  });

  test('counts over a pipeline are those of the pipeline', () => {
    expect(decide(PIPELINE_SCAN, sight({ image: image(), findings: { all: 3 } }), after(1))).toMatchObject({
      kind: 'SUCCEED', attributes: { FindingsAll: 3, AggregationType: 'imagePipelineArn', AggregationKey: PIPELINE_ARN },
    });
  });

  test('waits for a scan that goes on until its time is over, then answers without counts', () => {
    const scanning = sight({ image: image({ scan: { status: 'SCANNING' } }) });
    expect(decide(SCAN, scanning, after(299.9))).toEqual({ kind: 'WAIT', why: 'scan SCANNING' });
    expect(decide(SCAN, scanning, after(300))).toMatchObject({ kind: 'SUCCEED', attributes: { ScanStatus: 'SCANNING', FindingsAll: 'UNKNOWN' } });
  });

  test('does not wait when it is not to', () => {
    expect(decide({ ...SCAN, scanTimeoutSeconds: 0 }, sight({ image: image({ scan: { status: 'PENDING' } }) }), after(0))).toMatchObject({ kind: 'SUCCEED' });
  });

  test.each([{ status: 'ABANDONED' }, { status: 'FAILED' }, { status: 'TIMED_OUT' }])('does not wait for a scan that ended as %j', (scan) => {
    expect(decide(SCAN, sight({ image: image({ scan }) }), after(0))).toMatchObject({ kind: 'SUCCEED', attributes: { FindingsCritical: 'UNKNOWN' } });
  });

  test('does not wait for a scan that nobody switched on', () => {
    expect(decide(SCAN, sight({ image: image({ scan: undefined, scanningEnabled: false }) }), after(0))).toMatchObject({
      kind: 'SUCCEED', attributes: { ScanStatus: 'NOT_ENABLED', FindingsCritical: 'UNKNOWN' },
    });
  });

  test('answers that the pipeline has no image', () => {
    expect(decide(PIPELINE_SCAN, NO_IMAGE, after(0))).toMatchObject({ kind: 'SUCCEED', attributes: { ScanStatus: 'NO_IMAGE', FindingsAll: 'UNKNOWN' } });
  });

  test('fails the deployment when the gate stops it, and not otherwise', () => {
    const gate = { limits: { critical: 1 }, failOnUnknown: false };
    const seen = (critical: number) => sight({ image: image(), findings: { all: 9, critical } });
    expect(decide({ ...SCAN, gate }, seen(1), after(0))).toMatchObject({ kind: 'SUCCEED', attributes: { Gate: 'PASSED', GateReason: 'NONE' } });
    expect(decide({ ...SCAN, gate }, seen(2), after(0))).toEqual({
      kind: 'FAIL', reason: expect.stringMatching(/^SEVERITY_GATE: 2 critical findings, at most 1 is accepted, in arn:/),
    });
  });

  test('judges the findings themselves when the gate leaves some out', () => {
    const gate = { limits: { critical: 0 }, failOnUnknown: true, ignore: [{ id: 'CVE-2026-1', until: '2026-01-05' }] };
    const vulnerabilities = [finding({ vulnerabilityId: 'CVE-2026-1', severity: 'CRITICAL' })];
    const seen = sight({ image: image(), findings: { all: 1, critical: 1 }, vulnerabilities, vulnerabilitiesComplete: true });
    expect(decide({ ...SCAN, gate }, seen, after(0))).toMatchObject({
      kind: 'SUCCEED', attributes: { Gate: 'PASSED', GateReason: 'GATE_PASSED: not counted: 1 ignored.', TopVulnerabilities: 'CVE-2026-1(CRITICAL)' },
    });
    expect(decide({ ...SCAN, gate }, seen, after(24 * 60 * 60))).toMatchObject({ kind: 'FAIL' });
    expect(decide({ ...SCAN, gate }, { ...seen, vulnerabilitiesComplete: undefined } as Sight, after(0))).toMatchObject({
      kind: 'FAIL', reason: expect.stringMatching(/^GATE_NOT_EVALUATED: the service lists more than 1 findings/),
    });
  });

  test('does not count zero where findings are listed', () => {
    expect(decide(SCAN, sight({ image: image(), findings: 'EMPTY', vulnerabilities: [finding()], vulnerabilitiesComplete: true }), after(0))).toMatchObject({
      attributes: { FindingsAll: 'UNKNOWN', TopVulnerabilities: 'CVE-2026-10000(HIGH)' },
    });
  });

  test('leaves it to the gate what a missing count means', () => {
    const unknown = sight({ image: image({ scan: { status: 'ABANDONED' } }) });
    const limits = { critical: 0 };
    expect(decide({ ...SCAN, gate: { limits, failOnUnknown: true } }, unknown, after(0))).toEqual({
      kind: 'FAIL', reason: expect.stringMatching(/^GATE_NOT_EVALUATED: the scan ended as ABANDONED, in arn:/),
    });
    expect(decide({ ...SCAN, gate: { limits, failOnUnknown: false } }, unknown, after(0))).toMatchObject({
      kind: 'SUCCEED', attributes: { Gate: 'NOT_EVALUATED', GateReason: expect.stringMatching(/^GATE_NOT_EVALUATED: /) },
    });
  });

  test('does not judge before the scan has ended or its time is over', () => {
    const gate = { limits: { critical: 0 }, failOnUnknown: true };
    expect(decide({ ...SCAN, gate }, sight({ image: image({ scan: { status: 'PENDING' } }) }), after(10))).toEqual({ kind: 'WAIT', why: 'scan PENDING' });
  });
});

describe('the image of an execution that does not know it', () => {
  const source = { type: 'IMAGE', arn: 'UNKNOWN' } as const;
  const why = 'The pipeline execution does not know its image and says why in its `FailureMessage`.';

  test.each([true, false])('is told as UNKNOWN by a build report, and fails nothing', (failOnFailure) => {
    expect(decideBuild({ ...BUILD, source, failOnFailure } as BuildReportRequest, UNIDENTIFIED_BUILD, after(0))).toMatchObject({
      kind: 'SUCCEED', attributes: { Outcome: 'UNKNOWN', ImageArn: 'UNKNOWN', AmiId: 'UNKNOWN', StepsFailed: 'UNKNOWN', FailureMessage: why, DetailsUri: 'NONE' },
    });
  });

  test('has no counts in a scan report, and no gate passes it', () => {
    const request = { ...SCAN, source } as ScanReportRequest;
    expect(decideScan(request, UNIDENTIFIED_SCAN, after(0))).toMatchObject({
      kind: 'SUCCEED', attributes: { ScanStatus: 'UNKNOWN', ScanStatusReason: why, AggregationKey: 'UNKNOWN', FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN' },
    });
    const gate = { limits: { critical: 100 }, failOnUnknown: true, onlyFixable: false, ignored: [] } as unknown as ScanReportRequest['gate'];
    expect(decideScan({ ...request, gate }, UNIDENTIFIED_SCAN, after(0))).toEqual({
      kind: 'FAIL', reason: `GATE_NOT_EVALUATED: it is not known which image to judge. ${why}`,
    });
  });
});

test('a scan report without a permission that it needs for certain counts goes on without them', () => {
  const denied: CallFailure = { kind: 'DENIED', operation: 'ListImageScanFindings', resource: IMAGE_ARN, code: 'AccessDeniedException', message: 'No' };
  expect(decideScan(SCAN as ScanReportRequest, { kind: 'SCAN', image: image(), counts: {}, denied }, after(0))).toMatchObject({
    kind: 'SUCCEED',
    attributes: {
      ScanStatus: 'COMPLETED',
      ScanStatusReason: `The role of the report is not authorized to perform imagebuilder:ListImageScanFindings or inspector2:ListFindings on resource ${IMAGE_ARN}, so the counts are not known.`,
      FindingsAll: 'UNKNOWN',
    },
  });
});
