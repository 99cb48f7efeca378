import { App, Aspects, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { BaseImage, Image, ImageRecipe, InfrastructureConfiguration, InfrastructureConfigurationProps } from '../../src';
import { dependenciesOf, newStack, warningsOf } from '../support/synth';

const NEEDED = ['imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages'];

function imageIn(stack: Stack, props: InfrastructureConfigurationProps): Image {
  const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', props);
  return new Image(stack, 'Image', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }), infrastructureConfiguration });
}

const withoutNat = (scope: Construct) => new ec2.Vpc(scope, 'Vpc', { natGateways: 0 });

function addEndpoints(vpc: ec2.IVpc, services: string[], scope: Construct = vpc): void {
  services.forEach((service) => service === 's3'
    ? new ec2.GatewayVpcEndpoint(scope, 'S3', { vpc, service: ec2.GatewayVpcEndpointAwsService.S3 })
    : new ec2.InterfaceVpcEndpoint(scope, service, { vpc, service: new ec2.InterfaceVpcEndpointAwsService(service) }));
}

const warning = (missing: string[]) => 'The instances are in an isolated subnet, and builds time out unless they reach Systems Manager and Image Builder. '
  + 'Add a NAT gateway, choose other subnets with `subnetSelection`, or add endpoints to the VPC, as `PrivateBuildNetwork` does: '
  + `${missing.join(', ')}. [ack: cdk-imagebuilder:isolatedSubnet]`;

describe('instances in an isolated subnet', () => {
  test('are warned of', () => {
    const stack = newStack();
    imageIn(stack, { vpc: withoutNat(stack) });
    expect(warningsOf(stack)).toEqual([warning(NEEDED)]);
  });

  test('are warned of where the subnet is chosen in a VPC of the app', () => {
    const stack = newStack();
    imageIn(stack, { vpc: withoutNat(stack), subnetSelection: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    expect(warningsOf(stack)).toEqual([warning(NEEDED)]);
  });

  test.each(NEEDED)('need an endpoint for %s', (service) => {
    const stack = newStack();
    const vpc = withoutNat(stack);
    imageIn(stack, { vpc });
    addEndpoints(vpc, NEEDED.filter((each) => each !== service));
    expect(warningsOf(stack)).toEqual([warning([service])]);
  });

  test('reach the services through endpoints, also those that are added later', () => {
    const stack = newStack();
    const vpc = withoutNat(stack);
    imageIn(stack, { vpc });
    addEndpoints(vpc, NEEDED, stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('do not reach them through endpoints of another VPC', () => {
    const stack = newStack();
    addEndpoints(new ec2.Vpc(stack, 'Other'), NEEDED);
    imageIn(stack, { vpc: withoutNat(stack) });
    expect(warningsOf(stack)).toEqual([warning(NEEDED)]);
  });

  test('reach the services through endpoints in a third stack', () => {
    const app = new App();
    const [network, endpoints, stack] = ['Network', 'Endpoints', 'Stack'].map((id) => new Stack(app, id));
    const vpc = withoutNat(network);
    addEndpoints(vpc, NEEDED, endpoints);
    imageIn(stack, { vpc });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('do not reach a service by its name through an endpoint without private DNS', () => {
    const stack = newStack();
    const vpc = withoutNat(stack);
    imageIn(stack, { vpc });
    addEndpoints(vpc, NEEDED.filter((each) => each !== 'ssm'));
    new ec2.InterfaceVpcEndpoint(vpc, 'ssm', { vpc, service: ec2.InterfaceVpcEndpointAwsService.SSM, privateDnsEnabled: false });
    expect(warningsOf(stack)).toEqual([warning(['ssm'])]);
  });

  test('do not reach them through an endpoint of a single resource', () => {
    const stack = newStack();
    const vpc = withoutNat(stack);
    imageIn(stack, { vpc });
    new ec2.CfnVPCEndpoint(stack, 'Resource', {
      vpcId: vpc.vpcId, vpcEndpointType: 'Resource', resourceConfigurationArn: 'arn:aws:vpc-lattice:eu-central-1:111122223333:resourceconfiguration/rcfg-1',
    });
    expect(warningsOf(stack)).toEqual([warning(NEEDED)]);
  });

  test('reach what a route of their subnet leads to', () => {
    const stack = newStack();
    const vpc = withoutNat(stack);
    imageIn(stack, { vpc });
    (vpc.isolatedSubnets[0] as ec2.Subnet).addRoute('Hub', { routerType: ec2.RouterType.TRANSIT_GATEWAY, routerId: 'tgw-1' });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('do not reach what a route of another subnet leads to', () => {
    const stack = newStack();
    const vpc = withoutNat(stack);
    imageIn(stack, { vpc });
    (vpc.isolatedSubnets[1] as ec2.Subnet).addRoute('Hub', { routerType: ec2.RouterType.TRANSIT_GATEWAY, routerId: 'tgw-1' });
    expect(warningsOf(stack)).toEqual([warning(NEEDED)]);
  });
});

describe('instances elsewhere are not warned of', () => {
  test.each<[string, (stack: Stack) => InfrastructureConfigurationProps]>([
    ['with a NAT gateway', (stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc') })],
    ['in the default VPC', () => ({})],
    ['in a public subnet', (stack) => ({ vpc: withoutNat(stack), subnetSelection: { subnetType: ec2.SubnetType.PUBLIC } })],
    ['in an isolated subnet of an existing VPC, which was chosen', (stack) => ({
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'] }),
      subnetSelection: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    })],
  ])('%s', (_, props) => {
    const stack = newStack();
    imageIn(stack, props(stack));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('but those in an isolated subnet of an existing VPC that nobody chose are', () => {
    const stack = newStack();
    imageIn(stack, {
      vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], isolatedSubnetIds: ['subnet-1'], isolatedSubnetRouteTableIds: ['rtb-1'] }),
    });
    expect(warningsOf(stack)).toEqual([warning(NEEDED)]);
  });
});

describe('a build waits for', () => {
  test('endpoints of the VPC and routes of the subnet, also those that are added later', () => {
    const stack = newStack();
    const vpc = withoutNat(stack);
    imageIn(stack, { vpc });
    addEndpoints(vpc, NEEDED);
    (vpc.isolatedSubnets[0] as ec2.Subnet).addRoute('Hub', { routerType: ec2.RouterType.TRANSIT_GATEWAY, routerId: 'tgw-1' });
    const dependencies = dependenciesOf(stack, 'AWS::ImageBuilder::Image');
    expect(dependencies.filter((type) => type === 'AWS::EC2::VPCEndpoint')).toHaveLength(5);
    expect(dependencies).toContain('AWS::EC2::Route');
  });

  test.each<[string, (add: () => void, app: App, image: Image) => void]>([
    ['after an earlier synthesis', (add, app) => {
      app.synth();
      add();
    }],
    ['after an earlier synthesis and another look at the dependencies', (add, app, image) => {
      app.synth();
      expect(image.node.defaultChild!.node.dependencies).not.toEqual([]);
      add();
    }],
    ['by an aspect', (add, _app, image) => Aspects.of(image).add({
      visit: (construct) => {
        if (construct === image) add();
      },
    })],
  ])('endpoints that are created %s', (_when, create) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const vpc = withoutNat(stack);
    const image = imageIn(stack, { vpc });
    create(() => addEndpoints(vpc, NEEDED), app, image);
    // The CDK refuses constructs that are created after a synthesis, unless another one is forced.
    const { Resources: resources } = app.synth({ force: true }).getStackByName('Stack').template;
    const { DependsOn: ids } = Object.values<any>(resources).find(({ Type }) => Type === 'AWS::ImageBuilder::Image');
    expect(ids.filter((id: string) => resources[id].Type === 'AWS::EC2::VPCEndpoint')).toHaveLength(5);
  });

  test('endpoints in the stack of the VPC and in its own, and not for those in other stacks', () => {
    const app = new App();
    const [network, stack, other] = ['Network', 'Stack', 'Other'].map((id) => new Stack(app, id));
    const vpc = withoutNat(network);
    addEndpoints(vpc, ['ssm']);
    addEndpoints(vpc, ['logs'], stack);
    const image = imageIn(stack, { vpc });
    addEndpoints(vpc, ['s3'], other);
    new ec2.CfnEIP(other, 'Address').node.addDependency(image);
    app.synth();
    expect(stack.dependencies).toEqual([network]);
    expect(dependenciesOf(stack, 'AWS::ImageBuilder::Image').filter((type) => type === 'AWS::EC2::VPCEndpoint')).toHaveLength(1);
  });
});
