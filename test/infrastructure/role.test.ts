import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { equipInstanceRole, grantLogging } from '../../src/infrastructure/role';
import { newStack, propertiesOf, statementsOf, warningsOf } from '../support/synth';

const roleIn = (stack = newStack()) => new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
const WARNING = 'The role of the instances is imported or closed for updates, so no policies are attached to it. Builds time out unless it has '
  + 'AmazonSSMManagedInstanceCore and EC2InstanceProfileForImageBuilder, or the like. [ack: cdk-imagebuilder:aWarning]';

describe('a role (trap 63)', () => {
  test('gets what builds need, and is waited for', () => {
    const role = roleIn();
    expect(equipInstanceRole(role.stack, { role, warning: 'aWarning', instances: 'instances' })).toEqual([role]);
    expect(JSON.stringify(propertiesOf(role.stack, 'AWS::IAM::Role').ManagedPolicyArns)).toMatch(
      /policy\/AmazonSSMManagedInstanceCore.*policy\/EC2InstanceProfileForImageBuilder/);
    expect(warningsOf(role.stack)).toEqual([]);
  });

  test('that takes no policies is warned of, and waited for all the same', () => {
    const stack = newStack();
    const role = Role.fromRoleName(stack, 'Imported', 'mine');
    expect(equipInstanceRole(stack, { role, warning: 'aWarning', instances: 'instances' })).toEqual([role]);
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test('that nobody knows is warned of', () => {
    const stack = newStack();
    expect(equipInstanceRole(stack, { warning: 'aWarning', instances: 'instances' })).toHaveLength(0);
    expect(warningsOf(stack)).toEqual([WARNING]);
  });
});

describe('logs', () => {
  test('may be put below their prefix, with the key of the bucket', () => {
    const role = roleIn();
    const encryptionKey = new Key(role.stack, 'Key');
    const s3Bucket = new Bucket(role.stack, 'Bucket', { encryptionKey });
    expect(grantLogging(role, { s3Bucket, s3KeyPrefix: 'builds' })).toHaveLength(2);
    expect(statementsOf(role.stack)).toEqual([
      { Effect: 'Allow', Action: 's3:PutObject', Resource: role.stack.resolve(s3Bucket.arnForObjects('builds/*')) },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: role.stack.resolve(encryptionKey.keyArn) },
    ]);
  });

  test('may be put anywhere without a prefix', () => {
    const role = roleIn();
    const s3Bucket = new Bucket(role.stack, 'Bucket');
    expect(grantLogging(role, { s3Bucket })).toHaveLength(1);
    expect(statementsOf(role.stack)).toEqual([{ Effect: 'Allow', Action: 's3:PutObject', Resource: role.stack.resolve(s3Bucket.arnForObjects('*')) }]);
  });

  test('take no permission if there are none, or nobody knows the role', () => {
    const role = roleIn();
    expect(grantLogging(role)).toEqual([]);
    expect(grantLogging(undefined, { s3Bucket: new Bucket(role.stack, 'Bucket') })).toEqual([]);
    expect(statementsOf(role.stack)).toEqual([]);
  });
});
