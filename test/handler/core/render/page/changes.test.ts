import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { whatChanged } from '../../../../../src/handler/core/render/page/changes';
import { textOf } from '../../../../../src/handler/core/render/page/html';
import { STORIES } from '../../../../page/stories';
import { finding, IMAGE_ARN } from '../../../fixtures';
import { buildRecord } from '../../../record-fixtures';
import { factsIn, parsePage, rowsIn } from '../parsed-page';

const markupOf = (changes: BuildRecord['changes']) => textOf(whatChanged(buildRecord({}, { changes })));
const factsOf = (changes: BuildRecord['changes']) => Object.entries(factsIn(parsePage(markupOf(changes))));
const summariesOf = (markup: string) => [...markup.matchAll(/<details( open)?><summary>(.*?)<\/summary>/g)]
  .map(([, open, summary]) => [summary, open !== undefined]);
const change = (name: string, members: object = {}) => ({ name, from: '1', to: '2', ...members });
const since = '1.2.3/3';

test.each([['compared with a build', { since }], ['without a build before', {}]])('the section %s has a heading', (_, changes) => {
  expect(markupOf(changes)).toMatch(/^<section aria-labelledby="changes"><h2 id="changes">What changed<\/h2>/);
});

test('the build before is a link if its address is known', () => {
  expect(markupOf({ since, sinceArn: IMAGE_ARN.replace(/4$/, '3') }))
    .toMatch(/<p>Compared with <a href="[^"]+" rel="noreferrer">1\.2\.3\/3<\/a>, the last good build before\.<\/p>/);
  expect(markupOf({ since })).toContain('<p>Compared with 1.2.3/3, the last good build before.</p>');
});

test('changes are counted, and what is not known is no absence of changes', () => {
  expect(factsOf({
    since,
    baseImage: { from: 'base/1', to: 'base/2' },
    recipe: { from: 'recipe/1', to: 'recipe/2' },
    components: [change('a'), change('b')],
    packages: { added: [change('c')], removed: [], updated: [change('d'), change('e')] },
    findings: { new: [finding()], gone: [] },
  })).toEqual([
    ['Base image', 'base/1 → base/2'], ['Recipe', 'recipe/1 → recipe/2'], ['Components', '2 changed'], ['Packages', '1 added, 2 updated'],
    ['Findings', '1 new'],
  ]);
  expect(factsOf({ since })).toEqual([
    ['Base image', 'no known change'], ['Recipe', 'no known change'], ['Components', 'unknown'], ['Packages', 'unknown'], ['Findings', 'unknown'],
  ]);
});

test('lists are there if they have entries', () => {
  expect(summariesOf(markupOf({ since }))).toEqual([]);
  const none = { components: [], packages: { added: [], removed: [], updated: [] }, findings: { new: [], gone: [] } };
  expect(summariesOf(markupOf({ since, ...none }))).toEqual([]);
  expect(summariesOf(textOf(whatChanged(STORIES.success)))).toEqual([
    ['New findings: 1', true], ['Findings that are gone: 1', true], ['Changed components: 1 change', true], ['Changed packages: 4 changes', true],
  ]);
});

test('packages are listed as added, removed and updated, in this order', () => {
  const packages = { added: [{ name: 'in', to: '1' }], removed: [{ name: 'out', from: '1' }], updated: [change('up')] };
  const markup = markupOf({ since, components: [change('hardening')], packages });
  expect(markup).toContain('aria-label="Changed components"');
  expect(rowsIn(parsePage(markup))).toEqual(['Name Before Now', 'hardening 1 2', 'Name Before Now', 'in added 1', 'out 1 removed', 'up 1 2']);
});

test('more than ten entries are folded, and more than a hundred are cut', () => {
  const of = (count: number) => markupOf({
    since, components: Array.from({ length: count }, (_, index) => change(`c${index}`)), findings: { new: [], gone: Array(count).fill(finding()) },
  });
  expect(summariesOf(of(10)).map(([, open]) => open)).toEqual([true, true]);
  expect(summariesOf(of(11)).map(([, open]) => open)).toEqual([false, false]);
  expect(of(100)).not.toContain('more are in the record');
  expect(of(101).match(/1 more are in the record/g)).toHaveLength(2);
});

test('findings come with their severity and packages, the most severe first', () => {
  const findings = [
    finding({ severity: 'LOW', packages: [{ name: 'a' }, {}, { name: 'b' }] }),
    finding({ vulnerabilityId: 'CVE-2026-1111', severity: 'CRITICAL', packages: [] }),
  ];
  const items = markupOf({ since, findings: { new: findings, gone: [] } }).match(/<li>.*<\/li>/g);
  expect(items).toEqual([
    expect.stringMatching(/CVE-2026-1111<\/a> <span class="severity critical">Critical<\/span> <\/li>$/),
    expect.stringMatching(/<\/a> <span class="severity other">Low<\/span> a, b<\/li>$/),
  ]);
});
