import { inForm } from '../../../../src/handler/core/render/marked-text';
import { changesSince } from '../../../../src/handler/core/render/notification-changes';

function added(count: number): string[] {
  const packages = { added: Array.from({ length: count }, (_, index) => ({ name: `package-${index}`, to: '1.0' })), removed: [], updated: [] };
  return changesSince({ since: '1.2.3/3', packages, components: [], findings: { new: [], gone: [] } }).entries.map((entry) => inForm(entry, (text) => text));
}

const NAMED = [0, 1, 2, 3, 4].map((index) => `added: package-${index} 1.0`);

test.each([
  [5, ['Packages: 5 added', ...NAMED]],
  [6, ['Packages: 6 added', ...NAMED, 'and 1 more added']],
])('of %s entries of a list, five are named', (count, expected) => {
  expect(added(count)).toEqual(expected);
});
