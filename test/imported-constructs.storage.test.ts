import { Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  ApplyImageConfigurationsStep, BaseContainerImage, BaseImage, BuildHistory, BuildNotification, BuildReport, BuildSource, Component,
  ComponentDocument, ComponentStep, ContainerInstanceImage, ContainerRecipe, CrossAccountDistributionRole, DiskImageFormat, DistributeImageStep,
  DockerfileData, GoldenAmi, Image, ImageRecipe, ImageScanning, PipelineExecution, Platform, Repository, TransferStep, WaitForActionStep,
  Workflow, WorkflowDocument, WorkflowType,
} from '../src';
import { env, arnOf, KEY, TOKEN, table, recipeOf, infrastructure, pipeline, distribution, monitor, withSteps } from './support/imported-constructs';

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
}, {
  how: 'fromBucketAttributes, key by alias',
  id: 'cdk-imagebuilder:importedAlias',
  // Whoever deploys reads documents; readers of a history are known only where they are allowed to read.
  props: [
    'InfrastructureConfiguration.logging', 'TransferStep.s3Download', 'TransferStep.s3Upload', 'ApplyImageConfigurationsStep.s3Export.bucket',
    'BuildReport.details', 'BuildMonitor.records',
  ],
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
}, {
  how: 'Alias.fromAliasName',
  id: 'cdk-imagebuilder:importedAlias',
  // Others are used by services, which their key policies have to allow.
  props: ['Component.kmsKey', 'Workflow.kmsKey', 'ContainerRecipe.kmsKey'],
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
