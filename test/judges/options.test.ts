import { App, Duration, Stack, TimeZone, Validations } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { BlockDeviceVolume, InstanceType, LaunchTemplate, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository as EcrRepository } from 'aws-cdk-lib/aws-ecr';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { OsVersion, Platform } from '../../src/common/platform';
import { Component } from '../../src/component/component';
import { ComponentDocument } from '../../src/component/component-document';
import { ComponentStep } from '../../src/component/component-step';
import { CrossAccountDistributionRole } from '../../src/distribution/cross-account-distribution-role';
import { DistributionConfiguration } from '../../src/distribution/distribution-configuration';
import { InfrastructureConfiguration } from '../../src/infrastructure/infrastructure-configuration';
import { ParentInstance } from '../../src/infrastructure/parent-instance';
import { Image } from '../../src/pipeline/image';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImagePipelineSchedule } from '../../src/pipeline/image-pipeline-schedule';
import { ImagePipelineTarget } from '../../src/pipeline/image-pipeline-target';
import { ImageScanning } from '../../src/pipeline/image-scanning';
import { SeverityGate } from '../../src/pipeline/severity-gate';
import { BaseImage } from '../../src/recipe/base-image';
import { ContainerRecipe } from '../../src/recipe/container-recipe';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { Repository } from '../../src/recipe/repository';
import { BuildReport } from '../../src/report/build-report';
import { BuildSource } from '../../src/report/build-source';
import { PipelineExecution } from '../../src/report/pipeline-execution';
import { ScanReport } from '../../src/report/scan-report';
import { ScanSource } from '../../src/report/scan-source';

// What starts jest switches the rules of CloudFormation off.
delete process.env.CDK_VALIDATION;

/** The rules of CloudFormation, as the CDK knows them, and those of cdk-nag's AWS Solutions pack: a finding fails the synthesis. */
function judgedStack(): Stack {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return new Stack(app, 'Stack');
}

function synthesize(stack: Stack): void {
  (stack.node.root as App).synth();
}

function goldenImage(stack: Stack, role?: Role): void {
  // An imported VPC: the flow log of a new one acknowledges F3002, and the CDK then lets that rule pass in the whole app.
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-central-1a'], privateSubnetIds: ['subnet-0123456789abcdef0'],
  });
  const component = new Component(stack, 'Component', {
    platform: Platform.LINUX,
    supportedOsVersions: [OsVersion.AMAZON_LINUX_2023],
    description: 'what it is for',
    document: ComponentDocument.fromSteps({
      parameters: { Package: { description: 'what to install' } },
      buildSteps: [ComponentStep.bash('Install', ['dnf -y install {{ Package }}', `echo ${stack.region}`]), ComponentStep.reboot('Reboot')],
      testSteps: [ComponentStep.bash('Check', ['command -v {{ Package }}'])],
    }),
  });
  const recipe = new ImageRecipe(stack, 'Recipe', {
    baseImage: BaseImage.amazonLinux2023(),
    components: [component.withParameters({ Package: 'htop' })],
    blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(30, { encrypted: true }) }],
    amiTags: { Stage: 'golden' },
  });
  const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', {
    role,
    vpc,
    instanceTypes: [new InstanceType('m5.large')],
    logging: { s3Bucket: Bucket.fromBucketName(stack, 'Logs', 'my-logs'), s3KeyPrefix: 'builds' },
    resourceTags: { Purpose: 'build' },
  });
  const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', {
    amiDistributions: [{ amiName: 'golden-{{ imagebuilder:buildDate }}', amiLaunchPermission: { accountIds: ['111111111111'] } }],
  });
  const pipeline = new ImagePipeline(stack, 'Pipeline', {
    recipe,
    infrastructureConfiguration,
    distributionConfiguration,
    imageScanning: ImageScanning.testInstance(),
    imageTestsEnabled: true,
    schedule: ImagePipelineSchedule.cron('0 3 ? * sun *', { autoDisableFailureCount: 5 }),
    tags: { Team: 'platform' },
  });
  const deletionExecutionRole = new Role(stack, 'DeletionRole', { assumedBy: new ServicePrincipal('imagebuilder.amazonaws.com') });
  pipeline.runOnDeploy({ deletionExecutionRole });
  new Image(stack, 'Image', { recipe, distributionConfiguration });
}

test('what the constructs make breaks no rule', () => {
  const stack = judgedStack();
  goldenImage(stack);
  expect(() => synthesize(stack)).not.toThrow();
});

test('what the constructs give to a brought role breaks no rule', () => {
  const stack = judgedStack();
  goldenImage(stack, new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
  expect(() => synthesize(stack)).not.toThrow();
});

test('reports that write documents and read logs break no rule', () => {
  const stack = judgedStack();
  const encryptionKey = new Key(stack, 'Key', { enableKeyRotation: true });
  const bucket = new Bucket(stack, 'Details', { encryptionKey, enforceSSL: true, serverAccessLogsBucket: Bucket.fromBucketName(stack, 'AccessLogs', 'my-logs') });
  const details = { bucket, prefix: 'reports' };
  const arn = `arn:aws:imagebuilder:${stack.region}:${stack.account}:image-pipeline/golden`;
  const execution = new PipelineExecution(stack, 'Run', { imagePipelineArn: arn, logTail: true, details: { bucket } });
  new BuildReport(stack, 'Build', { source: BuildSource.imageArn(execution.imageArn), logTail: true, details });
  new BuildReport(stack, 'Newest', {
    source: BuildSource.latestOfArn(arn), logTail: true, imageLogGroup: LogGroup.fromLogGroupName(stack, 'ImageLogs', '/my/golden'), details,
  });
  new ScanReport(stack, 'Scan', { source: ScanSource.imageArn(execution.imageArn), details: { bucket: Bucket.fromBucketName(stack, 'Shared', 'my-reports') } });
  expect(() => synthesize(stack)).not.toThrow();
});

test('trap 17: a scan on demand, with a condition, breaks no rule', () => {
  const stack = judgedStack();
  const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
  const imageScanning = ImageScanning.onDemandAmi({ condition: SeverityGate.atMost({ critical: 0, high: 0, onlyFixable: true }) });
  new ImagePipeline(stack, 'Pipeline', { recipe, imageScanning });
  new Image(stack, 'Image', { recipe, imageScanning });
  expect(() => synthesize(stack)).not.toThrow();
});

test('a report that reads findings breaks no rule', () => {
  const stack = judgedStack();
  const arn = `arn:aws:imagebuilder:${stack.region}:${stack.account}:image/golden/1.0.0/1`;
  const ignore = [{ vulnerabilityId: 'CVE-2026-12345', until: '9999-12-31', reason: 'The library is not loaded' }];
  new ScanReport(stack, 'Gated', { source: ScanSource.imageArn(arn), gate: SeverityGate.atMost({ critical: 0, onlyFixable: true, ignore }) });
  new ScanReport(stack, 'Counted', { source: ScanSource.account(), readFindings: true });
  expect(() => synthesize(stack)).not.toThrow();
});

test('a scan of containers in a repository of its own breaks no rule', () => {
  const stack = judgedStack();
  new ImagePipeline(stack, 'Pipeline', {
    recipe: ContainerRecipe.fromContainerRecipeName(stack, 'Recipe', 'golden'),
    imageScanning: ImageScanning.container({ ecrRepository: new EcrRepository(stack, 'Scans'), ecrTags: ['scan'] }),
  });
  expect(() => synthesize(stack)).not.toThrow();
});

test('log groups of their own, rules on events and pipelines that rules start break no rule', () => {
  const stack = judgedStack();
  const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
  const pipeline = new ImagePipeline(stack, 'Pipeline', {
    recipe,
    imageTestsTimeout: Duration.hours(2),
    imageLogGroup: new LogGroup(stack, 'ImageLogs'),
    imagePipelineLogGroup: LogGroup.fromLogGroupName(stack, 'PipelineLogs', '/builds/pipelines'),
    imageTags: { Stage: 'golden' },
  });
  const image = new Image(stack, 'Image', { recipe, logGroup: LogGroup.fromLogGroupName(stack, 'Logs', '/builds/images') });
  const target = new ImagePipelineTarget(pipeline, {
    deadLetterQueue: Queue.fromQueueArn(stack, 'Letters', stack.formatArn({ service: 'sqs', resource: 'letters' })), maxEventAge: Duration.hours(1), retryAttempts: 3,
  });
  new Rule(stack, 'Monthly', { schedule: Schedule.rate(Duration.days(30)), targets: [target] });
  pipeline.onEvent('Anything');
  pipeline.onImagePipelineAutoDisabled('Disabled');
  image.onImageBuildFailed('Failed', { eventPattern: { detail: { 'previous-state': { status: ['TESTING'] } } } });
  Image.fromImageName(stack, 'Known', 'golden').onCveDetected('Findings');
  expect(() => synthesize(stack)).not.toThrow();
});

test('builds on running instances, with encrypted notifications and distribution to everywhere, break no rule', () => {
  const stack = judgedStack();
  const key = new Key(stack, 'Key', { enableKeyRotation: true });
  const launchTemplate = LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', { launchTemplateId: 'lt-0123456789abcdef0' });
  const infrastructureConfiguration = new InfrastructureConfiguration(stack, 'Infrastructure', {
    parentInstance: ParentInstance.fromAutoScalingGroup(AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'warm'), {
      capacityWaitTimeout: Duration.minutes(10),
    }),
    terminateInstanceOnCompletion: false,
    ec2InstanceAvailabilityZone: 'eu-central-1a',
    ec2InstanceHostId: 'h-0123456789abcdef0',
    notificationTopic: new Topic(stack, 'Topic', { masterKey: key, enforceSSL: true }),
  });
  const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', {
    amiDistributions: [{
      amiName: 'golden-{{ imagebuilder:buildDate }}',
      amiKmsKey: key,
      amiTargetAccountIds: ['111111111111'],
      amiLaunchPermission: {
        organizationArns: ['arn:aws:organizations::123456789012:organization/o-1234567890'],
        organizationalUnitArns: ['arn:aws:organizations::123456789012:ou/o-1234567890/ou-1234-12345678'],
      },
      ssmParameters: [{ parameterName: '/golden/ami' }],
      launchTemplates: [{ launchTemplate, setDefaultVersion: true }],
      fastLaunchConfigurations: [{ launchTemplate, maxParallelLaunches: 6, targetSnapshotCount: 1 }],
      licenseConfigurationArns: [`arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-${'0'.repeat(32)}`],
    }],
    containerDistributions: [{ containerRepository: Repository.fromEcr(EcrRepository.fromRepositoryName(stack, 'Repository', 'golden')) }],
  });
  new ImagePipeline(stack, 'Pipeline', {
    recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.windowsServer2022() }),
    infrastructureConfiguration,
    distributionConfiguration,
    schedule: ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.EUROPE_BERLIN }),
  });
  new CrossAccountDistributionRole(stack, 'Incoming', {
    sourceAccountIds: ['111111111111'], kmsKeys: [key], launchTemplates: [launchTemplate], ssmParameterNames: ['/golden/ami'],
  });
  expect(() => synthesize(stack)).not.toThrow();
});

test('what the user gives to a brought role is still judged', () => {
  const stack = judgedStack();
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
  goldenImage(stack, role);
  expect(() => synthesize(stack)).toThrow('AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AdministratorAccess]');
});

test('what does not fit CloudFormation is found', () => {
  const stack = judgedStack();
  goldenImage(stack);
  (stack.node.findChild('Component').node.defaultChild as any).addPropertyOverride('Flavour', 'vanilla');
  expect(() => synthesize(stack)).toThrow('Additional properties are not allowed (\'Flavour\' was unexpected)');
});

test('a stack may use what another one has', () => {
  const app = new App();
  const [one, other] = [new Stack(app, 'One'), new Stack(app, 'Other')];
  const recipe = new ImageRecipe(one, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
  const infrastructureConfiguration = new InfrastructureConfiguration(one, 'Infrastructure');
  new ImagePipeline(other, 'Pipeline', { recipe, infrastructureConfiguration }).runOnDeploy();
  const assembly = app.synth();
  expect(assembly.getStackByName('Other').dependencies.map(({ id }) => id)).toContain('One');
});
