import { inForm } from '../../../../src/handler/core/render/marked-text';
import { changesSince } from '../../../../src/handler/core/render/notification-changes';
import { finding } from '../../fixtures';

function added(count: number): string[] {
  const packages = { added: Array.from({ length: count }, (_, index) => ({ name: `package-${index}`, to: '1.0' })), removed: [], updated: [] };
  return changesSince({ since: '1.2.3/3', packages, components: [], findings: { new: [], gone: [] } }).entries.map((entry) => inForm(entry, (text) => text));
}

test('a finding is named after the first of its packages that has a name', () => {
  const findings = { new: [finding({ vulnerabilityId: 'CVE-2026-1', severity: 'HIGH', packages: [{}, { name: 'zlib' }, { name: 'curl' }] })], gone: [] };
  expect(changesSince({ since: '1.2.3/3', findings }).entries.map((entry) => inForm(entry, (text) => text))).toContain('new: CVE-2026-1 (High) in zlib');
});

const NAMED = [0, 1, 2, 3, 4].map((index) => `added: package-${index} 1.0`);

test.each([
  [5, ['Packages: 5 added', ...NAMED]],
  [6, ['Packages: 6 added', ...NAMED, 'and 1 more added']],
])('of %s entries of a list, five are named', (count, expected) => {
  expect(added(count)).toEqual(expected);
});
