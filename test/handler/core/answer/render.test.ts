import { BUILD_REPORT_KEYS } from '../../../../src/contract/build-report';
import { SCAN_REPORT_KEYS } from '../../../../src/contract/scan-report';
import { renderAttributes, renderReason } from '../../../../src/handler/core/answer/render';
import { Envelope, envelopeOf } from '../../../../src/handler/core/answer/response';
import { Ami } from '../../../../src/handler/core/model/facts';
import { scanAttributes } from '../../../../src/handler/core/scan/scan-attributes';
import { buildAttributes, event, execution, image, IMAGE_ARN } from '../../fixtures';

const ENVELOPE = envelopeOf(event());
const FILTER = { name: 'imageBuildVersionArn', value: IMAGE_ARN } as const;

/** The response that the provider framework makes of attributes. */
function response(attributes: object): string {
  return JSON.stringify({ Status: 'SUCCESS', Reason: 'SUCCESS', ...ENVELOPE, NoEcho: undefined, Data: attributes });
}

function failedBuild(stepMessage: string, imageReason: string, amis: Ami[] = []) {
  const steps = [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', message: stepMessage }];
  return buildAttributes(image({ status: 'FAILED', statusReason: imageReason, amis }), [{ ...execution({ status: 'FAILED' }), steps }]);
}

function copies(count: number): Ami[] {
  return Array.from({ length: count }, (_, i) => ({ id: `ami-${String(i).padStart(17, '0')}`, region: 'eu-central-1', account: String(100000000000 + i) }));
}

test('every attribute is a string, and every key is there', () => {
  const build = renderAttributes(buildAttributes(image(), [execution()]), ENVELOPE);
  expect(Object.keys(build).sort()).toEqual([...BUILD_REPORT_KEYS].sort());
  expect(build).toMatchObject({ StepsTotal: '7', DurationSeconds: '600', Truncated: 'false' });
  expect(Object.values(build).every((value) => typeof value === 'string' && value !== '')).toBe(true);

  const scan = renderAttributes(scanAttributes({ status: 'COMPLETED', ended: true, findings: { all: 0 } }, FILTER, { verdict: 'NONE', stops: false }), ENVELOPE);
  expect(Object.keys(scan).sort()).toEqual([...SCAN_REPORT_KEYS].sort());
  expect(scan).toMatchObject({ FindingsAll: '0', FindingsHigh: 'UNKNOWN', Truncated: 'false' });
});

describe('a response', () => {
  const spare = 4096 - Buffer.byteLength(response(renderAttributes(failedBuild('x', 'x'), ENVELOPE))) + 2;

  test('of 4,096 bytes is whole, and one of a byte more is not', () => {
    const [half, rest] = [Math.floor(spare / 2), spare - Math.floor(spare / 2)];
    const whole = renderAttributes(failedBuild('a'.repeat(half), 'b'.repeat(rest)), ENVELOPE);
    expect(Buffer.byteLength(response(whole))).toBe(4096);
    expect(whole).toMatchObject({ FailureMessage: 'a'.repeat(half), Truncated: 'false' });

    const cut = renderAttributes(failedBuild('a'.repeat(half), 'b'.repeat(rest + 1)), ENVELOPE);
    expect(Buffer.byteLength(response(cut))).toBeLessThanOrEqual(4096);
    expect(cut).toMatchObject({ FailureMessage: 'a'.repeat(half), ImageStatusReason: expect.stringMatching(/^b+…$/), Truncated: 'true' });
  });

  test('loses the longest text first, and leaves a shorter one whole', () => {
    const cut = renderAttributes(failedBuild('x'.repeat(10_000), 'short'), ENVELOPE);
    expect(cut).toMatchObject({ ImageStatusReason: 'short', FailureMessage: expect.stringMatching(/^x{1000,}…$/), Truncated: 'true' });
  });

  test('shares the room between texts that are all too long', () => {
    const cut = renderAttributes(failedBuild('x'.repeat(10_000), 'y'.repeat(5_000)), ENVELOPE);
    expect(cut.FailureMessage.length).toBe(cut.ImageStatusReason.length);
    expect(Buffer.byteLength(response(cut))).toBeGreaterThan(4090);
  });

  test.each([['two bytes', 'é'], ['three bytes', '検'], ['four bytes', '🔥'], ['escapes', '"\\']])('with text of %s fits, and the text is sound', (_, unit) => {
    const cut = renderAttributes(failedBuild(unit.repeat(8_000), unit.repeat(8_000)), ENVELOPE);
    const body = response(cut);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(body)).toBeGreaterThan(4080);
    expect(JSON.parse(Buffer.from(body).toString()).Data).toEqual(cut);
    expect(cut.FailureMessage).toMatch(new RegExp(`^(${unit.replace(/\\/g, '\\\\')}|")+…$`, 'u'));
  });

  test('loses entries of lists only after the text', () => {
    const cut = renderAttributes(failedBuild('x'.repeat(5_000), 'y'.repeat(5_000), copies(200)), ENVELOPE);
    expect(Buffer.byteLength(response(cut))).toBeLessThanOrEqual(4096);
    expect(cut).toMatchObject({ FailureMessage: '…', ImageStatusReason: '…', ImageArn: IMAGE_ARN, AmiId: 'NONE', Truncated: 'true' });
    expect(cut.OutputImages).toMatch(/^(eu-central-1\/1000000000\d\d=ami-\d{17},){10,}…$/);
  });

  test.each([
    ['FailedRegions', { ...failedBuild('x', 'y'), FailedRegions: 'eu-west-1,'.repeat(600) }, 'LogGroup'],
    ['TopVulnerabilities', {
      ...scanAttributes({ status: 'COMPLETED', ended: true, findings: {} }, FILTER, { verdict: 'NONE', stops: false }),
      TopVulnerabilities: 'CVE-2026-1(HIGH),'.repeat(600),
    }, 'AggregationKey'],
  ])('loses whole entries of %s, before anything else', (key, attributes: Record<string, string | number>, other) => {
    const cut = renderAttributes({ ...attributes, [other]: 'g'.repeat(1_000) }, ENVELOPE);
    expect(Buffer.byteLength(response(cut))).toBeLessThanOrEqual(4096);
    expect(cut[key]).toMatch(/^([^,]+,){50,}…$/);
    expect(cut[other]).toBe('g'.repeat(1_000));
  });

  test('loses other values only when nothing else is left to lose', () => {
    const attributes = { ...failedBuild('x'.repeat(5_000), 'y', copies(200)), ImageUri: 'u'.repeat(3_000), LogGroup: 'g'.repeat(3_000) };
    const cut = renderAttributes(attributes, ENVELOPE);
    expect(Buffer.byteLength(response(cut))).toBeLessThanOrEqual(4096);
    expect(cut).toMatchObject({ FailureMessage: '…', OutputImages: '…', ImageArn: IMAGE_ARN, LogStream: '1.2.3/4', Truncated: 'true' });
    expect(cut.ImageUri).toMatch(/^u+…$/);
    expect(cut.LogGroup).toMatch(/^g+…$/);
  });

  test('is cut as far as it can be when the request alone is too long', () => {
    const cut = renderAttributes(failedBuild('x'.repeat(5_000), 'y'), { ...ENVELOPE, StackId: 's'.repeat(5_000) });
    expect(cut).toMatchObject({ Truncated: 'true', ImageArn: '…', FailureMessage: '…' });
  });

  test('of a scan report fits too', () => {
    const cut = renderAttributes(scanAttributes(
      { status: 'FAILED', reason: 'r'.repeat(5_000), ended: true, findings: {} }, FILTER, { verdict: 'NOT_EVALUATED', reason: 'g'.repeat(5_000), stops: false },
    ), ENVELOPE);
    expect(Buffer.byteLength(response(cut))).toBeLessThanOrEqual(4096);
    expect(cut).toMatchObject({ ScanStatusReason: expect.stringMatching(/^r+…$/), GateReason: expect.stringMatching(/^g+…$/), AggregationKey: IMAGE_ARN });
  });

  test('is cut without work for what can never fit', () => {
    const attributes = failedBuild('x'.repeat(8_000_000), 'y'.repeat(8_000_000));
    const before = process.cpuUsage();
    expect(renderAttributes(attributes, ENVELOPE)).toMatchObject({ Truncated: 'true' });
    // Microseconds. Tried at all lengths it would be ten seconds, of the 120 that the function has.
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });

  test('is cut in the same way every time', () => {
    const attributes = failedBuild('x🔥'.repeat(3_000), 'é'.repeat(4_000), copies(50));
    expect(renderAttributes(attributes, ENVELOPE)).toEqual(renderAttributes(attributes, ENVELOPE));
  });
});

describe('a reason', () => {
  /** The response to a failure: the framework appends where the logs are. */
  const failure = (envelope: Envelope, reason: string) =>
    JSON.stringify({ Status: 'FAILED', Reason: `${reason}\n\nLogs: /aws/lambda/${'f'.repeat(64)}\n`, ...envelope });

  test('that is short is whole, on one line', () => {
    expect(renderReason('CODE: a\nsentence.', ENVELOPE)).toBe('CODE: a sentence.');
  });

  test.each(['x', '検', '🔥', '"'])('made of %s is cut so that the response just fits', (unit) => {
    const bytes = Buffer.byteLength(failure(ENVELOPE, renderReason(unit.repeat(10_000), ENVELOPE)));
    expect(bytes).toBeLessThanOrEqual(4096);
    expect(bytes).toBeGreaterThan(4090);
  });
});

test('no attribute has control characters or invisible characters, whatever the service sends', () => {
  const bad = 'a\u001b[31m\u202eb\n\u0000c';
  const place = { region: bad, account: bad };
  const executions = [{
    ...execution({ type: bad, status: 'FAILED', workflowArn: bad, startedAt: bad }),
    steps: [{ name: bad, action: bad, status: 'FAILED', message: bad }],
  }];
  const attributes = buildAttributes(image({
    arn: bad,
    name: bad,
    status: bad,
    statusReason: bad,
    buildType: bad,
    logGroupName: bad,
    amis: [{ id: bad, ...place }],
    containers: [{ region: bad, uris: [bad] }],
  }), executions);
  for (const value of Object.values(renderAttributes(attributes, ENVELOPE))) expect(value).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(renderAttributes(attributes, ENVELOPE)).toMatchObject({ ImageName: 'a [31mb c', FailedStep: 'a [31mb c' });
});

test('a value of which nothing can be shown is not known', () => {
  expect(renderAttributes(buildAttributes(image({ name: '\u0000\u202e' }), []), ENVELOPE)).toMatchObject({ ImageName: 'UNKNOWN' });
});
