import { Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { BaseImage, CrossAccountDistributionRole, DistributionConfiguration, ImageRecipe, PrivateBuildNetwork } from '../src';
import { TOKEN, Imports, Uses, table, infrastructure, pipeline, distribution } from './support/imported-constructs';

const zones = ['eu-central-1a', 'eu-central-1b'];
const ofVpc = (attrs: Partial<ec2.VpcAttributes>, id = 'ImportedVpc') => (stack: Stack) =>
  ec2.Vpc.fromVpcAttributes(stack, id, { vpcId: 'vpc-1', availabilityZones: zones, ...attrs });

const vpcs: Imports<ec2.IVpc> = {
  'private and public subnets': ofVpc({ privateSubnetIds: ['subnet-1', 'subnet-2'], publicSubnetIds: ['subnet-3', 'subnet-4'] }),
  'private subnets with route tables': ofVpc({ privateSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'] }),
  'public subnets': ofVpc({ publicSubnetIds: ['subnet-1', 'subnet-2'] }),
  'isolated subnets': ofVpc({ isolatedSubnetIds: ['subnet-1', 'subnet-2'] }),
  'tokens': ofVpc({ vpcId: TOKEN, availabilityZones: [Fn.select(0, Fn.getAzs())], privateSubnetIds: [TOKEN] }),
  'lists of tokens': ofVpc({ availabilityZones: Fn.split(',', TOKEN, 2), privateSubnetIds: Fn.split(',', Fn.importValue('Subnets'), 2) }),
  'another Region': ofVpc({ region: 'us-east-1', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-1'] }),
  'fromLookup': (stack) => ec2.Vpc.fromLookup(stack, 'ImportedVpc', { isDefault: true }),
};

table<ec2.IVpc>('VPCs', vpcs, {
  'InfrastructureConfiguration.vpc': (stack, vpc) => infrastructure(stack, { vpc }),
  'InfrastructureConfiguration.vpc and securityGroups': (stack, vpc) =>
    infrastructure(stack, { vpc, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] }),
  'InfrastructureConfiguration.vpc and subnetSelection': (stack, vpc) =>
    infrastructure(stack, { vpc, subnetSelection: { subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-9')] } }),
  'PrivateBuildNetwork.vpc': (stack, vpc) => new PrivateBuildNetwork(stack, 'Network', { vpc }),
  'PrivateBuildNetwork.vpc and existingEndpoints': (stack, vpc) =>
    new PrivateBuildNetwork(stack, 'Network', { vpc, existingEndpoints: ['imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages'] }),
}, {
  ...Object.fromEntries(Object.keys(vpcs).filter((how) => how !== 'fromLookup')
    .map((how) => [`PrivateBuildNetwork.vpc: ${how}`, 'VpcUnresolved: `vpc` must have a known CIDR block'])),
  ...Object.fromEntries(['vpc', 'vpc and securityGroups', 'vpc and subnetSelection']
    .map((prop) => [`InfrastructureConfiguration.${prop}: another Region`, 'VpcConflict: `vpc` must be of eu-central-1, the Region of the stack'])),
});

table<ec2.ISubnet>('subnets', {
  'fromSubnetId': (stack) => ec2.Subnet.fromSubnetId(stack, 'Imported', 'subnet-1'),
  'fromSubnetId, token': (stack) => ec2.Subnet.fromSubnetId(stack, 'Imported', TOKEN),
  'fromSubnetAttributes': (stack) => ec2.Subnet.fromSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1' }),
  'fromSubnetAttributes, zone': (stack) => ec2.Subnet.fromSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1', availabilityZone: zones[0] }),
  'fromSubnetAttributes, route table': (stack) => ec2.Subnet.fromSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1', routeTableId: 'rtb-1' }),
  'PrivateSubnet.fromPrivateSubnetAttributes': (stack) => ec2.PrivateSubnet.fromPrivateSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1' }),
  'PublicSubnet.fromPublicSubnetAttributes': (stack) => ec2.PublicSubnet.fromPublicSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1' }),
}, Object.fromEntries(Object.entries(vpcs).filter(([how]) => how !== 'another Region').flatMap(([how, vpcOf]): [string, Uses<ec2.ISubnet>[string]][] => [
  [`InfrastructureConfiguration.subnetSelection of a VPC with ${how}`, (stack, subnet) =>
    infrastructure(stack, { vpc: vpcOf(stack), subnetSelection: { subnets: [subnet] } })],
  [`InfrastructureConfiguration.ec2InstanceAvailabilityZone of a VPC with ${how}`, (stack, subnet) =>
    infrastructure(stack, { vpc: vpcOf(stack), subnetSelection: { subnets: [subnet] }, ec2InstanceAvailabilityZone: zones[0] })],
])));

table<ec2.ISecurityGroup>('security groups', {
  'fromSecurityGroupId': (stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', 'sg-1'),
  'fromSecurityGroupId, immutable': (stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', TOKEN, { mutable: false }),
  'fromLookupById': (stack) => ec2.SecurityGroup.fromLookupById(stack, 'Imported', 'sg-1'),
  'fromLookupByName': (stack) => ec2.SecurityGroup.fromLookupByName(stack, 'Imported', 'mine', ofVpc({ privateSubnetIds: ['subnet-1', 'subnet-2'] }, 'OfGroup')(stack)),
}, {
  'InfrastructureConfiguration.securityGroups': (stack, group) => infrastructure(stack, { vpc: new ec2.Vpc(stack, 'Vpc'), securityGroups: [group] }),
});

table<ec2.IKeyPair>('key pairs', {
  fromKeyPairName: (stack) => ec2.KeyPair.fromKeyPairName(stack, 'Imported', 'mine'),
  fromKeyPairAttributes: (stack) => ec2.KeyPair.fromKeyPairAttributes(stack, 'Imported', { keyPairName: TOKEN }),
}, { 'InfrastructureConfiguration.keyPair': (stack, keyPair) => infrastructure(stack, { keyPair }) });

const byName = 'must be imported by its id, and not by its name';

table<ec2.ILaunchTemplate>('launch templates', {
  'by id': (stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateId: 'lt-0123456789abcdef0' }),
  'by id, version': (stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateId: 'lt-0123456789abcdef0', versionNumber: '3' }),
  'by id, token': (stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateId: TOKEN }),
  'by name': (stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateName: 'mine' }),
}, {
  'DistributionConfiguration.launchTemplates': (stack, launchTemplate) => distribution(stack, { amiDistributions: [{ launchTemplates: [{ launchTemplate }] }] }),
  'DistributionConfiguration.fastLaunchConfigurations': (stack, launchTemplate) =>
    pipeline(stack, {
      recipe: new ImageRecipe(stack, 'Windows', { baseImage: BaseImage.windowsServer2022() }),
      distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', {
        amiDistributions: [{ fastLaunchConfigurations: [{ launchTemplate }] }],
      }),
    }),
  'CrossAccountDistributionRole.launchTemplates': (stack, launchTemplate) =>
    new CrossAccountDistributionRole(stack, 'Role', { sourceAccountIds: ['210987654321'], launchTemplates: [launchTemplate] }),
}, {
  'DistributionConfiguration.launchTemplates: by name': byName,
  'CrossAccountDistributionRole.launchTemplates: by name': byName,
});

table<ec2.IMachineImage>('machine images', {
  'genericLinux': () => ec2.MachineImage.genericLinux({ 'eu-central-1': 'ami-0123456789abcdef0' }),
  'lookup': () => ec2.MachineImage.lookup({ name: 'mine' }),
  'fromSsmParameter': () => ec2.MachineImage.fromSsmParameter('/mine'),
  'resolveSsmParameterAtLaunch': () => ec2.MachineImage.resolveSsmParameterAtLaunch('/mine'),
  'latestAmazonLinux2023, cached': () => ec2.MachineImage.latestAmazonLinux2023({ cachedInContext: true }),
  'latestWindows': () => ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE),
}, {
  'BaseImage.fromMachineImage': (stack, image) => pipeline(stack, {
    recipe: new ImageRecipe(stack, 'OfMachineImage', { baseImage: BaseImage.fromMachineImage(stack, image) }),
  }),
});
