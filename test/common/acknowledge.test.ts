import { Aws, Lazy, Stack, Token, Validations } from 'aws-cdk-lib';
import { LazyRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { acknowledgeWildcard, attachManagedPolicy, takesPolicies } from '../../src/common/acknowledge';
import { newStack, propertiesOf } from '../support/synth';

function roleIn(stack: Stack): Role {
  return new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
}

function acknowledgedOn(construct: IConstruct): Record<string, string>[] {
  return construct.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data);
}

test('a managed policy is attached, and exactly it is acknowledged', () => {
  const stack = newStack();
  const role = roleIn(stack);
  attachManagedPolicy(role, 'ReadOnlyAccess', 'reason');
  expect(propertiesOf(stack, 'AWS::IAM::Role').ManagedPolicyArns).toEqual([
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/ReadOnlyAccess']] },
  ]);
  expect(acknowledgedOn(role)).toEqual([{ 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/ReadOnlyAccess]': 'reason' }]);
});

test('all roles have the same managed policy, because the CDK declares a class for each', () => {
  const roles = [newStack(), newStack()].map(roleIn);
  const attached = roles.map((role) => jest.spyOn(role, 'addManagedPolicy'));
  roles.forEach((role) => attachManagedPolicy(role, 'ReadOnlyAccess', 'reason'));
  const [[[first]], [[second]]] = attached.map(({ mock }) => mock.calls);
  expect(first).toBe(second);
});

test('a managed policy is not attached to a role that takes none', () => {
  const role = Role.fromRoleArn(newStack(), 'Imported', 'arn:aws:iam::123456789012:role/mine');
  attachManagedPolicy(role, 'ReadOnlyAccess', 'reason');
  expect(acknowledgedOn(role)).toEqual([]);
});

test.each([
  ['a new role', (stack: Stack) => roleIn(stack), true],
  ['a role that is made when it is used', (stack: Stack) => new LazyRole(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }), true],
  ['an imported role', (stack: Stack) => Role.fromRoleName(stack, 'Role', 'mine'), false],
  ['a role that is closed for updates', (stack: Stack) => roleIn(stack).withoutPolicyUpdates(), false],
])('%s takes policies or not', (_, make, takes) => {
  expect(takesPolicies(make(newStack()))).toBe(takes);
});

describe('a wildcard is acknowledged in the notation of cdk-nag', () => {
  const stack = newStack();
  const bucket = new Bucket(stack, 'Bucket');
  const bucketId = stack.getLogicalId(bucket.node.defaultChild as any);

  test.each([
    ['a literal', 'arn:aws:s3:::logs/*', 'arn:aws:s3:::logs/*'],
    ['a reference', `arn:${Aws.PARTITION}:s3:::logs/*`, 'arn:<AWS::Partition>:s3:::logs/*'],
    ['an attribute', bucket.arnForObjects('*'), `<${stack.resolve(bucketId)}.Arn>/*`],
    ['a text that is made later', Lazy.string({ produce: () => `arn:${Aws.PARTITION}:s3:::logs/*` }), 'arn:<AWS::Partition>:s3:::logs/*'],
    ['another function', Token.asString({ 'Fn::ImportValue': 'arn' }), '{"Fn::ImportValue":"arn"}'],
  ])('%s', (name, arn, flat) => {
    const role = new Role(stack, name.replace(/ /g, ''), { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    acknowledgeWildcard(role, arn, 'reason');
    expect(acknowledgedOn(role)).toEqual([{ [`AwsSolutions-IAM5[Resource::${flat}]`]: 'reason' }]);
  });
});

test('a wildcard is acknowledged once for each reason, because its ARN is resolved', () => {
  const stack = newStack();
  const role = roleIn(stack);
  const resolve = jest.spyOn(stack, 'resolve');
  const arn = new Bucket(stack, 'Bucket').arnForObjects('*');
  acknowledgeWildcard(role, arn, 'reason');
  const times = resolve.mock.calls.length;
  acknowledgeWildcard(role, arn, 'reason');
  expect(resolve).toHaveBeenCalledTimes(times);
  expect(acknowledgedOn(role)).toHaveLength(1);
  acknowledgeWildcard(role, arn, 'other reason');
  expect(acknowledgedOn(role)).toHaveLength(2);
});
