import { Aws, Lazy, Stack } from 'aws-cdk-lib';
import { ISubnet, IVpc, Subnet, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { selectSubnet } from '../../src/infrastructure/network';
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
