import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { pageOf } from '../../../../../src/handler/core/render/page/page';
import { STORIES } from '../../../../page/stories';
import { execution, image, IMAGE_ARN } from '../../../fixtures';
import { buildRecord, step } from '../../../record-fixtures';
import { factsIn, linksIn, ParsedPage, rowsIn } from '../parsed-page';
import { page, pageFor, expectOurs } from './page-in-test';

const header = (of: ParsedPage) => of.elements.find(({ name }) => name === 'header')!.text;

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
