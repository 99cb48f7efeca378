import { arn, MonitorWorld, PIPELINE } from './monitor-world';
import { BuildReport, BuildSource, Image, ScanReport, ScanSource, SeverityGate } from '../../src';
import { parsePage } from '../handler/core/render/parsed-page';
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
  for (const fact of ['AmiId', 'FailedStep', 'ImageVersion'].map((each) => attributes[each] as string)) {
    if (fact !== 'NONE' && fact !== 'UNKNOWN') expect(page.text).toContain(fact);
    if (fact !== 'NONE' && fact !== 'UNKNOWN' && text !== '') expect(text).toContain(fact);
  }
  const outcome = { SUCCEEDED: /succeeded/i, FAILED: /failed/i, CANCELLED: /cancelled/i }[attributes.Outcome as string]!;
  expect(page.text).toMatch(outcome);
  if (text !== '') expect(text).toMatch(outcome);
  if (attributes.Outcome === 'FAILED' || scanAttributes.Gate === 'FAILED') expect(text).not.toBe('');

  const written = new Map(world.metrics().slice(metricsBefore).filter(({ dimensions }) => 'PipelineName' in dimensions).map(({ name, value }) => [name, value]));
  expect(['Succeeded', 'Failed', 'Cancelled'].map((each) => written.get(`Builds${each}`)))
    .toEqual(['SUCCEEDED', 'FAILED', 'CANCELLED'].map((each) => Number(attributes.Outcome === each)));
  for (const each of ['All', 'Critical', 'High', 'Medium', 'Other'].map((name) => `Findings${name}`)) {
    const count = scanAttributes[each];
    // An unknown count is not written, and is not zero.
    expect(written.get(each)).toBe(count === 'UNKNOWN' ? undefined : count);
    if (each !== 'FindingsCritical' || text === '') continue;
    // Not the reason of the gate, which has the count as well.
    expect(/^Findings: .*/m.exec(text)![0]).toMatch(count === 'UNKNOWN' ? /unknown/ : new RegExp(`\\b${count} critical`));
  }
});
