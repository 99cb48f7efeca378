import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deploy, destroy } from './deployment';
import { LocalAws } from './local-aws/launch';
import { Variant } from './variant';
import { Scenario } from '../simulator';

jest.setTimeout(120_000);

const STACK = 'GoldenAmi';
const AS_IN_EXAMPLE: Variant = { stack: STACK };
const HARDENED_MORE: Variant = { stack: STACK, hardening: ['dnf -y update', 'dnf -y remove rpcbind'] };

let aws: LocalAws;

beforeAll(async () => {
  const scenario = JSON.parse(await readFile(join(__dirname, 'scenarios/golden-ami.json'), 'utf8')) as Scenario;
  aws = await LocalAws.start({ scenario });
}, 300_000);

afterAll(async () => aws?.stop());

function calls(operation: string): number {
  return aws.simulator.journal().filter((entry) => entry.operation === operation).length;
}

/** What the scenario says of the first build. */
const FIRST = {
  Outcome: 'SUCCEEDED',
  ImageVersion: '1.0.1/1',
  AmiId: 'ami-0a11ce0000000001',
  BuildWorkflowStatus: 'COMPLETED',
  TestWorkflowStatus: 'COMPLETED',
  DistributionWorkflowStatus: 'NONE',
  // 11 steps, of which Sysprep is for Windows.
  StepsSucceeded: '10',
  StepsFailed: '0',
  FailedStep: 'NONE',
  FailureMessage: 'NONE',
  DurationSeconds: '960',
  ScanStatus: 'COMPLETED',
  FindingsAll: '25',
  FindingsCritical: '1',
  FindingsHigh: '7',
  FindingsMedium: '12',
  FindingsOther: '5',
  Gate: 'PASSED',
};

// Each test goes on where the one before it ended, as the life of a stack does.

test('a deployment builds the image once, by the pipeline, and reports it as stack outputs', async () => {
  await deploy(aws, AS_IN_EXAMPLE);

  const { ImageArn, GateReason, ...outputs } = await aws.client.outputs(STACK);
  expect(outputs).toEqual(FIRST);
  expect(ImageArn).toMatch(/^arn:aws:imagebuilder:us-east-1:000000000000:image\/[a-z0-9-]+\/1\.0\.1\/1$/);
  expect(aws.simulator.resources()).toContain(ImageArn);
  expect(GateReason).not.toBe('UNKNOWN');
  expect(calls('StartImagePipelineExecution')).toBe(1);
  expect(calls('CreateImage')).toBe(0);
});

test('the infrastructure configuration is given the name of the instance profile', () => {
  const { input } = aws.simulator.journal().find(({ operation }) => operation === 'CreateInfrastructureConfiguration')!;
  expect(input.instanceProfileName).toMatch(/^GoldenAmi-[A-Za-z0-9-]+$/);
});

test('a deployment with a changed component builds and reports again, and removes what it replaced', async () => {
  const before = await aws.client.outputs(STACK);

  await deploy(aws, HARDENED_MORE);

  const { ImageArn, GateReason, ...outputs } = await aws.client.outputs(STACK);
  expect(outputs).toEqual({
    ...FIRST,
    ImageVersion: '1.0.2/1',
    AmiId: 'ami-0b0b000000000002',
    FindingsAll: '9',
    FindingsCritical: '0',
    FindingsHigh: '2',
    FindingsMedium: '3',
    FindingsOther: '4',
  });
  expect(GateReason).not.toBe('UNKNOWN');
  expect(calls('StartImagePipelineExecution')).toBe(2);
  expect(calls('CreateImage')).toBe(0);
  const resources = aws.simulator.resources();
  expect(resources).toContain(ImageArn);
  expect(resources).not.toContain(before.ImageArn);
  expect(resources.filter((arn) => /:(component|image-recipe|image)\//.test(arn))).toHaveLength(3);
});

test('a deployment without a change calls Image Builder not once and reports the same', async () => {
  const before = await aws.client.outputs(STACK);
  const callsBefore = aws.simulator.journal().length;

  await deploy(aws, HARDENED_MORE);

  expect(await aws.client.outputs(STACK)).toEqual(before);
  expect(aws.simulator.journal()).toHaveLength(callsBefore);
});

test('destroying the stack leaves nothing in Image Builder', async () => {
  await destroy(aws, HARDENED_MORE);

  expect(aws.simulator.resources()).toEqual([]);
  const { Stacks } = await aws.client.call<{ Stacks: { StackName: string }[] }>('cloudformation', 'DescribeStacks', {});
  expect(Stacks.map(({ StackName }) => StackName)).toEqual(['CDKToolkit']);
});
