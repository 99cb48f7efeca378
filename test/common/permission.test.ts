import { Aws, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Dependable } from 'constructs';
import { grantPermission, Permission, Permissions, permissionsOf, viaService } from '../../src/common/permission';
import { newStack, statementsOf } from '../support/synth';

const roleIn = (stack = newStack()) => new Role(stack, 'Role', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
const permission: Permission = { actions: ['ssm:PutParameter'], resources: ['arn:aws:ssm:us-east-1:123456789012:parameter/golden'] };

describe('a permission', () => {
  test('becomes a statement of the role, with its conditions', () => {
    const role = roleIn();
    const conditions = { StringEquals: { 'aws:ResourceTag/CreatedBy': 'EC2 Image Builder' } };
    grantPermission(role, { ...permission, conditions, inManagedPolicy: true });
    expect(statementsOf(role.stack)).toEqual([{ Effect: 'Allow', Action: permission.actions[0], Resource: permission.resources[0], Condition: conditions }]);
  });

  test('is something to wait for', () => {
    const role = Role.fromRoleName(newStack({ env: { account: '123456789012', region: 'us-east-1' } }), 'Imported', 'mine');
    expect(Dependable.of(grantPermission(role, permission)!).dependencyRoots.map(({ node }) => node.path)).toEqual(['Stack/Imported/Policy']);
  });

  test('has the reason of its wildcards acknowledged, and of nothing else', () => {
    const role = roleIn();
    grantPermission(role, { ...permission, resources: ['*', 'arn:aws:s3:::mine/key'], reason: 'why' });
    expect(role.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data)).toEqual([
      { 'AwsSolutions-IAM5[Resource::*]': 'why' },
    ]);
  });

  test('is granted once, however often it is needed', () => {
    const role = roleIn();
    const add = jest.spyOn(role, 'addToPrincipalPolicy');
    const [first, second] = [grantPermission(role, { ...permission, reason: 'reason' }), grantPermission(role, { ...permission, reason: 'reason' })];
    expect(add).toHaveBeenCalledTimes(1);
    expect(first).toBeDefined();
    expect(second).toBe(first);
    grantPermission(role, { ...permission, reason: 'reason', conditions: { StringEquals: { 'aws:RequestTag/a': 'b' } } });
    grantPermission(roleIn(), permission);
    expect(add).toHaveBeenCalledTimes(2);
  });

  test('is not taken by a role that is closed for updates', () => {
    const role = roleIn();
    grantPermission(role.withoutPolicyUpdates(), permission);
    expect(statementsOf(role.stack)).toEqual([]);
  });
});

test('permissions that are all known are as many as are given, or none at all', () => {
  expect(permissionsOf([])).toBeUndefined();
  expect(permissionsOf([permission])!.known).toEqual([permission]);
});

test('whoever asks hears of permissions that are known, and of those that come later', () => {
  const permissions = new Permissions();
  const later: Permission = { actions: ['ec2:DescribeImages'], resources: ['*'] };
  const heard: Permission[] = [];
  permissions.add(permission);
  permissions.subscribe((each) => heard.push(each));
  expect(heard).toEqual([permission]);
  permissions.add(later, permission);
  expect(heard).toEqual([permission, later, permission]);
});

test.each([
  ['eu-central-1', 'StringEquals', 's3.eu-central-1.amazonaws.com'],
  ['cn-north-1', 'StringEquals', 's3.cn-north-1.amazonaws.com'],
  [Aws.REGION, 'StringEquals', `s3.${Aws.REGION}.amazonaws.com`],
  [undefined, 'StringLike', 's3.*.amazonaws.com'],
])('in the Region %s a service has no name of its partition', (region, operator, name) => {
  expect(viaService('s3', region)).toEqual({ [operator]: { 'kms:ViaService': name } });
});
