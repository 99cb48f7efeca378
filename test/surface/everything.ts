import { Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as imagebuilder from '../../src';

const { Platform, SeverityGate, LifecyclePolicyActionType, LifecyclePolicyResourceType, LifecyclePolicyTimeUnit } = imagebuilder;

/** Resources which, taken together, have every property of the service, made with nothing but the public constructs. */
export function everything(stack: Stack): void {
  const key = new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
  const bucket = new s3.Bucket(stack, 'Bucket');
  const repository = imagebuilder.Repository.fromEcr(new ecr.Repository(stack, 'Repository'));
  const blockDevices: ec2.BlockDevice[] = [
    {
      deviceName: '/dev/xvda',
      volume: ec2.BlockDeviceVolume.ebs(50, {
        encrypted: true, kmsKey: key, deleteOnTermination: true, volumeType: ec2.EbsDeviceVolumeType.GP3, iops: 3000, throughput: 125,
      }),
    },
    { deviceName: '/dev/xvdb', volume: ec2.BlockDeviceVolume.ebsFromSnapshot('snap-0123456789abcdef0') },
    { deviceName: '/dev/xvdc', volume: ec2.BlockDeviceVolume.ephemeral(0) },
    { deviceName: '/dev/xvdd', volume: ec2.BlockDeviceVolume.ebs(1), mappingEnabled: false },
  ];
  const { component, recipe, containerRecipe } = recipes(stack, { key, bucket, repository, blockDevices });
  void component;
  const infrastructure = infrastructures(stack, bucket, key);
  const distribution = distributions(stack, key, repository);
  builds(stack, { key, recipe, containerRecipe, infrastructure, distribution });
  lifecycles(stack, recipe, containerRecipe);
}

function recipes(stack: Stack, { key, bucket, repository, blockDevices }: {
  key: kms.IKey; bucket: s3.IBucket; repository: imagebuilder.Repository; blockDevices: ec2.BlockDevice[];
}) {
  const component = new imagebuilder.Component(stack, 'Component', {
    platform: Platform.LINUX,
    document: imagebuilder.ComponentDocument.fromSteps({
      parameters: { Level: { defaultValue: 'cis' } },
      buildSteps: [imagebuilder.ComponentStep.bash('Harden', ['dnf -y update'])],
    }),
    componentName: 'hardening',
    componentVersion: imagebuilder.ComponentVersion.of('1.0.0'),
    description: 'Hardening',
    changeDescription: 'First',
    kmsKey: key,
    supportedOsVersions: [imagebuilder.OsVersion.AMAZON_LINUX_2023],
    tags: { a: 'b' },
  });
  new imagebuilder.Component(stack, 'ComponentFromS3', { platform: Platform.LINUX, document: imagebuilder.ComponentDocument.fromS3(bucket, 'component.yml') });
  const recipe = new imagebuilder.ImageRecipe(stack, 'Recipe', {
    // Of any platform, since EC2 Fast Launch is for Windows, and the setting of the agent for everything else.
    baseImage: imagebuilder.BaseImage.fromAmiId('ami-0123456789abcdef0'),
    components: [component.withParameters({ Level: 'stig' })],
    imageRecipeName: 'golden',
    imageRecipeVersion: imagebuilder.RecipeVersion.of('1.0.0'),
    description: 'Golden',
    workingDirectory: '/var/tmp',
    blockDevices,
    uninstallSsmAgentAfterBuild: true,
    userDataOverride: ec2.UserData.forLinux(),
    amiTags: { a: 'b' },
    amiWatermarks: ['golden'],
    tags: { a: 'b' },
  });
  const containerRecipe = new imagebuilder.ContainerRecipe(stack, 'ContainerRecipe', {
    baseImage: imagebuilder.BaseContainerImage.fromDockerHub('amazonlinux', '2023'),
    targetRepository: repository,
    containerRecipeName: 'container',
    containerRecipeVersion: imagebuilder.RecipeVersion.of('1.0.0'),
    components: [component.withParameters({ Level: 'stig' })],
    description: 'Container',
    workingDirectory: '/var/tmp',
    platform: Platform.LINUX,
    osVersion: imagebuilder.OsVersion.AMAZON_LINUX_2023,
    instanceImage: imagebuilder.ContainerInstanceImage.fromAmiId('ami-0123456789abcdef0'),
    instanceBlockDevices: blockDevices,
    kmsKey: key,
    tags: { a: 'b' },
  });
  new imagebuilder.ContainerRecipe(stack, 'ContainerRecipeFromS3', {
    baseImage: imagebuilder.BaseContainerImage.fromDockerHub('amazonlinux', '2023'),
    targetRepository: repository,
    dockerfile: imagebuilder.DockerfileData.fromS3(bucket, 'Dockerfile'),
  });
  return { component, recipe, containerRecipe };
}

function infrastructures(stack: Stack, bucket: s3.IBucket, key: kms.IKey) {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
  const shared = {
    description: 'Instances', vpc, logging: { s3Bucket: bucket, s3KeyPrefix: 'logs' }, resourceTags: { a: 'b' }, tags: { a: 'b' },
  };
  const infrastructure = new imagebuilder.InfrastructureConfiguration(stack, 'Infrastructure', {
    ...shared,
    infrastructureConfigurationName: 'infrastructure',
    instanceTypes: [new ec2.InstanceType('m7i.large')],
    keyPair: ec2.KeyPair.fromKeyPairName(stack, 'KeyPair', 'key-pair'),
    notificationTopic: new sns.Topic(stack, 'Topic', { masterKey: key }),
    terminateInstanceOnFailure: true,
    terminateInstanceOnCompletion: true,
    httpTokens: imagebuilder.HttpTokens.REQUIRED,
    httpPutResponseHopLimit: 2,
    ec2InstanceAvailabilityZone: vpc.availabilityZones[0],
    ec2InstanceTenancy: imagebuilder.Tenancy.HOST,
    ec2InstanceHostId: 'h-0123456789abcdef0',
  });
  new imagebuilder.InfrastructureConfiguration(stack, 'InfrastructureOnHosts', {
    ...shared,
    ec2InstanceTenancy: imagebuilder.Tenancy.HOST,
    ec2InstanceHostResourceGroupArn: 'arn:aws:resource-groups:us-east-1:123456789012:group/hosts',
  });
  new imagebuilder.InfrastructureConfiguration(stack, 'InfrastructureOfGroup', {
    parentInstance: imagebuilder.ParentInstance.fromAutoScalingGroup(new autoscaling.AutoScalingGroup(stack, 'Group', {
      vpc,
      launchTemplate: new ec2.LaunchTemplate(stack, 'GroupTemplate', {
        instanceType: new ec2.InstanceType('m7i.large'),
        machineImage: ec2.MachineImage.latestAmazonLinux2023(),
        role: new iam.Role(stack, 'GroupRole', {
          assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
        }),
      }),
    }), { capacityWaitTimeout: Duration.minutes(5) }),
  });
  return infrastructure;
}

function distributions(stack: Stack, key: kms.IKey, containerRepository: imagebuilder.Repository) {
  const launchTemplate = new ec2.LaunchTemplate(stack, 'Template', { instanceType: new ec2.InstanceType('m7i.large') });
  const named = ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'NamedTemplate', { launchTemplateName: 'template', versionNumber: '3' });
  new imagebuilder.DistributionConfiguration(stack, 'PublicDistribution', {
    amiDistributions: [{ region: 'eu-west-1', amiName: 'public-{{ imagebuilder:buildDate }}', amiLaunchPermission: { isPublicUserGroup: true } }],
  });
  return new imagebuilder.DistributionConfiguration(stack, 'Distribution', {
    distributionConfigurationName: 'distribution',
    description: 'Distribution',
    tags: { a: 'b' },
    amiDistributions: [
      {
        amiName: 'golden-{{ imagebuilder:buildDate }}',
        amiDescription: 'Golden',
        amiTags: { a: 'b' },
        amiKmsKey: key,
        amiTargetAccountIds: ['111122223333'],
        amiLaunchPermission: {
          accountIds: ['111122223333'],
          organizationArns: ['arn:aws:organizations::123456789012:organization/o-abcdefghij'],
          organizationalUnitArns: ['arn:aws:organizations::123456789012:ou/o-abcdefghij/ou-abcd-12345678'],
        },
        ssmParameters: [{ parameterName: '/golden/ami', amiAccountId: '111122223333', dataType: ssm.ParameterDataType.AWS_EC2_IMAGE }],
        launchTemplates: [{ launchTemplate, setDefaultVersion: true, accountId: '111122223333' }],
        fastLaunchConfigurations: [
          { enabled: true, launchTemplate, maxParallelLaunches: 10, targetSnapshotCount: 5, accountId: '111122223333' },
          { enabled: true, launchTemplate: named, maxParallelLaunches: 10, targetSnapshotCount: 5 },
        ],
        licenseConfigurationArns: ['arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-0123456789abcdef0123456789abcdef'],
      },
    ],
    containerDistributions: [{ containerRepository, region: 'eu-west-2', containerDescription: 'Container', containerTags: ['latest'] }],
  });
}

function builds(stack: Stack, { key, recipe, containerRecipe, infrastructure, distribution }: {
  key: kms.IKey;
  recipe: imagebuilder.IRecipe;
  containerRecipe: imagebuilder.IRecipe;
  infrastructure: imagebuilder.IInfrastructureConfiguration;
  distribution: imagebuilder.IDistributionConfiguration;
}) {
  const message = imagebuilder.WorkflowParameter.ofString('Message', { defaultValue: imagebuilder.WorkflowParameterValue.fromString('Checked') });
  const launch = new imagebuilder.LaunchInstanceStep('Launch');
  const tests = new imagebuilder.Workflow(stack, 'Tests', {
    workflowType: imagebuilder.WorkflowType.TEST,
    document: imagebuilder.WorkflowDocument.fromSteps([
      launch, new imagebuilder.TerminateInstanceStep('Terminate', { instanceId: launch.instanceId }),
    ], { parameters: [message] }),
    workflowName: 'tests',
    workflowVersion: imagebuilder.WorkflowVersion.of('1.0.0'),
    description: 'Tests',
    changeDescription: 'First',
    kmsKey: key,
    tags: { a: 'b' },
  });
  new imagebuilder.Workflow(stack, 'WorkflowFromS3', {
    workflowType: imagebuilder.WorkflowType.TEST,
    document: imagebuilder.WorkflowDocument.fromS3(new s3.Bucket(stack, 'Documents'), 'workflow.yml'),
  });
  const workflows: imagebuilder.WorkflowConfiguration[] = [
    { workflow: imagebuilder.AmazonManagedWorkflow.buildImage(stack, 'BuildWorkflow') },
    {
      workflow: tests,
      onFailure: imagebuilder.WorkflowOnFailure.CONTINUE,
      parallelGroup: 'tests',
      parameters: { Message: imagebuilder.WorkflowParameterValue.fromString('Looked at') },
    },
  ];
  const options: imagebuilder.ImageBuildOptions = {
    infrastructureConfiguration: infrastructure,
    distributionConfiguration: distribution,
    imageScanning: imagebuilder.ImageScanning.onDemandAmi({ condition: SeverityGate.atMost({ critical: 0, onlyFixable: true }) }),
    imageTestsEnabled: true,
    imageTestsTimeout: Duration.hours(2),
    enhancedImageMetadataEnabled: true,
    workflows,
  };
  const pipeline = new imagebuilder.ImagePipeline(stack, 'Pipeline', {
    ...options,
    recipe,
    imagePipelineName: 'pipeline',
    description: 'Pipeline',
    schedule: imagebuilder.ImagePipelineSchedule.cron('0 3 ? * sun *', {
      timeZone: TimeZone.EUROPE_BERLIN,
      autoDisableFailureCount: 3,
      startCondition: imagebuilder.ScheduleStartCondition.EXPRESSION_MATCH_ONLY,
    }),
    status: imagebuilder.ImagePipelineStatus.ENABLED,
    imageLogGroup: new logs.LogGroup(stack, 'ImageLogs'),
    imagePipelineLogGroup: new logs.LogGroup(stack, 'PipelineLogs'),
    imageTags: { a: 'b' },
    tags: { a: 'b' },
  });
  const deletionExecutionRole = new iam.Role(stack, 'DeletionRole', { assumedBy: new iam.ServicePrincipal('imagebuilder.amazonaws.com') });
  pipeline.runOnDeploy({ deletionExecutionRole, onUpdate: false, tags: { a: 'b' } });
  new imagebuilder.Image(stack, 'Image', { ...options, recipe, logGroup: new logs.LogGroup(stack, 'OneImageLogs') });
  const ecrRepository = new ecr.Repository(stack, 'ScanningRepository');
  const scanned = { recipe: containerRecipe, imageScanning: imagebuilder.ImageScanning.container({ ecrRepository, ecrTags: ['scan'] }) };
  new imagebuilder.Image(stack, 'ContainerImage', scanned);
  new imagebuilder.ImagePipeline(stack, 'ContainerPipeline', scanned);
}

function lifecycles(stack: Stack, recipe: imagebuilder.IRecipe, containerRecipe: imagebuilder.IRecipe) {
  new imagebuilder.LifecyclePolicy(stack, 'LifecyclePolicy', {
    lifecyclePolicyName: 'policy',
    description: 'Policy',
    status: imagebuilder.LifecyclePolicyStatus.ENABLED,
    tags: { a: 'b' },
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    resourceSelection: { recipes: [recipe] },
    details: [{
      action: { type: LifecyclePolicyActionType.DELETE, includeAmis: true, includeSnapshots: true },
      filter: { ageFilter: { age: Duration.days(90), unit: LifecyclePolicyTimeUnit.DAYS, retainAtLeast: 2 } },
      exclusionRules: {
        imageExclusionRules: { tags: { keep: 'true' } },
        amiExclusionRules: {
          isPublic: true,
          lastLaunched: Duration.days(30),
          lastLaunchedUnit: LifecyclePolicyTimeUnit.DAYS,
          regions: ['eu-west-1'],
          sharedAccounts: ['111122223333'],
          tags: { keep: 'true' },
        },
      },
    }],
  });
  new imagebuilder.LifecyclePolicy(stack, 'ContainerLifecyclePolicy', {
    resourceType: LifecyclePolicyResourceType.CONTAINER_IMAGE,
    resourceSelection: { recipes: [containerRecipe] },
    details: [{ action: { type: LifecyclePolicyActionType.DELETE, includeContainers: true }, filter: { countFilter: { count: 10 } } }],
  });
  new imagebuilder.LifecyclePolicy(stack, 'TaggedLifecyclePolicy', {
    resourceType: LifecyclePolicyResourceType.AMI_IMAGE,
    resourceSelection: { tags: { team: 'platform' } },
    details: [{ action: { type: LifecyclePolicyActionType.DEPRECATE }, filter: { ageFilter: { age: Duration.days(90) } } }],
  });
}
