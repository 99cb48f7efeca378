import { after, BUILD, LATEST, SCAN, PIPELINE_SCAN, Seen, decide, NO_IMAGE, sight } from './decided';
import { CallFailure } from '../../../../src/handler/core/model/call-failure';
import { decideOnCallFailure } from '../../../../src/handler/core/policy/decide';
import { ReportRequest } from '../../../../src/handler/core/request/request';
import { execution, finding, image, IMAGE_ARN, textOf } from '../../fixtures';

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
