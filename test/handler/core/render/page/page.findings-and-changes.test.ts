import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { pageOf } from '../../../../../src/handler/core/render/page/page';
import { STORIES } from '../../../../page/stories';
import { finding } from '../../../fixtures';
import { buildRecord } from '../../../record-fixtures';
import { factsIn, linksIn, rowsIn } from '../parsed-page';
import { page, pageFor } from './page-in-test';

describe('findings', () => {
  test('are counted, and the most severe come first', () => {
    const failed = page(STORIES['gate-failed']);
    expect(factsIn(failed)).toMatchObject({ 'Critical': '1', 'High': '1', 'Medium': '1', 'Other': '0', 'All': '3', 'Scan': 'Completed', 'Gate': 'Failed', 'Gate reason': expect.stringContaining('SEVERITY_GATE') });
    expect(rowsIn(failed).slice(0, 4)).toEqual([
      'Severity Vulnerability Score Packages Fix',
      'Critical CVE-2026-30001 new curl 9.8 curl 8.5.0 No',
      'High CVE-2026-10000 openssl 7.5 openssl 3.0.0 → 3.0.1 Yes',
      'Medium CVE-2026-10002 CVE-2026-10000 - openssl 5.1 openssl 3.0.0 → 3.0.1 Yes',
    ]);
  });

  test('that are not known are no zeros', () => {
    expect(factsIn(page(STORIES['on-demand-scan']))).toMatchObject({ Critical: '? unknown', All: '? unknown', Scan: 'Pending', Gate: 'Not evaluated' });
    expect(page(STORIES['on-demand-scan']).text).toContain('There are further findings: the scan of the AMI has not ended.');
    expect(page(STORIES['failed-test']).text).toContain('The findings were not listed.');
    expect(pageFor({ list: { findings: [], complete: false } }).text).toContain('There are further findings.');
    expect(pageFor({ list: { findings: [], complete: true, missing: 'behind' } }).text).toContain('There are further findings: behind.');
  });

  test('have no table if there are none', () => expect(rowsIn(page(STORIES.container))).toEqual(['Image Region Account Status', expect.anything(), expect.anything()]));

  test('without members, of many packages, and of other severities', () => {
    const packages = Array.from({ length: 5 }, (_, index) => ({ name: `p${index}` }));
    const { title, ...untitled } = finding({ severity: 'LOW', vulnerabilityId: 'GHSA-abc', score: 1, packages });
    expect(rowsIn(pageFor({ list: { complete: true, findings: [{ packages: [{}] }, { ...untitled, title: 'GHSA-abc' }, { ...untitled, title, severity: 'Low' }] } }))).toEqual(expect.arrayContaining([
      'Unknown UNKNOWN unknown UNKNOWN unknown',
      'Low GHSA-abc 1 p0 p1 p2 and 2 more Yes',
    ]));
  });

  test('beyond the first are counted', () => {
    expect(page(STORIES.large).text).toContain('The 50 most severe findings');
    expect(page(STORIES.large).text).toContain('4950 more are in the record.');
  });

  test('are new if they are new by their ID', () => {
    const findings = [finding({ vulnerabilityId: undefined, title: 'Old' }), finding({ vulnerabilityId: 'cve-2026-7' })];
    const isNew = [finding({ vulnerabilityId: undefined, title: 'New' }), finding({ vulnerabilityId: 'CVE-2026-7' })];
    const rows = rowsIn(pageFor({ list: { findings, complete: true } }, { changes: { since: '1.2.3/3', findings: { new: isNew, gone: [] } } }));
    expect(rows.filter((row) => row.includes(' new '))).toEqual([expect.stringContaining('CVE-2026-7 new')]);
  });

  test('lead to the database of vulnerabilities only if they are in it', () => {
    const of = pageFor({ list: { findings: ['CVE-2026-1000', 'xCVE-2026-1001', 'CVE-2026-1002x', 'GHSA-1'].map((vulnerabilityId) => finding({ vulnerabilityId })), complete: true } }, { changes: {} });
    expect(linksIn(of).filter((link) => link.includes('nvd.nist.gov'))).toEqual(['https://nvd.nist.gov/vuln/detail/CVE-2026-1000']);
    expect(of.text).toContain('xCVE-2026-1001');
  });

  test('come in one order', () => {
    const findings = [
      finding(), finding({ title: 'Another' }), finding({ score: undefined }), finding({ severity: undefined }), finding({ vulnerabilityId: 'CVE-2026-1' }),
      finding({ vulnerabilityId: 'cve-2026-2' }), finding({ packages: [] }), finding(),
    ];
    const text = (list: typeof findings) => pageOf(buildRecord({ list: { findings: list, complete: true } }));
    expect(text([...findings].reverse())).toBe(text(findings));
  });
});

describe('what changed', () => {
  test('is counted and listed', () => {
    const changed = page(STORIES.success);
    expect(factsIn(changed)).toMatchObject({
      'Base image': expect.stringMatching(/2025\.12\.1 → .*2026\.1\.2|x\.x\.x/), 'Packages': '412 packages', 'Findings': '1 new, 1 gone', 'Recipe': expect.any(String),
    });
    expect(changed.text).toMatch(/Compared with 1\.2\.3\/3, the last good build before\..*1 added, 1 removed, 2 updated/);
    expect(rowsIn(changed)).toEqual(expect.arrayContaining([
      'jq added 1.7.1-3.amzn2023', 'telnet 0.17-83.amzn2023 removed', 'kernel 6.1.158-178.288 6.1.159-181.297',
      'arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening 1.0.0/1 1.1.0/1',
    ]));
    expect(changed.text).toMatch(/New findings: 1 CVE-2026-10000 High openssl/);
  });

  test.each<[string, BuildRecord['changes'], RegExp]>([
    ['nothing to compare with', { reason: 'First build.' }, /What changed First build\./],
    ['nothing, for no reason', {}, /There is no earlier build to compare with\./],
    ['nothing known', { since: '1.2.3/3' }, /Compared with 1\.2\.3\/3, .*Components unknown Packages unknown Findings unknown/],
    ['nothing at all', { since: '1.2.3/3', components: [], packages: { added: [], removed: [], updated: [] }, findings: { new: [], gone: [] } },
      /Recipe no known change Components unchanged Packages unchanged Findings unchanged/],
    ['a finding without members', { since: '1.2.3/3', findings: { new: [{ packages: [{}] }], gone: [] } }, /New findings: 1 UNKNOWN Unknown/],
    ['a recipe', { since: '1.2.3/3', recipe: { from: '1.0.0', to: '1.0.1' } }, /Recipe 1\.0\.0 → 1\.0\.1/],
  ])('%s', (_, changes, words) => expect(pageFor({}, { changes }).text).toMatch(words));

  test('much is folded, and its rest counted', () => {
    const large = page(STORIES.large);
    const folded = large.elements.filter(({ name, attributes }) => name === 'details' && attributes.class === undefined);
    expect(folded.map(({ attributes }) => attributes)).toEqual([{}, {}]);
    expect(folded[1].text).toMatch(/^Changed packages: 15000 changes .* 14900 more are in the record\.$/);
  });
});
