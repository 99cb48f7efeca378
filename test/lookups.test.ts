import { App, Stack, TimeZone } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { IConstruct } from 'constructs';
import {
  AmiDistribution, BaseContainerImage, BaseImage, BuildMonitor, BuildReport, BuildSource, Component, ComponentDocument, ComponentStep,
  ContainerRecipe, CrossAccountDistributionRole, DistributionConfiguration, DockerfileData, GoldenAmi, Image, ImagePipeline, ImagePipelineSchedule,
  ImageRecipe, InfrastructureConfiguration, InfrastructureConfigurationProps, MonitorSource, Platform, Repository,
} from '../src';
import { FLAGS_OF_NEW_APPS } from './support/feature-flags';

/**
 * The first synthesis of an app finds out what is to be looked up, and gets placeholders for it. Where a placeholder is refused, nothing is ever
 * looked up, so the app can never be synthesized.
 */
const env = { account: '111122223333', region: 'eu-central-1' };
const OTHER = { ...env, account: '444455556666' };
const recipe = (stack: Stack, image: BaseImage) => new ImageRecipe(stack, 'Recipe', { baseImage: image });
const distribution = (stack: Stack, ami: AmiDistribution) => new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [ami] });
const infrastructure = (stack: Stack, props: InfrastructureConfigurationProps) => new InfrastructureConfiguration(stack, 'Infrastructure', props);

const TEXTS: Record<string, (stack: Stack, text: string) => unknown> = {
  'BaseImage.fromAmiId': (stack, text) => recipe(stack, BaseImage.fromAmiId(text)),
  'BaseImage.fromSsmParameterName': (stack, text) => recipe(stack, BaseImage.fromSsmParameterName(text)),
  'ImagePipeline.fromImagePipelineName': (stack, text) => ImagePipeline.fromImagePipelineName(stack, 'Imported', text),
  'ImageRecipe.fromImageRecipeName': (stack, text) =>
    new ImagePipeline(stack, 'Pipeline', { recipe: ImageRecipe.fromImageRecipeName(stack, 'Imported', text) }),
  'AmiDistribution.amiTargetAccountIds': (stack, text) => distribution(stack, { amiTargetAccountIds: [text] }),
  'AmiDistribution.amiLaunchPermission': (stack, text) =>
    distribution(stack, { amiLaunchPermission: { accountIds: [text], organizationArns: [text] } }),
  'AmiDistribution.amiLaunchPermission, of an encrypted AMI': (stack, text) =>
    distribution(stack, { amiKmsKey: new kms.Key(stack, 'Key'), amiLaunchPermission: { organizationArns: [text], organizationalUnitArns: [text] } }),
  'AmiDistribution.amiTargetAccountIds, of a role for them': (stack, text) => {
    const role = new CrossAccountDistributionRole(new Stack(stack.node.root as App, 'Target', { env: OTHER }), 'Role', { sourceAccountIds: [env.account] });
    role.addDistributionConfiguration(distribution(stack, { amiTargetAccountIds: [text] }));
  },
  'AmiDistribution.region, of an image whose `imageId` is read': (stack, region) => new Image(stack, 'Image', {
    recipe: recipe(stack, BaseImage.amazonLinux2023()),
    distributionConfiguration: new DistributionConfiguration(stack, 'Distribution', { amiDistributions: [{ region }] }),
  }).imageId,
  'DockerfileData.fromInline': (stack, text) => new ContainerRecipe(stack, 'Recipe', {
    baseImage: BaseContainerImage.amazonManaged('amazon-linux-2023-x86'),
    targetRepository: Repository.fromEcr(new ecr.Repository(stack, 'Repository')),
    dockerfile: DockerfileData.fromInline(text),
  }),
  'ImagePipelineSchedule.cron': (stack, text) => new ImagePipeline(stack, 'Pipeline', {
    recipe: recipe(stack, BaseImage.amazonLinux2023()), schedule: ImagePipelineSchedule.cron(text, { timeZone: TimeZone.of(text) }),
  }),
  'InfrastructureConfiguration.keyPair': (stack, text) => infrastructure(stack, { keyPair: ec2.KeyPair.fromKeyPairName(stack, 'Key', text) }),
  'InfrastructureConfiguration.instanceTypes': (stack, text) => infrastructure(stack, { instanceTypes: [new ec2.InstanceType(text)] }),
  'InfrastructureConfiguration.ec2InstanceAvailabilityZone': (stack, text) => infrastructure(stack, { ec2InstanceAvailabilityZone: text }),
  'InfrastructureConfiguration.logging': (stack, text) =>
    infrastructure(stack, { logging: { s3Bucket: new s3.Bucket(stack, 'Bucket'), s3KeyPrefix: text } }),
  'Component.componentName': (stack, text) => new Component(stack, 'Component', {
    componentName: text, platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', [text])] }),
  }),
  'GoldenAmi.parameterName': (stack, text) => new GoldenAmi(stack, 'Golden', { baseImage: BaseImage.amazonLinux2023(), parameterName: text }),
};

const LOOKUPS: Record<string, (stack: Stack) => unknown> = {
  'the AMI': (stack) => recipe(stack, BaseImage.fromAmiId(ec2.MachineImage.lookup({ name: 'golden-*' }).getImage(stack).imageId)),
  'the repository': (stack) => new ContainerRecipe(stack, 'Recipe', {
    baseImage: BaseContainerImage.fromEcr(ecr.Repository.fromLookup(stack, 'Base', { repositoryName: 'base' }), 'latest'),
    platform: Platform.LINUX,
    targetRepository: Repository.fromEcr(ecr.Repository.fromLookup(stack, 'Repository', { repositoryName: 'golden' })),
  }),
  'the key': (stack) => distribution(stack, {
    amiKmsKey: kms.Key.fromLookup(stack, 'Key', { aliasName: 'alias/golden' }), amiTargetAccountIds: [OTHER.account],
  }),
  'the role': (stack) => infrastructure(stack, { role: iam.Role.fromLookup(stack, 'Role', { roleName: 'builds' }) }),
  'the security group': (stack) => infrastructure(stack, {
    vpc: ec2.Vpc.fromLookup(stack, 'Vpc', { isDefault: true }), securityGroups: [ec2.SecurityGroup.fromLookupById(stack, 'Group', 'sg-12345678')],
  }),
};

/** The CDK takes the ARN of an import apart at once, also in its own modules. */
const ARNS: Record<string, (stack: Stack, arn: string) => IConstruct> = {
  'arn:aws:imagebuilder:eu-central-1:111122223333:image/golden/1.0.0/1': (stack, arn) => Image.fromImageArn(stack, 'Imported', arn),
  'arn:aws:imagebuilder:eu-central-1:111122223333:image-pipeline/golden': (stack, arn) => ImagePipeline.fromImagePipelineArn(stack, 'Imported', arn),
  'arn:aws:imagebuilder:eu-central-1:111122223333:component/golden/1.0.0/1': (stack, arn) => Component.fromComponentArn(stack, 'Imported', arn),
  'arn:aws:imagebuilder:eu-central-1:111122223333:image/golden/2.0.0/1': (stack, arn) => new BuildReport(stack, 'Report', { source: BuildSource.imageArn(arn) }),
  'arn:aws:imagebuilder:eu-central-1:111122223333:image-pipeline/golden-ami': (stack, arn) =>
    new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelineArns([arn]) }),
};

/** Without feature flags, an ARN in the template has a token as its partition, and with those of new apps it has none. */
describe.each([['without feature flags', {}], ['with the feature flags of new apps', FLAGS_OF_NEW_APPS]])('trap 73: %s', (_flags, context) => {
  const newStack = () => new Stack(new App({ context }), 'Stack', { env });
  const missing = (stack: Stack) => (stack.node.root as App).synth().manifest.missing;

  test.each(Object.entries(TEXTS))('%s takes a text that is not looked up yet, also as a part', (_, use) => {
    for (const before of ['', 'web-']) {
      const stack = newStack();
      use(stack, `${before}${ssm.StringParameter.valueFromLookup(stack, '/images/value')}`);
      expect(missing(stack)).toHaveLength(1);
    }
  });

  test.each(Object.entries(ARNS))('%s has to be the default value of its lookup, unless only a part is looked up', (arn, make) => {
    expect(() => {
      const stack = newStack();
      make(stack, ssm.StringParameter.valueFromLookup(stack, '/images/value'));
    }).toThrow(/Malformed: `\w+` must be the ARN of .*, got: 'dummy-value-for-\/images\/value'\. Give `valueFromLookup\(\)` a default value with which it has this form\. \[/);
    for (const [parameter, given] of [[arn, arn], ['golden', undefined]] as const) {
      const stack = newStack();
      make(stack, arn.replace(parameter, ssm.StringParameter.valueFromLookup(stack, '/images/value', given)));
      expect(missing(stack)).toHaveLength(1);
    }
  });

  test.each<[string, (stack: Stack) => ec2.IVpc]>([
    ['new', (stack) => new ec2.Vpc(stack, 'Vpc')],
    ['existing', (stack) => ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: 'builds' })],
  ])('a build takes a zone in a VPC that is %s, before its zones are looked up', (_, make) => {
    const stack = newStack();
    new InfrastructureConfiguration(stack, 'Infrastructure', { vpc: make(stack), ec2InstanceAvailabilityZone: 'eu-central-1b' });
    expect(missing(stack)).toHaveLength(1);
  });

  test.each(Object.entries(LOOKUPS))('%s may be looked up', (_, use) => {
    const stack = newStack();
    use(stack);
    expect(missing(stack)).not.toHaveLength(0);
  });
});
