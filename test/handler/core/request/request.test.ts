import { accountOf, parseRequest, parseRequestType, parseStartedAt, physicalIdOf } from '../../../../src/handler/core/request/request';
import { event, IMAGE_ARN, PIPELINE_ARN } from '../../fixtures';

const SCAN = { ResourceType: 'Custom::ImageBuilderScanReport' };

describe('parseRequest', () => {
  test('reads a build report of an image', () => {
    expect(parseRequest(event())).toEqual({ kind: 'BUILD', source: { type: 'IMAGE', arn: IMAGE_ARN }, failOnFailure: false });
  });

  test('reads a build report of a pipeline, and ignores properties that it does not know', () => {
    expect(parseRequest(event({}, { SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN, DeploymentId: '7', Later: 'x' })))
      .toEqual({ kind: 'BUILD', source: { type: 'PIPELINE', arn: PIPELINE_ARN }, failOnFailure: false });
  });

  test.each([['FAIL', true], ['CONTINUE', false]])('reads what a failed build means: %s', (OnFailure, failOnFailure) => {
    expect(parseRequest(event({}, { OnFailure }))).toMatchObject({ failOnFailure });
  });

  test.each(['NONE', 'UNKNOWN'])('reads a build report of an execution whose image is %s', (SourceArn) => {
    expect(parseRequest(event({}, { SourceArn }))).toMatchObject({ kind: 'BUILD', source: { type: 'IMAGE', arn: SourceArn } });
  });

  test('reads a scan report without a gate', () => {
    expect(parseRequest(event(SCAN, { ScanTimeoutSeconds: '300' })))
      .toEqual({ kind: 'SCAN', source: { type: 'IMAGE', arn: IMAGE_ARN }, scanTimeoutSeconds: 300 });
  });

  test.each([['ACCOUNT', '123456789012'], ['VULNERABILITY', 'CVE-2026-12345'], ['VULNERABILITY', 'C'.repeat(128)]])('reads a scan report of %s %s', (SourceType, SourceId) => {
    expect(parseRequest(event(SCAN, { ScanTimeoutSeconds: '0', SourceType, SourceId }))).toMatchObject({ source: { type: SourceType, id: SourceId } });
  });

  test('reads the id of a vulnerability in the form in which it is listed', () => {
    const properties = { ScanTimeoutSeconds: '0', SourceType: 'VULNERABILITY', SourceId: 'cve-2025-38064' };
    expect(parseRequest(event(SCAN, properties))).toMatchObject({ source: { type: 'VULNERABILITY', id: 'CVE-2025-38064' } });
  });

  test('reads the findings when the template says so, and decides nothing of it itself', () => {
    const read = (properties: Record<string, unknown>) => parseRequest(event(SCAN, { ScanTimeoutSeconds: '300', ...properties }));
    const Gate = { Critical: '0', OnUnknown: 'FAIL' };
    expect(read({ ReadFindings: 'true' })).toMatchObject({ readFindings: true });
    expect(read({ ReadFindings: 'true', Gate: { ...Gate, OnlyFixable: 'true' } })).toMatchObject({ readFindings: true, gate: { onlyFixable: true } });
    expect(read({ Gate: { ...Gate, OnlyFixable: 'true' } })).not.toHaveProperty('readFindings');
    expect(read({ ReadFindings: 'false', Gate })).toEqual({
      kind: 'SCAN', source: { type: 'IMAGE', arn: IMAGE_ARN }, scanTimeoutSeconds: 300, gate: { limits: { critical: 0 }, failOnUnknown: true },
    });
  });

  test.each(['0', '1500', 0, 1500])('takes a time to wait of %j seconds', (value) => {
    expect(parseRequest(event(SCAN, { ScanTimeoutSeconds: value }))).toMatchObject({ scanTimeoutSeconds: Number(value) });
  });

  test.each([
    ['-1', '-1'], ['1501', '1501'], ['1.5', '1.5'], ['', ''], ['ten', 'ten'], [undefined, 'undefined'], [true, 'true'], [-1, '-1'], [1.5, '1.5'], [NaN, 'null'],
    ['1e3', '1e3'], ['5.0', '5.0'], [['5'], '["5"]'],
  ])('does not take a time to wait of %j', (value, shown) => {
    expect(() => parseRequest(event(SCAN, { ScanTimeoutSeconds: value })))
      .toThrow(new Error(`INVALID_REQUEST: \`ScanTimeoutSeconds\` must be a whole number from 0 to 1500, got: ${shown}.`));
  });

  test.each([
    ['an unknown type', event({ ResourceType: 'Custom::Other' }),
      '`ResourceType` must be Custom::ImageBuilderBuildReport or Custom::ImageBuilderScanReport, got: Custom::Other.'],
    ['an unknown source', event({}, { SourceType: 'RECIPE' }), '`SourceType` must be IMAGE or PIPELINE, got: RECIPE.'],
    ['an account for a build', event({}, { SourceType: 'ACCOUNT', SourceId: '123456789012' }), '`SourceType` must be IMAGE or PIPELINE, got: ACCOUNT.'],
    ['an unknown source of a scan', event(SCAN, { SourceType: 'RECIPE' }), '`SourceType` must be IMAGE, PIPELINE, ACCOUNT or VULNERABILITY, got: RECIPE.'],
    ['a vulnerability without an id', event(SCAN, { SourceType: 'VULNERABILITY' }), '`SourceId` must be the id of an account or of a vulnerability, got: undefined.'],
    ['an id that is none', event(SCAN, { SourceType: 'VULNERABILITY', SourceId: 'CVE 1' }), '`SourceId` must be the id of an account or of a vulnerability, got: CVE 1.'],
    ['an id that is too long', event(SCAN, { SourceType: 'VULNERABILITY', SourceId: 'C'.repeat(129) }),
      `\`SourceId\` must be the id of an account or of a vulnerability, got: ${'C'.repeat(129)}.`],
    ['a pipeline for an image', event({}, { SourceArn: PIPELINE_ARN }),
      `\`SourceArn\` must be the ARN of one build of an image (…:image/name/1.2.3/4), got: ${PIPELINE_ARN}.`],
    ['an image for a pipeline', event({}, { SourceType: 'PIPELINE' }),
      `\`SourceArn\` must be the ARN of an image pipeline (…:image-pipeline/name), got: ${IMAGE_ARN}.`],
    ['no image', event({}, { SourceArn: undefined }), '`SourceArn` must be the ARN of one build of an image (…:image/name/1.2.3/4), got: undefined.'],
    ['no pipeline', event({}, { SourceType: 'PIPELINE', SourceArn: ['a'] }),
      '`SourceArn` must be the ARN of an image pipeline (…:image-pipeline/name), got: ["a"].'],
    ['no properties', event({ ResourceProperties: undefined }), '`ResourceProperties` must be an object, got: undefined.'],
    ['another word for true', event(SCAN, { ScanTimeoutSeconds: '1', ReadFindings: 'yes' }), '`ReadFindings` must be true or false, got: yes.'],
    ['a gate that is none', event(SCAN, { ScanTimeoutSeconds: '1', Gate: {} }), '`Gate` must limit at least one of Critical, High, Medium, Other, All, got: {}.'],
    ['another word about failures', event({}, { OnFailure: 'IGNORE' }), '`OnFailure` must be FAIL or CONTINUE, got: IGNORE.'],
    ['no event', null, 'The event must be an object, got: null.'],
    ['a value of any length', event({}, { SourceType: '検'.repeat(500) }), `\`SourceType\` must be IMAGE or PIPELINE, got: ${'検'.repeat(65)}….`],
  ])('does not take %s', (_, given, message) => {
    expect(() => parseRequest(given)).toThrow(new Error(`INVALID_REQUEST: ${message}`));
  });

  test('fails with a stack that is the sentence and nothing else', () => {
    const error = thrownBy(() => parseRequest({}));
    expect(error.stack).toBe('INVALID_REQUEST: `ResourceProperties` must be an object, got: undefined.');
    expect(error.name).toBe('FailureError');
  });
});

describe('a source in another Region', () => {
  const elsewhere = (arn: string) => arn.replace('eu-central-1', 'us-east-1');

  test.each([
    [{}, { SourceArn: elsewhere(IMAGE_ARN) }, elsewhere(IMAGE_ARN)],
    [SCAN, { ScanTimeoutSeconds: '1', SourceType: 'PIPELINE', SourceArn: elsewhere(PIPELINE_ARN) }, elsewhere(PIPELINE_ARN)],
  ])('is refused with both Regions: %#', (members, properties, arn) => {
    expect(() => parseRequest(event(members, properties))).toThrow(new Error(
      `WRONG_REGION: ${arn} is in us-east-1, and only what is in eu-central-1 can be reached from here. Use it in a stack in us-east-1.`));
  });

  test.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ StackId: undefined }, {}], [{ StackId: 'stack' }, {}], [{}, { SourceArn: 'NONE' }], [SCAN, { ScanTimeoutSeconds: '1', SourceType: 'VULNERABILITY', SourceId: 'a:b:c:us-east-1' }],
  ])('is not seen where a Region is not told: %#', (members, properties) => {
    expect(() => parseRequest(event(members, properties))).not.toThrow();
  });
});

describe('parseRequestType', () => {
  test.each(['Create', 'Update', 'Delete'])('takes %s', (type) => expect(parseRequestType({ RequestType: type })).toBe(type));

  test('does not take another', () => {
    expect(() => parseRequestType({ RequestType: 'Read' })).toThrow(new Error('INVALID_REQUEST: `RequestType` must be Create, Update or Delete, got: Read.'));
  });
});

describe('parseStartedAt', () => {
  test('reads a time', () => expect(parseStartedAt(event())).toEqual(new Date('2026-01-05T09:00:00.000Z')));

  test.each([[undefined, 'undefined'], ['soon', 'soon'], [5, '5']])('does not take %j', (value, shown) => {
    expect(() => parseStartedAt({ StartedAt: value })).toThrow(new Error(`INVALID_REQUEST: \`StartedAt\` must be a time in ISO 8601, got: ${shown}.`));
  });
});

test('accountOf reads the account of the stack', () => {
  expect(accountOf({ ...event(), StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Images/1' })).toBe('111122223333');
});

describe('physicalIdOf', () => {
  const idOf = (members: Record<string, unknown>, properties?: Record<string, unknown>) => physicalIdOf(parseRequest(event(members, properties)));

  test('stays the same from request to request', () => {
    expect(idOf({ RequestId: 'a' })).toBe(`build-report:${IMAGE_ARN}`);
    expect(idOf({ RequestId: 'b', RequestType: 'Update' }, { DeploymentId: '2' })).toBe(`build-report:${IMAGE_ARN}`);
  });

  test('differs from source to source and from report to report', () => {
    expect(idOf({}, { SourceType: 'PIPELINE', SourceArn: PIPELINE_ARN })).toBe(`build-report:${PIPELINE_ARN}`);
    expect(idOf(SCAN, { ScanTimeoutSeconds: '1' })).toBe(`scan-report:${IMAGE_ARN}`);
    expect(idOf(SCAN, { ScanTimeoutSeconds: '1', SourceType: 'VULNERABILITY', SourceId: 'CVE-2026-1' })).toBe('scan-report:CVE-2026-1');
  });
});

function thrownBy(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}
