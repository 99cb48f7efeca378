import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBundle } from './bundle';
import { Answer, CustomResourceRequest, LocalAws, startLocalAws } from './local-aws';
import { ReportStack, synthesize } from './report-stack';
import { BuildReport, BuildSource, OnFailure, OnUnknown, ScanReport, ScanSource, SeverityGate } from '../../src';
import { BUILD_REPORT_KEYS, SCAN_REPORT_KEYS } from '../../src/report/contract';
import { Fault, Scenario, SeedImage, Simulator, startSimulator } from '../simulator';

const IMAGE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.3/4';
const PIPELINE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden';
const CREATE_FAILED = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED';
const ON_EVENT = /^ImageBuilderReportsOnEvent/;
const IS_COMPLETE = /^ImageBuilderReportsIsComplete/;

const COMPLETED = { status: 'COMPLETED' } as const;
const FINDINGS = { all: 25, critical: 1, high: 7, medium: 12 };

jest.setTimeout(60_000);

let simulator: Simulator;
let stack: ReportStack;
let aws: LocalAws;

beforeAll(async () => {
  ensureBundle();
  stack = synthesize((scope) => {
    new BuildReport(scope, 'Build', { source: BuildSource.imageArn(IMAGE_ARN) });
    new BuildReport(scope, 'Strict', { source: BuildSource.imageArn(IMAGE_ARN), onFailure: OnFailure.FAIL });
    new BuildReport(scope, 'Latest', { source: BuildSource.latestOfArn(PIPELINE_ARN) });
    new ScanReport(scope, 'Scan', { source: ScanSource.imageArn(IMAGE_ARN) });
    new ScanReport(scope, 'PipelineScan', { source: ScanSource.pipelineArn(PIPELINE_ARN) });
    new ScanReport(scope, 'AccountScan', { source: ScanSource.account() });
    new ScanReport(scope, 'CveScan', { source: ScanSource.vulnerability('CVE-2026-10000') });
    new ScanReport(scope, 'Gated', { source: ScanSource.imageArn(IMAGE_ARN), gate: SeverityGate.atMost({ critical: 1, high: 5 }) });
    new ScanReport(scope, 'Lenient', {
      source: ScanSource.imageArn(IMAGE_ARN), gate: SeverityGate.atMost({ critical: 1, onUnknown: OnUnknown.CONTINUE }),
    });
  });
  simulator = await startSimulator({ account: '123456789012' });
  aws = await startLocalAws(stack, simulator.url);
}, 120_000);

afterAll(async () => {
  await aws?.stop();
  await simulator?.stop();
});

beforeEach(() => {
  aws.lambda.invocations.length = 0;
  aws.waits = [];
  aws.onWait = undefined;
});

test('the framework is that of aws-cdk-lib, unmodified', () => {
  const { code } = stack.functions.get(stack.customResources.get('Build')!.provider)!;
  const original = join(dirname(require.resolve('aws-cdk-lib/package.json')), 'custom-resources/lib/provider-framework/runtime');
  for (const file of ['framework.js', 'cfn-response.js', 'outbound.js', 'util.js', 'consts.js']) {
    expect(readFileSync(join(code, file), 'utf8')).toBe(readFileSync(join(original, file), 'utf8'));
  }
});

describe('create', () => {
  test('answers with every attribute of a build', async () => {
    given({ images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7), execution('TEST', 'COMPLETED', 4)] })] });
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
    expect(aws.waits).toEqual([]);
  });

  test('answers with every attribute of a scan', async () => {
    given({ images: [image({ scanState: COMPLETED, findings: FINDINGS })] });
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

  test('reports a build whose test failed, and does not fail', async () => {
    const steps = [
      { name: 'LaunchTestInstance', action: 'LaunchInstance', status: 'COMPLETED' as const, startTime: '2026-01-05T08:00:00.000Z' },
      { name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED' as const, message: 'exit status 1', startTime: '2026-01-05T08:01:00.000Z' },
    ];
    given({
      images: [image({
        status: 'FAILED', reason: 'Workflow failed', workflowExecutions: [execution('BUILD', 'COMPLETED', 7), { type: 'TEST', status: 'ROLLBACK_COMPLETED', steps }],
      })],
    });
    const answer = await create('Build');
    expect(answer).toMatchObject({
      Status: 'SUCCESS',
      Data: {
        Outcome: 'FAILED',
        ImageStatusReason: 'Workflow failed',
        WorkflowsFailed: '1',
        TestWorkflowStatus: 'ROLLBACK_COMPLETED',
        FailureStage: 'TEST',
        FailedStep: 'RunTests',
        FailedStepAction: 'ExecuteComponents',
        FailureMessage: 'exit status 1',
        AmiId: 'NONE',
      },
    });
    expect(operations()).toEqual(['GetImage', 'ListWorkflowExecutions', 'ListWorkflowStepExecutions']);
  });

  test('counts what has no counts, and does not count what was retried', async () => {
    given({
      images: [image({
        workflowExecutions: [
          { ...execution('BUILD', 'FAILED', 3), retried: true },
          { ...execution(undefined, 'COMPLETED', 130), workflowArn: 'arn:aws:imagebuilder:eu-central-1:aws:workflow/build/build-image/1.0.3/1', counts: {} },
        ],
      })],
    });
    expect((await create('Build')).Data).toMatchObject({
      WorkflowsTotal: '1', WorkflowsFailed: '0', BuildWorkflowStatus: 'COMPLETED', StepsTotal: '130', StepsSucceeded: '130', StepsFailed: '0',
    });
    expect(operations().filter((operation) => operation === 'ListWorkflowStepExecutions')).toHaveLength(2);
  });

  test('reads many step lists side by side, five at a time, to their last pages', async () => {
    const workflowExecutions = Array.from({ length: 60 }, (_, i) => ({ ...execution('TEST', 'COMPLETED', 25), parallelGroup: `group${i}`, counts: {} }));
    given({ images: [image({ workflowExecutions })] }, [], { pageSize: 10, latencyMs: 10 });
    expect((await create('Build')).Data).toMatchObject({ WorkflowsTotal: '60', StepsTotal: '1500', StepsSucceeded: '1500', TestWorkflowStatus: 'COMPLETED' });
    const calls = simulator.journal().filter(({ operation }) => operation === 'ListWorkflowStepExecutions');
    expect(calls).toHaveLength(180);
    const atOnce = calls.map(({ startedAt }) => calls.filter((other) => other.startedAt <= startedAt && other.endedAt! > startedAt).length);
    expect(Math.max(...atOnce)).toBe(5);
  });

  test('reports the newest image of a pipeline, and that there is none', async () => {
    const images = Array.from({ length: 30 }, (_, i) => ({
      ...image(), arn: IMAGE_ARN.replace('/4', `/${i + 1}`), pipelineArn: PIPELINE_ARN, dateCreated: new Date(Date.UTC(2026, 0, 1 + (i * 7) % 30)).toISOString(),
    }));
    given({ images });
    const newest = images.find(({ dateCreated }) => dateCreated.startsWith('2026-01-30'))!;
    expect((await create('Latest')).Data).toMatchObject({ Outcome: 'SUCCEEDED', ImageArn: newest.arn });

    given({ images: [] });
    expect(await create('Latest')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'NO_IMAGE', StepsFailed: 'UNKNOWN', AmiId: 'NONE' } });
    expect(await create('PipelineScan')).toMatchObject({ Status: 'SUCCESS', Data: { ScanStatus: 'NO_IMAGE', FindingsCritical: 'UNKNOWN' } });
  });

  test('counts the findings over a pipeline', async () => {
    const second = IMAGE_ARN.replace('/4', '/5');
    given({ images: [IMAGE_ARN, second].map((arn) => image({ arn, pipelineArn: PIPELINE_ARN, scanState: COMPLETED, findings: FINDINGS })) });
    expect((await create('PipelineScan')).Data).toMatchObject({ AggregationType: 'imagePipelineArn', AggregationKey: PIPELINE_ARN, FindingsAll: '50', FindingsHigh: '14' });
  });

  test('counts the findings of the account and of a vulnerability', async () => {
    const second = IMAGE_ARN.replace('/4', '/5');
    given({ images: [IMAGE_ARN, second].map((arn) => image({ arn, scanState: COMPLETED, findings: FINDINGS })) });
    expect((await create('AccountScan')).Data).toMatchObject({
      ScanStatus: 'NONE', AggregationType: 'accountId', AggregationKey: '123456789012', FindingsAll: '50', FindingsHigh: '14', FindingsOther: '10',
    });
    expect((await create('CveScan')).Data).toMatchObject({
      ScanStatus: 'NONE', AggregationType: 'vulnerabilityId', AggregationKey: 'CVE-2026-10000', FindingsAll: '2', FindingsCritical: '2',
    });
    expect(operations()).toEqual(['ListImageScanFindingAggregations', 'ListImageScanFindingAggregations']);
  });

  test('does not count what was never scanned, and finds no vulnerability where none is', async () => {
    given({ images: [image()] });
    for (const report of ['AccountScan', 'CveScan']) {
      expect(await create(report)).toMatchObject({ Status: 'SUCCESS', Data: { FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN' } });
    }
    given({ images: [image({ scanState: COMPLETED, findings: { all: 3, high: 3 } })] });
    expect((await create('CveScan')).Data).toMatchObject({ FindingsAll: '0', FindingsCritical: '0' });
  });

  test('fails with a sentence when a property is malformed', async () => {
    const answer = await create('Build', { SourceArn: 'ami-1' });
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: CREATE_FAILED });
    expect(sentenceOf(answer)).toBe('INVALID_REQUEST: `SourceArn` must be the ARN of one build of an image (…:image/name/1.2.3/4), got: ami-1.');
  });

  test('fails when the image does not exist', async () => {
    given({});
    expect(sentenceOf(await create('Build'))).toBe(
      `IMAGE_NOT_FOUND: GetImage does not find ${IMAGE_ARN}. Check that it is in this account and Region, and has not been deleted.`,
    );
  });
});

describe('a failed build', () => {
  const COMPONENT_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:component/hardening/1.0.0/1';
  const PAGE = 'https://eu-central-1.console.aws.amazon.com/imagebuilder/home?region=eu-central-1#/images/'
    + 'arn%3Aaws%3Aimagebuilder%3Aeu-central-1%3A123456789012%3Aimage%2Fgolden%2F1.2.3%2F4/details';
  const LOOK = `Look at ${PAGE} and at stream 1.2.3/4 of log group /aws/imagebuilder/golden.`;
  const CONTEXT = { imageStatus: 'TESTING', componentFailure: { componentArn: COMPONENT_ARN, phaseName: 'test', errorMessage: 'exit status 1' } };
  const failing = (members: Partial<SeedImage> = {}, step = {}) => given({
    images: [image({
      status: 'FAILED',
      reason: 'Workflow failed',
      workflowExecutions: [execution('BUILD', 'COMPLETED', 7), {
        type: 'TEST', status: 'ROLLBACK_COMPLETED', steps: [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED', ...step }],
      }],
      ...members,
    })],
  });

  test('has its cause from the account of the service, whole or in part', async () => {
    failing({ failureContext: { ...CONTEXT, failedStep: 'RunTests' } });
    const whole = { FailureStage: 'TEST', FailedStep: 'RunTests', FailedStepAction: 'ExecuteComponents', FailedRegions: 'NONE', FailureMessage: 'exit status 1' };
    expect((await create('Build')).Data).toMatchObject({ ...whole, FailedComponent: COMPONENT_ARN, FailedPhase: 'test' });
    failing({ failureContext: { componentFailure: { errorMessage: 'exit status 1' } } });
    expect((await create('Build')).Data).toMatchObject({ ...whole, FailedComponent: 'UNKNOWN', FailedPhase: 'UNKNOWN' });
  });

  test('has its cause from the outputs of the step where there is no account, and tells the attempts', async () => {
    const outputs = { runCommandId: 'r', error: `Document ${COMPONENT_ARN} failed`, logUrl: 'https://logs.example/1' };
    failing({}, { outputs, attemptNumber: 3, maxAttempts: 3 });
    expect((await create('Build')).Data).toMatchObject({
      FailedStep: 'RunTests', FailureMessage: `Document ${COMPONENT_ARN} failed (attempt 3 of 3, log: https://logs.example/1)`,
    });
  });

  test('names the one Region of three in which the distribution failed', async () => {
    failing({
      workflowExecutions: [execution('BUILD', 'COMPLETED', 7)],
      failureContext: { imageStatus: 'DISTRIBUTING', distributionFailure: { regionFailures: [{ region: 'eu-west-1', status: 'FAILED', errorMessage: 'No quota' }] } },
    });
    expect((await create('Build')).Data).toMatchObject({
      FailureStage: 'DISTRIBUTION', FailedRegions: 'eu-west-1', FailedStep: 'NONE', FailedComponent: 'NONE', FailureMessage: 'eu-west-1: No quota', StepsFailed: '0',
    });
  });

  test('is not one because a step passed on its third attempt', async () => {
    const steps = [1, 2, 3].map((attemptNumber) => ({ name: 'Flaky', action: 'RunCommand', status: attemptNumber < 3 ? 'FAILED' as const : 'COMPLETED' as const, attemptNumber, maxAttempts: 3 }));
    given({ images: [image({ workflowExecutions: [{ ...execution('BUILD', 'COMPLETED', 0), steps, counts: {} }] })] });
    expect((await create('Build')).Data).toMatchObject({ Outcome: 'SUCCEEDED', StepsTotal: '1', StepsFailed: '0', FailedStep: 'NONE', FailureMessage: 'NONE' });
  });

  test('fails the deployment when it is to, with what failed, why and where to look', async () => {
    failing({ failureContext: { ...CONTEXT, failedStep: 'RunTests' } });
    const answer = await create('Strict');
    expect(answer.Status).toBe('FAILED');
    expect(sentenceOf(answer)).toBe(
      `BUILD_FAILED: The build of ${IMAGE_ARN} failed in stage TEST, at step RunTests (ExecuteComponents), in component ${COMPONENT_ARN}, in phase test: `
      + `exit status 1. ${LOOK}`,
    );
  });

  test('that was cancelled fails the deployment when it is to, and one that succeeded does not', async () => {
    given({ images: [image({ status: 'CANCELLED' })] });
    expect(sentenceOf(await create('Strict'))).toBe(`BUILD_CANCELLED: The build of ${IMAGE_ARN} was cancelled. ${LOOK}`);
    given({ images: [image()] });
    expect(await create('Strict')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' } });
  });

  test('with messages of 384,000 characters still says where to look, in 4,096 bytes', async () => {
    const errorMessage = '検'.repeat(384_000);
    failing({ failureContext: { distributionFailure: { errorMessage, regionFailures: [{ region: 'eu-west-1', status: 'FAILED', errorMessage }] } } });
    const answer = await create('Strict');
    expect(sentenceOf(answer)).toMatch(/, in Region eu-west-1: eu-west-1: 検+… Look at https:\S+ and at stream 1\.2\.3\/4 of log group \/aws\/imagebuilder\/golden\.$/);
    expect(answer.bytes).toBeLessThan(4096);
    expect(await create('Build')).toMatchObject({ Status: 'SUCCESS', Data: { FailedRegions: 'eu-west-1', Truncated: 'true' } });
  });
});

describe('update', () => {
  beforeEach(() => given({ images: [image(), image({ arn: IMAGE_ARN.replace('/4', '/5') })] }));

  test('reports again under the same id when the source is the same', async () => {
    const before = await create('Build');
    const after = await request('Build', { RequestType: 'Update', PhysicalResourceId: before.PhysicalResourceId, properties: { DeploymentId: '2' } });
    expect(after).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: before.PhysicalResourceId, Data: before.Data });
  });

  test('takes another id when the source is another, and the old report can be deleted', async () => {
    const before = await create('Build');
    const SourceArn = IMAGE_ARN.replace('/4', '/5');
    const after = await request('Build', { RequestType: 'Update', PhysicalResourceId: before.PhysicalResourceId, properties: { SourceArn } });
    expect(after).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `build-report:${SourceArn}`, Data: { ImageArn: SourceArn } });
    expect(await request('Build', { RequestType: 'Delete', PhysicalResourceId: before.PhysicalResourceId })).toMatchObject({
      Status: 'SUCCESS', PhysicalResourceId: before.PhysicalResourceId,
    });
  });

  test('keeps the id when it fails, and succeeds with the old properties', async () => {
    const { PhysicalResourceId } = await create('Build');
    const failed = await request('Build', { RequestType: 'Update', PhysicalResourceId, properties: { SourceArn: 'odd' } });
    expect(failed).toMatchObject({ Status: 'FAILED', PhysicalResourceId });
    expect(await request('Build', { RequestType: 'Update', PhysicalResourceId, oldProperties: { SourceArn: 'odd' } })).toMatchObject({
      Status: 'SUCCESS', PhysicalResourceId,
    });
  });
});

describe('delete', () => {
  test('succeeds without a call, also when nothing of what was reported exists', async () => {
    given({});
    expect(await request('Gated', { RequestType: 'Delete', PhysicalResourceId: 'whatever it was' })).toMatchObject({
      Status: 'SUCCESS', PhysicalResourceId: 'whatever it was',
    });
    expect(operations()).toEqual([]);
  });

  test('succeeds after a failed create, without us', async () => {
    const failed = await create('Build', { SourceArn: 'ami-1' });
    aws.lambda.invocations.length = 0;
    expect(await request('Build', { RequestType: 'Delete', PhysicalResourceId: failed.PhysicalResourceId, properties: { SourceArn: 'ami-1' } })).toMatchObject({
      Status: 'SUCCESS', PhysicalResourceId: CREATE_FAILED,
    });
    expect(invocationsOf(ON_EVENT)).toBe(0);
  });

  test('succeeds after a create that failed while it was polled', async () => {
    given({});
    const failed = await create('Build');
    expect(failed).toMatchObject({ Status: 'FAILED', PhysicalResourceId: `build-report:${IMAGE_ARN}` });
    expect(await request('Build', { RequestType: 'Delete', PhysicalResourceId: failed.PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS' });
  });
});

describe('a gate', () => {
  test('that holds is passed', async () => {
    given({ images: [image({ scanState: COMPLETED, findings: { ...FINDINGS, high: 5 } })] });
    expect(await create('Gated')).toMatchObject({ Status: 'SUCCESS', Data: { Gate: 'PASSED', GateReason: 'NONE', FindingsHigh: '5' } });
  });

  test('that does not hold fails the deployment with counts, limits and image', async () => {
    given({ images: [image({ scanState: COMPLETED, findings: { ...FINDINGS, critical: 2 } })] });
    const answer = await create('Gated');
    expect(answer.Status).toBe('FAILED');
    expect(sentenceOf(answer)).toBe(
      `SEVERITY_GATE: 2 critical findings, at most 1 is accepted; 7 high findings, at most 5 are accepted, in ${IMAGE_ARN}. `
      + `List them with: aws imagebuilder list-image-scan-findings --filters name=imageBuildVersionArn,values=${IMAGE_ARN}`,
    );
    expect(answer.bytes).toBeLessThan(4096);
  });

  test('without counts to judge fails the deployment, or not, as it was told', async () => {
    given({ images: [image({ scanState: { status: 'ABANDONED' } })] });
    expect(sentenceOf(await create('Gated'))).toBe(
      `GATE_NOT_EVALUATED: the scan ended as ABANDONED, in ${IMAGE_ARN}. Look at the test workflow of the build: it has to run for a scan to complete.`,
    );
    expect(await create('Lenient')).toMatchObject({ Status: 'SUCCESS', Data: { Gate: 'NOT_EVALUATED', FindingsCritical: 'UNKNOWN' } });
  });
});

describe('a scan', () => {
  const UNKNOWN_COUNTS = { FindingsAll: 'UNKNOWN', FindingsCritical: 'UNKNOWN', FindingsHigh: 'UNKNOWN', FindingsMedium: 'UNKNOWN', FindingsOther: 'UNKNOWN' };

  test('that is off has no counts', async () => {
    given({ images: [image()] });
    expect((await create('Scan')).Data).toMatchObject({ ScanStatus: 'NOT_ENABLED', ...UNKNOWN_COUNTS });
    expect(aws.waits).toEqual([]);
  });

  test('that was abandoned has no counts', async () => {
    given({ images: [image({ scanState: { status: 'ABANDONED', reason: 'No test instance' }, findings: FINDINGS })] });
    expect((await create('Scan')).Data).toMatchObject({ ScanStatus: 'ABANDONED', ScanStatusReason: 'No test instance', ...UNKNOWN_COUNTS });
    expect(aws.waits).toEqual([]);
  });

  test('that is made on demand is delivered elsewhere', async () => {
    given({
      images: [image({
        scanState: { status: 'PENDING' },
        members: { imageScanningConfiguration: { imageScanningEnabled: true, imageScanningTypes: ['ON_DEMAND_AMI_CVE'] } },
      })],
    });
    expect((await create('Scan')).Data).toMatchObject({ ScanStatus: 'DELIVERED_ELSEWHERE', ...UNKNOWN_COUNTS });
  });

  test('that stays pending is waited for as long as was told, and then has no counts', async () => {
    given({ images: [image({ scanState: { status: 'PENDING' } })] });
    expect((await create('Scan')).Data).toMatchObject({ ScanStatus: 'PENDING', ...UNKNOWN_COUNTS });
    expect(aws.waits).toEqual(Array(60).fill(5));
  });

  test('that completes while it is waited for is counted', async () => {
    given({ images: [image({ scanState: { status: 'SCANNING' } })] });
    aws.onWait = () => given({ images: [image({ scanState: COMPLETED, findings: FINDINGS })] });
    expect((await create('Scan')).Data).toMatchObject({ ScanStatus: 'COMPLETED', FindingsCritical: '1' });
    expect(aws.waits).toEqual([5]);
  });

  test('that is completed and found nothing is zero, after a second look', async () => {
    given({ images: [image({ scanState: COMPLETED })] });
    expect((await create('Scan')).Data).toMatchObject({ ScanStatus: 'COMPLETED', FindingsAll: '0', FindingsCritical: '0', TopVulnerabilities: 'NONE' });
    expect(operations()).toEqual(['GetImage', 'ListImageScanFindingAggregations', 'ListImageScanFindingAggregations']);
  });
});

describe('trouble', () => {
  test('that passes between two polls does not fail the deployment', async () => {
    given({ images: [image()] }, [{ operation: 'GetImage', between: [1, 3], effect: { error: { code: 'CallRateLimitExceededException', message: 'Rate exceeded' } } }]);
    expect(await create('Build')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' } });
    expect(aws.waits).toEqual([5]);
  });

  test.each<[string, Fault['effect']]>([['an empty answer', 'emptyBody'], ['half an answer', 'truncated']])('of %s is no zero', async (_, effect) => {
    given({ images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7)] })] }, [{ operation: 'ListWorkflowExecutions', between: [1, 3], effect }]);
    aws.onWait = () => given({ images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7)] })] });
    expect((await create('Build')).Data).toMatchObject({ WorkflowsTotal: '1', StepsTotal: '7' });
    expect(aws.waits).toEqual([5]);
  });

  test.each(['AccessDeniedException', 'ForbiddenException'])('of a call that is denied with %s fails the deployment by name', async (code) => {
    const message = `User: arn:aws:sts::123456789012:assumed-role/reports/reports is not authorized to perform: imagebuilder:ListWorkflowExecutions on resource: ${IMAGE_ARN} because no identity-based policy allows the imagebuilder:ListWorkflowExecutions action`;
    given({ images: [image()] }, [{ operation: 'ListWorkflowExecutions', effect: { error: { code, message } } }]);
    const answer = await create('Build');
    expect(answer.Status).toBe('FAILED');
    expect(sentenceOf(answer)).toBe(
      `ACCESS_DENIED: The role of the report is not authorized to perform imagebuilder:ListWorkflowExecutions on resource ${IMAGE_ARN}. `
      + 'Allow it (service control policies and permission boundaries included), then deploy again.',
    );
    expect(aws.waits).toEqual([5, 5, 5, 5]);
  });

  test('of a service that refuses long pages is met with short ones', async () => {
    const effect = { error: { code: 'InvalidParameterValueException', message: 'maxResults must be at most 25' } };
    given({ images: [image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7)] })] }, [{ operation: 'ListWorkflowExecutions', where: { maxResults: 100 }, effect }]);
    expect(await create('Build')).toMatchObject({ Status: 'SUCCESS', Data: { WorkflowsTotal: '1', StepsTotal: '7' } });
    expect(operations()).toEqual(['GetImage', 'ListWorkflowExecutions', 'ListWorkflowExecutions']);
    expect(aws.waits).toEqual([]);
  });

  test('of an invocation is met by the framework with another one, which does no harm', async () => {
    given({ images: [image()] });
    for (const pattern of [ON_EVENT, IS_COMPLETE]) aws.refuseNextInvocation(functionName(pattern));
    expect(await create('Build')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' } });
    expect([invocationsOf(ON_EVENT), invocationsOf(IS_COMPLETE)]).toEqual([1, 1]);
    expect(operations()).toEqual(['GetImage', 'ListWorkflowExecutions']);
  });
});

describe('4,096 bytes', () => {
  test('hold the attributes of a failure with messages of any length, and say that they were cut', async () => {
    const steps = [{ name: 'RunTests', action: 'ExecuteComponents', status: 'FAILED' as const, message: '検査'.repeat(250) }];
    given({ images: [image({ status: 'FAILED', reason: '🔥'.repeat(512), workflowExecutions: [{ type: 'TEST', status: 'FAILED', steps }] })] });
    const answer = await create('Build');
    expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'FAILED', FailedStep: 'RunTests', Truncated: 'true' } });
    expect(answer.bytes).toBeLessThanOrEqual(4096);
    expect(answer.bytes).toBeGreaterThan(4085);
    expect(answer.Data!.FailureMessage).toMatch(/^(検査)+検?…$/);
    expect(answer.Data!.ImageStatusReason).toMatch(/^(🔥)+…$/u);
  });

  test('hold every reason', async () => {
    given({ images: [image()] }, [{ operation: 'GetImage', effect: { error: { code: 'InvalidRequestException', message: '検\n"'.repeat(20_000) } } }]);
    const answer = await create('Build');
    expect(answer.Status).toBe('FAILED');
    expect(sentenceOf(answer)).toMatch(/^SERVICE_REFUSED: GetImage of arn:\S+ was refused with InvalidRequestException \(HTTP 400\): (検 ")+検?…$/);
    expect(answer.bytes).toBeLessThan(4096);
  });
});

test('our functions write one JSON object a line, and nothing of the ResponseURL', async () => {
  given({ images: [image()] });
  await create('Build');
  await create('Build', { SourceArn: 'odd' });
  const text = [ON_EVENT, IS_COMPLETE].map((pattern) => aws.lambda.output.get(functionName(pattern))!).join('');
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(['accepted', 'polled', 'failed', 'deleted']));
  expect(lines.every(({ requestId }) => typeof requestId === 'string')).toBe(true);
  expect(text).not.toContain('Signature');
});

/** Forgets everything and starts the service anew. */
function given(seed: Scenario['seed'], faults: readonly Fault[] = [], scenario: Scenario = {}): void {
  simulator.load({ clock: { rate: 0 }, seed, faults, ...scenario }, { reset: true });
}

function image(members: Partial<SeedImage> = {}): SeedImage {
  return { arn: IMAGE_ARN, ...members };
}

function execution(type: 'BUILD' | 'TEST' | undefined, status: 'COMPLETED' | 'FAILED', stepCount: number) {
  const steps = Array.from({ length: stepCount }, (_, i) => ({ name: `Step${i}`, action: 'ExecuteBash', status: 'COMPLETED' as const }));
  return { ...(type ? { type } : {}), status, steps, startTime: '2026-01-05T08:00:00.000Z', endTime: '2026-01-05T08:10:00.000Z' };
}

function request(report: string, members: CustomResourceRequest): Promise<Answer> {
  return aws.request(stack.customResources.get(report)!, members);
}

function create(report: string, properties: Record<string, unknown> = {}): Promise<Answer> {
  return request(report, { RequestType: 'Create', properties });
}

function operations(): string[] {
  return simulator.journal().map(({ operation }) => operation).sort();
}

function functionName(pattern: RegExp): string {
  return [...stack.functions.keys()].find((name) => pattern.test(name))!;
}

function invocationsOf(pattern: RegExp): number {
  return aws.lambda.invocations.filter((name) => pattern.test(name)).length;
}

/** The reason without the framework's hint at the log, which has to be there and nothing else. */
function sentenceOf({ Reason }: Answer): string {
  const [, sentence] = /^(.*)\n\nLogs: \/aws\/lambda\/\w+\n$/.exec(Reason) ?? [undefined, `Not one sentence: ${Reason}`];
  return sentence!;
}
