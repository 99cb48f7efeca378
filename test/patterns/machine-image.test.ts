import { App, Duration, NestedStack, Stack, StackProps } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  AmiDistribution, BaseImage, BuildOnDeploy, DistributionConfiguration, GoldenAmi, GoldenAmiProps, IDistributionConfiguration, ImagePipelineSchedule,
  ImageRetention, Platform, WeekDay,
} from '../../src';
import { warningsOf } from '../support/synth';

const env = { account: '111122223333', region: 'eu-central-1' };

function setUp(props: Partial<GoldenAmiProps> = {}, consumer: StackProps = { env }, images: StackProps = { env }) {
  const app = new App();
  const stack = new Stack(app, 'Images', images);
  const golden = new GoldenAmi(stack, 'Web', { baseImage: BaseImage.amazonLinux2023(), ...props });
  return { stack, golden, servers: new Stack(app, 'Servers', consumer) };
}

test('in the stack of the golden AMI, the AMI is that of the deployment', () => {
  const { stack, golden } = setUp();
  const { imageId } = golden.machineImage.getImage(stack);
  expect(stack.resolve(imageId)).toEqual({ 'Fn::GetAtt': [stack.getLogicalId(golden.image!.node.defaultChild as any), 'ImageId'] });
});

test.each([BuildOnDeploy.REPORT_FAILURE, BuildOnDeploy.DISABLED])('in the stack of the golden AMI, there may be no AMI with %s', (buildOnDeploy) => {
  const { stack, golden } = setUp({ buildOnDeploy });
  expect(() => golden.machineImage.getImage(stack)).toThrow(
    'MachineImageUnsupported: `machineImage` must be used in another stack unless `buildOnDeploy` is `BuildOnDeploy.ROLL_BACK`, because a deployment of this stack may '
    + 'have no AMI. [Images/Web]');
});

test('in a stack that is nested in the stack of the golden AMI, the AMI is that of the deployment', () => {
  const { stack, golden } = setUp();
  const nested = new NestedStack(new NestedStack(stack, 'Outer'), 'Inner');
  new ec2.CfnInstance(nested, 'Server', { imageId: golden.machineImage.getImage(nested).imageId });
  Template.fromStack(nested).hasResourceProperties('AWS::EC2::Instance', { ImageId: { Ref: Match.stringLikeRegexp('^referencetoImagesWebPipelineImage.*ImageId$') } });
});

test('in the parent of the stack of the golden AMI, the AMI is that of the deployment', () => {
  const stack = new Stack(new App(), 'Parent', { env });
  const nested = new NestedStack(stack, 'Images');
  const golden = new GoldenAmi(nested, 'Web', { baseImage: BaseImage.amazonLinux2023() });
  new ec2.CfnInstance(stack, 'Server', { imageId: golden.machineImage.getImage(stack).imageId });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::Instance', { ImageId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Images'), Match.stringLikeRegexp('^Outputs.*ImageId$')] } });
  // CloudFormation would resolve it before it deploys the nested stack.
  expect(JSON.stringify(template.toJSON().Parameters)).not.toContain('AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>');
});

test('beside the stack of the golden AMI in the same parent, a nested stack reads the parameter after the build', () => {
  const stack = new Stack(new App(), 'Parent', { env });
  const golden = new GoldenAmi(new NestedStack(stack, 'Images'), 'Web', { baseImage: BaseImage.amazonLinux2023() });
  const servers = new NestedStack(stack, 'Servers');
  new ec2.CfnInstance(servers, 'Server', { imageId: golden.machineImage.getImage(servers).imageId });
  Template.fromStack(servers).hasParameter('*', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: golden.parameterName });
  Template.fromStack(stack).hasResource('AWS::CloudFormation::Stack', { DependsOn: [Match.stringLikeRegexp('^Images')] });
});

interface Stacks {
  readonly props?: Partial<GoldenAmiProps>;
  readonly consumer: StackProps;
  readonly images?: StackProps;
}

test.each<[string, Stacks]>([
  ['of the same Region', { consumer: { env } }],
  ['of a Region to which the AMI is distributed', { props: { regions: ['eu-west-1'] }, consumer: { env: { ...env, region: 'eu-west-1' } } }],
  ['without a known Region', { consumer: {} }],
  ['of a known Region, from a stack without', { consumer: { env }, images: {} }],
  ['with a parameter of another name', { props: { parameterName: '/own/ami' }, consumer: { env } }],
])('another stack %s reads the parameter after the build', (_, { props, consumer, images }) => {
  const { stack, golden, servers } = setUp(props, consumer, images);
  const { imageId } = golden.machineImage.getImage(servers);
  expect(JSON.stringify(servers.resolve(imageId))).toMatch(/^{"Ref":"SsmParameterValue/);
  expect(servers.dependencies).toEqual([stack]);
  Template.fromStack(servers).hasParameter('*', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: golden.parameterName });
});

test.each<[string, Partial<GoldenAmiProps>, StackProps, string]>([
  ['of another Region', { regions: ['eu-west-1'] }, { env: { ...env, region: 'us-east-1' } },
    'MachineImageUnsupported: `machineImage` must be used in Regions to which the AMI is distributed, got: \'us-east-1\'. Add the Region to `regions`. [Images/Web]'],
  ['of another account', { accounts: ['444455556666'] }, { env: { ...env, account: '444455556666' } },
    'MachineImageUnsupported: `machineImage` must be used in stacks of the account 111122223333, got: \'444455556666\'. The SSM parameter exists in this account only. Look the '
    + 'AMI up by its owner and its name there. [Images/Web]'],
])('another stack %s is refused', (_, props, consumer, message) => {
  const { golden, servers } = setUp(props, consumer);
  expect(() => golden.machineImage.getImage(servers)).toThrow(message);
});

test('a distribution of one\'s own needs the name of its parameter', () => {
  const app = new App();
  const stack = new Stack(app, 'Images', { env });
  const distributionConfiguration = new DistributionConfiguration(stack, 'Distribution', {
    amiDistributions: [{ ssmParameters: [{ parameterName: '/own/ami' }] }],
  });
  const baseImage = BaseImage.amazonLinux2023();
  const golden = (id: string, parameterName?: string) => new GoldenAmi(stack, id, { baseImage, distributionConfiguration, parameterName });
  const servers = new Stack(app, 'Servers', { env });
  expect(() => golden('Without').machineImage.getImage(servers)).toThrow(
    'MachineImageUnsupported: `machineImage` must be used in the stack of the golden AMI when `distributionConfiguration` is given. Set `parameterName` '
    + 'to the SSM parameter to which the distribution configuration writes. [Images/Without]');
  expect(golden('With', '/own/ami').machineImage.getImage(servers).imageId).toBeDefined();
});

describe('with a distribution of one\'s own', () => {
  const parameterName = '/own/ami';
  const ami: AmiDistribution = { ssmParameters: [{ parameterName }] };

  /** What synthesis reports of a consumer in Ireland. */
  function synthesize(distribution: (stack: Stack) => IDistributionConfiguration, added: AmiDistribution[] = [], consumer = { ...env, region: 'eu-west-1' }) {
    const app = new App();
    const stack = new Stack(app, 'Images', { env });
    const distributionConfiguration = distribution(stack);
    const golden = new GoldenAmi(stack, 'Web', { baseImage: BaseImage.amazonLinux2023(), distributionConfiguration, parameterName });
    golden.machineImage.getImage(new Stack(app, 'Servers', { env: consumer }));
    (distributionConfiguration as DistributionConfiguration).addAmiDistributions?.(...added);
    return () => app.synth();
  }
  const own = (...amiDistributions: AmiDistribution[]) => (stack: Stack) => new DistributionConfiguration(stack, 'Distribution', { amiDistributions });

  test('another stack reads the parameter in each Region of the distribution', () => {
    expect(synthesize(own(ami, { ...ami, region: 'eu-west-1' }))).not.toThrow();
    expect(synthesize(own(ami), [{ ...ami, region: 'eu-west-1' }])).not.toThrow();
    expect(synthesize(own(ami), [], env)).not.toThrow();
    expect(synthesize(own({ region: 'eu-west-1', ssmParameters: [{ parameterName, amiAccountId: env.account }] }))).not.toThrow();
    expect(synthesize((stack) => DistributionConfiguration.fromDistributionConfigurationName(stack, 'Distribution', 'own'))).not.toThrow();
    expect(synthesize((stack) => new DistributionConfiguration(stack, 'Distribution', {
      amiDistributions: [{ region: 'eu-west-1', ssmParameters: [{ parameter: StringParameter.fromStringParameterName(stack, 'Parameter', parameterName) }] }],
    }))).not.toThrow();
  });

  test.each<[string, AmiDistribution[]]>([
    ['is not distributed to', [ami]],
    ['is distributed to without the parameter', [ami, { region: 'eu-west-1' }]],
    ['is distributed to with another parameter', [ami, { region: 'eu-west-1', ssmParameters: [{ parameterName: '/other/ami' }] }]],
    ['has the parameter of another account', [ami, {
      region: 'eu-west-1', amiTargetAccountIds: ['444455556666'], ssmParameters: [{ parameterName, amiAccountId: '444455556666' }],
    }]],
  ])('a Region that %s is an error at synth', (_, amis) => {
    expect(synthesize(own(...amis))).toThrow('ParameterNameConflict: `parameterName` must be an SSM parameter that `distributionConfiguration` writes in eu-west-1, where '
      + 'Servers reads the parameter, got: \'/own/ami\'. Add the parameter to the `ssmParameters` of an entry for this Region.');
  });
});

test.each<[string, BaseImage, ec2.OperatingSystemType, string]>([
  ['Linux', BaseImage.amazonLinux2023(), ec2.OperatingSystemType.LINUX, '#!/bin/bash'],
  ['Windows', BaseImage.fromAmiId('ami-12345678', { platform: Platform.WINDOWS }), ec2.OperatingSystemType.WINDOWS, '<powershell></powershell>'],
  ['macOS', BaseImage.fromAmiId('ami-12345678', { platform: Platform.MACOS }), ec2.OperatingSystemType.UNKNOWN, '#!/bin/bash'],
])('instances of %s get the user data of their operating system', (_, baseImage, osType, userData) => {
  const { stack, golden, servers } = setUp({ baseImage });
  const images = [stack, servers].map((consumer) => golden.machineImage.getImage(consumer));
  expect(images.map((image) => [image.osType, image.userData.render()])).toEqual(Array(2).fill([osType, userData]));
});

test('an operating system that is not known is refused', () => {
  const { golden, servers } = setUp({ baseImage: BaseImage.fromAmiId('ami-12345678') });
  expect(() => golden.machineImage.getImage(servers)).toThrow(
    'MachineImageUnresolved: `machineImage` must have a base image whose platform is known. Set the `platform` option of the base image. [Images/Web]');
});

test('a parameter that no deployment writes is warned of', () => {
  const { stack, golden, servers } = setUp({ buildOnDeploy: BuildOnDeploy.DISABLED });
  golden.machineImage.getImage(servers);
  expect(warningsOf(stack)).toEqual([
    'No deployment builds the AMI, so Servers cannot be deployed before the pipeline has built an image, because the SSM parameter /imagebuilder/golden/images-web-953f0b2b does '
    + 'not exist. Build on deployment, or start the pipeline first. [ack: cdk-imagebuilder:parameterNotWritten]',
  ]);
});

describe('a schedule that outruns consumers', () => {
  const schedule = ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3 });
  const warnings = (props: Partial<GoldenAmiProps>) => {
    const { stack, golden, servers } = setUp(props);
    golden.machineImage.getImage(servers);
    return warningsOf(stack);
  };

  test('is warned of', () => {
    expect(warnings({ schedule, retention: ImageRetention.keepLast(5) })).toEqual([
      'Servers has the AMI of its last deployment, and the schedule builds until that AMI is not among the newest 5 and is deleted. Deploy it more often, or keep AMIs that are '
      + 'launched with `exceptLaunchedWithin()` of the retention. [ack: cdk-imagebuilder:retentionOutrun]',
    ]);
  });

  test.each<[string, Partial<GoldenAmiProps>]>([
    ['without a schedule', { retention: ImageRetention.keepLast(5) }],
    ['without a retention', { schedule }],
    ['with a retention by age', { schedule, retention: ImageRetention.olderThan(Duration.days(90)) }],
    ['where AMIs that are launched are kept', { schedule, retention: ImageRetention.keepLast(5).exceptLaunchedWithin(Duration.days(30)) }],
  ])('is not, %s', (_, props) => {
    expect(warnings(props)).toEqual([]);
  });
});
