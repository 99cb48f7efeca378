import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { checkSameVpc } from '../../src/common/same-vpc';
import { newStack } from '../support/synth';

const imported = (stack: Stack, vpcId: string, id = 'Imported') =>
  ec2.Vpc.fromVpcAttributes(stack, id, { vpcId, availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-1'] });
const group = (stack: Stack, vpc: ec2.IVpc) => new ec2.SecurityGroup(stack, 'Group', { vpc });
const check = (vpc: ec2.IVpc, given?: readonly IConstruct[]) => checkSameVpc(vpc.stack, 'securityGroups', vpc, given);

test('takes what is given without a VPC, which another check refuses', () => {
  expect(() => checkSameVpc(newStack(), 'securityGroups', undefined, [])).not.toThrow();
});

test.each<[string, (stack: Stack) => [ec2.IVpc, IConstruct[]?]]>([
  ['nothing', (stack) => [new ec2.Vpc(stack, 'Vpc')]],
  ['a security group of the VPC', (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc');
    return [vpc, [group(stack, vpc)]];
  }],
  ['one of the VPC in another stack', (stack) => {
    const vpc = new ec2.Vpc(new Stack(stack.node.root, 'Network'), 'Vpc');
    return [vpc, [group(stack, vpc)]];
  }],
  ['one of an import of the VPC', (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc');
    return [vpc, [group(stack, imported(stack, vpc.vpcId))]];
  }],
  ['one of an L1, whose ID can be asked for in two ways', (stack) => {
    const vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
    return [imported(stack, vpc.ref), [group(stack, imported(stack, vpc.attrVpcId, 'Other'))]];
  }],
  ['one of a VPC with the same ID', (stack) => [imported(stack, 'vpc-1'), [group(stack, imported(stack, 'vpc-1', 'Other'))]]],
  ['an import, whose VPC is not known', (stack) => [new ec2.Vpc(stack, 'Vpc'), [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')]]],
  ['one of an ID that may be that of the VPC', (stack) => [new ec2.Vpc(stack, 'Vpc'), [group(stack, imported(stack, 'vpc-1'))]]],
  ['one of the ID in a parameter', (stack) =>
    [new ec2.Vpc(stack, 'Vpc'), [group(stack, imported(stack, new CfnParameter(stack, 'VpcId').valueAsString))]]],
  ['one of the ID in an export', (stack) => [new ec2.Vpc(stack, 'Vpc'), [group(stack, imported(stack, Fn.importValue('VpcId')))]]],
  ['one of a VPC that is not looked up yet', (stack) =>
    [imported(stack, 'vpc-1'), [group(stack, ec2.Vpc.fromLookup(stack, 'LookedUp', { vpcName: 'builds' }))]]],
  ['subnets of the VPC', (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc');
    return [vpc, vpc.privateSubnets];
  }],
])('takes %s', (_, make) => {
  const [vpc, given] = make(newStack({ env: { account: '111122223333', region: 'us-east-1' } }));
  expect(() => check(vpc, given)).not.toThrow();
});

test.each<[string, (stack: Stack) => [ec2.IVpc, IConstruct[]], string]>([
  ['a security group of another VPC', (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc');
    return [vpc, [group(stack, vpc), new ec2.SecurityGroup(stack, 'Wrong', { vpc: new ec2.Vpc(stack, 'Other') })]];
  }, 'securityGroups[1]` must be in `vpc`, got: \'Stack/Wrong in Stack/Other/Resource\'. [Stack]'],
  ['one of another ID', (stack) => [imported(stack, 'vpc-1'), [group(stack, imported(stack, 'vpc-2', 'Other'))]],
    'securityGroups[0]` must be in `vpc`, got: \'Stack/Group in vpc-2\'. [Stack]'],
  ['a subnet of another VPC', (stack) => [new ec2.Vpc(stack, 'Vpc'), [new ec2.Vpc(stack, 'Other').privateSubnets[0]]],
    'securityGroups[0]` must be in `vpc`, got: \'Stack/Other/PrivateSubnet1 in Stack/Other/Resource\'. [Stack]'],
])('refuses %s', (_, make, message) => {
  const [vpc, given] = make(newStack());
  expect(() => check(vpc, given)).toThrow(new Error(`SecurityGroupsConflict: \`${message}`));
});
