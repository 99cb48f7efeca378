import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CdkApp, tsx } from './local-aws/cdk';
import { REGION } from './local-aws/environment';
import { LocalAws } from './local-aws/launch';

jest.setTimeout(240_000);

const APP: CdkApp = { folder: __dirname, app: tsx(join(__dirname, 'golden-ami-asg-app.ts')) };
/** The third build is distributed to one more Region. */
const ADDED_REGION = 'eu-west-1';
const AMI_THERE = 'ami-0ee0000000000003';
const AMIS = ['ami-0a11ce0000000001', 'ami-0b0b000000000002', 'ami-0ca1010000000003', 'ami-0da1e00000000004'];

let aws: LocalAws;

beforeAll(async () => {
  const builds = AMIS.map((image, index) => ({ amis: [{ image }, ...index === 2 ? [{ region: ADDED_REGION, image: AMI_THERE }] : []] }));
  aws = await LocalAws.start({ scenario: { builds }, auth: true });
}, 300_000);

afterAll(async () => aws?.stop());

async function cdk(...args: string[]): Promise<void> {
  return run(args, {});
}

async function run(args: string[], env: Record<string, string>): Promise<void> {
  const { code, output } = await aws.cdk(args, { ...APP, env, timeoutSeconds: 200 });
  if (code !== 0) {throw new Error(`\`cdk ${args.join(' ')}\` must succeed, got ${code}:\n${output}\n${aws.log()}`);}
}

async function resource(stack: string, type: string): Promise<string> {
  const { StackResources } = await aws.client.call<{ StackResources: { ResourceType: string; PhysicalResourceId: string }[] }>(
    'cloudformation', 'DescribeStackResources', { StackName: stack });
  return StackResources.find(({ ResourceType }) => ResourceType === type)!.PhysicalResourceId;
}

async function parameter(region = REGION): Promise<string> {
  const { ImageArn } = await aws.client.outputs('Images');
  const Name = `/imagebuilder/golden/${ImageArn.split('/')[1]}`;
  return (await aws.client.in(region).call<{ Parameter: { Value: string } }>('ssm', 'GetParameter', { Name })).Parameter.Value;
}

/** The version of the launch template that the group names, and its AMI. */
async function launched(): Promise<{ version: string; ami: string }> {
  const AutoScalingGroupNames = [await resource('Servers', 'AWS::AutoScaling::AutoScalingGroup')];
  const { AutoScalingGroups: [{ LaunchTemplate: { LaunchTemplateId, Version } }] } = await aws.client.call<
    { AutoScalingGroups: { LaunchTemplate: { LaunchTemplateId: string; Version: string } }[] }
  >('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames });
  const { LaunchTemplateVersions: [{ LaunchTemplateData }] } = await aws.client.call<
    { LaunchTemplateVersions: { LaunchTemplateData: { ImageId: string } }[] }
  >('ec2', 'DescribeLaunchTemplateVersions', { LaunchTemplateId, Versions: [Version] });
  return { version: Version, ami: LaunchTemplateData.ImageId };
}

// Each test goes on where the one before it ended, as the life of the two stacks does.

test('the first deployment of both stacks builds the AMI and launches it', async () => {
  await cdk('deploy', '--all');

  expect(await aws.client.outputs('Images')).toMatchObject({ Outcome: 'SUCCEEDED', AmiId: AMIS[0], Gate: 'PASSED' });
  expect(await launched()).toEqual({ version: '1', ami: AMIS[0] });
});

test('a build of the pipeline moves the parameter and nothing else', async () => {
  expect(await parameter()).toBe(AMIS[0]);
  const imagePipelineArn = await resource('Images', 'AWS::ImageBuilder::ImagePipeline');
  await aws.client.call('imagebuilder', 'StartImagePipelineExecution', { imagePipelineArn, clientToken: 'the-schedule' });

  for (const limit = Date.now() + 60_000; Date.now() < limit && await parameter() === AMIS[0];) {await sleep(200);}
  expect(await parameter()).toBe(AMIS[1]);
  expect(await launched()).toEqual({ version: '1', ami: AMIS[0] });
});

test('the next deployment of the consumer launches the new AMI, and builds none', async () => {
  await cdk('deploy', '--all');

  expect(await launched()).toEqual({ version: '2', ami: AMIS[1] });
  expect(aws.simulator.journal().filter(({ operation }) => operation === 'StartImagePipelineExecution')).toHaveLength(2);
});

test('a deployment that adds a Region to the distribution builds, so that a stack there finds the AMI', async () => {
  await run(['deploy', 'Images', '--exclusively'], { ADDED_REGION });

  expect(await aws.client.outputs('Images')).toMatchObject({ Outcome: 'SUCCEEDED', AmiId: AMIS[2] });
  expect(await parameter()).toBe(AMIS[2]);
  expect(await parameter(ADDED_REGION)).toBe(AMI_THERE);
});

test('the stack of the golden AMI can be destroyed first, and the consumer can still be deployed', async () => {
  await cdk('destroy', 'Images', '--exclusively');
  await cdk('deploy', 'Servers', '--exclusively');

  expect(await launched()).toEqual({ version: '3', ami: AMIS[2] });
  await cdk('destroy', 'Servers', '--exclusively');
});

test('both stacks can be deployed again and destroyed in one go, and leave what a deployment replaced or the schedule built', async () => {
  await cdk('deploy', '--all');
  expect((await launched()).ami).toBe(AMIS[3]);

  await cdk('destroy', '--all');
  const { Stacks } = await aws.client.call<{ Stacks: { StackName: string }[] }>('cloudformation', 'DescribeStacks', {});
  expect(Stacks.map(({ StackName }) => StackName)).toEqual(['CDKToolkit']);
  expect(aws.simulator.resources()).toEqual([1, 2].map((build) => expect.stringMatching(new RegExp(`:image/images-web-\\w+/1\\.0\\.1/${build}$`))));
});
