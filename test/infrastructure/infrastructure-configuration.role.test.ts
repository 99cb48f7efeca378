import { CfnResource, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { InstanceProfile, ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { TYPE, infrastructure, roleIn } from './infrastructure-in-test';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { dependenciesOf, newStack, propertiesOf, resourcesOf, warningsOf } from '../support/synth';

const managedPolicy = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] });
const BUILD_POLICIES = [managedPolicy('AmazonSSMManagedInstanceCore'), managedPolicy('EC2InstanceProfileForImageBuilder')];

/** The types that something waits for when it depends on an infrastructure configuration. */
function awaited(stack: Stack, made: InfrastructureConfiguration): string[] {
  new CfnResource(stack, 'Waiting', { type: 'Test::Waiting' }).node.addDependency(made);
  return dependenciesOf(stack, 'Test::Waiting');
}

describe('the role of the instances', () => {
  test('is a new one with what builds need by default', () => {
    const made = infrastructure();
    expect(propertiesOf(made.stack, 'AWS::IAM::Role')).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
      },
      ManagedPolicyArns: BUILD_POLICIES,
    });
    expect(propertiesOf(made.stack, 'AWS::IAM::InstanceProfile')).toEqual({ Roles: [made.stack.resolve(made.role!.roleName)] });
    expect(warningsOf(made.stack)).toEqual([]);
  });

  test('gets what builds need if it was brought', () => {
    const stack = newStack();
    const role = roleIn(stack);
    expect(infrastructure({ role }, stack).role).toBe(role);
    expect(propertiesOf(stack, 'AWS::IAM::Role').ManagedPolicyArns).toEqual(BUILD_POLICIES);
    expect(resourcesOf(stack, 'AWS::IAM::InstanceProfile')).toHaveLength(1);
  });

  test('keeps the policies that a brought one has', () => {
    const stack = newStack();
    const role = roleIn(stack);
    role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'));
    role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
    infrastructure({ role }, stack);
    expect(propertiesOf(stack, 'AWS::IAM::Role').ManagedPolicyArns).toEqual([
      managedPolicy('AmazonSSMManagedInstanceCore'), managedPolicy('ReadOnlyAccess'), managedPolicy('EC2InstanceProfileForImageBuilder'),
    ]);
  });

  test('is that of a brought instance profile, and no other profile is made', () => {
    const stack = newStack();
    const role = roleIn(stack);
    const instanceProfile = new InstanceProfile(stack, 'Profile', { role });
    const made = infrastructure({ instanceProfile }, stack);
    expect([made.role, made.instanceProfile]).toEqual([role, instanceProfile]);
    expect(propertiesOf(stack, 'AWS::IAM::Role').ManagedPolicyArns).toEqual(BUILD_POLICIES);
    expect(resourcesOf(stack, 'AWS::IAM::InstanceProfile')).toHaveLength(1);
  });

  const warning = 'The role of the instances is imported or closed for updates, so no policies are attached to it. Builds time out unless '
    + 'it has AmazonSSMManagedInstanceCore and EC2InstanceProfileForImageBuilder, or the like. [ack: cdk-imagebuilder:importedInstanceRole]';

  test('is warned of if it was imported, because it cannot be given policies', () => {
    const stack = newStack();
    infrastructure({ role: Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/mine') }, stack);
    expect(warningsOf(stack)).toEqual([warning]);
  });

  test('is unknown, and warned of, if the instance profile was imported alone', () => {
    const stack = newStack();
    const made = infrastructure({ instanceProfile: InstanceProfile.fromInstanceProfileName(stack, 'Imported', 'mine') }, stack);
    expect(made.role).toBeUndefined();
    expect(propertiesOf(stack, TYPE).InstanceProfileName).toBe('mine');
    expect(warningsOf(stack)).toEqual([warning]);
  });

  test('is that which an imported instance profile tells', () => {
    const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
    const role = roleIn(stack);
    const instanceProfile = InstanceProfile.fromInstanceProfileAttributes(stack, 'Imported', {
      instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/builds/mine', role,
    });
    expect(infrastructure({ instanceProfile }, stack).role).toBe(role);
    expect(propertiesOf(stack, TYPE).InstanceProfileName).toBe('mine');
    expect(propertiesOf(stack, 'AWS::IAM::Role').ManagedPolicyArns).toEqual(BUILD_POLICIES);
  });

  test.each([256, 257])('may have an instance profile with a name of 256 characters (here %d)', (length) => {
    const stack = newStack();
    const make = () => infrastructure({ instanceProfile: InstanceProfile.fromInstanceProfileName(stack, 'Imported', 'x'.repeat(length)) }, stack);
    if (length === 256) {
      expect(make).not.toThrow();
    } else {
      expect(make).toThrow(/^InstanceProfileMalformed: `instanceProfile` must have a name of 1 to 256 letters, digits or any of _\+=,\.@-, got: 'x/);
    }
  });

  test('is refused beside an instance profile', () => {
    const stack = newStack();
    const role = roleIn(stack);
    expect(() => infrastructure({ role, instanceProfile: new InstanceProfile(stack, 'Profile', { role }) }, stack)).toThrow(new Error(
      'RoleConflict: `role` must be absent when `instanceProfile` is given. [Stack/Infrastructure]'));
  });
});

describe('what depends on an infrastructure configuration', () => {
  test('waits for its role and its instance profile', () => {
    const made = infrastructure();
    expect(awaited(made.stack, made)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Role', TYPE]);
  });

  test('waits for what its role was given, also later', () => {
    const made = infrastructure();
    const waiting = new CfnResource(made.stack, 'Waiting', { type: 'Test::Waiting' });
    waiting.node.addDependency(made);
    new Bucket(made.stack, 'Bucket').grantRead(made.role!);
    expect(dependenciesOf(made.stack, 'Test::Waiting')).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', 'AWS::IAM::Role', TYPE]);
  });

  test('waits for what a brought role was given', () => {
    const stack = newStack();
    const made = infrastructure({ role: roleIn(stack), logging: { s3Bucket: new Bucket(stack, 'Bucket') } }, stack);
    expect(awaited(stack, made)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', 'AWS::IAM::Role', TYPE]);
  });

  test('waits for what an imported role was given', () => {
    const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
    const role = Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::123456789012:role/mine');
    const made = infrastructure({ role, logging: { s3Bucket: new Bucket(stack, 'Bucket') } }, stack);
    expect(awaited(stack, made)).toEqual(['AWS::IAM::InstanceProfile', 'AWS::IAM::Policy', TYPE]);
  });

  test('waits for the way out of its subnet', () => {
    const stack = newStack();
    const made = infrastructure({ vpc: new Vpc(stack, 'Vpc') }, stack);
    expect(awaited(stack, made)).toEqual(expect.arrayContaining(['AWS::EC2::Route', 'AWS::EC2::SecurityGroup']));
  });
});
