import { App, Fn, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import {
  ApplyImageConfigurationsStep, BaseContainerImage, BaseImage, BuildHistory, BuildMonitor, BuildNotification, BuildReport, BuildSource,
  Component, ComponentDocument, ComponentStep, ContainerInstanceImage, ContainerRecipe, CrossAccountDistributionRole, DiskImageFormat,
  DistributeImageStep,
  DistributionConfiguration, DockerfileData, ExecuteStateMachineStep, GoldenAmi,
  Image, ImagePipeline, ImagePipelineTarget, ImageRecipe, ImageScanning,
  InfrastructureConfiguration, LifecyclePolicy, LifecyclePolicyActionType, LifecyclePolicyResourceType, MonitorSource, ParentInstance,
  PipelineExecution, Platform, PrivateBuildNetwork, Repository, TransferStep, WaitForActionStep, Workflow, WorkflowDocument, WorkflowStep,
  WorkflowType,
} from '../src';
import { newStack } from './support/synth';

/**
 * Attributes of imports may throw where the CDK does not know them, as the zone of a subnet that was imported by its ID. So each import of each
 * kind is given to each property that takes it: it is taken, or refused in the words of this library.
 */

const env = { account: '123456789012', region: 'eu-central-1' };
const arnOf = (service: string, resource: string, region = env.region) => `arn:aws:${service}:${region}:${env.account}:${resource}`;
const KEY = arnOf('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const TOKEN = Fn.importValue('Name');

type Imports<T> = Record<string, (stack: Stack) => T>;
type Uses<T> = Record<string, (stack: Stack, construct: T) => unknown>;
/** The start of the message that refuses an import for a property, by `property: import`. */
type Refused = Record<string, string>;

function table<T>(what: string, imports: Imports<T>, uses: Uses<T>, refused: Refused = {}): void {
  const cells = Object.entries(uses).flatMap(([prop, use]) => Object.entries(imports).map(([how, make]) => ({ cell: `${prop}: ${how}`, make, use })));
  describe(`${what} that are imported`, () => {
    test.each(cells)('$cell', ({ cell, make, use }) => {
      const stack = newStack({ env });
      const synth = () => {
        use(stack, make(stack));
        (stack.node.root as App).synth();
      };
      if (refused[cell] === undefined) {
        expect(synth).not.toThrow();
      } else {
        expect(synth).toThrow(refused[cell]);
      }
    });

    test('are refused only where the table says so', () => {
      expect(Object.keys(refused).filter((each) => !cells.some(({ cell }) => cell === each))).toEqual([]);
    });
  });
}

const recipeOf = (stack: Stack) => new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
const infrastructure = (stack: Stack, props: ConstructorParameters<typeof InfrastructureConfiguration>[2]) =>
  pipeline(stack, { infrastructureConfiguration: new InfrastructureConfiguration(stack, 'Infrastructure', props) });
const pipeline = (stack: Stack, props: Partial<ConstructorParameters<typeof ImagePipeline>[2]>) =>
  new ImagePipeline(stack, 'Pipeline', { recipe: recipeOf(stack), ...props });
const distribution = (stack: Stack, props: ConstructorParameters<typeof DistributionConfiguration>[2]) =>
  pipeline(stack, { distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', props) });
const monitor = (stack: Stack, props: Partial<ConstructorParameters<typeof BuildMonitor>[2]>) =>
  new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines([pipeline(stack, {})]), ...props });
const withSteps = (stack: Stack, workflowType: WorkflowType, steps: WorkflowStep[]) => pipeline(stack, {
  workflows: [{ workflow: new Workflow(stack, 'Workflow', { workflowType, document: WorkflowDocument.fromSteps(steps) }) }],
});
const component = (stack: Stack, props: Partial<ConstructorParameters<typeof Component>[2]>) => pipeline(stack, {
  recipe: new ImageRecipe(stack, 'WithComponent', {
    baseImage: BaseImage.amazonLinux2023(),
    components: [new Component(stack, 'Component', {
      platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', ['date'])] }), ...props,
    })],
  }),
});
const container = (stack: Stack, props: Partial<ConstructorParameters<typeof ContainerRecipe>[2]>) => pipeline(stack, {
  recipe: new ContainerRecipe(stack, 'ContainerRecipe', {
    baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'),
    targetRepository: Repository.fromEcr(new ecr.Repository(stack, 'Target')),
    ...props,
  }),
});
const volume = (kmsKey: kms.IKey): ec2.BlockDevice => ({ deviceName: '/dev/xvda', volume: ec2.BlockDeviceVolume.ebs(8, { encrypted: true, kmsKey }) });
const amiName = 'mine {{ imagebuilder:buildDate }}';

table<iam.IRole>('roles', {
  'fromRoleArn': (stack) => iam.Role.fromRoleArn(stack, 'Imported', arnOf('iam', 'role/Mine', '')),
  'fromRoleArn, token': (stack) => iam.Role.fromRoleArn(stack, 'Imported', TOKEN),
  'fromRoleArn, immutable': (stack) => iam.Role.fromRoleArn(stack, 'Imported', arnOf('iam', 'role/Mine', ''), { mutable: false }),
  'fromRoleArn, other account': (stack) => iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::210987654321:role/Mine'),
  'fromRoleName': (stack) => iam.Role.fromRoleName(stack, 'Imported', 'Mine'),
  'fromLookup': (stack) => iam.Role.fromLookup(stack, 'Imported', { roleName: 'Mine' }),
  'withoutPolicyUpdates': (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }).withoutPolicyUpdates(),
}, {
  'InfrastructureConfiguration.role': (stack, role) => infrastructure(stack, { role }),
  'ParentInstance': (stack, role) => infrastructure(stack, {
    parentInstance: ParentInstance.fromAutoScalingGroup(new autoscaling.AutoScalingGroup(stack, 'Group', {
      vpc: new ec2.Vpc(stack, 'Vpc'), role, instanceType: new ec2.InstanceType('m7i.large'), machineImage: ec2.MachineImage.latestAmazonLinux2023(),
    })),
  }),
  'ImagePipeline.executionRole': (stack, executionRole) => pipeline(stack, { executionRole }),
  'Image.executionRole': (stack, executionRole) => new Image(stack, 'Image', { recipe: recipeOf(stack), executionRole }),
  'Image.deletionExecutionRole': (stack, deletionExecutionRole) => pipeline(stack, {}).runOnDeploy({ deletionExecutionRole }),
  'LifecyclePolicy.executionRole': (stack, executionRole) => new LifecyclePolicy(stack, 'Policy', {
    executionRole,
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    details: [{ action: { type: LifecyclePolicyActionType.DELETE }, filter: { countFilter: { count: 5 } } }],
    resourceSelection: { recipes: [recipeOf(stack)] },
  }),
  'ImagePipelineTarget.role': (stack, role) => new events.Rule(stack, 'Rule', {
    schedule: events.Schedule.expression('rate(1 day)'), targets: [new ImagePipelineTarget(pipeline(stack, {}), { role })],
  }),
  'ApplyImageConfigurationsStep.s3Export.role': (stack, role) => {
    const { distributedImages } = new DistributeImageStep('Distribute');
    const s3Export = { role, bucket: new s3.Bucket(stack, 'Bucket'), diskImageFormat: DiskImageFormat.RAW };
    return withSteps(stack, WorkflowType.DISTRIBUTION, [
      new DistributeImageStep('Distribute'),
      new ApplyImageConfigurationsStep('Apply', { distributedImages, configurations: [{ region: env.region, s3Export }] }),
    ]);
  },
});

table<iam.IInstanceProfile>('instance profiles', {
  'fromInstanceProfileName': (stack) => iam.InstanceProfile.fromInstanceProfileName(stack, 'Imported', 'Mine'),
  'fromInstanceProfileName, token': (stack) => iam.InstanceProfile.fromInstanceProfileName(stack, 'Imported', TOKEN),
  'fromInstanceProfileArn': (stack) => iam.InstanceProfile.fromInstanceProfileArn(stack, 'Imported', arnOf('iam', 'instance-profile/Mine', '')),
  'fromInstanceProfileArn, token': (stack) => iam.InstanceProfile.fromInstanceProfileArn(stack, 'Imported', TOKEN),
  'fromInstanceProfileAttributes': (stack) => iam.InstanceProfile.fromInstanceProfileAttributes(stack, 'Imported', {
    instanceProfileArn: arnOf('iam', 'instance-profile/Mine', ''), role: iam.Role.fromRoleName(stack, 'Role', 'Mine'),
  }),
}, {
  'InfrastructureConfiguration.instanceProfile': (stack, instanceProfile) => infrastructure(stack, { instanceProfile }),
  'InfrastructureConfiguration.instanceProfile and logs': (stack, instanceProfile) =>
    infrastructure(stack, { instanceProfile, logging: { s3Bucket: new s3.Bucket(stack, 'Logs') } }),
});

const zones = ['eu-central-1a', 'eu-central-1b'];
const ofVpc = (attrs: Partial<ec2.VpcAttributes>, id = 'ImportedVpc') => (stack: Stack) =>
  ec2.Vpc.fromVpcAttributes(stack, id, { vpcId: 'vpc-1', availabilityZones: zones, ...attrs });

const vpcs: Imports<ec2.IVpc> = {
  'private and public subnets': ofVpc({ privateSubnetIds: ['subnet-1', 'subnet-2'], publicSubnetIds: ['subnet-3', 'subnet-4'] }),
  'private subnets with route tables': ofVpc({ privateSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'] }),
  'public subnets': ofVpc({ publicSubnetIds: ['subnet-1', 'subnet-2'] }),
  'isolated subnets': ofVpc({ isolatedSubnetIds: ['subnet-1', 'subnet-2'] }),
  'tokens': ofVpc({ vpcId: TOKEN, availabilityZones: [Fn.select(0, Fn.getAzs())], privateSubnetIds: [TOKEN] }),
  'lists of tokens': ofVpc({ availabilityZones: Fn.split(',', TOKEN, 2), privateSubnetIds: Fn.split(',', Fn.importValue('Subnets'), 2) }),
  'another Region': ofVpc({ region: 'us-east-1', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-1'] }),
  'fromLookup': (stack) => ec2.Vpc.fromLookup(stack, 'ImportedVpc', { isDefault: true }),
};
table<ec2.IVpc>('VPCs', vpcs, {
  'InfrastructureConfiguration.vpc': (stack, vpc) => infrastructure(stack, { vpc }),
  'InfrastructureConfiguration.vpc and securityGroups': (stack, vpc) =>
    infrastructure(stack, { vpc, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] }),
  'InfrastructureConfiguration.vpc and subnetSelection': (stack, vpc) =>
    infrastructure(stack, { vpc, subnetSelection: { subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-9')] } }),
  'PrivateBuildNetwork.vpc': (stack, vpc) => new PrivateBuildNetwork(stack, 'Network', { vpc }),
  'PrivateBuildNetwork.vpc and existingEndpoints': (stack, vpc) =>
    new PrivateBuildNetwork(stack, 'Network', { vpc, existingEndpoints: ['imagebuilder', 'logs', 's3', 'ssm', 'ssmmessages'] }),
}, {
  ...Object.fromEntries(Object.keys(vpcs).filter((how) => how !== 'fromLookup')
    .map((how) => [`PrivateBuildNetwork.vpc: ${how}`, 'VpcUnresolved: `vpc` must have a known CIDR block'])),
  ...Object.fromEntries(['vpc', 'vpc and securityGroups', 'vpc and subnetSelection']
    .map((prop) => [`InfrastructureConfiguration.${prop}: another Region`, 'VpcConflict: `vpc` must be of eu-central-1, the Region of the stack'])),
});

table<ec2.ISubnet>('subnets', {
  'fromSubnetId': (stack) => ec2.Subnet.fromSubnetId(stack, 'Imported', 'subnet-1'),
  'fromSubnetId, token': (stack) => ec2.Subnet.fromSubnetId(stack, 'Imported', TOKEN),
  'fromSubnetAttributes': (stack) => ec2.Subnet.fromSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1' }),
  'fromSubnetAttributes, zone': (stack) => ec2.Subnet.fromSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1', availabilityZone: zones[0] }),
  'fromSubnetAttributes, route table': (stack) => ec2.Subnet.fromSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1', routeTableId: 'rtb-1' }),
  'PrivateSubnet.fromPrivateSubnetAttributes': (stack) => ec2.PrivateSubnet.fromPrivateSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1' }),
  'PublicSubnet.fromPublicSubnetAttributes': (stack) => ec2.PublicSubnet.fromPublicSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1' }),
}, Object.fromEntries(Object.entries(vpcs).filter(([how]) => how !== 'another Region').flatMap(([how, vpcOf]): [string, Uses<ec2.ISubnet>[string]][] => [
  [`InfrastructureConfiguration.subnetSelection of a VPC with ${how}`, (stack, subnet) =>
    infrastructure(stack, { vpc: vpcOf(stack), subnetSelection: { subnets: [subnet] } })],
  [`InfrastructureConfiguration.ec2InstanceAvailabilityZone of a VPC with ${how}`, (stack, subnet) =>
    infrastructure(stack, { vpc: vpcOf(stack), subnetSelection: { subnets: [subnet] }, ec2InstanceAvailabilityZone: zones[0] })],
])));

table<ec2.ISecurityGroup>('security groups', {
  'fromSecurityGroupId': (stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', 'sg-1'),
  'fromSecurityGroupId, immutable': (stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', TOKEN, { mutable: false }),
  'fromLookupById': (stack) => ec2.SecurityGroup.fromLookupById(stack, 'Imported', 'sg-1'),
  'fromLookupByName': (stack) => ec2.SecurityGroup.fromLookupByName(stack, 'Imported', 'mine', ofVpc({ privateSubnetIds: ['subnet-1', 'subnet-2'] }, 'OfGroup')(stack)),
}, {
  'InfrastructureConfiguration.securityGroups': (stack, group) => infrastructure(stack, { vpc: new ec2.Vpc(stack, 'Vpc'), securityGroups: [group] }),
});

table<ec2.IKeyPair>('key pairs', {
  fromKeyPairName: (stack) => ec2.KeyPair.fromKeyPairName(stack, 'Imported', 'mine'),
  fromKeyPairAttributes: (stack) => ec2.KeyPair.fromKeyPairAttributes(stack, 'Imported', { keyPairName: TOKEN }),
}, { 'InfrastructureConfiguration.keyPair': (stack, keyPair) => infrastructure(stack, { keyPair }) });

table<s3.IBucket>('buckets', {
  'fromBucketName': (stack) => s3.Bucket.fromBucketName(stack, 'Imported', 'mine'),
  'fromBucketName, token': (stack) => s3.Bucket.fromBucketName(stack, 'Imported', TOKEN),
  'fromBucketArn': (stack) => s3.Bucket.fromBucketArn(stack, 'Imported', 'arn:aws:s3:::mine'),
  'fromBucketArn, token': (stack) => s3.Bucket.fromBucketArn(stack, 'Imported', TOKEN),
  'fromBucketAttributes': (stack) => s3.Bucket.fromBucketAttributes(stack, 'Imported', {
    bucketName: 'mine', account: '210987654321', region: 'us-east-1', encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY),
  }),
  'fromBucketAttributes, key by alias': (stack) => s3.Bucket.fromBucketAttributes(stack, 'Imported', {
    bucketName: 'mine', encryptionKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/mine'),
  }),
  'fromCfnBucket': (stack) => s3.Bucket.fromCfnBucket(new s3.CfnBucket(stack, 'Imported')),
}, {
  'InfrastructureConfiguration.logging': (stack, s3Bucket) => infrastructure(stack, { logging: { s3Bucket } }),
  'ComponentDocument.fromS3': (stack, bucket) => component(stack, { document: ComponentDocument.fromS3(bucket, 'key') }),
  'WorkflowDocument.fromS3': (stack, bucket) => pipeline(stack, {
    workflows: [{ workflow: new Workflow(stack, 'Workflow', { workflowType: WorkflowType.TEST, document: WorkflowDocument.fromS3(bucket, 'key') }) }],
  }),
  'DockerfileData.fromS3': (stack, bucket) => container(stack, { dockerfile: DockerfileData.fromS3(bucket, 'key') }),
  'TransferStep.s3Download': (stack, bucket) => component(stack, {
    document: ComponentDocument.fromSteps({ buildSteps: [TransferStep.s3Download('Get', [{ bucket, key: 'a', destination: '/tmp/a' }])] }),
  }),
  'TransferStep.s3Upload': (stack, bucket) => component(stack, {
    document: ComponentDocument.fromSteps({ buildSteps: [TransferStep.s3Upload('Put', [{ bucket, key: 'a', source: '/tmp/a' }])] }),
  }),
  'ApplyImageConfigurationsStep.s3Export.bucket': (stack, bucket) => {
    const distribute = new DistributeImageStep('Distribute');
    const s3Export = { role: iam.Role.fromRoleName(stack, 'Role', 'vmimport'), bucket, diskImageFormat: DiskImageFormat.RAW };
    return withSteps(stack, WorkflowType.DISTRIBUTION, [distribute, new ApplyImageConfigurationsStep('Apply', {
      distributedImages: distribute.distributedImages, configurations: [{ region: env.region, s3Export }],
    })]);
  },
  'BuildReport.details': (stack, bucket) =>
    new BuildReport(stack, 'Report', { source: BuildSource.latestOf(pipeline(stack, {})), details: { bucket } }),
  'BuildMonitor.records': (stack, bucket) => monitor(stack, { records: { bucket } }),
  'BuildHistory.bucket': (stack, bucket) => new BuildHistory(stack, 'History', { bucket, organizationId: 'o-exampleorgid' }),
}, {
  'BuildHistory.bucket: fromBucketAttributes': 'BucketUnsupported: `bucket` must be in the Region of the stack, eu-central-1, got: \'us-east-1\'.',
});

table<sns.ITopic>('topics', {
  'fromTopicArn': (stack) => sns.Topic.fromTopicArn(stack, 'Imported', arnOf('sns', 'mine')),
  'fromTopicArn, token': (stack) => sns.Topic.fromTopicArn(stack, 'Imported', TOKEN),
  'fromTopicArn, FIFO': (stack) => sns.Topic.fromTopicArn(stack, 'Imported', arnOf('sns', 'mine.fifo')),
  'fromTopicAttributes': (stack) => sns.Topic.fromTopicAttributes(stack, 'Imported', { topicArn: arnOf('sns', 'mine'), keyArn: KEY }),
}, {
  'InfrastructureConfiguration.notificationTopic': (stack, notificationTopic) => infrastructure(stack, { notificationTopic }),
  'WaitForActionStep.topic': (stack, topic) => withSteps(stack, WorkflowType.TEST, [new WaitForActionStep('Wait', { topic })]),
  'BuildMonitor.notifications': (stack, topic) => monitor(stack, { notifications: [BuildNotification.email(topic)] }),
  'GoldenAmi.notify': (stack, notify) => new GoldenAmi(stack, 'Golden', { baseImage: BaseImage.amazonLinux2023(), notify }),
}, {
  'InfrastructureConfiguration.notificationTopic: fromTopicArn, FIFO': 'NotificationTopicMalformed: `notificationTopic` must be a standard topic',
  'BuildMonitor.notifications: fromTopicArn, FIFO': 'NotificationsMalformed: `notifications[0]` must be a standard topic',
  'GoldenAmi.notify: fromTopicArn, FIFO': 'NotificationsMalformed: `notifications[0]` must be a standard topic',
});

table<autoscaling.IAutoScalingGroup>('Auto Scaling groups', {
  'fromAutoScalingGroupName': (stack) => autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Imported', 'mine'),
  'fromAutoScalingGroupName, token': (stack) => autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Imported', TOKEN),
}, { ParentInstance: (stack, group) => infrastructure(stack, { parentInstance: ParentInstance.fromAutoScalingGroup(group) }) });

table<kms.IKey>('keys', {
  'fromKeyArn': (stack) => kms.Key.fromKeyArn(stack, 'Imported', KEY),
  'fromKeyArn, token': (stack) => kms.Key.fromKeyArn(stack, 'Imported', TOKEN),
  'fromCfnKey': (stack) => kms.Key.fromCfnKey(new kms.CfnKey(stack, 'Imported', {
    keyPolicy: { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: arnOf('iam', 'root', '') } }] },
  })),
  'fromLookup': (stack) => kms.Key.fromLookup(stack, 'Imported', { aliasName: 'alias/mine' }),
  'Alias.fromAliasName': (stack) => kms.Alias.fromAliasName(stack, 'Imported', 'alias/mine'),
  'Alias.fromAliasName, of AWS': (stack) => kms.Alias.fromAliasName(stack, 'Imported', 'alias/aws/ebs'),
  'Alias.fromAliasAttributes': (stack) => kms.Alias.fromAliasAttributes(stack, 'Imported', {
    aliasName: 'alias/mine', aliasTargetKey: kms.Key.fromKeyArn(stack, 'Key', KEY),
  }),
}, {
  'DistributionConfiguration.amiKmsKey': (stack, amiKmsKey) => distribution(stack, { amiDistributions: [{ amiName, amiKmsKey }] }),
  'DistributionConfiguration.amiKmsKey, shared': (stack, amiKmsKey) => distribution(stack, {
    amiDistributions: [{ amiName, amiKmsKey, amiLaunchPermission: { accountIds: ['210987654321'] } }],
  }),
  'BuildHistory.encryptionKey': (stack, encryptionKey) => new BuildHistory(stack, 'History', { encryptionKey, organizationId: 'o-exampleorgid' }),
  'DistributeImageStep.amiKmsKey': (stack, amiKmsKey) =>
    withSteps(stack, WorkflowType.DISTRIBUTION, [new DistributeImageStep('Distribute', { distributions: [{ region: env.region, amiKmsKey }] })]),
  'CrossAccountDistributionRole.kmsKeys': (stack, key) =>
    new CrossAccountDistributionRole(stack, 'Role', { sourceAccountIds: ['210987654321'], kmsKeys: [key] }),
  'Component.kmsKey': (stack, kmsKey) => component(stack, { kmsKey }),
  'Workflow.kmsKey': (stack, kmsKey) => pipeline(stack, {
    workflows: [{ workflow: new Workflow(stack, 'Workflow', { workflowType: WorkflowType.TEST, kmsKey, document: WorkflowDocument.fromSteps([new WaitForActionStep('Wait')]) }) }],
  }),
  'ContainerRecipe.kmsKey': (stack, kmsKey) => container(stack, { kmsKey }),
  'ContainerRecipe.instanceBlockDevices': (stack, key) => container(stack, { instanceBlockDevices: [volume(key)] }),
  'ImageRecipe.blockDevices': (stack, key) => pipeline(stack, {
    recipe: new ImageRecipe(stack, 'Encrypted', { baseImage: BaseImage.amazonLinux2023(), blockDevices: [volume(key)] }),
  }),
}, {
  'DistributionConfiguration.amiKmsKey, shared: Alias.fromAliasName, of AWS': 'AmiKmsKeyUnsupported: ',
});

table<logs.ILogGroup>('log groups', {
  'fromLogGroupName': (stack) => logs.LogGroup.fromLogGroupName(stack, 'Imported', 'mine'),
  'fromLogGroupName, token': (stack) => logs.LogGroup.fromLogGroupName(stack, 'Imported', TOKEN),
  'fromLogGroupArn': (stack) => logs.LogGroup.fromLogGroupArn(stack, 'Imported', arnOf('logs', 'log-group:/aws/imagebuilder/mine')),
  'fromLogGroupArn, with its star': (stack) => logs.LogGroup.fromLogGroupArn(stack, 'Imported', arnOf('logs', 'log-group:mine:*')),
  'fromLogGroupArn, token': (stack) => logs.LogGroup.fromLogGroupArn(stack, 'Imported', TOKEN),
}, {
  'ImagePipeline.imageLogGroup': (stack, imageLogGroup) => pipeline(stack, { imageLogGroup }),
  'ImagePipeline.imagePipelineLogGroup': (stack, imagePipelineLogGroup) => pipeline(stack, { imagePipelineLogGroup }),
  'Image.logGroup': (stack, logGroup) => new Image(stack, 'Image', { recipe: recipeOf(stack), logGroup }),
  'BuildReport.imageLogGroup': (stack, imageLogGroup) =>
    new BuildReport(stack, 'Report', { source: BuildSource.latestOf(pipeline(stack, {})), logTail: true, imageLogGroup }),
  'PipelineExecution.imageLogGroup': (stack, imageLogGroup) =>
    new PipelineExecution(stack, 'Execution', { pipeline: pipeline(stack, {}), logTail: true, imageLogGroup }),
});

table<ecr.IRepository>('repositories', {
  'fromRepositoryName': (stack) => ecr.Repository.fromRepositoryName(stack, 'Imported', 'mine'),
  'fromRepositoryName, token': (stack) => ecr.Repository.fromRepositoryName(stack, 'Imported', TOKEN),
  'fromRepositoryArn': (stack) => ecr.Repository.fromRepositoryArn(stack, 'Imported', arnOf('ecr', 'repository/mine')),
  'fromRepositoryAttributes': (stack) => ecr.Repository.fromRepositoryAttributes(stack, 'Imported', {
    repositoryArn: TOKEN, repositoryName: Fn.importValue('RepositoryName'),
  }),
  'fromLookup': (stack) => ecr.Repository.fromLookup(stack, 'Imported', { repositoryName: 'mine' }),
}, {
  'BaseContainerImage.fromEcr': (stack, repository) =>
    container(stack, { baseImage: BaseContainerImage.fromEcr(repository, 'latest', { platform: Platform.LINUX }) }),
  'ContainerRecipe.targetRepository': (stack, repository) => container(stack, { targetRepository: Repository.fromEcr(repository) }),
  'DistributionConfiguration.containerDistributions': (stack, repository) =>
    distribution(stack, { containerDistributions: [{ containerRepository: Repository.fromEcr(repository) }] }),
  'ImageScanning.container': (stack, ecrRepository) => pipeline(stack, {
    recipe: new ContainerRecipe(stack, 'ContainerRecipe', {
      baseImage: BaseContainerImage.fromDockerHub('amazonlinux', 'latest'), targetRepository: Repository.fromEcr(ecrRepository),
    }),
    imageScanning: ImageScanning.container({ ecrRepository }),
  }),
});

table<ssm.IStringParameter>('parameters', {
  'fromStringParameterName': (stack) => ssm.StringParameter.fromStringParameterName(stack, 'Imported', '/mine'),
  'fromStringParameterArn': (stack) => ssm.StringParameter.fromStringParameterArn(stack, 'Imported', arnOf('ssm', 'parameter/mine')),
  'fromStringParameterAttributes': (stack) => ssm.StringParameter.fromStringParameterAttributes(stack, 'Imported', { parameterName: '/mine', version: 3 }),
  'fromStringParameterAttributes, token': (stack) => ssm.StringParameter.fromStringParameterAttributes(stack, 'Imported', {
    parameterName: TOKEN, simpleName: false,
  }),
  'fromStringParameterAttributes, static': (stack) => ssm.StringParameter.fromStringParameterAttributes(stack, 'Imported', {
    parameterName: '/mine', forceDynamicReference: true,
  }),
}, {
  'DistributionConfiguration.ssmParameters': (stack, parameter) => distribution(stack, { amiDistributions: [{ ssmParameters: [{ parameter }] }] }),
  'ApplyImageConfigurationsStep.ssmParameters': (stack, parameter) => {
    const distribute = new DistributeImageStep('Distribute');
    return withSteps(stack, WorkflowType.DISTRIBUTION, [distribute, new ApplyImageConfigurationsStep('Apply', {
      distributedImages: distribute.distributedImages, configurations: [{ region: env.region, ssmParameters: [{ parameter }] }],
    })]);
  },
  'BaseImage.fromSsmParameter': (stack, parameter) =>
    pipeline(stack, { recipe: new ImageRecipe(stack, 'FromParameter', { baseImage: BaseImage.fromSsmParameter(parameter) }) }),
  'ContainerInstanceImage.fromSsmParameter': (stack, parameter) =>
    container(stack, { instanceImage: ContainerInstanceImage.fromSsmParameter(parameter) }),
});

const byName = 'must be imported by its id, and not by its name';
table<ec2.ILaunchTemplate>('launch templates', {
  'by id': (stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateId: 'lt-0123456789abcdef0' }),
  'by id, version': (stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateId: 'lt-0123456789abcdef0', versionNumber: '3' }),
  'by id, token': (stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateId: TOKEN }),
  'by name': (stack) => ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Imported', { launchTemplateName: 'mine' }),
}, {
  'DistributionConfiguration.launchTemplates': (stack, launchTemplate) => distribution(stack, { amiDistributions: [{ launchTemplates: [{ launchTemplate }] }] }),
  'DistributionConfiguration.fastLaunchConfigurations': (stack, launchTemplate) =>
    pipeline(stack, {
      recipe: new ImageRecipe(stack, 'Windows', { baseImage: BaseImage.windowsServer2022() }),
      distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', {
        amiDistributions: [{ fastLaunchConfigurations: [{ launchTemplate }] }],
      }),
    }),
  'CrossAccountDistributionRole.launchTemplates': (stack, launchTemplate) =>
    new CrossAccountDistributionRole(stack, 'Role', { sourceAccountIds: ['210987654321'], launchTemplates: [launchTemplate] }),
}, {
  'DistributionConfiguration.launchTemplates: by name': byName,
  'CrossAccountDistributionRole.launchTemplates: by name': byName,
});

table<lambda.IFunction>('functions', {
  'fromFunctionArn': (stack) => lambda.Function.fromFunctionArn(stack, 'Imported', arnOf('lambda', 'function:mine')),
  'fromFunctionArn, token': (stack) => lambda.Function.fromFunctionArn(stack, 'Imported', TOKEN),
  'fromFunctionName': (stack) => lambda.Function.fromFunctionName(stack, 'Imported', 'mine'),
  'fromFunctionAttributes': (stack) => lambda.Function.fromFunctionAttributes(stack, 'Imported', { functionArn: arnOf('lambda', 'function:mine'), sameEnvironment: true }),
  'fromVersionArn': (stack) => lambda.Version.fromVersionArn(stack, 'Imported', arnOf('lambda', 'function:mine:3')),
  'fromAliasAttributes': (stack) => lambda.Alias.fromAliasAttributes(stack, 'Imported', {
    aliasName: 'live', aliasVersion: lambda.Version.fromVersionArn(stack, 'Version', arnOf('lambda', 'function:mine:3')),
  }),
}, {
  'WaitForActionStep.lambdaFunction': (stack, lambdaFunction) => withSteps(stack, WorkflowType.TEST, [new WaitForActionStep('Wait', { lambdaFunction })]),
});

table<sfn.IStateMachine>('state machines', {
  'fromStateMachineArn': (stack) => sfn.StateMachine.fromStateMachineArn(stack, 'Imported', arnOf('states', 'stateMachine:mine')),
  'fromStateMachineArn, token': (stack) => sfn.StateMachine.fromStateMachineArn(stack, 'Imported', TOKEN),
  'fromStateMachineName': (stack) => sfn.StateMachine.fromStateMachineName(stack, 'Imported', 'mine'),
}, {
  'ExecuteStateMachineStep.stateMachine': (stack, stateMachine) =>
    withSteps(stack, WorkflowType.TEST, [new ExecuteStateMachineStep('Run', { stateMachine })]),
});

table<sqs.IQueue>('queues', {
  fromQueueArn: (stack) => sqs.Queue.fromQueueArn(stack, 'Imported', arnOf('sqs', 'mine')),
  fromQueueAttributes: (stack) => sqs.Queue.fromQueueAttributes(stack, 'Imported', { queueArn: arnOf('sqs', 'mine'), keyArn: KEY }),
}, {
  'ImagePipelineTarget.deadLetterQueue': (stack, deadLetterQueue) => new events.Rule(stack, 'Rule', {
    schedule: events.Schedule.expression('rate(1 day)'), targets: [new ImagePipelineTarget(pipeline(stack, {}), { deadLetterQueue })],
  }),
  'BuildMonitor.deadLetterQueue': (stack, deadLetterQueue) => monitor(stack, { deadLetterQueue }),
});

table<ec2.IMachineImage>('machine images', {
  'genericLinux': () => ec2.MachineImage.genericLinux({ 'eu-central-1': 'ami-0123456789abcdef0' }),
  'lookup': () => ec2.MachineImage.lookup({ name: 'mine' }),
  'fromSsmParameter': () => ec2.MachineImage.fromSsmParameter('/mine'),
  'resolveSsmParameterAtLaunch': () => ec2.MachineImage.resolveSsmParameterAtLaunch('/mine'),
  'latestAmazonLinux2023, cached': () => ec2.MachineImage.latestAmazonLinux2023({ cachedInContext: true }),
  'latestWindows': () => ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE),
}, {
  'BaseImage.fromMachineImage': (stack, image) => pipeline(stack, {
    recipe: new ImageRecipe(stack, 'OfMachineImage', { baseImage: BaseImage.fromMachineImage(stack, image) }),
  }),
});
