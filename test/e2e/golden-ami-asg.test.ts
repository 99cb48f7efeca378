import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CdkApp, tsx } from './local-aws/cdk';
import { LocalAws } from './local-aws/launch';

jest.setTimeout(240_000);

const APP: CdkApp = { folder: __dirname, app: tsx(join(__dirname, 'golden-ami-asg-app.ts')) };
const AMIS = ['ami-0a11ce0000000001', 'ami-0b0b000000000002', 'ami-0ca1010000000003'];

let aws: LocalAws;

beforeAll(async () => {
  aws = await LocalAws.start({ scenario: { builds: AMIS.map((image) => ({ amis: [{ image }] })) }, auth: true });
}, 300_000);

afterAll(async () => aws?.stop());

async function cdk(...args: string[]): Promise<void> {
  const { code, output } = await aws.cdk(args, { ...APP, timeoutSeconds: 200 });
  if (code !== 0) {throw new Error(`\`cdk ${args.join(' ')}\` must succeed, got ${code}:\n${output}\n${aws.log()}`);}
}

async function resource(stack: string, type: string): Promise<string> {
  const { StackResources } = await aws.client.call<{ StackResources: { ResourceType: string; PhysicalResourceId: string }[] }>(
    'cloudformation', 'DescribeStackResources', { StackName: stack });
  return StackResources.find(({ ResourceType }) => ResourceType === type)!.PhysicalResourceId;
}

async function parameter(): Promise<string> {
  const { ImageArn } = await aws.client.outputs('Images');
  const Name = `/imagebuilder/golden/${ImageArn.split('/')[1]}`;
  return (await aws.client.call<{ Parameter: { Value: string } }>('ssm', 'GetParameter', { Name })).Parameter.Value;
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

test('the stack of the golden AMI can be destroyed first, and the consumer can still be deployed', async () => {
  await cdk('destroy', 'Images', '--exclusively');
  await cdk('deploy', 'Servers', '--exclusively');

  expect(await launched()).toEqual({ version: '2', ami: AMIS[1] });
  await cdk('destroy', 'Servers', '--exclusively');
});

test('both stacks can be deployed again and destroyed in one go, and leave the image that no deployment built', async () => {
  await cdk('deploy', '--all');
  expect((await launched()).ami).toBe(AMIS[2]);

  await cdk('destroy', '--all');
  const { Stacks } = await aws.client.call<{ Stacks: { StackName: string }[] }>('cloudformation', 'DescribeStacks', {});
  expect(Stacks.map(({ StackName }) => StackName)).toEqual(['CDKToolkit']);
  expect(aws.simulator.resources()).toEqual([expect.stringMatching(/:image\/images-web-\w+\/1\.0\.\d+\/2$/)]);
});
