import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';
import { BuildMonitor, MonitorSource, ReportFunctions } from '../../src';
import { newStack, propertiesOf, resourcesOf } from '../support/synth';

const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
const monitor = new BuildMonitor(stack, 'Monitor', { source: MonitorSource.account() });

test('the function of a monitor has time for the pages of large builds, and memory', () => {
  expect(propertiesOf(stack, 'AWS::Lambda::Function')).toMatchObject({ Handler: 'index.handler', MemorySize: 512, Timeout: 900 });
});

test('its log is kept for a month, and deleted with the monitor', () => {
  expect(resourcesOf(stack, 'AWS::Logs::LogGroup')).toEqual([
    expect.objectContaining({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }),
  ]);
});

test('AWS Lambda assumes its role, and nobody else', () => {
  expect(propertiesOf(stack, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement).toEqual([
    { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
  ]);
});

test('ids inside of the monitor are API', () => {
  const ids = (construct: IConstruct) => construct.node.children.map(({ node }) => node.id);
  expect(ids(monitor)).toEqual(['Records', 'Function', 'BuildEnded', 'PipelineEvent', 'Poll']);
  expect(ids(monitor.node.findChild('Function'))).toEqual(['Logs', 'DeadLetters', 'Role', 'Resource']);
  expect(Object.keys(Template.fromStack(stack).findResources('AWS::SQS::Queue'))).toEqual([expect.stringMatching(/^MonitorFunctionDeadLetters/)]);
});

test('CloudWatch Logs may use the key of the log, without which the log cannot be created', () => {
  const encrypted = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  ReportFunctions.configure(encrypted, { logEncryptionKey: new kms.Key(encrypted, 'Key') });
  new BuildMonitor(encrypted, 'Monitor', { source: MonitorSource.account() });
  expect(propertiesOf(encrypted, 'AWS::KMS::Key').KeyPolicy.Statement).toContainEqual(expect.objectContaining({
    Effect: 'Allow', Principal: { Service: 'logs.eu-central-1.amazonaws.com' },
  }));
});

test('rules on a schedule say why they call the function', () => {
  const daily = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  new BuildMonitor(daily, 'Monitor', { source: MonitorSource.account(), rejudge: {} });
  expect(resourcesOf(daily, 'AWS::Events::Rule').flatMap(({ Properties: { Description } }) => Description ?? [])).toEqual([
    'Looks for image builds whose events were lost', 'Evaluates the newest images with the findings of today',
  ]);
});
