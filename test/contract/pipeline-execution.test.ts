import { GetImageCommand, ImagebuilderClient } from '@aws-sdk/client-imagebuilder';
import { Answer, CustomResourceRequest } from './local-aws';
import { REGION } from './report-stack';
import { built, PIPELINE_ARN, pipelineScenario } from './seeds';
import { functionName, startWorld, World } from './world';
import { OnFailure, PipelineExecution } from '../../src';
import { PIPELINE_EXECUTION_KEYS } from '../../src/contract/execution';
import { BuildScenario } from '../simulator';

const TESTS_FAIL = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'rpcbind is active' } } } };

jest.setTimeout(60_000);

let world: World;

beforeAll(async () => {
  world = await startWorld((scope) => {
    new PipelineExecution(scope, 'Run', { imagePipelineArn: PIPELINE_ARN });
    new PipelineExecution(scope, 'Lenient', { imagePipelineArn: PIPELINE_ARN, onFailure: OnFailure.CONTINUE });
  });
}, 120_000);

afterAll(async () => {
  await world?.stop();
});

beforeEach(() => {
  world.aws.waits = [];
  // Builds go on while the waiter waits.
  world.aws.onWait = (seconds) => world.simulator.advance(seconds);
});

describe('create', () => {
  test('starts the pipeline, waits, and answers with every attribute', async () => {
    given();
    const answer = await send('Run', { RequestType: 'Create' });
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `pipeline-execution:${PIPELINE_ARN}` });
    expect(Object.keys(answer.Data!).sort()).toEqual([...PIPELINE_EXECUTION_KEYS].sort());
    expect(answer.Data).toMatchObject({ Outcome: 'SUCCEEDED', ImageArn: built(1), FailedStep: 'NONE', FailureMessage: 'NONE', LogStream: '1.0.0/1' });
    const [start, ...others] = starts();
    expect(others).toEqual([]);
    expect(start.input).toEqual({
      imagePipelineArn: PIPELINE_ARN,
      clientToken: answer.RequestId,
      tags: {
        'cdk-imagebuilder:trigger': expect.stringMatching(/^[0-9a-f]{64}$/),
        'cdk-imagebuilder:execution': `11111111-2222-3333-4444-555555555555/${answer.LogicalResourceId}`,
        'cdk-imagebuilder:request': answer.RequestId,
      },
    });
    expect(new Set(world.aws.waits)).toEqual(new Set([10]));
  });
});

describe('update', () => {
  test('with another trigger builds again, under the same id', async () => {
    given();
    const { PhysicalResourceId } = await send('Run', { RequestType: 'Create' });
    const after = await send('Run', { RequestType: 'Update', PhysicalResourceId, properties: { Trigger: 'second' } });
    expect(after).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId, Data: { ImageArn: built(2) } });
    expect(starts()).toHaveLength(2);
  });

  test('that failed because the build failed builds when it is asked for again', async () => {
    given([{}, TESTS_FAIL, {}]);
    const { PhysicalResourceId } = await send('Run', { RequestType: 'Create' });
    const update = { RequestType: 'Update', PhysicalResourceId, properties: { Trigger: 'second' } } as const;
    expect(await send('Run', update)).toMatchObject({ Status: 'FAILED' });
    expect(await send('Run', { ...update })).toMatchObject({ Status: 'SUCCESS', Data: { ImageArn: built(3) } });
  });
});

describe('delete', () => {
  test('while a build is running cancels it, waits for the end, and succeeds', async () => {
    given();
    await invokeOnEvent();
    world.simulator.advance(40);
    const PhysicalResourceId = 'Reports-Run-ABCDEF';
    expect(await send('Run', { RequestType: 'Delete', PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
    expect(operations()).toEqual(expect.arrayContaining(['CancelImageCreation']));
    expect(world.aws.waits.length).toBeGreaterThan(0);
    expect(await statusOf(built(1))).toBe('CANCELLED');
  });

  test('cancels nothing that another custom resource started', async () => {
    given();
    await invokeOnEvent();
    expect(await send('Lenient', { RequestType: 'Delete', PhysicalResourceId: 'x' })).toMatchObject({ Status: 'SUCCESS' });
    expect(await statusOf(built(1))).toBe('TESTING');
    // The list may lack a build of its own for two minutes.
    expect(world.aws.waits).toEqual(Array(12).fill(10));
  });

  test('of a build that has ended only looks', async () => {
    given();
    const { PhysicalResourceId } = await send('Run', { RequestType: 'Create' });
    const before = operations().length;
    expect(await send('Run', { RequestType: 'Delete', PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS' });
    expect(operations().slice(before)).toEqual(['ListImagePipelineImages']);
    expect(world.simulator.resources()).toContain(built(1));
  });
});

/** Forgets everything, and has the pipeline. */
function given(builds?: readonly BuildScenario[]): void {
  world.simulator.load({ clock: { rate: 0 }, ...pipelineScenario({ builds }) }, { reset: true });
}

function send(resource: 'Run' | 'Lenient', request: CustomResourceRequest): Promise<Answer> {
  return world.aws.request(world.stack.customResources.get(resource)!, request);
}

/** Our function alone, as the framework calls it. */
async function invokeOnEvent(): Promise<void> {
  const { logicalId, type, properties } = world.stack.customResources.get('Run')!;
  await world.aws.lambda.invoke(functionName(world.stack, 'ImageBuilderExecutionsOnEvent'), {
    RequestType: 'Create',
    StackId: `arn:aws:cloudformation:${REGION}:123456789012:stack/Reports/11111111-2222-3333-4444-555555555555`,
    RequestId: '66666666-7777-8888-9999-aaaaaaaaaaaa',
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: properties,
  });
}

function starts() {
  return world.simulator.journal().filter(({ operation, status }) => operation === 'StartImagePipelineExecution' && status === 200);
}

function operations(): string[] {
  return world.simulator.journal().map(({ operation }) => operation);
}

async function statusOf(arn: string): Promise<string | undefined> {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' };
  const client = new ImagebuilderClient({ endpoint: world.simulator.url, region: REGION, credentials });
  const { image } = await client.send(new GetImageCommand({ imageBuildVersionArn: arn }));
  return image?.state?.status;
}
