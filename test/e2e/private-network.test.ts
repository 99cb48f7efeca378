import { join } from 'node:path';
import { CdkApp } from './local-aws/cdk';
import { REPOSITORY } from './local-aws/environment';
import { LocalAws } from './local-aws/launch';

jest.setTimeout(240_000);

const STACK = 'PrivateNetwork';
const APP: CdkApp = { folder: join(REPOSITORY, 'examples/private-network') };
const AMI = 'ami-0a11ce0000000001';

interface Endpoint {
  readonly ServiceName: string;
  readonly VpcId: string;
}

let aws: LocalAws;

beforeAll(async () => {
  aws = await LocalAws.start({ scenario: { builds: [{ amis: [{ image: AMI }] }] }, auth: true });
}, 300_000);

afterAll(async () => aws?.stop());

async function cdk(...args: string[]): Promise<void> {
  const { code, output } = await aws.cdk(args, { ...APP, timeoutSeconds: 200 });
  if (code !== 0) {throw new Error(`\`cdk ${args.join(' ')}\` must succeed, got ${code}:\n${output}\n${aws.log()}`);}
}

async function endpoints(): Promise<Endpoint[]> {
  return (await aws.client.call<{ VpcEndpoints?: Endpoint[] }>('ec2', 'DescribeVpcEndpoints', {})).VpcEndpoints ?? [];
}

// The second test goes on where the first ended, as the life of the stack does.

test('a deployment creates the network, and builds the AMI in its only subnet', async () => {
  await cdk('deploy');

  expect(await aws.client.outputs(STACK)).toMatchObject({ Outcome: 'SUCCEEDED', AmiId: AMI });
  const all = await endpoints();
  expect(all.map(({ ServiceName }) => ServiceName.split('.').pop()).sort()).toEqual(['imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages']);
  const { Subnets } = await aws.client.call<{ Subnets: { SubnetId: string; VpcId: string }[] }>('ec2', 'DescribeSubnets', {});
  const [own, ...others] = Subnets.filter(({ VpcId }) => VpcId === all[0].VpcId);
  expect(others).toEqual([]);
  const infrastructureConfigurationArn = aws.simulator.resources().find((arn) => arn.includes(':infrastructure-configuration/'));
  const { infrastructureConfiguration } = await aws.client.call<{ infrastructureConfiguration: { subnetId: string; securityGroupIds: string[] } }>(
    'imagebuilder', 'GetInfrastructureConfiguration', { infrastructureConfigurationArn });
  expect(infrastructureConfiguration).toMatchObject({ subnetId: own.SubnetId, securityGroupIds: [expect.stringMatching(/^sg-/)] });
});

test('destroying the stack leaves no endpoint that costs money', async () => {
  await cdk('destroy', '--force');

  expect(await endpoints()).toEqual([]);
});
