import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup, CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, LaunchTemplate, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EXECUTION_PERMISSIONS, grantPermission } from '../../src/common/permission';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { InfrastructureConfigurationProps } from '../../src/infrastructure/infrastructure-configuration-props';
import { AutoScalingGroupInstanceOptions, ParentInstance } from '../../src/infrastructure/parent-instance';
import { dependenciesOf, faultsOf, newStack, propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const TYPE = 'AWS::ImageBuilder::InfrastructureConfiguration';
const env = { account: '123456789012', region: 'eu-central-1' };
const WARNING = 'The role of the instances of the Auto Scaling group is imported or closed for updates, so no policies are attached to it. Builds time out '
  + 'unless it has AmazonSSMManagedInstanceCore and EC2InstanceProfileForImageBuilder, or the like. [ack: cdk-imagebuilder:importedParentInstanceRole]';

function groupIn(stack: Stack): AutoScalingGroup {
  return new AutoScalingGroup(stack, 'Group', {
    vpc: new Vpc(stack, 'Vpc', { natGateways: 0 }), instanceType: new InstanceType('m7i.large'), machineImage: MachineImage.latestAmazonLinux2023(),
  });
}

function named(stack: Stack, name = 'warm') {
  return AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', name);
}

function buildOn(stack: Stack, parentInstance: ParentInstance, props: InfrastructureConfigurationProps = {}): InfrastructureConfiguration {
  return new InfrastructureConfiguration(stack, 'Infrastructure', { parentInstance, ...props });
}

describe('a parent instance', () => {
  test('is taken from a group of the CDK', () => {
    const stack = newStack();
    const group = groupIn(stack);
    buildOn(stack, ParentInstance.fromAutoScalingGroup(group, { capacityWaitTimeout: Duration.minutes(10) }));
    expect(propertiesOf(stack, TYPE).ParentInstance).toEqual({
      AutoScalingGroup: { Name: stack.resolve(group.autoScalingGroupName), CapacityWaitTimeoutSeconds: 600 },
    });
  });

  test('is waited for as the service does by default', () => {
    const stack = newStack();
    buildOn(stack, ParentInstance.fromAutoScalingGroup(named(stack)));
    expect(propertiesOf(stack, TYPE).ParentInstance).toEqual({ AutoScalingGroup: { Name: 'warm' } });
  });

  test('is taken from a group of an L1', () => {
    const stack = newStack();
    const group = new CfnAutoScalingGroup(stack, 'Group', { minSize: '1', maxSize: '1' });
    buildOn(stack, ParentInstance.fromAutoScalingGroup(group));
    expect(propertiesOf(stack, TYPE).ParentInstance).toEqual({ AutoScalingGroup: { Name: { Ref: 'Group' } } });
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test.each<AutoScalingGroupInstanceOptions>([
    { capacityWaitTimeout: Duration.seconds(0) },
    { capacityWaitTimeout: Duration.hours(1) },
    { capacityWaitTimeout: Duration.seconds(Lazy.number({ produce: () => 60 })) },
  ])('may be waited for up to an hour', (options) => {
    const stack = newStack();
    expect(() => buildOn(stack, ParentInstance.fromAutoScalingGroup(named(stack), options))).not.toThrow();
  });

  test.each([[Duration.seconds(3601), 3601], [Duration.millis(1500), 1.5]])('is not waited for %s', (capacityWaitTimeout, got) => {
    const stack = newStack();
    expect(() => buildOn(stack, ParentInstance.fromAutoScalingGroup(named(stack), { capacityWaitTimeout }))).toThrow(new Error(
      `CapacityWaitTimeoutOutOfRange: \`capacityWaitTimeout\` must be a whole number from 0 to 3600, got: ${got}. [Stack/Infrastructure]`));
  });

  test.each([
    ['account', { account: '111122223333', region: 'eu-central-1' }, '123456789012', '111122223333'],
    ['Region', { account: '123456789012', region: 'us-east-1' }, 'eu-central-1', 'us-east-1'],
  ])('is of the same %s', (part, theirs, own, got) => {
    const stack = newStack({ env });
    const group = named(new Stack(stack.node.root, 'Other', { env: theirs }));
    buildOn(stack, ParentInstance.fromAutoScalingGroup(group));
    expect(faultsOf(stack)).toEqual([`ParentInstanceConflict: \`parentInstance\` must be of ${own}, the ${part} of the stack, got: '${got}'. [Stack/Infrastructure]`]);
  });
});

describe('the role of the instances in a group', () => {
  test('gets what builds need, and logs', () => {
    const stack = newStack();
    const group = groupIn(stack);
    const s3Bucket = new Bucket(stack, 'Bucket');
    const made = buildOn(stack, ParentInstance.fromAutoScalingGroup(group), { logging: { s3Bucket } });
    const policies = resourcesOf(stack, 'AWS::IAM::Role').map(({ Properties }) => Properties.ManagedPolicyArns);
    expect(policies).toHaveLength(2);
    expect(policies[0]).toEqual(policies[1]);
    expect(JSON.stringify(policies[0])).toMatch(/AmazonSSMManagedInstanceCore.*EC2InstanceProfileForImageBuilder/);
    const put = { Effect: 'Allow', Action: 's3:PutObject', Resource: stack.resolve(s3Bucket.arnForObjects('*')) };
    expect(statementsOf(stack)).toEqual([put, put]);
    expect(warningsOf(stack)).toEqual([]);
    expect(stack.resolve(made.role!.roleName)).not.toEqual(stack.resolve(group.role.roleName));
  });

  test('is waited for', () => {
    const stack = newStack();
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const launchTemplate = new LaunchTemplate(stack, 'Template', {
      role, instanceType: new InstanceType('m7i.large'), machineImage: MachineImage.latestAmazonLinux2023(),
    });
    const group = new AutoScalingGroup(stack, 'Group', { vpc: new Vpc(stack, 'Vpc', { natGateways: 0 }), launchTemplate });
    const made = buildOn(stack, ParentInstance.fromAutoScalingGroup(group), { logging: { s3Bucket: new Bucket(stack, 'Bucket') } });
    new Topic(stack, 'Waiting').node.addDependency(made);
    expect(dependenciesOf(stack, 'AWS::SNS::Topic').filter((type) => type === 'AWS::IAM::Policy')).toHaveLength(2);
  });

  test('is warned of if the group does not tell it', () => {
    const stack = newStack();
    buildOn(stack, ParentInstance.fromAutoScalingGroup(named(stack)));
    expect(warningsOf(stack)).toEqual([WARNING]);
  });
});

test('whoever runs a build may take an instance of the group, and of no other', () => {
  const stack = newStack({ env });
  const made = buildOn(stack, ParentInstance.fromAutoScalingGroup(named(stack)));
  const role = new Role(stack, 'Execution', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
  EXECUTION_PERMISSIONS.of(made)!.subscribe((permission) => grantPermission(role, permission));
  const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });
  expect(statementsOf(stack)).toEqual([
    { Effect: 'Allow', Action: 'autoscaling:DescribeAutoScalingGroups', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'autoscaling:DetachInstances',
      Resource: arn(':autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/warm'),
    },
    {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: arn(':ec2:eu-central-1:123456789012:instance/*'),
      Condition: { StringEquals: { 'aws:ResourceTag/aws:autoscaling:groupName': 'warm' } },
    },
  ]);
});

test('every wildcard has a reason', () => {
  const stack = newStack();
  const reasons: unknown[] = [];
  EXECUTION_PERMISSIONS.of(buildOn(stack, ParentInstance.fromAutoScalingGroup(named(stack))))!.subscribe(({ reason }) => reasons.push(reason));
  expect(reasons).toEqual(Array(3).fill(expect.stringMatching(/^[A-Z].+\.$/)));
});

test('nothing more is allowed without a parent instance', () => {
  expect(EXECUTION_PERMISSIONS.of(new InfrastructureConfiguration(newStack(), 'Infrastructure'))).toBeUndefined();
});
