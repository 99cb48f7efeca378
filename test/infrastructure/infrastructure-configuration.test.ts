import { CfnResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, KeyPair, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { InstanceProfile, ManagedPolicy, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EXECUTION_PERMISSIONS } from '../../src/common/permission';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { HttpTokens, InfrastructureConfigurationProps, Tenancy } from '../../src/infrastructure/infrastructure-configuration-props';
import { ParentInstance } from '../../src/infrastructure/parent-instance';
import { dependenciesOf, newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::InfrastructureConfiguration';
const arn = 'arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/mine';
const IMDSV2 = { HttpTokens: 'required', HttpPutResponseHopLimit: 2 };
const managedPolicy = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] });
const BUILD_POLICIES = [managedPolicy('AmazonSSMManagedInstanceCore'), managedPolicy('EC2InstanceProfileForImageBuilder')];

const logs = Bucket.fromBucketName(newStack(), 'Logs', 'logs');

function infrastructure(props?: InfrastructureConfigurationProps, stack: Stack = newStack()): InfrastructureConfiguration {
  return new InfrastructureConfiguration(stack, 'Infrastructure', props);
}

function roleIn(stack: Stack): Role {
  return new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
}

/** The types that something waits for when it depends on an infrastructure configuration. */
function awaited(stack: Stack, made: InfrastructureConfiguration): string[] {
  new CfnResource(stack, 'Waiting', { type: 'Test::Waiting' }).node.addDependency(made);
  return dependenciesOf(stack, 'Test::Waiting');
}

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
