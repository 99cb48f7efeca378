import { join } from 'node:path';
import { CdkApp, tsx } from './local-aws/cdk';
import { LocalAws } from './local-aws/launch';
import { RunResult } from './local-aws/processes';
import { Run } from './pipeline-execution-run';

jest.setTimeout(180_000);

const TESTS_FAIL = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'rpcbind is active' } } } };

let aws: LocalAws;

beforeAll(async () => {
  aws = await LocalAws.start({ scenario: {} });
}, 300_000);

afterAll(async () => aws?.stop());

function cdk(args: readonly string[], run: Run): Promise<RunResult> {
  const app: CdkApp = { folder: __dirname, app: tsx(join(__dirname, 'pipeline-execution-app.ts')), env: { RUN: JSON.stringify(run) } };
  return aws.cdk(args, app);
}

async function deploy(run: Run, code: 0 | 1 = 0): Promise<void> {
  const result = await cdk(['deploy', '--all'], run);
  if (result.code !== code) {throw new Error(`\`cdk deploy\` must end with ${code}, got ${result.code}:\n${result.output}\n${aws.log()}`);}
}

function calls(operation: string): number {
  return aws.simulator.journal().filter((entry) => entry.operation === operation).length;
}

describe('a build that fails', () => {
  test('becomes stack outputs when the deployment is to go on', async () => {
    const run: Run = { stack: 'RunContinue', command: 'dnf -y update', onFailure: 'CONTINUE', tellAllOf: 'golden' };
    const log = { logGroupName: '/aws/imagebuilder/golden', logStreamName: '1.0.1/1' };
    aws.simulator.load({ builds: [TESTS_FAIL] }, { reset: true });
    await aws.client.call('logs', 'CreateLogGroup', { logGroupName: log.logGroupName });
    await aws.client.call('logs', 'CreateLogStream', log);
    await aws.client.call('logs', 'PutLogEvents', { ...log, logEvents: [{ timestamp: Date.now(), message: 'Stderr: port 111 is open' }] });
    await deploy(run);

    const outputs = await aws.client.outputs(run.stack);
    expect(outputs).toMatchObject({ Outcome: 'FAILED', FailureStage: 'TEST', FailedStep: 'ApplyTestComponents', ReportOutcome: 'FAILED' });
    for (const message of [outputs.FailureMessage, outputs.ReportFailureMessage]) {
      expect(message).toMatch(/rpcbind is active.* \[log: Stderr: port 111 is open\]$/);
    }
    expect(outputs.DetailsUri).toMatch(/^s3:\/\/\S+\/reports\/RunContinue\/\S+\/image\/golden\/1\.0\.1\/1\.json$/);
    expect(outputs.ReportImageArn).toBe(outputs.ImageArn);
    expect(calls('StartImagePipelineExecution')).toBe(1);
  });

  test('fails the deployment with its cause, at the execution', async () => {
    const run: Run = { stack: 'RunFail', command: 'dnf -y update', onFailure: 'FAIL' };
    aws.simulator.load({ builds: [TESTS_FAIL] }, { reset: true });
    await deploy(run, 1);

    const failures = (await aws.client.stackEvents(run.stack)).filter(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'));
    expect(failures).toEqual([expect.objectContaining({ ResourceType: 'Custom::ImageBuilderPipelineExecution', ResourceStatus: 'CREATE_FAILED' })]);
    expect(failures[0].ResourceStatusReason).toMatch(/BUILD_FAILED: .*ApplyTestComponents.*rpcbind is active/s);
    expect(await aws.client.stackStatus(run.stack)).toBe('ROLLBACK_COMPLETE');
  });
});

describe('an update whose build fails', () => {
  const BEFORE: Run = { stack: 'RunUpdate', command: 'dnf -y update', onFailure: 'FAIL' };
  let before: Record<string, string>;

  beforeAll(async () => {
    aws.simulator.load({ builds: [{}, TESTS_FAIL, {}] }, { reset: true });
    await deploy(BEFORE);
    before = await aws.client.outputs(BEFORE.stack);
  }, 180_000);

  test('is rolled back to the image that was there, without another build', async () => {
    await deploy({ ...BEFORE, command: 'dnf -y remove rpcbind' }, 1);

    expect(before).toMatchObject({ Outcome: 'SUCCEEDED', ReportOutcome: 'SUCCEEDED' });
    expect(await aws.client.stackStatus(BEFORE.stack)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await aws.client.outputs(BEFORE.stack)).toEqual(before);
    expect(calls('StartImagePipelineExecution')).toBe(2);
  });

  test('builds when it is deployed again', async () => {
    await deploy({ ...BEFORE, command: 'dnf -y remove rpcbind' });

    const after = await aws.client.outputs(BEFORE.stack);
    expect(after).toMatchObject({ Outcome: 'SUCCEEDED' });
    expect(after.ImageArn).not.toBe(before.ImageArn);
    expect(calls('StartImagePipelineExecution')).toBe(3);
  });
});

describe('a build that takes longer than a custom resource waits', () => {
  // Ten minutes of the simulator are a second. The functions are asked every ten seconds.
  const SLOW = { durations: { building: 18_000 } };
  const LONG: Run = { stack: 'RunLong', command: 'dnf -y update', onFailure: 'FAIL', shareSeconds: 15 };
  const resources = async () => (await aws.client.stackEvents(LONG.stack)).filter(({ ResourceType }) => ResourceType === 'Custom::ImageBuilderPipelineExecution');
  let before: Record<string, string>;

  test('is waited for by three of them, one after the other', async () => {
    aws.simulator.load({ builds: [SLOW, { ...SLOW, ...TESTS_FAIL }, { durations: { building: 2_000_000 } }] }, { reset: true });
    await deploy(LONG);
    before = await aws.client.outputs(LONG.stack);
    expect(before).toMatchObject({ Outcome: 'SUCCEEDED', ReportOutcome: 'SUCCEEDED' });
    const created = (await resources()).filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE').map(({ LogicalResourceId }) => LogicalResourceId.slice(0, -8));
    expect(created).toEqual(['Execution', 'ExecutionWait2', 'ExecutionWait3']);
    expect(calls('StartImagePipelineExecution')).toBe(1);
  });

  test('fails the update at the last one, and is rolled back to the image that was there', async () => {
    await deploy({ ...LONG, command: 'dnf -y remove rpcbind' }, 1);
    const failed = (await resources()).filter(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'));
    expect(failed).toEqual([expect.objectContaining({ ResourceStatus: 'UPDATE_FAILED', LogicalResourceId: expect.stringMatching(/^ExecutionWait3/) })]);
    expect(failed[0].ResourceStatusReason).toMatch(/BUILD_FAILED: .*ApplyTestComponents.*rpcbind is active/s);
    expect(await aws.client.stackStatus(LONG.stack)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await aws.client.outputs(LONG.stack)).toEqual(before);
    expect(calls('StartImagePipelineExecution')).toBe(2);
  });

  test('is cancelled by the last one, and becomes outputs when the deployment is to go on', async () => {
    await deploy({ ...LONG, command: 'sleep infinity', onFailure: 'CONTINUE' });
    expect(await aws.client.outputs(LONG.stack)).toMatchObject({ Outcome: 'CANCELLED', FailureMessage: expect.stringMatching(/^BUILD_TIMED_OUT: /) });
    expect(calls('CancelImageCreation')).toBe(1);
    expect((await cdk(['destroy', '--all', '--force'], LONG)).code).toBe(0);
  });
});

test('a stack that is deleted while a build of its execution is running cancels the build, and waits for that', async () => {
  const run: Run = { stack: 'RunDelete', command: 'dnf -y update', onFailure: 'FAIL' };
  // The second build would take an hour of real time.
  aws.simulator.load({ builds: [{}, { durations: { building: 2_000_000 } }] }, { reset: true });
  await deploy(run);
  // The local CloudFormation deletes no stack that it still creates: so the build is one more under the tags of the execution.
  const { input } = aws.simulator.journal().find(({ operation }) => operation === 'StartImagePipelineExecution')!;
  await aws.client.call('imagebuilder', 'StartImagePipelineExecution', {
    imagePipelineArn: input.imagePipelineArn, clientToken: 'another', tags: { ...input.tags, 'cdk-imagebuilder:trigger': 'another' },
  });

  expect((await cdk(['destroy', '--all', '--force'], run)).code).toBe(0);
  expect(calls('CancelImageCreation')).toBeGreaterThan(0);
});
