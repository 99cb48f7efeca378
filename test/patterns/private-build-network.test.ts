import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  BaseContainerImage, BaseImage, GoldenAmi, GoldenContainerImage, Image, ImageRecipe, ImageScanning, InfrastructureConfiguration, Platform,
  PrivateBuildNetwork, PrivateBuildNetworkProps,
} from '../../src';
import { dependenciesOf, faultsOf, propertiesOf, resourcesOf, warningsOf } from '../support/synth';

const EVERY_BUILD = ['imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages'];
const baseImage = BaseImage.amazonLinux2023();
const containerBase = BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX });
const stackIn = (app = new App(), id = 'Images', region = 'eu-central-1') => new Stack(app, id, { env: { account: '111122223333', region } });
const { SSM, SECRETS_MANAGER } = ec2.InterfaceVpcEndpointAwsService;

/** The services of all endpoints of a stack, as the names of endpoints end. */
function servicesOf(stack: Stack, prefix = `com.amazonaws.${stack.region}.`): string[] {
  // The CDK names the Region of gateway endpoints by a reference.
  const nameOf = (name: string | { 'Fn::Join': [string, any[]] }) => typeof name === 'string' ? name
    : name['Fn::Join'][1].map((part) => part.Ref === 'AWS::Region' ? stack.region : part).join('');
  return resourcesOf(stack, 'AWS::EC2::VPCEndpoint').map(({ Properties }) => nameOf(Properties.ServiceName).replace(prefix, '')).sort();
}

const networkIn = (stack: Stack, props?: PrivateBuildNetworkProps) => new PrivateBuildNetwork(stack, 'Network', props);
const isolatedVpc = (stack: Stack, props: ec2.VpcProps = {}) => new ec2.Vpc(stack, 'Vpc', {
  maxAzs: 2, natGateways: 0, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }], ...props,
});
const importedVpc = (stack: Stack, attributes: Partial<ec2.VpcAttributes> = {}) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-central-1a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'], ...attributes,
});

test('a golden AMI is built without internet access, and its build waits for all endpoints', () => {
  const stack = stackIn();
  const network = networkIn(stack);
  new GoldenAmi(stack, 'Web', { baseImage, network });

  const template = Template.fromStack(stack);
  ['AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway'].forEach((type) => template.resourceCountIs(type, 0));
  template.resourceCountIs('AWS::EC2::Subnet', 1);
  template.resourceCountIs('AWS::EC2::FlowLog', 1);
  expect(servicesOf(stack)).toEqual(EVERY_BUILD);
  expect(dependenciesOf(stack, 'AWS::ImageBuilder::Image').filter((type) => type === 'AWS::EC2::VPCEndpoint')).toHaveLength(EVERY_BUILD.length);
  expect(propertiesOf(stack, 'AWS::ImageBuilder::InfrastructureConfiguration')).toMatchObject({
    SubnetId: stack.resolve(network.vpc.isolatedSubnets[0].subnetId), SecurityGroupIds: [stack.resolve(network.securityGroup.securityGroupId)],
  });
  expect(warningsOf(stack)).toEqual([]);
});

test('instances reach services by HTTPS only and are not reached; endpoints are private and accept HTTPS from the VPC only', () => {
  const stack = stackIn();
  const network = networkIn(stack);
  const [instances, endpoints] = [network.securityGroup, network.endpointSecurityGroup].map((group) => stack.resolve(group.securityGroupId)['Fn::GetAtt'][0]);
  const groups = Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup');
  const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
  expect(Object.keys(groups).sort()).toEqual([instances, endpoints].sort());
  expect(groups[instances].Properties.SecurityGroupIngress).toBeUndefined();
  expect(groups[instances].Properties.SecurityGroupEgress).toEqual([{ ...https, CidrIp: '0.0.0.0/0', Description: expect.any(String) }]);
  expect(groups[endpoints].Properties.SecurityGroupIngress).toEqual([
    { ...https, CidrIp: propertiesOf(stack, 'AWS::EC2::VPC').CidrBlock, Description: expect.any(String) },
  ]);
  // What the CDK writes where nothing may go out.
  expect(groups[endpoints].Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
  resourcesOf(stack, 'AWS::EC2::VPCEndpoint').forEach(({ Properties }) => expect(Properties).toMatchObject(Properties.VpcEndpointType === 'Gateway'
    ? { RouteTableIds: [stack.resolve(network.vpc.isolatedSubnets[0].routeTable.routeTableId)] }
    : { PrivateDnsEnabled: true, SecurityGroupIds: [{ 'Fn::GetAtt': [endpoints, 'GroupId'] }], SubnetIds: [stack.resolve(network.vpc.isolatedSubnets[0].subnetId)] }));
});

test('cdk-nag judges the CIDR block of a new VPC, and that of a given VPC is acknowledged, because it is known at deployment only', () => {
  const stack = stackIn();
  const [own, given] = [networkIn(stack), new PrivateBuildNetwork(stack, 'Given', { vpc: isolatedVpc(stack) })]
    .map(({ endpointSecurityGroup: { node } }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY))
    .map((acknowledged) => JSON.stringify(acknowledged));
  expect(own).toBe('[]');
  expect(given).toContain('AwsSolutions-EC23');
});

test('flow logs are kept for a year, and are deleted with the network', () => {
  const stack = stackIn();
  networkIn(stack);
  expect(resourcesOf(stack, 'AWS::Logs::LogGroup')).toEqual([
    expect.objectContaining({ Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }),
  ]);
});

test('the endpoint for Amazon S3 can be restricted to buckets', () => {
  const stack = stackIn();
  networkIn(stack).s3Endpoint!.addToPolicy(new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: ['arn:aws:s3:::ec2imagebuilder-toe-eu-central-1-prod/*'],
  }));
  const [{ Properties }] = resourcesOf(stack, 'AWS::EC2::VPCEndpoint').filter(({ Properties: { VpcEndpointType } }) => VpcEndpointType === 'Gateway');
  expect(Properties.PolicyDocument.Statement).toMatchObject([{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::ec2imagebuilder-toe-eu-central-1-prod/*' }]);
});

test('ids inside of the network are API', () => {
  const stack = stackIn();
  const network = networkIn(stack, { containers: true, testInstanceScans: true });
  expect(network.node.children.map(({ node }) => node.id)).toEqual([
    'Vpc', 'FlowLogs', 'SecurityGroup', 'EndpointSecurityGroup', 'imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages', 'ecr.api', 'ecr.dkr', 'inspector2-telemetry',
  ]);
  expect(network.vpc.isolatedSubnets.map(({ node }) => node.id)).toEqual(['BuildSubnet1']);
});

describe('which endpoints a network has', () => {
  test.each<[string, PrivateBuildNetworkProps, string[]]>([
    ['every build', {}, []],
    ['container images', { containers: true }, ['ecr.api', 'ecr.dkr']],
    ['scans of test instances', { testInstanceScans: true }, ['inspector2-telemetry']],
    ['other services, each once', { services: [SECRETS_MANAGER, SECRETS_MANAGER, SSM] }, ['secretsmanager']],
    ['nothing more', { containers: false, testInstanceScans: false, services: [] }, []],
  ])('%s', (_, props, further) => {
    const stack = stackIn();
    networkIn(stack, props);
    expect(servicesOf(stack)).toEqual([...EVERY_BUILD, ...further].sort());
  });

  test.each<[string, (stack: Stack, network: PrivateBuildNetwork) => unknown, string[]]>([
    ['an AMI that is scanned on demand', (stack, network) => new GoldenAmi(stack, 'Web', { baseImage, network }), []],
    ['an AMI that is not scanned', (stack, network) => new GoldenAmi(stack, 'Web', { baseImage, network, imageScanning: ImageScanning.disabled() }), []],
    ['an AMI whose test instance is scanned',
      (stack, network) => new GoldenAmi(stack, 'Web', { baseImage, network, imageScanning: ImageScanning.testInstance() }), ['inspector2-telemetry']],
    ['a container image', (stack, network) => new GoldenContainerImage(stack, 'Runtime', { baseImage: containerBase, network }), ['ecr.api', 'ecr.dkr']],
    ...[ImageScanning.container(), ImageScanning.testInstance()].map((imageScanning) => [
      'a container image, whose copy is scanned',
      (stack: Stack, network: PrivateBuildNetwork) => new GoldenContainerImage(stack, 'Runtime', { baseImage: containerBase, network, imageScanning }),
      ['ecr.api', 'ecr.dkr'],
    ] as [string, (stack: Stack, network: PrivateBuildNetwork) => unknown, string[]]),
  ])('golden images add what they need: %s', (_, use, further) => {
    const stack = stackIn();
    use(stack, networkIn(stack));
    expect(servicesOf(stack)).toEqual([...EVERY_BUILD, ...further].sort());
  });

  test('the names of services are those of the Region', () => {
    const stack = stackIn(new App(), 'Images', 'cn-north-1');
    networkIn(stack);
    expect(servicesOf(stack, '')).toEqual([
      'cn.com.amazonaws.cn-north-1.imagebuilder', 'com.amazonaws.cn-north-1.logs', 'com.amazonaws.cn-north-1.s3', 'com.amazonaws.cn-north-1.ssm',
      'com.amazonaws.cn-north-1.ssmmessages',
    ]);
  });
});

describe('a VPC that is given', () => {
  test('gets the endpoints that it lacks, in its isolated subnets', () => {
    const stack = stackIn();
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      maxAzs: 2,
      natGateways: 1,
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
      subnetConfiguration: [
        { name: 'Public', subnetType: ec2.SubnetType.PUBLIC }, { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        { name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      ],
    });
    vpc.addInterfaceEndpoint('Ssm', { service: SSM });
    const network = networkIn(stack, { vpc });
    expect(servicesOf(stack)).toEqual(EVERY_BUILD);
    expect(network.s3Endpoint).toBeUndefined();
    const isolated = vpc.isolatedSubnets.map(({ subnetId }) => stack.resolve(subnetId));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-central-1.logs', SubnetIds: isolated });
    expect(faultsOf(stack)).toEqual([]);
  });

  test('has private subnets without isolated ones, or those that are chosen', () => {
    const stack = stackIn();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
    expect(vpc.selectSubnets(networkIn(stack, { vpc }).subnetSelection).subnets).toEqual(vpc.privateSubnets);
    const subnetSelection = { availabilityZones: [vpc.availabilityZones[1]], subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };
    expect(new PrivateBuildNetwork(stack, 'Chosen', { vpc, subnetSelection }).subnetSelection).toEqual(subnetSelection);
    expect(servicesOf(stack)).toEqual(EVERY_BUILD);
  });

  test('of another stack is used without a warning', () => {
    const app = new App();
    const [shared, networkStack, stack] = ['Shared', 'Network', 'Images'].map((id) => stackIn(app, id));
    const network = networkIn(networkStack, { vpc: isolatedVpc(shared) });
    new GoldenAmi(stack, 'Web', { baseImage, network });
    app.synth();
    expect(stack.dependencies).toEqual([shared, networkStack]);
    expect(servicesOf(networkStack)).toEqual(EVERY_BUILD);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('and imported has the endpoints that are named, and gets the others', () => {
    const stack = stackIn();
    const network = networkIn(stack, { vpc: importedVpc(stack), existingEndpoints: ['s3', 'ssm', 'ssmmessages'] });
    new GoldenAmi(stack, 'Web', { baseImage, network });
    expect(servicesOf(stack)).toEqual(['imagebuilder', 'logs']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('and imported with all endpoints needs neither its CIDR block nor zones nor route tables', () => {
    const stack = stackIn();
    const vpc = importedVpc(stack, { vpcCidrBlock: undefined, isolatedSubnetRouteTableIds: undefined });
    const subnetSelection = { subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-1')] };
    const network = networkIn(stack, { vpc, subnetSelection, existingEndpoints: EVERY_BUILD });
    new GoldenAmi(stack, 'Web', { baseImage, network });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 1);
  });

  test('must have all endpoints where none are created, which synthesis names', () => {
    const stack = stackIn();
    const vpc = isolatedVpc(stack);
    const network = networkIn(stack, { vpc, createEndpoints: false, existingEndpoints: ['s3', 'imagebuilder'] });
    network.addServices({ containers: true });
    vpc.addInterfaceEndpoint('Ssm', { service: SSM });
    expect(faultsOf(stack)).toEqual([
      'VpcRequired: `vpc` must have endpoints for logs, ssmmessages, ecr.api, ecr.dkr when `createEndpoints` is false. '
      + 'Name endpoints that this app does not create in `existingEndpoints`. [Images/Network]',
    ]);
  });

  test('is complete with endpoints that are added after the network where none are created', () => {
    const stack = stackIn();
    const vpc = isolatedVpc(stack);
    networkIn(stack, { vpc, createEndpoints: false, existingEndpoints: ['s3'] });
    EVERY_BUILD.filter((service) => service !== 's3')
      .forEach((service) => vpc.addInterfaceEndpoint(service, { service: new ec2.InterfaceVpcEndpointAwsService(service) }));
    expect(faultsOf(stack)).toEqual([]);
  });

  test('cannot have two endpoints for a service, one of which is added later', () => {
    const stack = stackIn();
    const vpc = isolatedVpc(stack);
    networkIn(stack, { vpc });
    vpc.addInterfaceEndpoint('Ssm', { service: SSM });
    expect(faultsOf(stack)).toEqual([
      'VpcConflict: `vpc` must have one endpoint for each service, because private DNS names are unique in a VPC, got: \'ssm\'. '
      + 'Create the other endpoint before the network. [Images/Network]',
    ]);
  });

  test('is shared by two networks, whose endpoints are created once', () => {
    const stack = stackIn();
    const vpc = isolatedVpc(stack);
    networkIn(stack, { vpc });
    new PrivateBuildNetwork(stack, 'Other', { vpc, containers: true });
    expect(servicesOf(stack)).toEqual([...EVERY_BUILD, 'ecr.api', 'ecr.dkr'].sort());
    expect(faultsOf(stack)).toEqual([]);
  });
});

test('an infrastructure configuration of one\'s own uses the parts of the network', () => {
  const stack = stackIn();
  const { vpc, subnetSelection, securityGroup } = networkIn(stack);
  const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', { vpc, subnetSelection, securityGroups: [securityGroup] });
  new Image(stack, 'Image', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage }), infrastructureConfiguration });
  expect(dependenciesOf(stack, 'AWS::ImageBuilder::Image').filter((type) => type === 'AWS::EC2::VPCEndpoint')).toHaveLength(EVERY_BUILD.length);
  expect(warningsOf(stack)).toEqual([]);
});

test('golden images of one network share an infrastructure configuration, and those of another network have another', () => {
  const stack = stackIn();
  const [network, other] = ['Network', 'Other'].map((id) => new PrivateBuildNetwork(stack, id));
  [network, network, other, undefined].forEach((each, index) => new GoldenAmi(stack, `Golden${index}`, { baseImage, network: each }));
  expect(resourcesOf(stack, 'AWS::ImageBuilder::InfrastructureConfiguration')).toHaveLength(3);
});
