import { CfnParameter, Token } from 'aws-cdk-lib';
import { PIPELINE_ARN, stack, report, properties } from './scanned-image';
import { OnUnknown, ScanReport, ScanSource, SeverityGate, SeverityMaximums } from '../../src';
import { warningsOf } from '../support/synth';

describe('the gate', () => {
  const gate = (maximums: SeverityMaximums) => report({ gate: SeverityGate.atMost(maximums) });

  test('names only the severities that it limits, and fails on an unknown result', () => {
    gate({ critical: 0, high: 10 });
    expect(properties().Gate).toEqual({ Critical: '0', High: '10', OnUnknown: 'FAIL' });
  });

  test('limits every severity', () => {
    gate({ critical: 0, high: 1, medium: 2, other: 3, all: 4, onUnknown: OnUnknown.CONTINUE });
    expect(properties().Gate).toEqual({ Critical: '0', High: '1', Medium: '2', Other: '3', All: '4', OnUnknown: 'CONTINUE' });
  });

  test('takes a parameter as a maximum', () => {
    const parameter = new CfnParameter(stack, 'Maximum', { type: 'Number' });
    gate({ critical: Token.asNumber(parameter.value) });
    expect(properties().Gate).toEqual({ Critical: { Ref: 'Maximum' }, OnUnknown: 'FAIL' });
  });

  test.each<[SeverityMaximums]>([[{}], [{ onUnknown: OnUnknown.FAIL }]])('is refused without a maximum: %p', (maximums) => {
    expect(() => gate(maximums)).toThrow(
      'MaximumsRequired: `maximums` must name at least one maximum. For example: SeverityGate.atMost({ critical: 0 }).');
  });

  test.each<[keyof SeverityMaximums, number]>([
    ['critical', -1], ['high', 1.5], ['medium', Number.NaN], ['other', -1], ['all', Number.MAX_SAFE_INTEGER + 1],
  ])('is refused with %s %p', (severity, value) => {
    expect(() => gate({ [severity]: value })).toThrow(`\`${severity}\` must be a whole number from 0 to 9007199254740991, got: `);
  });
});

describe('a gate that leaves findings out', () => {
  const IGNORED = { vulnerabilityId: 'CVE-2026-1', until: '9999-12-31', reason: 'not reachable' };
  const gate = (maximums: SeverityMaximums) => report({ gate: SeverityGate.atMost({ critical: 0, ...maximums }) });
  const refusal = (problem: string, rest: string) => new Error(`${problem}: \`${rest}.`);

  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-01-05T12:00:00.000Z') }));
  afterEach(() => jest.useRealTimers());

  test('says so in its properties', () => {
    gate({ onlyFixable: true, ignore: [IGNORED] });
    expect(properties().Gate).toEqual({
      Critical: '0', OnUnknown: 'FAIL', OnlyFixable: 'true', Ignore: [{ Id: 'CVE-2026-1', Until: '9999-12-31', Reason: 'not reachable' }],
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that leaves nothing out says nothing of it', () => {
    gate({ onlyFixable: false, ignore: [] });
    expect(properties().Gate).toEqual({ Critical: '0', OnUnknown: 'FAIL' });
  });

  test('still ignores on the last day', () => {
    gate({ ignore: [{ ...IGNORED, until: '2026-01-05' }] });
    expect(properties().Gate).not.toHaveProperty('Expired');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('warns of what is ignored no longer, and is judged again', () => {
    gate({ ignore: [IGNORED, { ...IGNORED, vulnerabilityId: 'CVE-2026-2', until: '2026-01-04' }] });
    expect(properties().Gate).toMatchObject({ Ignore: [{ Id: 'CVE-2026-1' }, { Id: 'CVE-2026-2' }], Expired: ['CVE-2026-2'] });
    expect(warningsOf(stack)).toEqual([
      'CVE-2026-2 was ignored until 2026-01-04 and counts again. Fix it, or take a later day. [ack: cdk-imagebuilder:ignoredVulnerabilityExpired]',
    ]);
  });

  test('takes parameters', () => {
    const of = (id: string) => new CfnParameter(stack, id).valueAsString;
    gate({ ignore: [{ vulnerabilityId: of('Id'), until: of('Until'), reason: of('Reason') }, IGNORED] });
    expect(properties().Gate).toMatchObject({ Ignore: [{ Id: { Ref: 'Id' }, Until: { Ref: 'Until' }, Reason: { Ref: 'Reason' } }, { Id: 'CVE-2026-1' }] });
  });

  test.each([1, 100])('ignores %p vulnerabilities', (count) => {
    gate({ ignore: Array.from({ length: count }, (_, i) => ({ ...IGNORED, vulnerabilityId: `CVE-2026-${i}` })) });
    expect((properties().Gate as { Ignore: unknown[] }).Ignore).toHaveLength(count);
  });

  test('does not ignore 101 vulnerabilities', () => {
    expect(() => gate({ ignore: Array(101).fill(IGNORED) })).toThrow(refusal('IgnoreOutOfRange', 'ignore` must have 0 to 100 entries, got: 101'));
  });

  test.each(['x', 'x'.repeat(200), 'nötig, 必要'])('takes the reason %p', (reason) => {
    expect(() => gate({ ignore: [{ ...IGNORED, reason }] })).not.toThrow();
  });

  test.each(['', '  ', 'two\nlines', 'x'.repeat(201)])('does not take the reason %p', (reason) => {
    expect(() => gate({ ignore: [{ ...IGNORED, reason }] })).toThrow('ReasonMalformed: `ignore[0].reason` must be one line of 1 to 200 characters, got: ');
  });

  test.each(['2026-02-30', '2026-13-01', '31.12.2026', '2026-12-31T00:00:00Z', '', 'never'])('does not take the day %p', (until) => {
    expect(() => gate({ ignore: [{ ...IGNORED, until }] })).toThrow(refusal('UntilMalformed', `ignore[0].until\` must be a day as yyyy-mm-dd, got: '${until}'`));
  });

  test.each(['', 'CVE 2026', '-CVE'])('does not take the id %p', (vulnerabilityId) => {
    expect(() => gate({ ignore: [{ ...IGNORED, vulnerabilityId }] })).toThrow(
      refusal('VulnerabilityIdMalformed', `ignore[0].vulnerabilityId\` must be the id of a vulnerability, such as CVE-2026-12345, got: '${vulnerabilityId}'`));
  });

  test('does not take an id twice, in whatever case', () => {
    expect(() => gate({ ignore: [IGNORED, { ...IGNORED, vulnerabilityId: 'cve-2026-1' }] })).toThrow(
      refusal('VulnerabilityIdConflict', 'ignore[1].vulnerabilityId` must be named once, got: \'cve-2026-1\''));
  });
});

describe('a gate over many images', () => {
  const gate = SeverityGate.atMost({ critical: 0 });

  test('is warned of, because a rollback cannot pass it either', () => {
    report({ source: ScanSource.pipelineArn(PIPELINE_ARN), gate });
    expect(warningsOf(stack)).toEqual([
      'The gate judges more than the image of this deployment. When it fails an update, the counts are the same during the rollback, so that the '
      + 'rollback fails too. Judge one image: `ScanSource.image()`. [ack: cdk-imagebuilder:gateOverManyImages]',
    ]);
  });

  test('is the only one that is warned of', () => {
    report({ gate });
    new ScanReport(stack, 'Counted', { source: ScanSource.pipelineArn(PIPELINE_ARN) });
    expect(warningsOf(stack)).toEqual([]);
  });
});
