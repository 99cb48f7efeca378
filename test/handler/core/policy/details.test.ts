import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { BUILD_REPORT_KEYS } from '../../../../src/contract/build-report';
import { SCAN_REPORT_KEYS } from '../../../../src/contract/scan-report';
import { NO_IMAGE_ATTRIBUTES } from '../../../../src/handler/core/build/build-attributes';
import { DetailsLocation } from '../../../../src/handler/core/model/details-place';
import { Finding, FindingList, Image, ObservedExecution } from '../../../../src/handler/core/model/facts';
import { DetailsFacts, withDetails } from '../../../../src/handler/core/policy/details';
import { buildAttributes, execution, image, IMAGE_ARN, PIPELINE_ARN, TEST_WORKFLOW_ARN, textOf } from '../../fixtures';

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '../../../../schema/report-details-1.json'), 'utf8'));
const valid = new Ajv2020({ strict: true, allErrors: true, strictRequired: false }).compile(SCHEMA);
const DESTINATION: DetailsLocation = { bucket: 'my-bucket', stackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Golden/uuid', logicalResourceId: 'Build' };
const URI = 's3://my-bucket/Golden/uuid/Build/image/golden/1.2.3/4.json';

/** The document of a build report; it has to be what the schema says. */
function documentOf(facts: DetailsFacts, attributes = buildAttributes(image(), [])): any {
  const { details } = withDetails('BUILD', DESTINATION, IMAGE_ARN, attributes, { executions: [], ...facts });
  return checked(textOf(details!.body));
}

function checked(body: string): any {
  const document = JSON.parse(body);
  valid(document);
  expect(valid.errors).toBeNull();
  return document;
}

const FAILED: Image = image({
  status: 'FAILED',
  statusReason: 'Why',
  scanningTypes: ['AMI'],
  scan: { status: 'FAILED', reason: 'odd' },
  logGroupName: '/my/logs',
  containers: [{ region: 'eu-central-1', uris: ['uri'] }],
  failure: {
    imageStatus: 'TESTING',
    executionId: 'wf-2',
    workflowArn: TEST_WORKFLOW_ARN,
    stepId: 'step-1',
    stepName: 'RunTests',
    component: { arn: 'arn', phase: 'test', step: 'Check', action: 'ExecuteBash', message: 'exit 1' },
    distribution: { message: 'no', regions: [{ region: 'eu-west-1', account: '123456789012', configurationStep: 'LAUNCH_PERMISSION', message: 'no' }] },
  },
});
const RAN: ObservedExecution[] = [
  { ...execution({ id: 'wf-2', startedAt: '2026-01-05T08:20:00.000Z', parallelGroup: 'a', message: 'failed' }) },
  {
    ...execution({ id: 'wf-1', retried: true }),
    steps: [{
      id: 'step-1', name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', message: 'exit 1', startedAt: 'a', endedAt: 'b', outputs: '{}', attempt: 1, maxAttempts: 3,
    }],
  },
];
const finding = (vulnerabilityId: string, members: Partial<Finding> = {}): Finding => ({ vulnerabilityId, severity: 'HIGH', packages: [], ...members });

describe('a document', () => {
  test('is not made without a destination, and nothing names one', () => {
    const attributes = buildAttributes(image(), []);
    expect(withDetails('BUILD', undefined, IMAGE_ARN, attributes, { image: image() })).toEqual({ attributes });
    expect(attributes.DetailsUri).toBe('NONE');
  });

  test('stands where the attributes say', () => {
    const { attributes, details } = withDetails('BUILD', DESTINATION, IMAGE_ARN, buildAttributes(image(), []), { executions: [] });
    expect(attributes.DetailsUri).toBe(URI);
    expect(details!.place).toEqual({ bucket: 'my-bucket', key: URI.slice('s3://my-bucket/'.length) });
  });

  test('holds the attributes whole, and who wrote it', () => {
    const long = 'x'.repeat(10_000);
    const { attributes, ...others } = documentOf({ image: image() }, { ...buildAttributes(image(), []), FailureMessage: long });
    expect(attributes).toEqual({ ...buildAttributes(image(), []), FailureMessage: long, DetailsUri: URI });
    expect(others).toMatchObject({ schemaVersion: '1.1', kind: 'BUILD', report: { stackId: DESTINATION.stackId, logicalResourceId: 'Build' } });
  });

  test('holds the image with all that is known of it', () => {
    const { scanningEnabled, scanningTypes, scan, ...others } = FAILED;
    expect(documentOf({ image: FAILED }).image).toEqual({ ...others, scan: { enabled: scanningEnabled, types: scanningTypes, ...scan } });
  });

  test('holds an image of which little is known', () => {
    expect(documentOf({ image: image({ scan: undefined, failure: { distribution: { regions: [] } } }) }).image).toMatchObject({
      arn: IMAGE_ARN, scan: { enabled: true, types: [] }, failure: { distribution: { regions: [] } },
    });
    expect(documentOf({ image: image({ failure: { stepName: 'RunTests' } }) }).image.failure).toEqual({ stepName: 'RunTests' });
  });

  test('holds of a distribution what the schema knows, and no more', () => {
    const more: any = { message: 'no', regions: [{ region: 'eu-west-1', message: 'no' }], sdkOnly: 'x' };
    expect(documentOf({ image: image({ failure: { distribution: more } }) }).image.failure.distribution).toEqual({
      message: 'no', regions: [{ region: 'eu-west-1', message: 'no' }],
    });
  });

  test('holds all executions in the order in which they ran, with their steps', () => {
    const [first, second] = documentOf({ executions: RAN }).workflowExecutions;
    const { counts, ...others } = RAN[1];
    expect(first).toEqual({ ...others, stepCounts: counts });
    expect([second.id, second.parallelGroup, second.message, second.steps]).toEqual(['wf-2', 'a', 'failed', undefined]);
  });

  test('holds the lines of the log where they were read', () => {
    expect(documentOf({ log: { lines: ['a', 'b'] } }).logTail).toEqual(['a', 'b']);
    const callFailure = { kind: 'DENIED', operation: 'GetLogEvents', resource: 'x', code: 'AccessDenied', message: '' } as const;
    expect(documentOf({ log: { callFailure } })).not.toHaveProperty('logTail');
  });

  test('of a pipeline without an image holds none', () => {
    const { details } = withDetails('EXECUTION', DESTINATION, PIPELINE_ARN, NO_IMAGE_ATTRIBUTES, { executions: [] });
    expect(checked(textOf(details!.body))).toEqual(expect.objectContaining({ kind: 'EXECUTION', workflowExecutions: [] }));
    expect(details!.place.key).toBe('Golden/uuid/Build/image-pipeline/golden.json');
    expect(JSON.parse(textOf(details!.body))).not.toHaveProperty('image');
  });

  test('of a scan holds the findings, the same in whatever order they are listed', () => {
    const attributes: any = Object.fromEntries(SCAN_REPORT_KEYS.filter((key) => key !== 'Truncated').map((key) => [key, key.startsWith('Findings') ? 1 : 'x']));
    const findings = [
      finding('CVE-2'), finding('CVE-1', { imageArn: 'b' }), finding('CVE-1', { imageArn: 'a', score: 9.8, packages: [{ name: 'openssl', fixedInVersion: '3' }] }), finding('CVE-2'),
    ];
    const bodyOf = (listed: Finding[], members: Partial<FindingList> = { complete: false }) =>
      textOf(withDetails('SCAN', DESTINATION, IMAGE_ARN, attributes, { image: image(), list: { findings: listed, complete: true, ...members } }).details!.body);
    expect(checked(bodyOf(findings)).vulnerabilities).toEqual({ complete: false, findings: [findings[2], findings[1], findings[0], findings[3]] });
    expect(bodyOf([...findings].reverse())).toBe(bodyOf(findings));
    expect(bodyOf(findings, { missing: 'behind' })).toBe(bodyOf(findings));
    expect(checked(bodyOf(findings, {})).vulnerabilities).toMatchObject({ complete: true });
  });

  test('is the same for the same facts', () => {
    const body = () => textOf(withDetails('BUILD', DESTINATION, IMAGE_ARN, buildAttributes(FAILED, RAN), { image: FAILED, executions: RAN }).details!.body);
    expect(body()).toBe(body());
    expect(body()).toMatch(/^\{\n {2}"schemaVersion": "1.1",[^]*\}\n$/);
  });
});

describe('the schema', () => {
  test.each([
    ['another version', { schemaVersion: '2.0' }], ['a kind that there is not', { kind: 'OTHER' }], ['a member that there is not', { more: 1 }],
    ['attributes of a scan in a build', { attributes: {} }], ['findings in a build', { vulnerabilities: { complete: true, findings: [] } }],
  ])('refuses %s', (_, members) => {
    expect(valid({ ...documentOf({ image: image() }), ...members })).toBe(false);
  });

  test('knows every attribute', () => {
    const known = (keys: readonly string[]) => keys.filter((key) => key !== 'Truncated').sort();
    expect(Object.keys(SCHEMA.$defs.buildAttributes.properties).sort()).toEqual(known(BUILD_REPORT_KEYS));
    expect(Object.keys(SCHEMA.$defs.scanAttributes.properties).sort()).toEqual(known(SCAN_REPORT_KEYS));
  });
});
