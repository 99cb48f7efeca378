import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { InstanceProfile } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { TYPE, infrastructure, roleIn } from './infrastructure-in-test';
import { newStack, propertiesOf, resourcesOf, statementsOf } from '../support/synth';

describe('the network of the instances', () => {
  test('is a private subnet with a security group without ingress, if only a VPC is given', () => {
    const stack = newStack();
    const vpc = new Vpc(stack, 'Vpc');
    infrastructure({ vpc }, stack);
    expect(propertiesOf(stack, TYPE)).toMatchObject({
      SubnetId: stack.resolve(vpc.privateSubnets[0].subnetId), SecurityGroupIds: [expect.anything()],
    });
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroup')).toEqual({
      GroupDescription: 'Instances on which EC2 Image Builder builds and tests images',
      SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', Description: 'Allow all outbound traffic by default', IpProtocol: '-1' }],
      VpcId: stack.resolve(vpc.vpcId),
    });
  });

  test('is left to the service without a VPC', () => {
    const { stack } = infrastructure();
    expect(propertiesOf(stack, TYPE)).not.toHaveProperty('SubnetId');
    expect(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).toEqual([]);
  });

  test('needs a subnet', () => {
    const stack = newStack();
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-central-1a'], privateSubnetIds: ['subnet-1'] });
    expect(() => infrastructure({ vpc, subnetSelection: { availabilityZones: ['eu-central-1b'] } }, stack)).toThrow(new Error(
      'SubnetSelectionUnsupported: `subnetSelection` must match at least one subnet of `vpc`. [Stack/Infrastructure]'));
  });

  test('needs a security group if any are named', () => {
    const stack = newStack();
    expect(() => infrastructure({ vpc: new Vpc(stack, 'Vpc'), securityGroups: [] }, stack)).toThrow(new Error(
      'SecurityGroupsRequired: `securityGroups` must have at least one entry. [Stack/Infrastructure]'));
  });
});

describe('the logs of builds', () => {
  test('may be put below their prefix', () => {
    const stack = newStack();
    const s3Bucket = new Bucket(stack, 'Bucket');
    infrastructure({ logging: { s3Bucket, s3KeyPrefix: 'builds' } }, stack);
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: 's3:PutObject', Resource: stack.resolve(s3Bucket.arnForObjects('builds/*')) },
    ]);
  });

  test('may be put anywhere in the bucket without a prefix', () => {
    const stack = newStack();
    const s3Bucket = new Bucket(stack, 'Bucket');
    infrastructure({ logging: { s3Bucket } }, stack);
    expect(propertiesOf(stack, TYPE).Logging).toEqual({ S3Logs: { S3BucketName: stack.resolve(s3Bucket.bucketName) } });
    expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 's3:PutObject', Resource: stack.resolve(s3Bucket.arnForObjects('*')) }]);
  });

  test('may be encrypted with the key of the bucket', () => {
    const stack = newStack();
    const encryptionKey = new Key(stack, 'Key');
    infrastructure({ logging: { s3Bucket: new Bucket(stack, 'Bucket', { encryption: BucketEncryption.KMS, encryptionKey }) } }, stack);
    expect(statementsOf(stack)).toContainEqual({
      Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(encryptionKey.keyArn),
    });
  });

  test('may be put by a brought role too', () => {
    const stack = newStack();
    const role = roleIn(stack);
    infrastructure({ role, logging: { s3Bucket: new Bucket(stack, 'Bucket') } }, stack);
    expect(resourcesOf(stack, 'AWS::IAM::Policy')[0].Properties.Roles).toEqual([stack.resolve(role.roleName)]);
  });

  test('give no permission if nobody knows the role', () => {
    const stack = newStack();
    const instanceProfile = InstanceProfile.fromInstanceProfileName(stack, 'Imported', 'mine');
    infrastructure({ instanceProfile, logging: { s3Bucket: new Bucket(stack, 'Bucket') } }, stack);
    expect(statementsOf(stack)).toEqual([]);
  });

  test('give no permission if there are none', () => {
    expect(statementsOf(infrastructure().stack)).toEqual([]);
  });
});
