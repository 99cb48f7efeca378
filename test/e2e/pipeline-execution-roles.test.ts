import { join } from 'node:path';
import { tsx } from './local-aws/cdk';
import { LocalAws } from './local-aws/launch';
import { Run } from './pipeline-execution-run';

jest.setTimeout(180_000);

const RUN: Run = { stack: 'RunWithRoles', command: 'dnf -y update', onFailure: 'CONTINUE', tellAllOf: 'golden-with-roles' };
const LOG = { logGroupName: `/aws/imagebuilder/${RUN.tellAllOf}`, logStreamName: '1.0.1/1' };

let aws: LocalAws;
let outputs: Record<string, string>;

/** With roles enforced: an execution whose build fails, which writes its details, and a report that does the same. */
beforeAll(async () => {
  aws = await LocalAws.start({ scenario: {}, auth: true });
  aws.simulator.load({ builds: [{ test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'exit status 1' } } } }] }, { reset: true });
  const app = { folder: __dirname, app: tsx(join(__dirname, 'pipeline-execution-app.ts')), env: { RUN: JSON.stringify(RUN) } };
  const result = await aws.cdk(['deploy', '--all'], app);
  if (result.code !== 0) {throw new Error(`\`cdk deploy\` must succeed, got ${result.code}:\n${result.output}\n${aws.log()}`);}
  outputs = await aws.client.outputs(RUN.stack);
}, 400_000);

afterAll(async () => aws?.stop());

test('the roles allow all that an execution and its report do', () => {
  expect(outputs).toMatchObject({ Outcome: 'FAILED', FailedStep: 'ApplyTestComponents', ReportOutcome: 'FAILED' });
  const calls = aws.simulator.journal().filter(({ accessKey }) => accessKey !== 'cloudformation');
  expect(calls.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['StartImagePipelineExecution', 'ListWorkflowStepExecutions']));
  expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
});

test('the roles allow the log to be read, and a report that may not read it says so', async () => {
  const { accessKey } = aws.simulator.journal().find(({ operation }) => operation === 'ListWorkflowExecutions')!;
  const stream = (group: string) => `arn:aws:logs:us-east-1:000000000000:log-group:${group}:log-stream:${LOG.logStreamName}`;
  expect(await aws.refusal(accessKey, 'logs:GetLogEvents', stream(LOG.logGroupName))).toBeUndefined();
  expect(await aws.refusal(accessKey, 'logs:GetLogEvents', stream('/aws/lambda/another'))).toMatch(/ is not authorized to perform: /);
  // The local AWS asks for the group where AWS asks for the stream, which is all that the role allows.
  for (const message of [outputs.FailureMessage, outputs.ReportFailureMessage]) {
    expect(message).toMatch(/exit status 1.* \[log: logs:GetLogEvents on \S+ is denied\]$/);
  }
});

test('the documents are where the outputs say', async () => {
  const uris = [outputs.DetailsUri, outputs.ReportDetailsUri];
  const [, Bucket] = /^s3:\/\/([^/]+)\//.exec(uris[0])!;
  const { Contents } = await aws.client.call<{ Contents: { Key: string }[] }>('s3', 'ListObjectsV2', { Bucket });
  expect(Contents.map(({ Key }) => `s3://${Bucket}/${Key}`).sort()).toEqual([...uris].sort());
  for (const { Key } of Contents) {
    const { ContentType, ContentLength } = await aws.client.call<{ ContentType: string; ContentLength: number }>('s3', 'HeadObject', { Bucket, Key });
    expect(ContentType).toBe('application/json');
    expect(ContentLength).toBeGreaterThan(1000);
  }
});

test('the roles of the execution may not do what they do not do', async () => {
  const keyOf = (operation: string) => aws.simulator.journal().find((call) => call.operation === operation)!.accessKey;
  const [starting, polling] = [keyOf('StartImagePipelineExecution'), keyOf('ListWorkflowExecutions')];
  expect(starting).not.toBe(polling);
  expect(await aws.refusal(polling, 'imagebuilder:GetImage', outputs.ImageArn)).toBeUndefined();
  for (const [key, action, resource] of [
    [starting, 'imagebuilder:GetImage', outputs.ImageArn],
    [starting, 'imagebuilder:CancelImageCreation', outputs.ImageArn],
    [polling, 'imagebuilder:DeleteImage', outputs.ImageArn],
    [polling, 's3:PutObject', 'arn:aws:s3:::another/key'],
  ]) {
    expect(await aws.refusal(key, action, resource)).toContain(` is not authorized to perform: ${action} on resource: ${resource}`);
  }
});
