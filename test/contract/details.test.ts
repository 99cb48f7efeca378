import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketAndLogs } from './bucket-and-logs';
import { Answer, LocalAws, startLocalAws } from './local-aws';
import { ReportStack, synthesize } from './report-stack';
import { execution, image, IMAGE_ARN, PIPELINE_ARN, pipelineScenario } from './seeds';
import { BuildReport, BuildSource, OnFailure, PipelineExecution, ScanReport, ScanSource, SeverityGate } from '../../src';
import { Scenario, SeedImage, Simulator, startSimulator } from '../simulator';

jest.setTimeout(60_000);

const valid = new Ajv2020({ strict: true, allErrors: true, strictRequired: false })
  .compile(JSON.parse(readFileSync(join(__dirname, '../../schema/report-details-1.json'), 'utf8')));
const FOLDER = 'reports/Reports/11111111-2222-3333-4444-555555555555';
const LOG = '/aws/imagebuilder/golden:1.2.3/4';

const others = new BucketAndLogs();
let simulator: Simulator;
let stack: ReportStack;
let aws: LocalAws;

beforeAll(async () => {
  stack = synthesize((scope) => {
    const details = { bucket: Bucket.fromBucketName(scope, 'Details', 'my-reports'), prefix: 'reports' };
    new BuildReport(scope, 'Build', { source: BuildSource.imageArn(IMAGE_ARN), logTail: true, details });
    new BuildReport(scope, 'Strict', { source: BuildSource.imageArn(IMAGE_ARN), onFailure: OnFailure.FAIL, logTail: true, details });
    new BuildReport(scope, 'Latest', { source: BuildSource.latestOfArn(PIPELINE_ARN), details });
    new ScanReport(scope, 'Scan', { source: ScanSource.imageArn(IMAGE_ARN), readFindings: true, details });
    new ScanReport(scope, 'Gated', { source: ScanSource.imageArn(IMAGE_ARN), gate: SeverityGate.atMost({ critical: 0 }), details });
    new PipelineExecution(scope, 'Run', { imagePipelineArn: PIPELINE_ARN, onFailure: OnFailure.CONTINUE, logTail: true, details });
  });
  simulator = await startSimulator({ account: '123456789012' });
  aws = await startLocalAws(stack, simulator.url, await others.start());
}, 120_000);

afterAll(async () => {
  await aws?.stop();
  await simulator?.stop();
  await others.stop();
});

beforeEach(() => {
  others.reset();
  aws.waits = [];
  aws.onWait = (seconds) => simulator.advance(seconds);
});

const FAILED = image({
  status: 'FAILED', workflowExecutions: [execution('BUILD', 'COMPLETED', 7), execution('TEST', 'FAILED', 2, 'FAILED')],
});

function given(images: SeedImage[], scenario: Scenario = {}): void {
  simulator.load({ clock: { rate: 0 }, seed: { images }, ...scenario }, { reset: true });
}

async function create(name: string): Promise<Answer> {
  const resource = stack.customResources.get(name)!;
  return aws.request(resource, { RequestType: 'Create' });
}

/** The only document there is; it has to be what the schema says, and stand where the answer says. */
function documentAt(path: string): any {
  const [[key, { body, contentType }], ...more] = [...others.objects];
  expect(more).toEqual([]);
  expect([key, contentType]).toEqual([`my-reports/${FOLDER}/${path}.json`, 'application/json']);
  const document = JSON.parse(body);
  valid(document);
  expect(valid.errors).toBeNull();
  return document;
}

const idOf = (name: string) => stack.customResources.get(name)!.logicalId;
const uri = (path: string) => `s3://my-reports/${FOLDER}/${path}.json`;

describe('the details of a build', () => {
  test('hold every step of every execution', async () => {
    given([image({ workflowExecutions: [execution('BUILD', 'COMPLETED', 7), execution('TEST', 'COMPLETED', 4)] })]);
    const path = `${idOf('Build')}/image/golden/1.2.3/4`;
    const { Status, Data } = await create('Build');
    expect([Status, Data!.DetailsUri, Data!.Outcome]).toEqual(['SUCCESS', uri(path), 'SUCCEEDED']);
    const document = documentAt(path);
    expect(document).toMatchObject({
      schemaVersion: '1.1',
      kind: 'BUILD',
      report: { logicalResourceId: idOf('Build') },
      image: { arn: IMAGE_ARN, status: 'AVAILABLE' },
      attributes: { Outcome: 'SUCCEEDED', StepsTotal: 11, DetailsUri: uri(path) },
    });
    expect(document.workflowExecutions.map(({ steps }: any) => steps.length).sort()).toEqual([4, 7]);
    expect(others.calls).toEqual(['PutObject']);
  });

  test('are the same bytes when the report is read again', async () => {
    given([FAILED]);
    others.streams.set(LOG, ['Stderr: rpcbind is active']);
    await create('Build');
    const [first] = [...others.objects.values()];
    await create('Build');
    expect([...others.objects.values()]).toEqual([first]);
  });

  test('of a failure hold the end of its log, and so does the message', async () => {
    given([FAILED]);
    others.streams.set(LOG, ['Stdout: Checking', 'Stderr: rpcbind is active', 'ExitCode 1', 'Image transitioned to FAILED state']);
    const { Data } = await create('Build');
    expect(Data!.FailureMessage).toMatch(/\[log: Stderr: rpcbind is active \| ExitCode 1\]$/);
    expect(documentAt(`${idOf('Build')}/image/golden/1.2.3/4`)).toMatchObject({
      attributes: { Outcome: 'FAILED', FailureMessage: Data!.FailureMessage },
      logTail: ['Stdout: Checking', 'Stderr: rpcbind is active', 'ExitCode 1', 'Image transitioned to FAILED state'],
    });
  });

  test('are written before the deployment fails, and the reason says where', async () => {
    given([FAILED]);
    others.streams.set(LOG, ['Stderr: rpcbind is active']);
    const { Status, Reason } = await create('Strict');
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(/^BUILD_FAILED: .*\[log: Stderr: rpcbind is active\]\. Look at /);
    expect(Reason).toContain(` and at ${uri(`${idOf('Strict')}/image/golden/1.2.3/4`)}.`);
    expect(documentAt(`${idOf('Strict')}/image/golden/1.2.3/4`)).toMatchObject({ attributes: { Outcome: 'FAILED' } });
  });

  test('of a pipeline without an image say so', async () => {
    simulator.load({ clock: { rate: 0 }, ...pipelineScenario() }, { reset: true });
    expect((await create('Latest')).Data).toMatchObject({ Outcome: 'NO_IMAGE', DetailsUri: uri(`${idOf('Latest')}/image-pipeline/golden`) });
    expect(documentAt(`${idOf('Latest')}/image-pipeline/golden`)).not.toHaveProperty('image');
  });

  test('stay when the report is deleted', async () => {
    given([image()]);
    const { PhysicalResourceId } = await create('Build');
    expect((await aws.request(stack.customResources.get('Build')!, { RequestType: 'Delete', PhysicalResourceId })).Status).toBe('SUCCESS');
    expect([others.objects.size, others.calls]).toEqual([1, ['PutObject']]);
  });
});

describe('the details of a scan', () => {
  const scanned = image({ scanState: { status: 'COMPLETED' }, findings: { all: 3, critical: 1, high: 2 } });

  test('hold the findings', async () => {
    given([scanned]);
    const { Data } = await create('Scan');
    expect(Data).toMatchObject({ FindingsCritical: '1', DetailsUri: uri(`${idOf('Scan')}/image/golden/1.2.3/4`) });
    const document = documentAt(`${idOf('Scan')}/image/golden/1.2.3/4`);
    expect(document).toMatchObject({ kind: 'SCAN', attributes: { FindingsAll: 3, FindingsCritical: 1, Gate: 'NONE' }, image: { arn: IMAGE_ARN } });
    expect(document.vulnerabilities.findings).toHaveLength(3);
  });

  test('are written before the gate fails the deployment', async () => {
    given([scanned]);
    const { Status, Reason } = await create('Gated');
    expect([Status, Reason.split('\n')[0]]).toEqual(['FAILED', expect.stringMatching(/^SEVERITY_GATE: 1 critical finding\b.* Details: s3:\/\/my-reports\/\S+\.json$/)]);
    expect(documentAt(`${idOf('Gated')}/image/golden/1.2.3/4`)).toMatchObject({ attributes: { Gate: 'FAILED' } });
  });
});

test('the details of an execution are written when its build has ended, with the end of its log', async () => {
  const fails = { build: { failStep: { name: 'ApplyBuildComponents', component: { errorMessage: 'exit 1' } } } };
  simulator.load({ clock: { rate: 0 }, ...pipelineScenario({ builds: [fails] }) }, { reset: true });
  others.streams.set('/aws/imagebuilder/golden:1.0.0/1', ['Stderr: no space left on device']);
  const path = `${idOf('Run')}/image/golden/1.0.0/1`;
  const { Data } = await create('Run');
  expect(Data).toMatchObject({ Outcome: 'FAILED', FailureMessage: expect.stringMatching(/ \[log: Stderr: no space left on device\]$/), DetailsUri: uri(path) });
  expect(documentAt(path)).toMatchObject({ kind: 'EXECUTION', attributes: { Outcome: 'FAILED', FailedStep: 'ApplyBuildComponents' } });
  expect(others.calls).toEqual(['GetLogEvents', 'GetLogEvents', 'PutObject']);
});

describe('a call that fails', () => {
  const DENIED = {
    status: 403,
    code: 'AccessDenied',
    message: 'User: arn:aws:sts::123456789012:assumed-role/x is not authorized to perform: s3:PutObject on resource: '
      + '&quot;arn:aws:s3:::my-reports/reports/x.json&quot; because no identity-based policy allows the s3:PutObject action',
  };
  const SLOW = { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' };

  test('with the bucket that passes only takes time', async () => {
    given([image()]);
    others.refusals.s3 = [SLOW];
    const answered = create('Build');
    aws.onWait = () => { others.refusals.s3 = []; };
    expect(await answered).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' } });
    expect(others.objects.size).toBe(1);
    expect(aws.waits).toEqual([5]);
  });

  test('with the bucket that does not pass fails the deployment, and names what is missing', async () => {
    given([image()]);
    others.refusals.s3 = [DENIED];
    const { Status, Reason } = await create('Build');
    expect([Status, Reason.split('\n')[0]]).toEqual(['FAILED',
      'ACCESS_DENIED: The role of the report is not authorized to perform s3:PutObject on resource arn:aws:s3:::my-reports/reports/x.json. '
      + 'Allow it (service control policies and permission boundaries included), then deploy again.']);
    // The poll itself tries for as long as IAM may need to learn a new policy.
    expect(aws.waits).toEqual([]);
  });

  test('with the bucket fails a report of a pipeline as well', async () => {
    simulator.load({ clock: { rate: 0 }, ...pipelineScenario() }, { reset: true });
    others.refusals.s3 = [{ status: 404, code: 'NoSuchBucket', message: 'The specified bucket does not exist' }];
    const { Status, Reason } = await create('Latest');
    expect([Status, Reason.split('\n')[0]]).toEqual(['FAILED',
      `SERVICE_REFUSED: PutObject of ${uri(`${idOf('Latest')}/image-pipeline/golden`)} was refused with NoSuchBucket (HTTP 404): The specified bucket does not exist.`]);
  });

  test.each<[string, { status: number; code: string; message: string } | undefined, string]>([
    ['is not there', undefined, ''],
    ['may not be read', { status: 400, code: 'AccessDeniedException', message: 'not authorized to perform: logs:GetLogEvents on resource: arn:aws:logs:x because' },
      ' [log: logs:GetLogEvents on arn:aws:logs:x is denied]'],
    ['is throttled', { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' }, ''],
  ])('with a log that %s hides nothing', async (_, refusal, note) => {
    given([FAILED]);
    others.refusals.logs = refusal ? [refusal] : [];
    const { Status, Data } = await create('Build');
    expect([Status, Data!.Outcome]).toEqual(['SUCCESS', 'FAILED']);
    expect(Data!.FailureMessage.replace(/^[^[]*/, '')).toBe(note.trim());
    expect(aws.waits).toEqual([]);
    expect([...aws.lambda.output.values()].join()).toContain('"event":"log not read"');
  });
});
