import { Duration, Lazy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, KeyPair, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { User } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { TYPE, infrastructure, roleIn } from './infrastructure-in-test';
import { EXECUTION_PERMISSIONS } from '../../src/common/permission';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { HttpTokens, Tenancy } from '../../src/infrastructure/infrastructure-configuration-props';
import { ParentInstance } from '../../src/infrastructure/parent-instance';
import { newStack, propertiesOf, statementsOf } from '../support/synth';

const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/mine';
const IMDSV2 = { HttpTokens: 'required', HttpPutResponseHopLimit: 2 };

const logs = Bucket.fromBucketName(newStack(), 'Logs', 'logs');

describe('an infrastructure configuration', () => {
  test('requires IMDSv2 with two hops by default, and has an instance profile', () => {
    const made = infrastructure();
    expect(propertiesOf(made.stack, TYPE)).toEqual({
      Name: expect.stringMatching(/^stack-infrastructure-[0-9a-f]{8}$/),
      InstanceProfileName: made.stack.resolve(made.instanceProfile.instanceProfileName),
      InstanceMetadataOptions: IMDSV2,
    });
  });

  test('renders every property', () => {
    const stack = newStack();
    const vpc = new Vpc(stack, 'Vpc');
    const group = new SecurityGroup(stack, 'Group', { vpc });
    const topic = new Topic(stack, 'Topic');
    const bucket = new Bucket(stack, 'Bucket');
    const keyPair = new KeyPair(stack, 'KeyPair');
    const made = infrastructure({
      infrastructureConfigurationName: 'My Infrastructure',
      description: 'what it is for',
      instanceTypes: [new InstanceType('m7g.large'), new InstanceType('m7g.xlarge')],
      role: roleIn(stack),
      vpc,
      subnetSelection: { subnetType: SubnetType.PUBLIC },
      securityGroups: [group],
      keyPair,
      logging: { s3Bucket: bucket, s3KeyPrefix: 'builds' },
      notificationTopic: topic,
      terminateInstanceOnFailure: false,
      terminateInstanceOnCompletion: false,
      parentInstance: ParentInstance.fromAutoScalingGroup(AutoScalingGroup.fromAutoScalingGroupName(stack, 'Warm', 'warm'), {
        capacityWaitTimeout: Duration.minutes(1),
      }),
      ec2InstanceAvailabilityZone: vpc.availabilityZones[0],
      ec2InstanceTenancy: Tenancy.HOST,
      ec2InstanceHostId: 'h-0123456789abcdef0',
      httpTokens: HttpTokens.OPTIONAL,
      httpPutResponseHopLimit: 1,
      resourceTags: { Purpose: 'build' },
      tags: { Team: 'platform' },
    }, stack);
    Template.fromStack(stack).hasResourceProperties(TYPE, Match.objectEquals({
      Name: 'My Infrastructure',
      Description: 'what it is for',
      InstanceProfileName: stack.resolve(made.instanceProfile.instanceProfileName),
      InstanceTypes: ['m7g.large', 'm7g.xlarge'],
      SubnetId: stack.resolve(vpc.publicSubnets[0].subnetId),
      SecurityGroupIds: [stack.resolve(group.securityGroupId)],
      KeyPair: stack.resolve(keyPair.keyPairName),
      Logging: { S3Logs: { S3BucketName: stack.resolve(bucket.bucketName), S3KeyPrefix: 'builds' } },
      SnsTopicArn: stack.resolve(topic.topicArn),
      TerminateInstanceOnFailure: false,
      TerminateInstanceOnCompletion: false,
      ParentInstance: { AutoScalingGroup: { Name: 'warm', CapacityWaitTimeoutSeconds: 60 } },
      Placement: { AvailabilityZone: stack.resolve(vpc.availabilityZones[0]), Tenancy: 'host', HostId: 'h-0123456789abcdef0' },
      InstanceMetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 },
      ResourceTags: { Purpose: 'build' },
      Tags: { Team: 'platform' },
    }));
  });

  test('omits empty collections', () => {
    const { stack } = infrastructure({ instanceTypes: [], resourceTags: {}, tags: {} });
    expect(Object.keys(propertiesOf(stack, TYPE)).sort()).toEqual(['InstanceMetadataOptions', 'InstanceProfileName', 'Name']);
  });

  test('has ARN and name of the service', () => {
    const made = infrastructure();
    expect(made.stack.resolve([made.infrastructureConfigurationArn, made.infrastructureConfigurationName])).toEqual([
      { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, { 'Fn::GetAtt': [expect.any(String), 'Name'] },
    ]);
    expect(made.infrastructureConfigurationRef.infrastructureConfigurationArn).toBe(made.infrastructureConfigurationArn);
  });

  test.each([1, 64])('takes %d hops', (httpPutResponseHopLimit) => {
    expect(() => infrastructure({ httpPutResponseHopLimit })).not.toThrow();
  });

  test.each([0, 65])('refuses %d hops', (httpPutResponseHopLimit) => {
    expect(() => infrastructure({ httpPutResponseHopLimit })).toThrow(new Error(
      'HttpPutResponseHopLimitOutOfRange: `httpPutResponseHopLimit` must be a whole number from 1 to 64, '
      + `got: ${httpPutResponseHopLimit}. [Stack/Infrastructure]`));
  });

  test('takes 30 tags for instances, and not 31', () => {
    const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
    expect(() => infrastructure({ resourceTags: tags(30) })).not.toThrow();
    expect(() => infrastructure({ resourceTags: tags(31) })).toThrow(new Error(
      'ResourceTagsOutOfRange: `resourceTags` must have 0 to 30 entries, got: 31. [Stack/Infrastructure]'));
  });

  test.each([
    [{ infrastructureConfigurationName: 'x' }, /^InfrastructureConfigurationNameMalformed: /],
    [{ description: '' }, /^DescriptionMalformed: /],
    [{ tags: { 'aws:x': 'y' } }, /^TagsMalformed: /],
    [{ subnetSelection: {} }, /^VpcRequired: `vpc` must be given when `subnetSelection` is\. \[Stack\/Infrastructure\]$/],
    [{ logging: { s3Bucket: logs, s3KeyPrefix: '' } }, /^S3KeyPrefixMalformed: `logging\.s3KeyPrefix` must be 1 to 1024 characters long, got: ''\./],
    [{ logging: { s3Bucket: logs, s3KeyPrefix: 'x'.repeat(1025) } }, /^S3KeyPrefixTooLong: /],
    [{ logging: { s3Bucket: logs, s3KeyPrefix: '/builds' } }, /^S3KeyPrefixMalformed: `logging\.s3KeyPrefix` must neither begin nor end with a slash, got: '\/builds'\./],
    [{ logging: { s3Bucket: logs, s3KeyPrefix: 'builds/' } }, /^S3KeyPrefixMalformed: `logging\.s3KeyPrefix` must neither begin nor end with a slash, got: 'builds\/'\./],
    [{ ec2InstanceHostId: 'h-1', ec2InstanceTenancy: Tenancy.DEDICATED }, /^Ec2InstanceTenancyConflict: /],
    [{ securityGroups: [] }, /^VpcRequired: `vpc` must be given when `securityGroups` is\. \[Stack\/Infrastructure\]$/],
  ])('refuses %#', (props, message) => {
    expect(() => infrastructure(props)).toThrow(message);
  });

  test.each([{ s3KeyPrefix: 'x'.repeat(1024) }, { s3KeyPrefix: 'x' }, { s3KeyPrefix: 'a/b' }])('takes a prefix of keys: %#', ({ s3KeyPrefix }) => {
    expect(() => infrastructure({ logging: { s3Bucket: logs, s3KeyPrefix } })).not.toThrow();
  });

  test('tells the bucket of its logs', () => {
    expect(infrastructure({ logging: { s3Bucket: logs } }).logBucket).toBe(logs);
    expect(infrastructure().logBucket).toBeUndefined();
  });

  test('lets the service publish to its topic', () => {
    const stack = newStack();
    const masterKey = new Key(stack, 'Key');
    const made = infrastructure({ notificationTopic: new Topic(stack, 'Topic', { masterKey }) }, stack);
    const actions: string[] = [];
    EXECUTION_PERMISSIONS.of(made)!.subscribe((permission) => actions.push(...permission.actions));
    expect(actions).toEqual(['sns:Publish', 'kms:Decrypt', 'kms:GenerateDataKey']);
    expect(propertiesOf(stack, 'AWS::KMS::Key').KeyPolicy.Statement).toHaveLength(2);
  });
});

describe('an existing infrastructure configuration', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });

  test('is known by its ARN', () => {
    expect(InfrastructureConfiguration.fromInfrastructureConfigurationArn(newStack(), 'Known', arn)).toMatchObject({
      infrastructureConfigurationArn: arn,
      infrastructureConfigurationName: 'mine',
      infrastructureConfigurationRef: { infrastructureConfigurationArn: arn },
    });
  });

  test('is known by an ARN that is a token', () => {
    const known = InfrastructureConfiguration.fromInfrastructureConfigurationArn(stack, 'Token', Lazy.string({ produce: () => arn }));
    expect(stack.resolve(known.infrastructureConfigurationName)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', arn] }] });
  });

  test('is known by its name', () => {
    const known = InfrastructureConfiguration.fromInfrastructureConfigurationName(stack, 'Name', 'Mine');
    expect(known.infrastructureConfigurationName).toBe('Mine');
    expect(JSON.stringify(stack.resolve(known.infrastructureConfigurationArn)))
      .toContain(':imagebuilder:eu-central-1:123456789012:infrastructure-configuration/mine');
  });

  test.each([
    [() => InfrastructureConfiguration.fromInfrastructureConfigurationArn(stack, 'Bad', 'mine'),
      'InfrastructureConfigurationArnMalformed: `infrastructureConfigurationArn` must be the ARN of an Image Builder '
      + 'infrastructure-configuration, got: \'mine\'. [Stack]'],
    [() => InfrastructureConfiguration.fromInfrastructureConfigurationName(stack, 'Bad', 'x'),
      'InfrastructureConfigurationNameMalformed: `infrastructureConfigurationName` must be 3 to 128 letters, digits, hyphens, underscores '
      + 'or inner spaces, got: \'x\'. [Stack]'],
  ])('is not known by a malformed ARN or name', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('grants', () => {
  test('reading is allowed on this infrastructure configuration', () => {
    const made = infrastructure();
    made.grantRead(new User(made.stack, 'User'));
    expect(statementsOf(made.stack)).toEqual([{
      Effect: 'Allow', Action: 'imagebuilder:GetInfrastructureConfiguration', Resource: made.stack.resolve(made.infrastructureConfigurationArn),
    }]);
  });

  test('any action is allowed on this infrastructure configuration', () => {
    const made = infrastructure();
    made.grant(new User(made.stack, 'User'), 'imagebuilder:UpdateInfrastructureConfiguration');
    expect(statementsOf(made.stack)[0].Action).toBe('imagebuilder:UpdateInfrastructureConfiguration');
  });

  test('nothing is allowed without a grant', () => {
    expect(statementsOf(infrastructure().stack)).toEqual([]);
  });
});
