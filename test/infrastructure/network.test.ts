import { Aws, Lazy, Stack } from 'aws-cdk-lib';
import { ISubnet, IVpc, Subnet, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { InfrastructureConfigurationProps, Tenancy } from '../../src/infrastructure/infrastructure-configuration-props';
import { renderPlacement, selectSubnet } from '../../src/infrastructure/network';
import { newStack } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };

function vpcIn(stack: Stack): IVpc {
  return Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    publicSubnetIds: ['public-a', 'public-b'],
    privateSubnetIds: ['private-a', 'private-b'],
  });
}

describe('the subnet of instances', () => {
  const stack = newStack({ env });
  const vpc = vpcIn(stack);

  test.each([
    ['the first private one by default', undefined, undefined, 'private-a'],
    ['the first one of the selection', { subnetType: SubnetType.PUBLIC }, undefined, 'public-a'],
    ['the one in the zone', undefined, 'eu-central-1b', 'private-b'],
    ['the one of the selection in the zone', { subnetType: SubnetType.PUBLIC }, 'eu-central-1b', 'public-b'],
    ['the first one if the zone is known at deployment only', undefined, Lazy.string({ produce: () => 'later' }), 'private-a'],
  ])('is %s', (_, selection, zone, subnetId) => {
    const found = selectSubnet(stack, vpc, selection, zone);
    expect(found.subnet.subnetId).toBe(subnetId);
    expect(found.selected.subnetIds).toContain(subnetId);
  });

  test('was imported without its zone, and may be in any', () => {
    const subnets = [Subnet.fromSubnetId(stack, 'WithoutZone', 'subnet-9')];
    expect(selectSubnet(stack, vpc, { subnets }).subnet.subnetId).toBe('subnet-9');
    expect(selectSubnet(stack, vpc, { subnets }, 'eu-central-1a').subnet.subnetId).toBe('subnet-9');
  });

  test('is the first one if its own zone is known at deployment only', () => {
    const subnet = { subnetId: 'subnet-1', availabilityZone: Aws.REGION } as ISubnet;
    const unknown = { selectSubnets: () => ({ subnets: [subnet], subnetIds: [subnet.subnetId] }) } as unknown as IVpc;
    expect(selectSubnet(stack, unknown, undefined, 'eu-central-1a').subnet.subnetId).toBe('subnet-1');
  });

  test('is one that is selected', () => {
    expect(() => selectSubnet(stack, vpc, { availabilityZones: ['eu-central-1c'] })).toThrow(new Error(
      'SubnetSelectionUnsupported: `subnetSelection` must match at least one subnet of `vpc`. [Stack]'));
  });

  test('is in the zone', () => {
    expect(() => selectSubnet(stack, vpc, undefined, 'eu-central-1c')).toThrow(new Error(
      'Ec2InstanceAvailabilityZoneConflict: `ec2InstanceAvailabilityZone` must be the Availability Zone of a subnet that `subnetSelection` matches, '
      + 'got: \'eu-central-1c\'. [Stack]'));
  });
});

describe('the placement of instances', () => {
  const stack = newStack();
  const group = 'arn:aws:resource-groups:eu-central-1:123456789012:group/hosts';

  test.each<[string, InfrastructureConfigurationProps, object | undefined]>([
    ['is left out by default', {}, undefined],
    ['may be a zone', { ec2InstanceAvailabilityZone: 'eu-central-1a' }, { availabilityZone: 'eu-central-1a' }],
    ['may be hardware of their own', { ec2InstanceTenancy: Tenancy.DEDICATED }, { tenancy: 'dedicated' }],
    ['may be any host', { ec2InstanceTenancy: Tenancy.HOST }, { tenancy: 'host' }],
    ['may be a host', { ec2InstanceTenancy: Tenancy.HOST, ec2InstanceHostId: 'h-1' }, { tenancy: 'host', hostId: 'h-1' }],
    ['means a host where one is named', { ec2InstanceHostId: 'h-1' }, { tenancy: 'host', hostId: 'h-1' }],
    ['means a host where a group of them is named', { ec2InstanceHostResourceGroupArn: group }, { tenancy: 'host', hostResourceGroupArn: group }],
  ])('%s', (_, place, rendered) => {
    expect(renderPlacement(stack, place)).toEqual(rendered);
  });

  test.each([Tenancy.DEFAULT, Tenancy.DEDICATED])('of %s tenancy has no host', (ec2InstanceTenancy) => {
    const message = new Error('Ec2InstanceTenancyConflict: `ec2InstanceTenancy` must be `host` or absent when a host or a group of hosts is named, '
      + `got: '${ec2InstanceTenancy}'. [Stack]`);
    expect(() => renderPlacement(stack, { ec2InstanceTenancy, ec2InstanceHostId: 'h-1' })).toThrow(message);
    expect(() => renderPlacement(stack, { ec2InstanceTenancy, ec2InstanceHostResourceGroupArn: group })).toThrow(message);
  });

  test('is a host or a group of them', () => {
    expect(() => renderPlacement(stack, { ec2InstanceHostId: 'h-1', ec2InstanceHostResourceGroupArn: group })).toThrow(new Error(
      'Ec2InstanceHostResourceGroupArnConflict: `ec2InstanceHostResourceGroupArn` must be absent when `ec2InstanceHostId` is given. [Stack]'));
  });

  test.each(['ec2InstanceAvailabilityZone', 'ec2InstanceHostId', 'ec2InstanceHostResourceGroupArn'])('%s has 1 to 1024 characters', (prop) => {
    expect(() => renderPlacement(stack, { [prop]: 'x'.repeat(1024) })).not.toThrow();
    expect(() => renderPlacement(stack, { [prop]: 'x'.repeat(1025) })).toThrow(`\`${prop}\` must be 1 to 1024 characters long`);
    expect(() => renderPlacement(stack, { [prop]: '' })).toThrow(`\`${prop}\` must be 1 to 1024 characters long`);
  });
});
