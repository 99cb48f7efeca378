import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rowsOfHistory } from './history-rows';
import { arn, MonitorWorld, PIPELINE } from './monitor-world';
import { BuildReport, BuildSource, Image, ScanReport, ScanSource, SeverityGate } from '../../src';
import { durationText, known, statusText } from '../../src/handler/core/render/words';
import { factsIn, ParsedPage, parsePage, rowsIn } from '../handler/core/render/parsed-page';
import { SeedImage } from '../simulator';

/** One build, six sinks: stack outputs of reports, record, page, notification, metrics and the row of the history tell the same facts. */

jest.setTimeout(180_000);

const PLACEHOLDER = arn('image/golden/1.0.0/999');
const GATE = SeverityGate.atMost({ critical: 0 });
const CREATED = '2026-01-05T08:00:30.000Z';
const ON_DEMAND = { imageScanningConfiguration: { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE'] } };
const SCANNED = { scanState: { status: 'COMPLETED' as const } };
const STEP = { name: 'ApplyTestComponents', action: 'ExecuteComponents', startTime: CREATED, endTime: '2026-01-05T08:00:50.000Z' };
const times = { startTime: CREATED, endTime: '2026-01-05T08:00:55.000Z' };
const PASSED = { ...times, type: 'BUILD' as const, status: 'COMPLETED' as const, steps: [{ ...STEP, name: 'ApplyBuildComponents', status: 'COMPLETED' as const }] };

const STORIES: Readonly<Record<string, Omit<SeedImage, 'arn'>>> = {
  'success': { ...SCANNED, findings: { all: 2, critical: 0, high: 2, medium: 0 }, workflowExecutions: [PASSED] },
  'failed test': {
    status: 'FAILED',
    reason: 'The test failed.',
    workflowExecutions: [PASSED, { ...times, type: 'TEST', status: 'FAILED', steps: [{ ...STEP, status: 'FAILED', message: 'sshd allows root' }] }],
  },
  'failed Regions': {
    status: 'FAILED',
    amis: [{}],
    workflowExecutions: [PASSED],
    failureContext: {
      imageStatus: 'DISTRIBUTING',
      distributionFailure: { errorMessage: 'One Region failed.', regionFailures: [{ region: 'us-east-1', status: 'FAILED', errorMessage: 'No key' }] },
    },
  },
  'gate failed': { ...SCANNED, findings: { all: 3, critical: 1, high: 1, medium: 1 }, workflowExecutions: [PASSED] },
  'on-demand scan': { ...SCANNED, members: ON_DEMAND, amis: [{}], findings: { all: 4, critical: 2, high: 1, medium: 1 }, workflowExecutions: [PASSED] },
  'container': { containers: [{ region: 'eu-central-1', imageUris: ['123456789012.dkr.ecr.eu-central-1.amazonaws.com/golden:1'] }], workflowExecutions: [PASSED] },
  'no image': { status: 'CANCELLED' },
  '60 workflows of 25 steps, and 5,000 findings': {
    ...SCANNED,
    findings: { all: 5000, critical: 1000, high: 2000, medium: 2000 },
    workflowExecutions: Array.from({ length: 60 }, () => ({
      ...times, type: 'TEST' as const, status: 'COMPLETED' as const, steps: Array.from({ length: 25 }, () => ({ ...STEP, status: 'COMPLETED' as const })),
    })),
  },
};
/** What cannot be equal: where the document is, and whether a text was cut for CloudFormation. */
const OWN = ['DetailsUri', 'Truncated'];

let world: MonitorWorld;
beforeAll(async () => {
  world = await MonitorWorld.start({}, { gate: GATE }, (scope) => {
    const image = Image.fromImageArn(scope, 'Image', PLACEHOLDER);
    new BuildReport(scope, 'Build', { source: BuildSource.image(image) });
    new ScanReport(scope, 'Scan', { source: ScanSource.image(image), readFindings: true, gate: GATE });
  });
});
afterAll(async () => world?.stop());

/** The attributes of a report, or of one that fails those in its reason. */
async function outputsOf(report: string, image: string): Promise<Readonly<Record<string, string>> | undefined> {
  const { Data } = await world.aws.request(world.stack.customResources.get(report)!, { RequestType: 'Create', properties: { SourceArn: image } });
  return Data;
}

test.each(Object.keys(STORIES))('%s', async (story) => {
  const build = Object.keys(STORIES).indexOf(story) + 1;
  const image = arn(`image/golden/1.0.0/${build}`);
  world.simulator.load({ seed: { images: [{ arn: image, pipelineArn: PIPELINE, dateCreated: CREATED, ...STORIES[story] }] } });
  const [messagesBefore, metricsBefore] = [world.messages.length, world.metrics().length];
  world.advance(7200);
  await world.poll();

  const [{ key, body }] = world.objects('records/').filter((object) => object.key.endsWith(`/${build}.json`));
  const { attributes, scanAttributes } = JSON.parse(body);
  const same = (of: object, keys: readonly string[]) => Object.fromEntries(keys.map((each) => [each, String((of as any)[each])]));

  const outputs = (await outputsOf('Build', image))!;
  const cut = outputs.Truncated === 'true';
  const keys = Object.keys(outputs).filter((each) => !OWN.includes(each) && !(cut && outputs[each].includes('…')));
  expect(same(outputs, keys)).toEqual(same(attributes, keys));
  const scan = await outputsOf('Scan', image);
  // A report whose gate fails has a reason and no outputs.
  expect(scan === undefined).toBe(scanAttributes.Gate === 'FAILED' || scanAttributes.Gate === 'NOT_EVALUATED');
  if (scan !== undefined) {
    const own = Object.keys(scan).filter((each) => !OWN.includes(each));
    expect(same(scan, own)).toEqual(same(scanAttributes, own));
  }

  // One line is one row: its day is that of its partition.
  expect(body.trimEnd().split('\n')).toHaveLength(1);
  expect(key).toContain(`day=${JSON.parse(body).day}/`);

  const page = parsePage(world.objects('pages/').find((object) => object.key.endsWith(`/${build}.html`))!.body);
  const text = world.messages.slice(messagesBefore).map((message) => message.text).join('\n');
  expectInPage(attributes, scanAttributes, JSON.parse(body).image, page);
  if (text !== '') expectInMessage(attributes, scanAttributes, text);
  if (attributes.Outcome === 'FAILED' || scanAttributes.Gate === 'FAILED') expect(text).not.toBe('');

  const written = new Map(world.metrics().slice(metricsBefore).filter(({ dimensions }) => 'PipelineName' in dimensions).map(({ name, value }) => [name, value]));
  expect(['Succeeded', 'Failed', 'Cancelled'].map((each) => written.get(`Builds${each}`)))
    .toEqual(['SUCCEEDED', 'FAILED', 'CANCELLED'].map((each) => Number(attributes.Outcome === each)));
  for (const each of COUNTS) {
    // An unknown count is not written, and is not zero.
    expect(written.get(`Findings${each}`)).toBe(number(scanAttributes[`Findings${each}`]));
  }
  expect(written.get('BuildDuration')).toBe(number(attributes.DurationSeconds));
  expect(written.get('GatesFailed')).toBe(['PASSED', 'FAILED'].includes(scanAttributes.Gate) ? Number(scanAttributes.Gate === 'FAILED') : undefined);
});

test('the rows of the history tell of all stories what the records do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  try {
    const records = world.objects('records/');
    const files = records.map(({ key }) => join(folder, key));
    records.forEach(({ body }, index) => {
      mkdirSync(dirname(files[index]), { recursive: true });
      writeFileSync(files[index], body);
    });
    const rows = await rowsOfHistory('select attributes, scanattributes, account, region, cast(day as varchar) from builds order by attributes.imageversion', files);
    const texts = (facts: object) => Object.fromEntries(Object.entries(facts).map(([name, value]) => [name.toLowerCase(), String(value)]));
    expect(rows).toHaveLength(Object.keys(STORIES).length);
    expect(rows).toEqual(world.records().map(({ attributes, scanAttributes, account, region, day }) =>
      [texts(attributes), texts(scanAttributes), account, region, day]));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const COUNTS = ['Critical', 'High', 'Medium', 'Other', 'All'];
const number = (value: string | number) => typeof value === 'number' ? value : undefined;
const OUTCOMES: Readonly<Record<string, RegExp>> = { SUCCEEDED: /succeeded/i, FAILED: /failed/i, CANCELLED: /cancelled/i };
type Attributes = Readonly<Record<string, string | number>>;

function expectInPage(attributes: Attributes, scanAttributes: Attributes, image: any, page: ParsedPage): void {
  const facts = factsIn(page);
  for (const each of COUNTS) {
    const count = scanAttributes[`Findings${each}`];
    expect([each, facts[each]]).toEqual([each, count === 'UNKNOWN' ? '? unknown' : String(count)]);
  }
  expect(facts.Gate).toBe(statusText(String(scanAttributes.Gate)));
  expect(facts['Gate reason']).toBe(known(scanAttributes.GateReason));
  expect(facts.Duration).toBe(typeof attributes.DurationSeconds === 'number' ? durationText(attributes.DurationSeconds) : wordOf(attributes.DurationSeconds));
  for (const each of ['Workflows', 'Steps']) {
    const [total, succeeded, failed, skipped] = ['Total', 'Succeeded', 'Failed', 'Skipped'].map((end) => wordOf(attributes[each + end]));
    expect(facts[each].replace('( ', '(')).toBe(`${total} (${succeeded} succeeded, ${failed} failed, ${skipped} skipped)`);
  }
  for (const each of ['AmiId', 'FailedStep', 'ImageVersion', 'ImageUri', 'FailureMessage', 'FailedRegions'] as const) {
    if (known(attributes[each]) !== undefined) expect(page.text).toContain(attributes[each]);
  }
  for (const { id, region, account } of image.amis ?? []) {
    expect(rowsIn(page)).toContainEqual(expect.stringMatching(new RegExp(`${id}\\s+${region}\\s+${account}`)));
  }
  expect(page.text).toMatch(OUTCOMES[attributes.Outcome]);
}

function expectInMessage(attributes: Attributes, scanAttributes: Attributes, text: string): void {
  const line = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1];
  // Not the reason of the gate, which has the count as well.
  const counts = COUNTS.map((each) => [scanAttributes[`Findings${each}`], each === 'All' ? 'in all' : each.toLowerCase()] as const);
  const numbers = counts.filter(([count]) => count !== 'UNKNOWN').map(([count, word]) => `${count} ${word}`);
  if (numbers.length > 0) expect(line('Findings')!.split(', ').filter((part) => part !== 'others unknown')).toEqual(numbers);
  else expect(line('Findings')).toMatch(/^unknown/);
  expect(line('Outcome')).toMatch(OUTCOMES[attributes.Outcome]);
  expect(line('Step')?.split(' ')[0]).toBe(known(attributes.FailedStep));
  expect(line('Failed Regions')).toBe(known(attributes.FailedRegions)?.replaceAll(',', ', '));
  expect(line('AMI')).toBe(known(attributes.AmiId) ?? (known(attributes.ImageUri) === undefined ? 'none' : undefined));
  expect(line('Container image')).toBe(known(attributes.ImageUri));
  expect(line('Duration')).toBe(typeof attributes.DurationSeconds === 'number' ? durationText(attributes.DurationSeconds) : undefined);
  const verdict = scanAttributes.Gate === 'NONE' ? undefined : statusText(String(scanAttributes.Gate)).toLowerCase();
  expect(line('Gate')?.split(':')[0]).toBe(verdict);
  expect(text).toContain(attributes.ImageVersion);
}

/** The value of an attribute as the page has it. */
function wordOf(value: string | number): string {
  return value === 'UNKNOWN' ? 'unknown' : known(value) ?? 'none';
}
