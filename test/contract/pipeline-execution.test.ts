import { GetImageCommand, ImagebuilderClient } from '@aws-sdk/client-imagebuilder';
import { ensureBundle } from './bundle';
import { Answer, CustomResourceRequest, LocalAws, startLocalAws } from './local-aws';
import { ReportStack, synthesize } from './report-stack';
import { OnFailure, PipelineExecution } from '../../src';
import { PIPELINE_EXECUTION_KEYS } from '../../src/report/contract';
import { Fault, Scenario, Simulator, startSimulator } from '../simulator';

const REGION = 'eu-central-1';
const ARN = `arn:aws:imagebuilder:${REGION}:123456789012`;
const PIPELINE_ARN = `${ARN}:image-pipeline/golden`;
const ON_EVENT = /^ImageBuilderExecutionsOnEvent/;
const IS_COMPLETE = /^ImageBuilderExecutionsIsComplete/;
const TESTS_FAIL = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'rpcbind is active' } } } };

/** What a pipeline needs to start. */
const SEED = {
  calls: [
    { operation: 'CreateComponent', input: { name: 'hardening', semanticVersion: '1.0.0', platform: 'Linux', data: '{"phases":[]}' } },
    {
      operation: 'CreateImageRecipe',
      input: {
        name: 'golden',
        semanticVersion: '1.0.0',
        parentImage: `arn:aws:imagebuilder:${REGION}:aws:image/amazon-linux-2023-x86/x.x.x`,
        components: [{ componentArn: `${ARN}:component/hardening/1.0.0/1` }],
      },
    },
    { operation: 'CreateInfrastructureConfiguration', input: { name: 'infrastructure', instanceProfileName: 'profile' } },
    {
      operation: 'CreateImagePipeline',
      input: { name: 'golden', imageRecipeArn: `${ARN}:image-recipe/golden/1.0.0`, infrastructureConfigurationArn: `${ARN}:infrastructure-configuration/infrastructure` },
    },
  ].map((call) => ({ ...call, region: REGION })),
};

jest.setTimeout(60_000);

let simulator: Simulator;
let stack: ReportStack;
let aws: LocalAws;

beforeAll(async () => {
  ensureBundle();
  stack = synthesize((scope) => {
    new PipelineExecution(scope, 'Run', { imagePipelineArn: PIPELINE_ARN });
    new PipelineExecution(scope, 'Lenient', { imagePipelineArn: PIPELINE_ARN, onFailure: OnFailure.CONTINUE });
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
  // Builds go on while the waiter waits.
  aws.onWait = (seconds) => simulator.advance(seconds);
});

describe('create', () => {
  test('starts the pipeline, waits, and answers with every attribute', async () => {
    given();
    const answer = await send('Run', { RequestType: 'Create' });
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `pipeline-execution:${PIPELINE_ARN}` });
    expect(Object.keys(answer.Data!).sort()).toEqual([...PIPELINE_EXECUTION_KEYS].sort());
    expect(answer.Data).toMatchObject({ Outcome: 'SUCCEEDED', ImageArn: image(1), FailedStep: 'NONE', FailureMessage: 'NONE', LogStream: '1.0.0/1' });
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
    expect(new Set(aws.waits)).toEqual(new Set([10]));
  });

  test('that is delivered twice starts one build, also when the list of images does not show it yet', async () => {
    given({}, [{ operation: 'ListImagePipelineImages', effect: { rawBody: { body: '{}' } } }]);
    const results = [await invokeOnEvent(), await invokeOnEvent()];
    expect(results.map(({ ImageArn }) => ImageArn)).toEqual([image(1), image(1)]);
    expect(starts()).toHaveLength(2);
    expect(images()).toEqual([image(1)]);
  });

  test('whose invocations are refused once starts one build', async () => {
    given();
    for (const pattern of [ON_EVENT, IS_COMPLETE]) aws.refuseNextInvocation(functionName(pattern));
    expect(await send('Run', { RequestType: 'Create' })).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' } });
    expect(images()).toEqual([image(1)]);
  });

  test.each(['ResourceInUseException', 'CallRateLimitExceededException'])('that cannot start at once, for %s, starts later', async (code) => {
    given({}, [{ operation: 'StartImagePipelineExecution', between: [1, 6], effect: { error: { code, message: 'Not now.' } } }]);
    expect(await send('Run', { RequestType: 'Create' })).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED', ImageArn: image(1) } });
    expect(images()).toEqual([image(1)]);
  });

  test('goes on through trouble while it waits', async () => {
    given({}, [{ operation: 'GetImage', between: [3, 12], effect: 'html502' }]);
    expect(await send('Run', { RequestType: 'Create' })).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'SUCCEEDED' } });
  });

  test('fails when the pipeline does not exist', async () => {
    simulator.load({ clock: { rate: 0 } }, { reset: true });
    const answer = await send('Lenient', { RequestType: 'Create' });
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toMatch(/^PIPELINE_NOT_FOUND: \S+ does not find arn:\S+:image-pipeline\/golden\. Check that/);
    expect(images()).toEqual([]);
  });

  test('fails by name when starting is denied', async () => {
    given({}, [{ operation: 'StartImagePipelineExecution', effect: { error: { code: 'AccessDeniedException', message: 'Denied.' } } }]);
    const answer = await send('Run', { RequestType: 'Create' });
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toContain(`imagebuilder:StartImagePipelineExecution on resource ${PIPELINE_ARN}`);
    expect(aws.waits).toEqual([10, 10]);
  });
});

describe('a build that fails', () => {
  test('fails the deployment with step, message and where to look', async () => {
    given({ builds: [TESTS_FAIL] });
    const answer = await send('Run', { RequestType: 'Create' });
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: `pipeline-execution:${PIPELINE_ARN}` });
    expect(answer.Reason).toMatch(/^BUILD_FAILED: The build of arn:\S+:image\/golden\/1\.0\.0\/1 failed/);
    expect(answer.Reason).toContain('ApplyTestComponents');
    expect(answer.Reason).toContain('rpcbind is active');
    expect(answer.Reason).toContain('stream 1.0.0/1 of log group /aws/imagebuilder/golden');
    expect(answer.bytes).toBeLessThan(4096);
  });

  test('becomes attributes when the deployment is to go on', async () => {
    given({ builds: [TESTS_FAIL] });
    const answer = await send('Lenient', { RequestType: 'Create' });
    expect(answer).toMatchObject({
      Status: 'SUCCESS', Data: { Outcome: 'FAILED', ImageArn: image(1), FailureStage: 'TEST', FailedStep: 'ApplyTestComponents' },
    });
    expect(answer.Data!.FailureMessage).toContain('rpcbind is active');
  });

  test('and failed the deployment is tried again when it is asked for again', async () => {
    given({ builds: [{}, TESTS_FAIL, {}] });
    const { PhysicalResourceId } = await send('Run', { RequestType: 'Create' });
    const update = { RequestType: 'Update', PhysicalResourceId, properties: { Trigger: 'second' } } as const;
    expect(await send('Run', update)).toMatchObject({ Status: 'FAILED' });
    expect(await send('Run', { ...update })).toMatchObject({ Status: 'SUCCESS', Data: { ImageArn: image(3) } });
  });
});

describe('update', () => {
  test('with the same trigger answers from what exists', async () => {
    given();
    const before = await send('Run', { RequestType: 'Create' });
    const after = await send('Run', { RequestType: 'Update', PhysicalResourceId: before.PhysicalResourceId, properties: { TimeoutSeconds: '600' } });
    expect(after).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: before.PhysicalResourceId, Data: before.Data });
    expect(starts()).toHaveLength(1);
  });

  test('with the same trigger, when the image is gone, says so and starts nothing', async () => {
    given();
    const { PhysicalResourceId } = await send('Run', { RequestType: 'Create' });
    given();
    expect(await send('Run', { RequestType: 'Update', PhysicalResourceId, properties: { TimeoutSeconds: '600' } })).toMatchObject({
      Status: 'SUCCESS', Data: { Outcome: 'NO_IMAGE', ImageArn: 'NONE' },
    });
    expect(starts()).toEqual([]);
  });

  test('with another trigger builds again, under the same id', async () => {
    given();
    const before = await send('Run', { RequestType: 'Create' });
    const after = await send('Run', { RequestType: 'Update', PhysicalResourceId: before.PhysicalResourceId, properties: { Trigger: 'second' } });
    expect(after).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: before.PhysicalResourceId, Data: { ImageArn: image(2) } });
    expect(starts()).toHaveLength(2);
  });

  test.each<['Run' | 'Lenient', object, string]>([
    ['Run', {}, 'SUCCEEDED'],
    ['Lenient', TESTS_FAIL, 'FAILED'],
  ])('back to the trigger of before (%s), as in a rollback, answers from what exists', async (resource, build, Outcome) => {
    given({ builds: [build, {}] });
    const before = await send(resource, { RequestType: 'Create' });
    const { PhysicalResourceId } = before;
    await send(resource, { RequestType: 'Update', PhysicalResourceId, properties: { Trigger: 'second' } });
    const back = await send(resource, { RequestType: 'Update', PhysicalResourceId, oldProperties: { Trigger: 'second' } });
    expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId, Data: { ...before.Data, Outcome } });
    expect(starts()).toHaveLength(2);
  });
});

describe('a build that takes too long', () => {
  test('is cancelled, and fails the deployment', async () => {
    given();
    const answer = await send('Run', { RequestType: 'Create', properties: { TimeoutSeconds: '60' } });
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toMatch(/^BUILD_TIMED_OUT: The build of arn:\S+ had not ended after 60 seconds and was cancelled\. Give it more time/);
    expect(simulator.journal().filter(({ operation }) => operation === 'CancelImageCreation')).toHaveLength(1);
  });

  test('is cancelled, and becomes attributes when the deployment is to go on', async () => {
    given();
    const answer = await send('Lenient', { RequestType: 'Create', properties: { TimeoutSeconds: '60' } });
    expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'CANCELLED', ImageArn: image(1) } });
    expect(answer.Data!.FailureMessage).toMatch(/^BUILD_TIMED_OUT: /);
  });
});

describe('delete', () => {
  test('while a build is running cancels it, waits for the end, and succeeds', async () => {
    given();
    await invokeOnEvent();
    simulator.advance(40);
    const PhysicalResourceId = 'Reports-Run-ABCDEF';
    expect(await send('Run', { RequestType: 'Delete', PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
    expect(operations()).toEqual(expect.arrayContaining(['CancelImageCreation']));
    expect(aws.waits.length).toBeGreaterThan(0);
    expect(await statusOf(image(1))).toBe('CANCELLED');
  });

  test('cancels nothing that another custom resource started', async () => {
    given();
    await invokeOnEvent();
    expect(await send('Lenient', { RequestType: 'Delete', PhysicalResourceId: 'x' })).toMatchObject({ Status: 'SUCCESS' });
    expect(await statusOf(image(1))).toBe('PENDING');
    expect(aws.waits).toEqual([]);
  });

  test('of a build that has ended only looks', async () => {
    given();
    const { PhysicalResourceId } = await send('Run', { RequestType: 'Create' });
    const before = operations().length;
    expect(await send('Run', { RequestType: 'Delete', PhysicalResourceId })).toMatchObject({ Status: 'SUCCESS' });
    expect(operations().slice(before)).toEqual(['ListImagePipelineImages']);
    expect(images()).toEqual([image(1)]);
  });

  test.each<[string, Fault[]]>([
    ['of a pipeline that is gone', []],
    ['that is denied', [{ operation: '*', effect: { error: { code: 'AccessDeniedException', message: 'Denied.' } } }]],
    ['while the service does not answer', [{ operation: '*', effect: { error: { code: 'ServiceUnavailableException', message: 'Later.' } } }]],
  ])('%s succeeds', async (_, faults) => {
    simulator.load({ clock: { rate: 0 }, faults }, { reset: true });
    expect(await send('Run', { RequestType: 'Delete', PhysicalResourceId: 'x' })).toMatchObject({ Status: 'SUCCESS' });
  });

  test('of something that nobody understands succeeds without a call', async () => {
    given();
    expect(await send('Run', { RequestType: 'Delete', PhysicalResourceId: 'x', properties: { ImagePipelineArn: 'odd' } })).toMatchObject({ Status: 'SUCCESS' });
    expect(operations()).toEqual([]);
  });
});

/** Forgets everything, and has a pipeline whose builds take two and a half minutes. */
function given({ builds = [{}], ...scenario }: Scenario = {}, faults: readonly Fault[] = []): void {
  const durations = { pending: 10, creating: 10, building: 60, testing: 60, distributing: 0, integrating: 10 };
  const quick = builds.map((build) => ({ durations, ...build }));
  simulator.load({ clock: { rate: 0 }, seed: SEED, faults, builds: quick, ...scenario }, { reset: true });
}

function send(resource: 'Run' | 'Lenient', request: CustomResourceRequest): Promise<Answer> {
  return aws.request(stack.customResources.get(resource)!, request);
}

/** Our function alone, as the framework calls it. */
async function invokeOnEvent(): Promise<{ ImageArn?: string }> {
  const { logicalId, type, properties } = stack.customResources.get('Run')!;
  const { payload } = await aws.lambda.invoke(functionName(ON_EVENT), {
    RequestType: 'Create',
    StackId: `arn:aws:cloudformation:${REGION}:123456789012:stack/Reports/11111111-2222-3333-4444-555555555555`,
    RequestId: '66666666-7777-8888-9999-aaaaaaaaaaaa',
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: properties,
  });
  return JSON.parse(payload) as { ImageArn?: string };
}

function image(build: number): string {
  return `${ARN}:image/golden/1.0.0/${build}`;
}

function images(): string[] {
  return simulator.resources().filter((arn) => arn.includes(':image/'));
}

function starts() {
  return simulator.journal().filter(({ operation, status }) => operation === 'StartImagePipelineExecution' && status === 200);
}

function operations(): string[] {
  return simulator.journal().map(({ operation }) => operation);
}

async function statusOf(arn: string): Promise<string | undefined> {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' };
  const client = new ImagebuilderClient({ endpoint: simulator.url, region: REGION, credentials });
  const { image: seen } = await client.send(new GetImageCommand({ imageBuildVersionArn: arn }));
  return seen?.state?.status;
}

function functionName(pattern: RegExp): string {
  return [...stack.functions.keys()].find((name) => pattern.test(name))!;
}
