import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Answer, CustomResourceRequest } from './local-aws';
import { execution, image, IMAGE_ARN, PIPELINE_ARN } from './seeds';
import { functionName, startWorld, World } from './world';
import { BuildReport, BuildSource, ScanReport, ScanSource, SeverityGate } from '../../src';
import { BUILD_REPORT_KEYS } from '../../src/contract/build-report';
import { SCAN_REPORT_KEYS } from '../../src/contract/scan-report';
import { Scenario, SeedImage } from '../simulator';

const OTHER_ARN = IMAGE_ARN.replace('/4', '/5');
const COMPLETED = { status: 'COMPLETED' } as const;
const FINDINGS = { all: 25, critical: 1, high: 7, medium: 12 };

jest.setTimeout(60_000);

let world: World;

beforeAll(async () => {
  world = await startWorld((scope) => {
    new BuildReport(scope, 'Build', { source: BuildSource.imageArn(IMAGE_ARN) });
    new BuildReport(scope, 'Latest', { source: BuildSource.latestOfArn(PIPELINE_ARN) });
    new ScanReport(scope, 'Scan', { source: ScanSource.imageArn(IMAGE_ARN) });
    new ScanReport(scope, 'PipelineScan', { source: ScanSource.pipelineArn(PIPELINE_ARN) });
    new ScanReport(scope, 'AccountScan', { source: ScanSource.account() });
    new ScanReport(scope, 'CveScan', { source: ScanSource.vulnerability('CVE-2026-10000') });
    new ScanReport(scope, 'Gated', { source: ScanSource.imageArn(IMAGE_ARN), gate: SeverityGate.atMost({ critical: 1, high: 5 }) });
  });
}, 120_000);

afterAll(async () => {
  await world?.stop();
});

beforeEach(() => {
  world.aws.waits = [];
});

test('the framework is that of aws-cdk-lib, unmodified', () => {
  const { code } = world.stack.functions.get(world.stack.customResources.get('Build')!.provider)!;
  const original = join(dirname(require.resolve('aws-cdk-lib/package.json')), 'custom-resources/lib/provider-framework/runtime');
  for (const file of ['framework.js', 'cfn-response.js', 'outbound.js', 'util.js', 'consts.js']) {
    expect(readFileSync(join(code, file), 'utf8')).toBe(readFileSync(join(original, file), 'utf8'));
  }
});

describe('a build report', () => {
  test('has every attribute', async () => {
    given([image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7), execution('TEST', 'COMPLETED', 4)] })]);
    const answer = await create('Build');
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `build-report:${IMAGE_ARN}` });
    expect(Object.keys(answer.Data!).sort()).toEqual([...BUILD_REPORT_KEYS].sort());
    expect(answer.Data).toMatchObject({
      Outcome: 'SUCCEEDED',
      WorkflowsTotal: '2',
      StepsTotal: '11',
      StepsSucceeded: '11',
      BuildWorkflowStatus: 'COMPLETED',
      TestWorkflowStatus: 'COMPLETED',
      FailedStep: 'NONE',
      ImageVersion: '1.2.3/4',
      Truncated: 'false',
    });
    expect(answer.Data!.AmiId).toMatch(/^ami-/);
    expect(operations()).toEqual(['GetImage', 'ListWorkflowExecutions']);
    expect(world.aws.waits).toEqual([]);
  });

  test('reads many step lists side by side, five at a time, to their last pages', async () => {
    const workflowExecutions = Array.from({ length: 60 }, (_, i) => ({ ...execution('TEST', 'COMPLETED', 25), parallelGroup: `group${i}`, counts: {} }));
    given([image({ workflowExecutions })], { pageSize: 10, latencyMs: 10 });
    expect((await create('Build')).Data).toMatchObject({ WorkflowsTotal: '60', StepsTotal: '1500', StepsSucceeded: '1500', TestWorkflowStatus: 'COMPLETED' });
    const calls = world.simulator.journal().filter(({ operation }) => operation === 'ListWorkflowStepExecutions');
    expect(calls).toHaveLength(180);
    const atOnce = calls.map(({ startedAt }) => calls.filter((other) => other.startedAt <= startedAt && other.endedAt! > startedAt).length);
    expect(Math.max(...atOnce)).toBe(5);
  });

  test('of a pipeline is about its newest image', async () => {
    const images = Array.from({ length: 30 }, (_, i) => image({
      arn: IMAGE_ARN.replace('/4', `/${i + 1}`), pipelineArn: PIPELINE_ARN, dateCreated: new Date(Date.UTC(2026, 0, 1 + (i * 7) % 30)).toISOString(),
    }));
    given(images);
    const newest = images.find(({ dateCreated }) => dateCreated!.startsWith('2026-01-30'))!;
    expect((await create('Latest')).Data).toMatchObject({ Outcome: 'SUCCEEDED', ImageArn: newest.arn });
  });

  test('takes another id when its source is another one, and the old one can be deleted', async () => {
    given([image(), image({ arn: OTHER_ARN })]);
    const { PhysicalResourceId } = await create('Build');
    const after = await request('Build', { RequestType: 'Update', PhysicalResourceId, properties: { SourceArn: OTHER_ARN } });
    expect(after).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `build-report:${OTHER_ARN}`, Data: { ImageArn: OTHER_ARN } });
    expect(await request('Build', { RequestType: 'Delete', PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
  });

  test('of a failure with messages of any length fills 4,096 bytes, and says that it was cut', async () => {
    const steps = [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED' as const, message: '検査'.repeat(250) }];
    given([image({ status: 'FAILED', reason: '🔥'.repeat(512), workflowExecutions: [{ type: 'TEST', status: 'FAILED', steps }] })]);
    const answer = await create('Build');
    expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'FAILED', FailedStep: 'RunTests', Truncated: 'true' } });
    expect(answer.bytes).toBeLessThanOrEqual(4096);
    expect(answer.bytes).toBeGreaterThan(4085);
    expect(answer.Data!.FailureMessage).toMatch(/^(検査)+検?…$/);
    expect(answer.Data!.ImageStatusReason).toMatch(/^(🔥)+…$/u);
  });
});

describe('a scan report', () => {
  test('has every attribute', async () => {
    given([image({ scanState: COMPLETED, findings: FINDINGS })]);
    const answer = await create('Scan');
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `scan-report:${IMAGE_ARN}` });
    expect(answer.Data).toEqual({
      ScanStatus: 'COMPLETED',
      ScanStatusReason: 'NONE',
      AggregationType: 'imageBuildVersionArn',
      AggregationKey: IMAGE_ARN,
      FindingsAll: '25',
      FindingsCritical: '1',
      FindingsHigh: '7',
      FindingsMedium: '12',
      FindingsOther: '5',
      TopVulnerabilities: 'UNKNOWN',
      Gate: 'NONE',
      GateReason: 'NONE',
      DetailsUri: 'NONE',
      Truncated: 'false',
    });
    expect(Object.keys(answer.Data!).sort()).toEqual([...SCAN_REPORT_KEYS].sort());
    expect(operations()).toEqual(['GetImage', 'ListImageScanFindingAggregations']);
  });

  test('counts the findings over a pipeline', async () => {
    given([IMAGE_ARN, OTHER_ARN].map((arn) => image({ arn, pipelineArn: PIPELINE_ARN, scanState: COMPLETED, findings: FINDINGS })));
    expect((await create('PipelineScan')).Data).toMatchObject({ AggregationType: 'imagePipelineArn', AggregationKey: PIPELINE_ARN, FindingsAll: '50', FindingsHigh: '14' });
  });

  test('counts the findings of the account and of a vulnerability', async () => {
    given([IMAGE_ARN, OTHER_ARN].map((arn) => image({ arn, scanState: COMPLETED, findings: FINDINGS })));
    expect((await create('AccountScan')).Data).toMatchObject({
      ScanStatus: 'NONE', AggregationType: 'accountId', AggregationKey: '123456789012', FindingsAll: '50', FindingsHigh: '14', FindingsOther: '10',
    });
    expect((await create('CveScan')).Data).toMatchObject({
      ScanStatus: 'NONE', AggregationType: 'vulnerabilityId', AggregationKey: 'CVE-2026-10000', FindingsAll: '2', FindingsCritical: '2',
    });
    expect(operations()).toEqual(['ListImageScanFindingAggregations', 'ListImageScanFindingAggregations']);
  });

  test('of a vulnerability counts zero where images were scanned and none has it, and nothing where none was scanned', async () => {
    given([image({ scanState: COMPLETED, findings: { all: 3, high: 3 } })]);
    expect((await create('CveScan')).Data).toMatchObject({ FindingsAll: '0', FindingsCritical: '0' });
    given([image()]);
    expect((await create('CveScan')).Data).toMatchObject({ FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN' });
  });

  test('passes a gate that holds', async () => {
    given([image({ scanState: COMPLETED, findings: { ...FINDINGS, high: 5 } })]);
    expect(await create('Gated')).toMatchObject({ Status: 'SUCCESS', Data: { Gate: 'PASSED', GateReason: 'NONE', FindingsHigh: '5' } });
  });
});

test('our functions write one JSON object a line, and nothing of the ResponseURL', async () => {
  given([image()]);
  const { PhysicalResourceId } = await create('Build');
  await create('Build', { SourceArn: 'odd' });
  await request('Build', { RequestType: 'Delete', PhysicalResourceId });
  const text = ['OnEvent', 'IsComplete'].map((name) => world.aws.lambda.output.get(functionName(world.stack, `ImageBuilderReports${name}`))!).join('');
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(['accepted', 'polled', 'failed', 'deleted']));
  expect(lines.every(({ requestId }) => typeof requestId === 'string')).toBe(true);
  expect(text).not.toContain('Signature');
});

/** Forgets everything and starts the service anew. */
function given(images: readonly SeedImage[], scenario: Scenario = {}): void {
  world.simulator.load({ clock: { rate: 0 }, seed: { images }, ...scenario }, { reset: true });
}

function request(report: string, members: CustomResourceRequest): Promise<Answer> {
  return world.aws.request(world.stack.customResources.get(report)!, members);
}

function create(report: string, properties: Record<string, unknown> = {}): Promise<Answer> {
  return request(report, { RequestType: 'Create', properties });
}

function operations(): string[] {
  return world.simulator.journal().map(({ operation }) => operation).sort();
}
