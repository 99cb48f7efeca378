import { Finding } from '../../../../src/handler/core/model/facts';
import { topVulnerabilities } from '../../../../src/handler/core/scan/top-vulnerabilities';
import { finding } from '../../fixtures';

const of = (vulnerabilityId: string | undefined, severity?: string, members: Partial<Finding> = {}) =>
  finding({ vulnerabilityId, severity, ...members });
const packages = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `package-${i}` }));

test.each<[string, Finding[], string]>([
  ['by severity, unknown ones last', [of('a', 'LOW'), of('b'), of('c', 'CRITICAL'), of('d', 'UNTRIAGED'), of('e', 'newer')],
    'c(CRITICAL),a(LOW),d(UNTRIAGED),b(UNKNOWN),e(NEWER)'],
  ['then by score', [of('a', 'HIGH', { score: undefined }), of('b', 'HIGH', { score: 7 }), of('c', 'HIGH', { score: 8.9 })], 'c(HIGH),b(HIGH),a(HIGH)'],
  ['then by the number of packages', [of('a', 'HIGH'), of('b', 'HIGH', { packages: packages(3) }), of('c', 'HIGH', { packages: packages(2) })], 'b(HIGH),c(HIGH),a(HIGH)'],
  ['over all images, where a finding without packages is one', [of('a', 'HIGH', { packages: packages(2) }), of('b', 'HIGH', { packages: [] }), of('b', 'HIGH', { packages: packages(2) })],
    'b(HIGH),a(HIGH)'],
  ['with one of several unknown severities', [of('a', 'NEWER'), of('a', 'OTHER'), of('b'), of('b', 'NEWER')], 'a(OTHER),b(NEWER)'],
  ['and then by id', [of('c', 'HIGH'), of('a', 'HIGH'), of('b', 'HIGH')], 'a(HIGH),b(HIGH),c(HIGH)'],
])('are in order %s', (_, findings, expected) => {
  expect(topVulnerabilities(findings, true)).toBe(expected);
  expect(topVulnerabilities([...findings].reverse(), true)).toBe(expected);
});

test('are each there once, with the gravest severity and the highest score that they have', () => {
  const findings = [of('a', 'LOW', { score: 9 }), of('a', 'CRITICAL', { score: 1 }), of('a', undefined), of('b', 'CRITICAL', { score: 8 })];
  expect(topVulnerabilities(findings, true)).toBe('a(CRITICAL),b(CRITICAL)');
});

test('are ten at most', () => {
  const findings = Array.from({ length: 11 }, (_, i) => of(`CVE-2026-${10 + i}`, 'HIGH'));
  expect(topVulnerabilities(findings.slice(0, 10), true)!.split(',')).toHaveLength(10);
  expect(topVulnerabilities(findings, true)!.split(',')).toEqual(findings.slice(0, 10).map(({ vulnerabilityId }) => `${vulnerabilityId}(HIGH)`));
});

test('end with UNKNOWN where findings are missing', () => {
  expect(topVulnerabilities([of('a', 'HIGH')], false)).toBe('a(HIGH),UNKNOWN');
});

test.each([[true], [false]])('are none without an id', (complete) => {
  expect(topVulnerabilities([], complete)).toBeUndefined();
  expect(topVulnerabilities([of(undefined, 'HIGH')], complete)).toBeUndefined();
});

test('can be split at commas whatever the service writes', () => {
  expect(topVulnerabilities([of('a,\nb', 'HI,GH')], true)).toBe('a b(HI GH)');
});
