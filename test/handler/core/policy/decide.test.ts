import { buildOf } from '../../../../src/handler/core/build/build';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { Finding, FindingsAnswer, Image, LogTail, ObservedExecution } from '../../../../src/handler/core/model/facts';
import { UNIDENTIFIED_BUILD, UNIDENTIFIED_SCAN } from '../../../../src/handler/core/model/observation';
import { decideBuild, decideOnCallFailure, decideScan, Timing } from '../../../../src/handler/core/policy/decide';
import { BuildReportRequest, ReportRequest, ScanReportRequest } from '../../../../src/handler/core/request/request';
import { execution, finding, image, IMAGE_ARN, PIPELINE_ARN, textOf } from '../../fixtures';

const STARTED_AT = new Date('2026-01-05T09:00:00.000Z');
const after = (seconds: number) => ({ startedAt: STARTED_AT, now: new Date(STARTED_AT.getTime() + seconds * 1000) });

const BUILD: ReportRequest = { kind: 'BUILD', source: { type: 'IMAGE', arn: IMAGE_ARN }, failOnFailure: false };
const LATEST: ReportRequest = { ...BUILD, source: { type: 'PIPELINE', arn: PIPELINE_ARN } };
const SCAN: ReportRequest = { kind: 'SCAN', source: { type: 'IMAGE', arn: IMAGE_ARN }, scanTimeoutSeconds: 300 };
const PIPELINE_SCAN: ReportRequest = { ...SCAN, source: { type: 'PIPELINE', arn: PIPELINE_ARN } };

/** What there is to see; a report sees of it what it is about. */
interface Sight {
  readonly kind: 'SIGHT';
  readonly image?: Image;
  readonly executions?: ObservedExecution[];
  readonly log?: LogTail;
  readonly findings?: FindingsAnswer;
  readonly vulnerabilities?: Finding[];
  readonly vulnerabilitiesComplete?: boolean;
}
type Seen = Sight | { readonly kind: 'CALL_FAILED'; readonly callFailure: CallFailure };

function decide(request: ReportRequest, seen: Seen, timing: Timing) {
  if (request.kind === 'BUILD') {
    return decideBuild(request, seen.kind === 'CALL_FAILED' ? seen : { kind: 'BUILD', build: seen.image && buildOf(seen.image, seen.executions ?? [], seen.log) }, timing);
  }
  if (seen.kind === 'CALL_FAILED') return decideScan(request, seen, timing);
  const { image: scanned, findings: counts = 'NOT_READ', vulnerabilities, vulnerabilitiesComplete: complete = false } = seen;
  return decideScan(request, { kind: 'SCAN', image: scanned, counts, list: vulnerabilities && { findings: vulnerabilities, complete } }, timing);
}

const NO_IMAGE: Sight = { kind: 'SIGHT' };
const sight = (members: Partial<Sight>): Sight => ({ ...NO_IMAGE, ...members });
const callFailure = (members: Partial<CallFailure>): Seen => ({
  kind: 'CALL_FAILED',
  callFailure: { kind: 'PASSING', operation: 'GetImage', resource: IMAGE_ARN, code: 'CallRateLimitExceededException', httpStatus: 429, message: 'Slow down', ...members },
});

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

describe('a call that fails', () => {
  test.each<[string, ReportRequest, number]>([
    ['a build report', BUILD, 600],
    ['a scan report', SCAN, 900],
    ['a scan report that waits as long as it can', { ...SCAN, scanTimeoutSeconds: 1500 }, 1680],
  ])('that may pass makes %s wait, but not for ever', (_, request, seconds) => {
    expect(decide(request, callFailure({}), after(seconds - 0.1))).toEqual({ kind: 'WAIT', why: 'CallRateLimitExceededException' });
    expect(decide(request, callFailure({}), after(seconds))).toEqual({
      kind: 'FAIL',
      reason: `SERVICE_TROUBLE: Image Builder still could not be read after ${seconds} seconds: GetImage of ${IMAGE_ARN} ended with `
        + 'CallRateLimitExceededException (HTTP 429): Slow down. Deploy again when the service answers (AWS Health Dashboard).',
    });
  });

  test('with permissions fails, because it was tried again within the poll', () => {
    const denied = callFailure({ kind: 'DENIED', code: 'ForbiddenException', httpStatus: 403 });
    expect(decide(BUILD, denied, after(0))).toEqual({
      kind: 'FAIL', reason: expect.stringContaining(`ACCESS_DENIED: The role of the report is not authorized to perform imagebuilder:GetImage on resource ${IMAGE_ARN}.`),
    });
  });

  test('that is final fails at once, also when clocks differ', () => {
    const final = callFailure({ kind: 'FINAL', code: 'InvalidRequestException', httpStatus: 400, message: 'No' });
    expect(decide(BUILD, final, after(-60))).toEqual({
      kind: 'FAIL', reason: `SERVICE_REFUSED: GetImage of ${IMAGE_ARN} was refused with InvalidRequestException (HTTP 400): No.`,
    });
  });

  test.each([BUILD, SCAN])('fails when the very image is not found', (request) => {
    expect(decide(request, callFailure({ kind: 'NOT_FOUND' }), after(0))).toEqual({
      kind: 'FAIL', reason: `IMAGE_NOT_FOUND: GetImage does not find ${IMAGE_ARN}. Check that it is in this account and Region, and has not been deleted.`,
    });
  });

  test.each(['ListWorkflowExecutions', 'ListWorkflowStepExecutions', 'ListImageScanFindingAggregations'])('fails when %s finds nothing, also of a pipeline', (operation) => {
    // What a build did is not known then: that is no pipeline without an image.
    expect(decide(LATEST, callFailure({ kind: 'NOT_FOUND', operation }), after(0))).toMatchObject({ kind: 'FAIL', reason: expect.stringContaining(operation) });
    expect(decide(PIPELINE_SCAN, callFailure({ kind: 'NOT_FOUND', operation }), after(0))).toMatchObject({ kind: 'FAIL' });
  });

  test.each([LATEST, PIPELINE_SCAN].flatMap((request) => ['ListImagePipelineImages', 'GetImagePipeline'].map((operation) => [operation, request] as const)))(
    'fails when %s does not find the pipeline', (operation, request) => {
      const missing = callFailure({ kind: 'NOT_FOUND', code: 'ResourceNotFoundException', operation, resource: PIPELINE_ARN });
      expect(decide(request, missing, after(0))).toEqual({
        kind: 'FAIL',
        reason: `PIPELINE_NOT_FOUND: ${operation} does not find ${PIPELINE_ARN}. Check that it is in this account and Region, and has not been deleted.`,
      });
    });

  test('does not fail when the newest image of a pipeline is not found: it was deleted', () => {
    expect(decide(LATEST, callFailure({ kind: 'NOT_FOUND' }), after(0))).toMatchObject({ kind: 'SUCCEED', attributes: { Outcome: 'NO_IMAGE' } });
    expect(decide(PIPELINE_SCAN, callFailure({ kind: 'NOT_FOUND' }), after(0))).toMatchObject({ kind: 'SUCCEED', attributes: { ScanStatus: 'NO_IMAGE' } });
  });

  test('that may pass is not taken for a pipeline without an image', () => {
    expect(decide(LATEST, callFailure({}), after(0))).toEqual({ kind: 'WAIT', why: 'CallRateLimitExceededException' });
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

describe('details', () => {
  const details = { bucket: 'my-bucket', stackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Golden/uuid', logicalResourceId: 'Report' };
  const uri = (path: string) => `s3://my-bucket/Golden/uuid/Report/${path}.json`;
  const written = (request: ReportRequest, observation: Seen): any => {
    const decision = decide({ ...request, details }, observation, after(1)) as Extract<ReturnType<typeof decide>, { kind: 'SUCCEED' }>;
    const document = JSON.parse(textOf(decision.details!.body));
    return { ...decision, uri: `s3://${decision.details!.place.bucket}/${decision.details!.place.key}`, document };
  };

  test.each<[string, ReportRequest, Seen, string, string]>([
    ['a build', BUILD, sight({ image: image(), executions: [execution()] }), 'BUILD', 'image/golden/1.2.3/4'],
    ['the newest build of a pipeline', LATEST, sight({ image: image() }), 'BUILD', 'image/golden/1.2.3/4'],
    ['a pipeline without an image', LATEST, NO_IMAGE, 'BUILD', 'image-pipeline/golden'],
    ['an image that an execution does not have', { ...BUILD, source: { type: 'IMAGE', arn: 'NONE' } }, NO_IMAGE, 'BUILD', 'no-image'],
    ['a scan', SCAN, sight({ image: image(), findings: { all: 1 } }), 'SCAN', 'image/golden/1.2.3/4'],
    ['the scans of a pipeline', PIPELINE_SCAN, sight({ image: image(), findings: { all: 1 } }), 'SCAN', 'image-pipeline/golden'],
    ['an account', { ...SCAN, source: { type: 'ACCOUNT', id: '123456789012' } }, sight({ findings: { all: 1 } }), 'SCAN', 'account/123456789012'],
    ['a vulnerability', { ...SCAN, source: { type: 'VULNERABILITY', id: 'CVE-1' } }, sight({ findings: { all: 1 } }), 'SCAN', 'vulnerability/CVE-1'],
  ])('of %s are written where the attributes say', (_, request, observation, kind, path) => {
    const { attributes, document, ...decision } = written(request, observation);
    expect([decision.kind, attributes.DetailsUri, decision.uri, document.kind]).toEqual(['SUCCEED', uri(path), uri(path), kind]);
    expect(document.attributes).toEqual(attributes);
  });

  test('are written of a failure that fails the deployment as well, and its reason says where', () => {
    const decision = written({ ...BUILD, failOnFailure: true } as ReportRequest, sight({ image: image({ status: 'FAILED' }), log: { lines: ['error 1'] } }));
    expect(decision).toMatchObject({ kind: 'FAIL', uri: uri('image/golden/1.2.3/4'), document: { attributes: { Outcome: 'FAILED' }, logTail: ['error 1'] } });
    expect(decision.reason).toMatch(/\[log: error 1\]\. Look at \S+ and at stream 1\.2\.3\/4 of log group \S+ and at s3:\/\/my-bucket\/Golden\/uuid\/Report\/image\/golden\/1\.2\.3\/4\.json\.$/);
  });

  test('are written of a gate that fails the deployment as well, and its reason says where', () => {
    const gate = { limits: { critical: 0 }, failOnUnknown: true, onlyFixable: false, ignored: [] } as unknown as Extract<ReportRequest, { kind: 'SCAN' }>['gate'];
    const decision = written({ ...SCAN, gate } as ReportRequest, sight({ image: image(), findings: { all: 1, critical: 1 } }));
    expect(decision).toMatchObject({ kind: 'FAIL', document: { attributes: { Gate: 'FAILED' } } });
    expect(decision.reason).toMatch(/^SEVERITY_GATE: .* Details: s3:\/\/my-bucket\/Golden\/uuid\/Report\/image\/golden\/1\.2\.3\/4\.json$/);
  });

  test('of a scan hold the image and the findings', () => {
    const seen = sight({ image: image(), findings: { all: 1 }, vulnerabilities: [finding()], vulnerabilitiesComplete: true });
    expect(written(SCAN, seen).document).toMatchObject({ image: { arn: IMAGE_ARN }, vulnerabilities: { complete: true, findings: [finding()] } });
  });

  test('are not written while the report waits', () => {
    expect(decide({ ...SCAN, details } as ReportRequest, sight({ image: image({ scan: { status: 'SCANNING' } }) }), after(1))).toEqual({ kind: 'WAIT', why: 'scan SCANNING' });
  });

  test.each([
    ['PASSING', 599.9, 'WAIT'], ['PASSING', 600, 'FAIL'], ['DENIED', 0, 'FAIL'], ['NOT_FOUND', 0, 'FAIL'], ['FINAL', 0, 'FAIL'],
  ] as const)('that meet %s trouble after %d seconds: %s, also where the source is a pipeline', (kind, seconds, expected) => {
    const put: CallFailure = { kind, service: 's3', operation: 'PutObject', resource: 's3://my-bucket/x.json', code: 'Odd', message: 'why' };
    expect(decideOnCallFailure(LATEST, put, after(seconds)).kind).toBe(expected);
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
