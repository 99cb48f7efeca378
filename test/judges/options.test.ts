import { App, Stack, Validations } from 'aws-cdk-lib';
import { BlockDeviceVolume, InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { BaseImage } from '../../src/base-image';
import { Component } from '../../src/component';
import { ComponentDocument } from '../../src/component-document';
import { ComponentStep } from '../../src/component-step';
import { DistributionConfiguration } from '../../src/distribution-configuration';
import { Image } from '../../src/image';
import { ImagePipeline } from '../../src/image-pipeline';
import { ImagePipelineSchedule } from '../../src/image-pipeline-schedule';
import { ImageRecipe } from '../../src/image-recipe';
import { ImageScanning } from '../../src/image-scanning';
import { InfrastructureConfiguration } from '../../src/infrastructure-configuration';
import { OsVersion, Platform } from '../../src/platform';

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
    components: [{ component, parameters: { Package: 'htop' } }],
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
