import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { env, baseImage, stackIn, stackOf } from './golden-ami-in-test';
import {
  BuildOnDeploy, Component, ComponentDocument, ComponentStep, GoldenAmi, GoldenAmiProps, ImagePipelineSchedule, ImageRetention, Platform,
  ReportKeys, SeverityGate, WeekDay,
} from '../../src';
import { propertiesOf, resourcesOf, statementsOf, warningsOf } from '../support/synth';

const weekly = ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3 });

const ORGANIZATION = 'arn:aws:organizations::111122223333:organization/o-1234567890';
const UNIT = 'arn:aws:organizations::111122223333:ou/o-1234567890/ou-1234-12345678';

test('a golden AMI is built, reported, judged and handed to an Auto Scaling group of another stack', () => {
  const app = new App();
  const stack = stackIn(app);
  const servers = new Stack(app, 'Servers', { env: { ...env, region: 'eu-west-1' } });
  const hardening = new Component(stack, 'Hardening', {
    platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Harden', ['dnf -y update'])] }),
  });
  const golden = new GoldenAmi(stack, 'Web', {
    baseImage,
    components: [hardening],
    schedule: weekly,
    regions: ['eu-central-1', 'eu-west-1'],
    accounts: ['444455556666'],
    gate: SeverityGate.atMost({ critical: 0 }),
    retention: ImageRetention.keepLast(5).exceptLaunchedWithin(Duration.days(30)),
  });
  golden.addStackOutputs();
  new autoscaling.AutoScalingGroup(servers, 'Group', {
    vpc: new ec2.Vpc(servers, 'Vpc', { maxAzs: 1 }), instanceType: new ec2.InstanceType('t3.micro'), machineImage: golden.machineImage,
  });

  const template = Template.fromStack(stack);
  const parameterName = '/imagebuilder/golden/images-web-953f0b2b';
  expect(golden.parameterName).toBe(parameterName);
  template.hasResourceProperties('AWS::ImageBuilder::DistributionConfiguration', {
    Distributions: ['eu-central-1', 'eu-west-1'].map((Region) => ({
      Region,
      AmiDistributionConfiguration: { LaunchPermissionConfiguration: { UserIds: ['444455556666'] } },
      SsmParameterConfigurations: [{ ParameterName: parameterName, DataType: 'aws:ec2:image' }],
    })),
  });
  template.hasResourceProperties('AWS::ImageBuilder::ImagePipeline', {
    Schedule: { ScheduleExpression: 'cron(0 3 ? * sun *)' },
    ImageScanningConfiguration: { ImageScanningEnabled: true, ImageScanningTypes: ['ON_DEMAND_AMI_CVE'] },
  });
  template.hasResourceProperties('Custom::ImageBuilderScanReport', { Gate: { Critical: '0' } });
  expect(Object.keys(template.toJSON().Outputs)).toEqual(expect.arrayContaining(['AmiId', 'FailedStep', 'FindingsCritical', 'Gate']));
  const consumer = Template.fromStack(servers);
  consumer.hasParameter('*', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: parameterName });
  expect(servers.dependencies).toEqual([stack]);
  expect([...warningsOf(stack), ...warningsOf(servers)]).toEqual([]);
});

test.each<[string, Partial<GoldenAmiProps>, object | undefined]>([
  ['nobody else', {}, undefined],
  ['an account', { accounts: ['444455556666'] }, { UserIds: ['444455556666'] }],
  ['an organization', { organizationArns: [ORGANIZATION] }, { OrganizationArns: [ORGANIZATION] }],
  ['an organizational unit', { organizationalUnitArns: [UNIT] }, { OrganizationalUnitArns: [UNIT] }],
])('%s gets a launch permission', (_, props, permission) => {
  const [{ AmiDistributionConfiguration }] = propertiesOf(stackOf(props), 'AWS::ImageBuilder::DistributionConfiguration').Distributions;
  expect(AmiDistributionConfiguration?.LaunchPermissionConfiguration).toEqual(permission);
});

test('launch templates, which are those of the Region of the stack, get the AMI of that Region', () => {
  const stack = stackOf((of) => ({ regions: ['eu-west-1'], launchTemplates: [{ launchTemplate: new ec2.LaunchTemplate(of, 'Template') }] }));
  const { Distributions } = propertiesOf(stack, 'AWS::ImageBuilder::DistributionConfiguration');
  expect(Distributions.map((each: any) => each.LaunchTemplateConfigurations)).toEqual([
    [expect.objectContaining({ LaunchTemplateId: { Ref: expect.stringMatching(/^Template/) } })], undefined,
  ]);
});

test('ids inside of the pattern and in the stack are API', () => {
  const stack = stackOf({ retention: ImageRetention.keepLast(3) });
  const ids = stack.node.findAll().filter(({ node }) => node.defaultChild !== undefined || ['Web', 'GoldenImages'].includes(node.id)).map(({ node }) => node.path);
  expect(ids.filter((id) => !id.startsWith('Images/ImageBuilderReports'))).toEqual([
    'Images/Web', 'Images/Web/Recipe',
    'Images/GoldenImages', 'Images/GoldenImages/Infrastructure', 'Images/GoldenImages/Infrastructure/InstanceProfileRole',
    'Images/GoldenImages/Infrastructure/InstanceProfile',
    'Images/GoldenImages/RetentionRole', 'Images/GoldenImages/RetentionRole/DefaultPolicy',
    'Images/Web/Distribution', 'Images/Web/LogGroup', 'Images/Web/Pipeline', 'Images/Web/Pipeline/Image', 'Images/Web/Build', 'Images/Web/Build/Resource', 'Images/Web/Scan', 'Images/Web/Scan/Resource',
    'Images/Web/Retention',
  ].sort((one, other) => ids.indexOf(one) - ids.indexOf(other)));
});

describe('what golden AMIs of one stack share', () => {
  const countsFor = (count: number, props: (index: number, stack: Stack) => Partial<GoldenAmiProps> = () => ({})) => {
    const stack = stackIn();
    for (let index = 0; index < count; index++) {
      const component = new Component(stack, `Component${index}`, {
        platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', [`echo ${index}`])] }),
      });
      new GoldenAmi(stack, `Golden${index}`, {
        baseImage,
        components: [component],
        schedule: weekly,
        retention: ImageRetention.keepLast(5),
        gate: SeverityGate.atMost({ critical: 0 }),
        ...props(index, stack),
      });
    }
    return stack;
  };
  const resources = (stack: Stack) => Object.keys(Template.fromStack(stack).toJSON().Resources).length;

  test('at most 60 resources for the first, 11 for each further one, and 500 for 40', () => {
    const [one, two, forty] = [1, 2, 40].map((count) => resources(countsFor(count)));
    // The policy of the role that reads the images is too long for one document, so the CDK splits it.
    expect({ one, further: two - one, forty }).toEqual({ one: 31, further: 9, forty: 31 + 39 * 9 + 2 });
  });

  test('an infrastructure configuration for each set of equal options', () => {
    const of = (type: string) => ({ instanceTypes: [new ec2.InstanceType(type)] });
    const vpcs = new Map<Stack, ec2.Vpc>();
    const vpcOf = (stack: Stack) => vpcs.get(stack) ?? vpcs.set(stack, new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 })).get(stack)!;
    const group = (stack: Stack, id: string) => ({
      vpc: vpcOf(stack),
      securityGroups: [stack.node.tryFindChild(id) as ec2.SecurityGroup ?? new ec2.SecurityGroup(stack, id, { vpc: vpcOf(stack) })],
    });
    const stack = countsFor(10, (index, scope) => [
      {}, of('t3.large'), of('t3.large'), of('m5.large'),
      { vpc: vpcOf(scope) }, { vpc: vpcOf(scope) }, { vpc: vpcOf(scope), subnetSelection: { subnetType: ec2.SubnetType.PUBLIC } },
      group(scope, 'Sg'), group(scope, 'Sg'), group(scope, 'Other'),
    ][index]);
    expect(resourcesOf(stack, 'AWS::ImageBuilder::InfrastructureConfiguration')).toHaveLength(7);
  });

  test('but not with golden AMIs of other stacks', () => {
    const app = new App();
    const stacks = ['One', 'Other'].map((id) => stackIn(app, id));
    stacks.forEach((stack) => new GoldenAmi(stack, 'Web', { baseImage }));
    stacks.forEach((stack) => expect(resourcesOf(stack, 'AWS::ImageBuilder::InfrastructureConfiguration')).toHaveLength(1));
  });
});

describe('building with a deployment', () => {
  test('a build that fails becomes outputs', () => {
    const stack = stackIn();
    const golden = new GoldenAmi(stack, 'Web', { baseImage, buildOnDeploy: BuildOnDeploy.REPORT_FAILURE });
    expect(golden.image).toBeUndefined();
    expect(propertiesOf(stack, 'Custom::ImageBuilderPipelineExecution').OnFailure).toBe('CONTINUE');
    const arn = stack.resolve(golden.execution!.imageArn);
    expect(propertiesOf(stack, 'Custom::ImageBuilderBuildReport').SourceArn).toEqual(arn);
    expect(propertiesOf(stack, 'Custom::ImageBuilderScanReport').SourceArn).toEqual(arn);
  });

  test('a build that fails is retried, and its report has the number of retries', () => {
    const stack = stackIn();
    const golden = new GoldenAmi(stack, 'Web', { baseImage, buildOnDeploy: BuildOnDeploy.REPORT_FAILURE, maxRetries: 2 });
    golden.buildReport.addStackOutputs({ keys: ReportKeys.of('Retries') });
    expect(propertiesOf(stack, 'Custom::ImageBuilderPipelineExecution').MaxRetries).toBe('2');
    expect(Template.fromStack(stack).toJSON().Outputs.Retries.Value).toEqual({ 'Fn::GetAtt': [expect.stringContaining('WebBuild'), 'Retries'] });
  });

  test('a build of hours is waited for, by its reports, the retention and what launches the image', () => {
    const stack = stackIn();
    const golden = new GoldenAmi(stack, 'Web', { baseImage, buildOnDeploy: BuildOnDeploy.REPORT_FAILURE, timeout: Duration.hours(4) });
    const executions = Object.keys(Template.fromStack(stack).findResources('Custom::ImageBuilderPipelineExecution'));
    expect(executions.map((id) => id.slice(0, -8))).toEqual(['WebExecution', 'WebExecutionWait2', 'WebExecutionWait3', 'WebExecutionWait4', 'WebExecutionWait5']);
    const image = { 'Fn::GetAtt': [executions.at(-1), 'ImageArn'] };
    expect(propertiesOf(stack, 'Custom::ImageBuilderBuildReport').SourceArn).toEqual(image);
    expect(propertiesOf(stack, 'Custom::ImageBuilderScanReport').SourceArn).toEqual(image);
    const consumer = new Stack(stack.node.root as App, 'Consumer', { env: { account: stack.account, region: stack.region } });
    golden.machineImage.getImage(consumer);
    expect(consumer.dependencies).toContain(stack);
  });

  test('nothing is built, and the newest image of the pipeline is reported', () => {
    const stack = stackIn();
    const golden = new GoldenAmi(stack, 'Web', { baseImage, buildOnDeploy: BuildOnDeploy.DISABLED });
    golden.addStackOutputs();
    expect([golden.image, golden.execution, golden.scanReport]).toEqual([undefined, undefined, undefined]);
    expect(propertiesOf(stack, 'Custom::ImageBuilderBuildReport').SourceType).toBe('PIPELINE');
  });

  test('the tail of the log is read from the log group of the golden AMI', () => {
    const stack = stackOf({ logTail: true });
    expect(propertiesOf(stack, 'Custom::ImageBuilderBuildReport').LogTail).toBe('true');
    expect(statementsOf(stack)).toContainEqual(expect.objectContaining({ Action: 'logs:GetLogEvents' }));
  });

  test('details of the build and the scan go to a bucket', () => {
    const stack = stackOf((of) => ({ details: { bucket: new s3.Bucket(of, 'Details') } }));
    for (const type of ['Custom::ImageBuilderBuildReport', 'Custom::ImageBuilderScanReport']) {
      expect(propertiesOf(stack, type).Details).toBeDefined();
    }
  });
});
