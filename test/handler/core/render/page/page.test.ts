import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { pageOf } from '../../../../../src/handler/core/render/page/page';
import { STORIES } from '../../../../page/stories';
import { execution, finding, image, IMAGE_ARN } from '../../../fixtures';
import { buildRecord, Read, step } from '../../../record-fixtures';
import { factsIn, linksIn, ParsedPage, parsePage, rowsIn } from '../parsed-page';

const parsed = new Map<BuildRecord, ParsedPage>();
/** The page of a record, which is parsed once. */
function page(record: BuildRecord): ParsedPage {
  const of = parsed.get(record) ?? parsePage(pageOf(record));
  parsed.set(record, of);
  return of;
}
const pageFor = (read: Read = {}, members: Partial<BuildRecord> = {}) => page(buildRecord(read, members));
const header = (of: ParsedPage) => of.elements.find(({ name }) => name === 'header')!.text;

/** What a page is made of. */
const ELEMENTS = [
  'html', 'head', 'meta', 'title', 'style', 'body', 'header', 'main', 'section', 'footer', 'nav', 'h1', 'h2', 'h3', 'p', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'div',
  'span', 'strong', 'b', 'i', 'small', 'code', 'pre', 'br', 'a', 'time', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary',
];
const IDS = ['failure', 'log', 'timeline', 'findings', 'changes', 'outputs', 'about'];
const ADDRESS = new RegExp('^(https://[a-z]+-[a-z]+-[0-9]\\.console\\.aws\\.amazon\\.com/(imagebuilder|cloudwatch|ec2)/home\\?region=[a-z]+-[a-z]+-[0-9]#[\\w$%.~!*\'():/=-]+'
  + '|https://nvd\\.nist\\.gov/vuln/detail/CVE-[0-9]{4}-[0-9]{4,19})$');
/** What attributes may have as a value. */
const VALUES: Readonly<Record<string, RegExp>> = {
  'class': /^(good|bad|warn|idle|((status|severity) )?(good|bad|warn|idle|critical|high|medium|other)|facts|counts|outcome|why|line|note|message|scroll|unknown|zero|all|hidden|id|new|row|name|time|track|workflow)$/,
  'style': /^left:[0-9.]+%;width:[0-9.]+%$/,
  'id': new RegExp(`^(${IDS.join('|')})$`),
  'aria-labelledby': new RegExp(`^(${IDS.join('|')})$`),
  'aria-label': /^[A-Za-z0-9 ]+$/,
  'role': /^region$/,
  'tabindex': /^0$/,
  'scope': /^col$/,
  'rel': /^noreferrer$/,
  'open': /^$/,
  'datetime': /^[0-9T:.Z-]{24}$/,
  'href': ADDRESS,
  'lang': /^en$/,
};

function expectOurs({ errors, elements }: ParsedPage): void {
  expect(errors).toEqual([]);
  const foreign: string[] = [];
  for (const { name, attributes } of elements) {
    if (!ELEMENTS.includes(name)) foreign.push(name);
    if (name === 'meta') continue;
    foreign.push(...Object.entries(attributes).filter(([attribute, value]) => !VALUES[attribute]?.test(value)).map((attribute) => [name, ...attribute].join(' ')));
  }
  expect(foreign).toEqual([]);
  const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
  expect(ids).toEqual([...new Set(ids)]);
  for (const { attributes } of elements) if (attributes['aria-labelledby']) expect(ids).toContain(attributes['aria-labelledby']);
}

describe.each(Object.entries(STORIES))('the page of %s', (_, record) => {
  const text = pageOf(record);

  test('is well-formed, and has no elements, attributes and addresses but its own', () => expectOurs(page(record)));

  test('loads nothing and runs nothing', () => {
    expect(page(record).elements.filter(({ name }) => name === 'meta').map(({ attributes }) => attributes)).toContainEqual({
      'http-equiv': 'Content-Security-Policy', 'content': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    });
    expect(text).not.toMatch(/url\(|@import|<script|javascript:|\bon[a-z]+=/i);
  });

  test('has less than 2 MB, and the same bytes for the same record', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(2_000_000);
    expect(pageOf(structuredClone(record))).toBe(text);
  });
});

describe('the outcome in words', () => {
  test.each<[string, BuildRecord, string]>([
    ['success', STORIES.success, 'golden 1.2.3/4 Succeeded The image was built. Pipeline golden · ended 2026-01-05 08:30:00 UTC · took 29 min'],
    ['failed test', STORIES['failed-test'],
      'golden 1.2.3/4 Failed Gate not evaluated The build failed in the test stage, at step ApplyTestComponents. CheckHardening (ExecuteBash): TestsFailed: 2 of 41'],
    ['failed Regions', STORIES['failed-regions'], 'Failed The build failed in the distribution stage, at step DistributeImage, in ap-south-1, us-east-1. us-east-1/210987654321: The KMS key'],
    ['gate failed', STORIES['gate-failed'], 'Succeeded Gate failed The image was built, but fails the gate. SEVERITY_GATE: 1 critical finding, at most 0 are accepted'],
    ['cancelled', STORIES['no-image'], 'Cancelled The build was cancelled.'],
    ['cancelled with a reason', buildRecord({ image: image({ status: 'CANCELLED', statusReason: 'By ops.' }) }), 'Cancelled The build was cancelled. By ops.'],
    ['deleted', buildRecord({ image: image({ status: 'DELETED' }) }), 'No image There is no image: it was deleted, or none was built.'],
    ['not ended', buildRecord({ image: image({ status: 'TESTING' }) }), 'Unknown The build had not ended when it was recorded, so it is not known how it ends.'],
    ['a status nobody knows', buildRecord({ image: image({ status: 'PONDERING' }) }), 'Unknown'],
    ['built, with a failed test', buildRecord({ executions: [{ ...execution({ status: 'FAILED', message: 'No.' }), type: 'TEST' }] }), 'Succeeded The image was built, but something failed in the test stage. No.'],
    ['built, and what failed is not known', buildRecord({ executions: [execution({ status: 'FAILED', workflowArn: undefined, type: 'ODD' })] }), 'but something failed in the ODD.'],
    ['failed, and nothing is known', buildRecord({ image: image({ status: 'FAILED' }), executions: undefined }), 'Failed The build failed. The cause is not known.'],
    ['failed with a reason', buildRecord({ image: image({ status: 'FAILED', statusReason: 'Quota.' }), executions: [] }), 'The build failed. Quota.'],
    ['deprecated', buildRecord({ image: image({ status: 'DEPRECATED' }) }), 'The image was built. The image is deprecated: its AMIs can still be launched.'],
    ['the gate failed for a reason unsaid', withScan({ Gate: 'FAILED', GateReason: 'NONE' }), 'The image was built, but fails the gate. Pipeline'],
    ['no pipeline and no times', buildRecord({ executions: [] }, { pipeline: undefined }), 'The image was built. ended unknown · took unknown'],
  ])('%s', (_, record, words) => expect(header(page(record))).toContain(words));

  test('is the title as well', () => {
    expect(page(STORIES['failed-test']).elements.find(({ name }) => name === 'title')!.text).toBe('Failed: golden 1.2.3/4');
    expect(withBuild({ ImageName: 'NONE', ImageVersion: 'UNKNOWN' }).elements.find(({ name }) => name === 'title')!.text).toBe('Succeeded: Image');
  });
});

function withScan(members: Partial<BuildRecord['scan']>): BuildRecord {
  const record = buildRecord();
  return { ...record, scan: { ...record.scan, ...members } };
}

function withBuild(members: Partial<BuildRecord['build']>) {
  const record = buildRecord();
  return page({ ...record, build: { ...record.build, ...members } });
}

describe('addresses', () => {
  test('lead to the image, its log, its pipeline and its AMIs', () => {
    const console = 'https://eu-central-1.console.aws.amazon.com';
    expect(linksIn(page(STORIES.success))).toEqual(expect.arrayContaining([
      `${console}/imagebuilder/home?region=eu-central-1#/images/${encodeURIComponent(IMAGE_ARN)}/details`,
      `${console}/cloudwatch/home?region=eu-central-1#logsV2:log-groups/log-group/$252Faws$252Fimagebuilder$252Fgolden/log-events/1.2.3$252F4`,
      expect.stringContaining(`${console}/imagebuilder/home?region=eu-central-1#/pipelines/arn`),
      'https://us-east-1.console.aws.amazon.com/ec2/home?region=us-east-1#ImageDetails:imageId=ami-020c0ffee1234567',
      'https://nvd.nist.gov/vuln/detail/CVE-2026-10000',
      `${console}/imagebuilder/home?region=eu-central-1#/images/${encodeURIComponent(IMAGE_ARN.replace(/4$/, '3'))}/details`,
    ]));
  });

  test('are left out if they are not known', () => {
    const { elements } = withBuild({ ImageArn: 'arn:aws:imagebuilder:evil.example/:123456789012:image/golden/1.2.3/4' });
    expect(elements.filter(({ name }) => name === 'a').map(({ text }) => text)).not.toContain('Log of the build');
    expect(withBuild({ LogGroup: 'UNKNOWN' }).text).not.toContain('Log of the build');
    expect(withBuild({ LogStream: 'UNKNOWN' }).text).not.toContain('Log of the build');
    expect(linksIn(pageFor({ image: image({ arn: 'odd' }), executions: [] }, { pipeline: undefined, changes: {} })).filter((url) => !url.includes('nvd'))).toEqual([]);
  });
});

describe('what failed', () => {
  test('leads from the stage to the end of the log', () => {
    const failed = page(STORIES['failed-test']);
    expect(factsIn(failed)).toMatchObject({
      Stage: 'TEST',
      Workflow: expect.stringContaining('workflow/test/test-image'),
      Step: 'ApplyTestComponents',
      Action: 'ExecuteComponents',
      Component: expect.stringContaining('component/hardening'),
      Phase: 'test',
    });
    expect(failed.elements.find(({ name }) => name === 'pre')!.text).toMatch(/^Phase test .* ExitCode 1$/);
  });

  test('shows the Regions', () => {
    expect(rowsIn(page(STORIES['failed-regions']))).toEqual(expect.arrayContaining([
      'Region Account While Ended as Message',
      'us-east-1 210987654321 Failed The KMS key arn:aws:kms:us-east-1:210987654321:key/1 is disabled.',
      'ap-south-1 210987654321 Update launch templates Timed out',
    ]));
    const unnamed = image({ status: 'FAILED', failure: { distribution: { regions: [{}] } } });
    expect(rowsIn(pageFor({ image: unnamed }))).toContain('UNKNOWN Failed');
  });

  test.each([
    ['says what is not known', {}, 'Stage unknown'],
    ['says that the log could not be read', { callFailure: { operation: 'GetLogEvents', resource: 'group', code: 'AccessDeniedException', message: 'No.', kind: 'DENIED' as const } }, 'GetLogEvents'],
    ['says why the log could not be read', { callFailure: { operation: 'GetLogEvents', resource: 'group', code: 'Throttled', message: 'No.', kind: 'PASSING' as const } }, 'could not be read: Throttled.'],
    ['says that the log is empty', { lines: [] }, 'The log has no lines.'],
  ])('%s', (_, log, words) => expect(pageFor({ image: image({ status: 'FAILED' }), executions: [], log: 'lines' in log || 'callFailure' in log ? log : undefined }).text).toContain(words));

  test('has the last lines of a long log, with the blanks at their beginning', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `\tline ${index} ${'x'.repeat(1000)}`);
    const text = pageOf(buildRecord({ image: image({ status: 'FAILED' }), log: { lines } }));
    expect(text).not.toContain('line 69 ');
    expect(text).toContain('\tline 70 xxx');
    expect(text).toMatch(/\tline 99 x{400,500}…\n<\/pre>/);
  });

  test('is not there if nothing failed', () => expect(page(STORIES.success).text).not.toContain('What failed'));
});

describe('the timeline', () => {
  const rows = (record: BuildRecord) => page(record).elements.filter(({ attributes }) => attributes.class === 'row').map(({ text }) => text);

  test('shows workflows and steps with status and duration, and each attempt', () => {
    expect(rows(STORIES['failed-test'])).toEqual([
      'build-image 1.0.3 Build · after 0 s Completed 10 min',
      'LaunchBuildInstance LaunchInstance · after 0 s Completed 2 min',
      'ApplyBuildComponents ExecuteComponents · after 2 min Completed 7 min',
      'test-image 1.0.3 Test · after 10 min Failed 15 min',
      'LaunchTestInstance LaunchInstance · after 10 min Completed 2 min 15 s',
      'ApplyTestComponents ExecuteComponents · attempt 1 of 2 · after 12 min 15 s Failed 2 min 45 s',
      'ApplyTestComponents ExecuteComponents · attempt 2 of 2 · after 15 min 30 s Failed 8 min 30 s',
      'TerminateTestInstance TerminateInstance Skipped',
    ]);
    expect(page(STORIES['failed-test']).text).toContain('25 min from the first start to the last end. The slowest step was ApplyTestComponents of test-image 1.0.3 with 8 min 30 s.');
  });

  test('places the bars', () => {
    const styles = page(STORIES.success).elements.filter(({ name }) => name === 'i').map(({ attributes }) => [attributes.class, attributes.style]);
    expect(styles.slice(0, 3)).toEqual([['good', 'left:0%;width:34.48%'], ['good', 'left:0%;width:6.9%'], ['good', 'left:6.9%;width:24.14%']]);
  });

  test.each<[string, Partial<BuildRecord>, string]>([
    ['that could not be listed', { executions: undefined }, 'The workflows of the build could not be listed.'],
    ['of no workflow', { executions: [] }, 'No workflow ran.'],
    ['without times', { executions: [execution({ startedAt: undefined, endedAt: undefined })] }, 'The times of the workflows are not known.'],
    ['without steps', { executions: [execution()] }, 'The steps were not listed.'],
    ['of a run that was replaced', { executions: [execution({ retried: true, status: 'FAILED', message: 'Lost.' })] }, 'replaced by a later run · after 0 s Failed 10 min Lost.'],
    ['of what has no end', { executions: [{ ...execution({ endedAt: undefined }), steps: [step({ status: 'RUNNING', endedAt: undefined })] }] }, 'Running unknown'],
  ])('%s', (_, members, words) => expect(pageFor({}, members).text).toContain(words));

  test('of a large build has only what did not go well open', () => {
    const details = page(STORIES.large).elements.filter(({ attributes }) => attributes.class === 'workflow');
    expect(details).toHaveLength(60);
    expect(details.filter(({ attributes }) => attributes.open !== undefined).map(({ text }) => text)).toEqual([expect.stringContaining('Failed')]);
    expect(details.filter(({ text }) => text.includes('&&&')).map(({ text }) => text.match(/&&&+/g)!.length)).toEqual([1, 25]);
    expect(page(STORIES.large).text).toContain('Workflows that went well are folded; the messages of their steps are in the record.');
    expect(page(STORIES.success).elements.filter(({ name, attributes }) => name === 'details' && attributes.class && attributes.open === undefined)).toEqual([]);
  });
});

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

describe('images', () => {
  test('are listed with where they went, in one order', () => {
    expect(rowsIn(page(STORIES.success)).slice(-7)).toEqual(['Image Region Account Status', ...['eu-central-1', 'eu-west-1', 'us-east-1'].flatMap((region, index) => [
      `ami-0${index}0c0ffee1234567 ${region} 123456789012 Available`, `ami-0${index}1c0ffee1234567 ${region} 210987654321 Available`,
    ])]);
    const amis = [{ region: 'us-east-1', id: 'ami-2' }, {}, { region: 'eu-west-1', id: 'ami-3' }];
    const text = (list: typeof amis) => pageOf(buildRecord({ image: image({ amis: list }) }));
    expect(text([...amis].reverse())).toBe(text(amis));
    expect(text(amis)).toContain('UNKNOWN');
  });

  test.each<[string, BuildRecord, string]>([
    ['of a container', STORIES.container, '123456789012.dkr.ecr.eu-central-1.amazonaws.com/golden:1.2.3-4 eu-central-1'],
    ['of a container somewhere', buildRecord({ image: image({ containers: [{ uris: ['a/b:c'] }], amis: undefined }) }), 'a/b:c UNKNOWN'],
    ['that were not listed', STORIES['no-image'], 'Image Builder did not list what was built.'],
    ['of a build without', STORIES['failed-test'], 'The build has no image.'],
    ['that were deleted', buildRecord({ image: image({ status: 'DELETED', containers: undefined }) }), 'The image was deleted. These are the images that it had.'],
    ['beyond the first', STORIES.large, '20 more are in the record.'],
    ['of no image', { ...buildRecord(), image: undefined }, 'There is no image.'],
  ])('%s', (_, record, words) => expect(page(record).text).toContain(words));
});

describe('facts', () => {
  test('of a build', () => {
    expect(factsIn(page(STORIES.success))).toMatchObject({
      'Image': IMAGE_ARN,
      'Account': '123456789012',
      'Region': 'eu-central-1',
      'Started by': 'a user',
      'Image status': 'Available',
      'Started': '2026-01-05 08:01:00 UTC',
      'Ended': '2026-01-05 08:30:00 UTC',
      'Duration': '29 min',
      'Workflows': '3 (3 succeeded, 0 failed, 0 skipped)',
      'Operating system': 'Amazon Linux 2023',
      'Log': '/aws/imagebuilder/golden, stream 1.2.3/4',
      'Bill of materials': 's3://records/sboms/golden/1.2.3/4.cdx.json',
    });
  });

  test.each([
    ['USER_INITIATED', 'a user'], ['SCHEDULED', 'the schedule of the pipeline'], ['IMPORT', 'an import'], ['IMPORT_ISO', 'an import of an ISO file'], ['ODD_WAY', 'Odd way'],
  ])('of a build that was started by %s', (BuildType, who) => {
    const { build } = buildRecord();
    expect(factsIn(pageFor({}, { build: { ...build, BuildType, ImageStatusReason: 'As usual.' } }))).toMatchObject({ 'Started by': who, 'Status reason': 'As usual.' });
  });

  test('of a recipe without components have none', () => {
    const { recipe } = STORIES.success;
    expect(factsIn(page({ ...STORIES.success, changes: {}, recipe: { ...recipe!, components: [] } }))).not.toHaveProperty('Components');
    expect(factsIn(page({ ...STORIES.success, changes: {}, recipe: { ...recipe!, components: undefined } }))).not.toHaveProperty('Components');
  });

  test('that are not known are said, and those that do not apply left out', () => {
    const record = buildRecord({ image: image({ buildType: 'LATER', platform: 'Linux', scan: { status: 'FAILED', reason: 'Lost.' } }), executions: [] }, {
      pipeline: undefined, recipe: undefined, packages: [{ name: 'a' }], recordedAt: 'soon',
    });
    const of = page({ ...record, build: { ...record.build, LogGroup: 'NONE' } });
    expect(factsIn(of)).toMatchObject({
      'Pipeline': 'none, or not known', 'Started by': 'Later', 'Duration': 'unknown', 'Packages': '1 package', 'Operating system': 'Linux', 'Scan reason': 'Lost.',
    });
    expect(Object.keys(factsIn(of))).not.toEqual(expect.arrayContaining(['Log']));
    expect(of.text).toContain('Recorded soon, revision 1.');
    expect(Object.keys(factsIn(pageFor({}, { recipe: { components: [] } })))).not.toContain('Components of the recipe');
  });
});

describe('hostile text', () => {
  const HOSTILE = [
    '<script>alert(1)</script>', '</script></style></title><img src=x onerror=alert(1)>', '"><a href="javascript:alert(1)">x</a>', "' onmouseover='alert(1)", '<!--', ']]>',
    '&lt;b&gt;&#60;b&#62;', '\u0000\u001b[31m\u0007\u009b', '\u202e\u2066\u200b\u2028', '\ud83d', '${x}`', 'javascript:alert(1)', 'https://evil.example/', '%"\\u003cb>',
  ].join(' ');

  /** The record with each of its texts replaced. */
  function replaced<T>(value: T, replace: (text: string) => string): T {
    if (typeof value === 'string') return replace(value) as T;
    if (Array.isArray(value)) return value.map((entry) => replaced(entry, replace)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaced(member, replace)])) as T;
  }

  const skeleton = (of: ParsedPage) => of.elements.map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));
  const stories = Object.entries(STORIES).filter(([name]) => name !== 'large');

  test.each(stories)('in place of every text of %s stays text', (_, record) => {
    const hostile = pageOf(replaced(record, () => HOSTILE));
    expectOurs(parsePage(hostile));
    expect(skeleton(parsePage(hostile))).toEqual(skeleton(page(replaced(record, () => 'harmless'))));
  });

  test.each(stories)('at the end of every text of %s stays text', (_, record) => {
    const hostile = pageOf(replaced(record, (text) => text + HOSTILE));
    expectOurs(parsePage(hostile));
    expect(skeleton(parsePage(hostile))).toEqual(skeleton(page(replaced(record, (text) => `${text} harmless`))));
  });

  test.each(stories)('is shown without what cannot be seen: %s', (_, record) => {
    const hostile = pageOf(replaced(record, (text) => text + HOSTILE));
    expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(hostile.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });

  test('of any length has a limit', () => {
    const long = pageOf(replaced(STORIES['failed-test'], (text) => text.includes('TestsFailed') ? '🔥<'.repeat(300_000) : text));
    expect(Buffer.byteLength(long)).toBeLessThan(100_000);
    expectOurs(parsePage(long));
  });
});
