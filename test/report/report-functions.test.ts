import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { BuildReport, BuildSource, PipelineExecution, ReportFunctions, ReportFunctionsOptions } from '../../src';
import { newStack } from '../support/synth';

const PIPELINE_ARN = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/golden';
let stack: Stack;
beforeEach(() => {
  stack = newStack({ env: { region: 'us-east-1', account: '111122223333' } });
});

function reports(): Template {
  new BuildReport(stack, 'Build', { source: BuildSource.latestOfArn(PIPELINE_ARN) });
  new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN });
  return Template.fromStack(stack);
}

test('nothing is set by default', () => {
  const template = reports();
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.absent() });
  template.allResourcesProperties('AWS::Lambda::Function', { VpcConfig: Match.absent() });
  template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: Match.absent() });
});

test('all logs are encrypted with the key, which lets Amazon CloudWatch Logs use it', () => {
  const logEncryptionKey = new kms.Key(stack, 'Key');
  ReportFunctions.configure(stack, { logEncryptionKey });
  const template = reports();
  template.resourceCountIs('AWS::Logs::LogGroup', 2);
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(logEncryptionKey.keyArn) });
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([Match.objectLike({
        Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
        Resource: '*',
        Condition: {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:us-east-1:111122223333:log-group:*']] } },
        },
      })]),
    },
  });
});

describe('in a VPC', () => {
  let vpc: ec2.Vpc;
  const configs = (template: Template) => Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.VpcConfig);
  beforeEach(() => {
    vpc = new ec2.Vpc(stack, 'Vpc');
  });

  test('all functions run, with one security group for reports and one for executions, and may connect to it', () => {
    ReportFunctions.configure(stack, { vpc });
    const template = reports();
    template.resourceCountIs('AWS::EC2::SecurityGroup', 2);
    expect(configs(template)).toHaveLength(10);
    expect(configs(template)).not.toContain(undefined);
    const roles = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.Role['Fn::GetAtt'][0]);
    const connecting = Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes('ec2:CreateNetworkInterface'))
      .flatMap(({ Properties }) => Properties.Roles.map(({ Ref }: { Ref: string }) => Ref));
    expect([...new Set(connecting)].sort()).toEqual([...new Set(roles)].sort());
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ec2:CreateNetworkInterface']), Resource: '*' })]) },
    });
  });

  test('they run in the subnets and security groups that are given', () => {
    ReportFunctions.configure(stack, {
      vpc, vpcSubnets: { subnets: [vpc.privateSubnets[0]] }, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
    });
    expect(new Set(configs(reports()).map((config) => JSON.stringify(config)))).toEqual(new Set([
      JSON.stringify({ SecurityGroupIds: ['sg-1'], SubnetIds: [stack.resolve(vpc.privateSubnets[0].subnetId)] }),
    ]));
  });
});

test('all roles have the permissions boundary', () => {
  ReportFunctions.configure(stack, { permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'company') });
  const template = reports();
  const boundary = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:policy/company']] };
  expect(Object.keys(template.findResources('AWS::IAM::Role')).length).toBeGreaterThanOrEqual(10);
  template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: boundary });
});

test('the options of one stack are not those of another', () => {
  const app = new App();
  const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
  ReportFunctions.configure(one, { logEncryptionKey: kms.Key.fromKeyArn(one, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1') });
  for (const each of [one, two]) new BuildReport(each, 'Build', { source: BuildSource.latestOfArn(PIPELINE_ARN) });
  Template.fromStack(one).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/1' });
  Template.fromStack(two).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.absent() });
});

test('the options are set once, and before the first report', () => {
  ReportFunctions.configure(stack, {});
  expect(() => ReportFunctions.configure(stack, {})).toThrow('OptionsUnsupported: `options` must be set once in a stack. [Stack]');
  stack = newStack();
  new PipelineExecution(stack, 'Run', { imagePipelineArn: PIPELINE_ARN });
  expect(() => ReportFunctions.configure(stack, {})).toThrow(
    'OptionsUnsupported: `options` must be set before the first report, execution or monitor of the stack. [Stack]');
});

test.each(['vpcSubnets', 'securityGroups'])('%s need a VPC', (prop) => {
  expect(() => ReportFunctions.configure(stack, { [prop]: prop === 'vpcSubnets' ? {} : [] })).toThrow(
    `VpcRequired: \`vpc\` must be given when \`${prop}\` is. [Stack]`);
});

test.each<[string, (other: ec2.Vpc) => ReportFunctionsOptions]>([
  ['vpcSubnets.subnets[0]', (other) => ({ vpcSubnets: { subnets: other.privateSubnets } })],
  ['securityGroups[0]', (other) => ({ securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc: other })] })],
])('%s must be in the VPC', (prop, options) => {
  const other = new ec2.Vpc(stack, 'Other');
  expect(() => ReportFunctions.configure(stack, { vpc: new ec2.Vpc(stack, 'Vpc'), ...options(other) })).toThrow(`\`${prop}\` must be in \`vpc\`, got: `);
});
