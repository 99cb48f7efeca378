import { Template } from 'aws-cdk-lib/assertions';
import { IConstruct } from 'constructs';
import { BuildMonitor, MonitorSource } from '../../src';
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
