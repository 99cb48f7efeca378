import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Simulator, startSimulator } from '../simulator';
import { ACCOUNT, arn, PYTHON_CLIENTS, REGION } from './testing';
import { ensureVenv } from '../support/python';

// The first run on a machine installs the clients.
jest.setTimeout(400_000);

const image = arn('image/golden/1.0.0/1');
const pipeline = arn('image-pipeline/weekly');

let python: string;
let home: string;
let simulator: Simulator;

beforeAll(async () => {
  python = await ensureVenv('aws-clients', PYTHON_CLIENTS);
  home = mkdtempSync(join(tmpdir(), 'clients-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

beforeEach(async () => {
  simulator = await startSimulator({
    account: ACCOUNT,
    scenario: {
      clock: { rate: 0 },
      pageSize: 2,
      seed: {
        images: [
          { arn: image, pipelineArn: pipeline, build: { test: { failStep: { attempts: 2 } } } },
          ...[2, 3, 4, 5].map((build) => ({
            arn: arn(`image/golden/1.0.0/${build}`),
            pipelineArn: pipeline,
            scanState: { status: 'COMPLETED' as const },
            findings: { all: 25, critical: 1, high: 7, medium: 12 },
          })),
        ],
      },
    },
  });
  simulator.advance(2000);
});
afterEach(() => simulator.stop());

/** Runs a client with nothing of the caller's configuration. */
async function run(program: string, args: string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    AWS_ENDPOINT_URL_IMAGEBUILDER: simulator.url,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    NO_PROXY: '127.0.0.1',
  };
  return (await promisify(execFile)(program, args, { env, timeout: 120_000 })).stdout;
}

const boto3 = async (script: string) =>
  JSON.parse(await run(python, ['-c', `import boto3, json\nclient = boto3.client("imagebuilder")\n${script}`]));
const cli = async (...args: string[]) =>
  JSON.parse(await run(python, [join(dirname(python), 'aws'), 'imagebuilder', ...args, '--output', 'json']));

describe('boto3', () => {
  test('lists images of a pipeline through its paginator', async () => {
    const arns = await boto3(`
pages = client.get_paginator("list_image_pipeline_images").paginate(imagePipelineArn="${pipeline}")
print(json.dumps([[image["arn"] for image in page["imageSummaryList"]] for page in pages]))`);
    expect(arns).toEqual([[5, 4], [3, 2], [1]].map((page) => page.map((build) => arn(`image/golden/1.0.0/${build}`))));
  });

  test('reads what its model knows and the SDK for JavaScript does not', async () => {
    const { state, attempts } = await boto3(`
image = client.get_image(imageBuildVersionArn="${image}")["image"]
execution = client.list_workflow_executions(imageBuildVersionArn="${image}")["workflowExecutions"][1]["workflowExecutionId"]
steps = client.get_paginator("list_workflow_step_executions").paginate(workflowExecutionId=execution).build_full_result()["steps"]
print(json.dumps({"state": image["state"], "attempts": [step.get("attemptNumber") for step in steps]}))`);
    expect(state).toMatchObject({ status: 'FAILED', failureContext: { imageStatus: 'TESTING', failedStep: 'ApplyTestComponents' } });
    expect(attempts).toEqual([null, 2, null, null]);
  });

  test('waits for an image with its waiter', async () => {
    const status = await boto3(`
arn = "${arn('image/golden/1.0.0/2')}"
client.get_waiter("image_available").wait(imageBuildVersionArn=arn)
print(json.dumps(client.get_image(imageBuildVersionArn=arn)["image"]["state"]["status"]))`);
    expect(status).toBe('AVAILABLE');
  });

  test('creates, tags and deletes', async () => {
    const tags = await boto3(`
arn = client.create_component(name="abc", semanticVersion="1.0.0", platform="Linux", data="{}")["componentBuildVersionArn"]
client.tag_resource(resourceArn=arn, tags={"a": "b", "c": "d"})
client.untag_resource(resourceArn=arn, tagKeys=["a"])
tags = client.list_tags_for_resource(resourceArn=arn)["tags"]
client.delete_component(componentBuildVersionArn=arn)
print(json.dumps(tags))`);
    expect(tags).toEqual({ c: 'd' });
    expect(simulator.resources().filter((one) => one.includes(':component/'))).toEqual([]);
  });

  test('raises the exceptions of the service', async () => {
    const error = await boto3(`
try:
    client.get_image_pipeline(imagePipelineArn="${pipeline}-2")
except client.exceptions.ResourceNotFoundException as error:
    print(json.dumps(error.response["Error"]))`);
    expect(error).toEqual({ Code: 'ResourceNotFoundException', Message: `The resource with ARN '${pipeline}-2' does not exist.` });
  });
});

describe('the AWS CLI', () => {
  test('lists workflow executions and their steps', async () => {
    const { workflowExecutions } = await cli('list-workflow-executions', '--image-build-version-arn', image);
    expect(workflowExecutions.map(({ type, status }: any) => [type, status])).toEqual([['BUILD', 'COMPLETED'], ['TEST', 'ROLLBACK_COMPLETED']]);
    const { steps } = await cli('list-workflow-step-executions', '--workflow-execution-id', workflowExecutions[1].workflowExecutionId);
    expect(steps.map(({ status }: any) => status)).toEqual(['COMPLETED', 'FAILED', 'PENDING', 'PENDING']);
  });

  test('lists findings and counts them', async () => {
    const filter = JSON.stringify({ name: 'imageBuildVersionArn', values: [arn('image/golden/1.0.0/2')] });
    const { findings } = await cli('list-image-scan-findings', '--filters', filter);
    expect(findings).toHaveLength(25);
    const { aggregationType, responses } = await cli('list-image-scan-finding-aggregations', '--filter', filter);
    expect([aggregationType, responses[0].imageAggregation.severityCounts])
      .toEqual(['imageBuildVersionArn', { all: 25, critical: 1, high: 7, medium: 12 }]);
  });

  test('says what was wrong', async () => {
    await expect(cli('get-image', '--image-build-version-arn', arn('image/other/1.0.0/1'))).rejects.toMatchObject({
      stderr: expect.stringContaining('An error occurred (ResourceNotFoundException) when calling the GetImage operation'),
    });
  });
});

test('both sign their calls, which the journal shows', async () => {
  await cli('list-images');
  expect(simulator.journal().map(({ operation, accessKey, region, status }) => [operation, accessKey, region, status]))
    .toContainEqual(['ListImages', 'AKIATEST', REGION, 200]);
});
