import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { findings, severityOf, vulnerability } from '../../../../../src/handler/core/render/page/findings';
import { textOf } from '../../../../../src/handler/core/render/page/html';
import { STORIES } from '../../../../page/stories';
import { finding } from '../../../fixtures';
import { buildRecord, Read } from '../../../record-fixtures';
import { factsIn, parsePage, rowsIn } from '../parsed-page';

const markupOf = (list: Read['list'], changes: BuildRecord['changes'] = {}) => textOf(findings(buildRecord({ list }, { changes })));
const rowsOf = (list: Required<Read>['list']['findings']) => rowsIn(parsePage(markupOf({ findings: list, complete: true }))).slice(1);
const scanOf = (members: Partial<BuildRecord['scan']>) => textOf(findings({ ...STORIES.success, scan: { ...STORIES.success.scan, ...members } }));

const PLAIN = { severity: 'LOW', score: 1, packages: [], fixAvailable: 'NO' };

test('the section has a heading', () => {
  expect(markupOf(undefined)).toMatch(/^<section aria-labelledby="findings"><h2 id="findings">Findings<\/h2>/);
});

test('counts look like their severity, or like zero or nothing known', () => {
  const markup = scanOf({ FindingsCritical: 1, FindingsHigh: 0, FindingsMedium: 'UNKNOWN', FindingsOther: 4, FindingsAll: 5 });
  expect(markup).toContain('<dl class="counts"><div class="critical"><dt>Critical</dt><dd>1</dd></div><div class="zero"><dt>High</dt><dd>0</dd></div>'
    + '<div class="unknown"><dt>Medium</dt><dd>?<span class="hidden"> unknown</span></dd></div><div class="other"><dt>Other</dt><dd>4</dd></div>'
    + '<div class="all"><dt>All</dt><dd>5</dd></div></dl>');
  expect(scanOf({ FindingsHigh: 2, FindingsMedium: 3 })).toContain('<div class="high"><dt>High</dt><dd>2</dd></div><div class="medium"><dt>Medium</dt><dd>3</dd></div>');
});

test('scan and gate are named with their reasons, if there are any', () => {
  const factsOf = (members: Partial<BuildRecord['scan']>) => Object.entries(factsIn(parsePage(scanOf(members)))).slice(5);
  expect(factsOf({ ScanStatus: 'FAILED', ScanStatusReason: 'Lost.', Gate: 'FAILED', GateReason: 'Too many.' }))
    .toEqual([['Scan', 'Failed'], ['Scan reason', 'Lost.'], ['Gate', 'Failed'], ['Gate reason', 'Too many.']]);
  expect(factsOf({ ScanStatus: 'UNKNOWN', ScanStatusReason: 'NONE', Gate: 'NONE', GateReason: 'NONE' })).toEqual([['Scan', 'unknown'], ['Gate', 'no gate']]);
  expect(scanOf({ Gate: 'PASSED' })).toContain('<span class="status good">Passed</span>');
});

test.each<[string, Read['list'], string]>([
  ['not listed', undefined, '<p>The findings were not listed.</p>'],
  ['listed in part', { findings: [], complete: false }, '<p class="note">There are further findings.</p>'],
  ['listed in part, for a reason', { findings: [], complete: false, missing: 'too many' }, '<p class="note">There are further findings: too many.</p>'],
])('findings that are %s are not told as none', (_, list, note) => {
  expect(textOf(findings({ ...buildRecord(), list }))).toContain(note);
  expect(markupOf({ findings: [], complete: true })).not.toMatch(/not listed|further|<table/);
});

test('one finding is not called the most severe', () => {
  expect(markupOf({ findings: [finding()], complete: true })).toContain('<caption>The finding</caption>');
  expect(markupOf({ findings: [finding(), finding()], complete: true })).toContain('<caption>The 2 most severe findings</caption>');
  expect(markupOf({ findings: Array(50).fill(finding()), complete: true })).not.toContain('more are in the record');
  expect(markupOf({ findings: Array(51).fill(finding()), complete: true })).toContain('1 more are in the record.');
});

test('a title is shown without the ID at its beginning', () => {
  const titled = (title?: string) => rowsOf([finding({ ...PLAIN, title, vulnerabilityId: 'CVE-2026-1000' })]);
  expect(titled('CVE-2026-1000 - openssl')).toEqual(['Low CVE-2026-1000 openssl 1 No']);
  expect(titled('CVE-2026-1000 in curl - all versions')).toEqual(['Low CVE-2026-1000 in curl - all versions 1 No']);
  expect(titled('CVE-2026-1000')).toEqual(['Low CVE-2026-1000 1 No']);
  expect(markupOf({ findings: [finding({ ...PLAIN, title: 'CVE-2026-1000', vulnerabilityId: 'CVE-2026-1000' })], complete: true })).not.toContain('<small>');
  expect(titled()).toEqual(['Low CVE-2026-1000 1 No']);
  expect(titled('openssl - CVE-2026-1000')).toEqual(['Low CVE-2026-1000 openssl - CVE-2026-1000 1 No']);
  expect(rowsOf([finding({ ...PLAIN, title: 'openssl', vulnerabilityId: undefined })])).toEqual(['Low UNKNOWN openssl 1 No']);
});

test('three packages are shown, with the version that fixes them', () => {
  const packages = ['a', 'b', 'c', 'd'].map((name) => ({ name, version: '1', fixedInVersion: name === 'a' ? '2' : undefined }));
  const [row] = markupOf({ findings: [finding({ packages })], complete: true }).match(/<div>a.*?<\/td>/s)!;
  expect(row).toBe('<div>a 1 → 2</div><div>b 1</div><div>c 1</div><div>and 1 more</div></td>');
  expect(markupOf({ findings: [finding({ packages: packages.slice(1) })], complete: true })).not.toContain('more</div>');
});

test('what is not known of a finding is said', () => {
  const markup = markupOf({ findings: [{ packages: [] }], complete: true });
  expect(markup).toContain('<span class="severity other">Unknown</span>');
  expect(markup.match(/<td><span class="unknown">unknown<\/span><\/td>/g)).toHaveLength(2);
});

test('a finding is new if the build before did not have it, and has an ID', () => {
  const [known, unnamed] = [finding({ vulnerabilityId: 'CVE-2026-1000' }), finding({ vulnerabilityId: undefined })];
  const marks = (isNew: typeof known[]) => markupOf({ findings: [known, unnamed], complete: true }, { since: '1', findings: { new: isNew, gone: [] } })
    .match(/ <span class="new">new<\/span>/g)?.length;
  expect([marks([known]), marks([unnamed]), marks([])]).toEqual([1, undefined, undefined]);
});

test('only IDs of the database are links to it', () => {
  const link = (vulnerabilityId: string) => textOf(vulnerability(finding({ vulnerabilityId })));
  expect(link('CVE-2026-1000')).toBe('<a href="https://nvd.nist.gov/vuln/detail/CVE-2026-1000" rel="noreferrer">CVE-2026-1000</a>');
  expect(['CVE-2026-100', 'CVE-202-1000', `CVE-2026-${'1'.repeat(20)}`, 'XCVE-2026-1000', 'CVE-2026-1000X'].map(link).filter((text) => text.includes('<a'))).toEqual([]);
  expect(link(`CVE-2026-${'1'.repeat(19)}`)).toContain('<a');
});

test.each([['CRITICAL', 'critical'], ['HIGH', 'high'], ['MEDIUM', 'medium'], ['LOW', 'other'], [undefined, 'other']])('severity %s looks %s', (severity, look) => {
  expect(severityOf(finding({ severity }))).toBe(look);
});
