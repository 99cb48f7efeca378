import { Lazy, Token } from 'aws-cdk-lib';
import { checkMaximums } from '../../src/pipeline/maximums';
import { SeverityGate, SeverityMaximums } from '../../src/pipeline/severity-gate';

const ignored = (part = {}) => ({ vulnerabilityId: 'CVE-2026-12345', until: '2027-03-31', reason: 'why', ...part });
const ignoring = (...parts: object[]): SeverityMaximums => ({ critical: 0, ignore: parts.map(ignored) });

test('a gate is refused where it is written', () => {
  expect(() => SeverityGate.atMost({ critical: -1 })).toThrow(new Error('CriticalOutOfRange: `critical` must be a whole number from 0 to 9007199254740991, got: -1.'));
});

test.each<[SeverityMaximums, string]>([
  [{}, 'MaximumsRequired: `maximums` must name at least one maximum. For example: SeverityGate.atMost({ critical: 0 }).'],
  [{ onlyFixable: true }, 'MaximumsRequired: `maximums` must name at least one maximum. For example: SeverityGate.atMost({ critical: 0 }).'],
  ...(['critical', 'high', 'medium', 'other', 'all'] as const).map((name): [SeverityMaximums, string] => [
    { [name]: -1 }, `${name.charAt(0).toUpperCase()}${name.slice(1)}OutOfRange: \`${name}\` must be a whole number from 0 to 9007199254740991, got: -1.`,
  ]),
  [{ all: Number.MAX_SAFE_INTEGER + 1 }, 'AllOutOfRange: `all` must be a whole number from 0 to 9007199254740991, got: 9007199254740992.'],
  [{ critical: 0, ignore: Array(101).fill(ignored()) }, 'IgnoreOutOfRange: `ignore` must have 0 to 100 entries, got: 101.'],
  [ignoring({}, { vulnerabilityId: '' }),
    'VulnerabilityIdMalformed: `ignore[1].vulnerabilityId` must be the id of a vulnerability, such as CVE-2026-12345, got: \'\'.'],
  [ignoring({ until: '2027-02-30' }), 'UntilMalformed: `ignore[0].until` must be a day as yyyy-mm-dd, got: \'2027-02-30\'.'],
  [ignoring({ reason: ' ' }), 'ReasonMalformed: `ignore[0].reason` must be one line of 1 to 200 characters, got: \' \'.'],
  [ignoring({ reason: 'a\nb' }), 'ReasonMalformed: `ignore[0].reason` must be one line of 1 to 200 characters, got: \'a\nb\'.'],
  [ignoring({}, { vulnerabilityId: 'cve-2026-12345' }), 'VulnerabilityIdConflict: `ignore[1].vulnerabilityId` must be named once, got: \'cve-2026-12345\'.'],
])('%j is refused', (maximums, message) => {
  expect(() => checkMaximums(maximums)).toThrow(new Error(message));
});

test.each<[SeverityMaximums]>([
  [{ critical: 0 }], [{ all: Number.MAX_SAFE_INTEGER }], [{ high: Token.asNumber(Lazy.any({ produce: () => 1 })) }],
  [{ other: 0, ignore: Array.from({ length: 100 }, (_, index) => ignored({ vulnerabilityId: `CVE-2026-${1000 + index}` })) }],
  [ignoring({ reason: 'x'.repeat(200) })], [ignoring({ until: Lazy.string({ produce: () => 'later' }) })],
])('%j passes', (maximums) => {
  expect(() => checkMaximums(maximums)).not.toThrow();
});
