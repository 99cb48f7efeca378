import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction, SsmAction, OpsItemSeverity } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BuildMonitor, MonitorSource } from '../../src';
import { newStack, resourcesOf, warningsOf } from '../support/synth';

/** CloudWatch publishes as itself. It is refused without an error that anybody sees, unless the policies of the topic and of its key allow it. */
const env = { account: '123456789012', region: 'eu-central-1' };
const OF_ALARMS = { Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': env.account } } };
const MONITORED = MonitorSource.pipelineArns(['arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden']);

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env });
});

function alarmsOf(...alarmActions: cloudwatch.IAlarmAction[]): void {
  new BuildMonitor(stack, 'Monitor', { source: MONITORED }).addAlarms({ alarmActions });
}
const forAlarms = (statements: any[]) => statements.filter(({ Principal }) => Principal?.Service === 'cloudwatch.amazonaws.com');
const policies = (of: Stack = stack) => resourcesOf(of, 'AWS::SNS::TopicPolicy').map(({ Properties }) => forAlarms(Properties.PolicyDocument.Statement));
const keyPolicies = (of: Stack = stack) => resourcesOf(of, 'AWS::KMS::Key').map(({ Properties }) => forAlarms(Properties.KeyPolicy.Statement));

describe('trap 72: alarms may publish to a topic', () => {
  test.each<[string, (topic: sns.Topic) => void, sns.TopicProps]>([
    ['that enforces TLS', () => {}, { enforceSSL: true }],
    ['whose policy is made later', (topic) => topic.grantPublish(new iam.ServicePrincipal('s3.amazonaws.com')), {}],
  ])('%s', (_, after, props) => {
    const topic = new sns.Topic(stack, 'Operators', props);
    alarmsOf(new SnsAction(topic));
    after(topic);
    expect(policies()).toEqual([[{ Sid: expect.any(String), Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: expect.stringMatching(/^Operators/) }, ...OF_ALARMS }]]);
  });

  test('without a policy of its own, whose default policy allows it already', () => {
    alarmsOf(new SnsAction(new sns.Topic(stack, 'Operators')));
    expect(policies()).toEqual([]);
  });

  test('of another stack, and with its key', () => {
    const other = new Stack(stack.node.root as App, 'Other', { env });
    const topic = new sns.Topic(other, 'Operators', { enforceSSL: true, masterKey: new kms.Key(other, 'Key') });
    alarmsOf(new SnsAction(topic));
    expect(policies(other)).toEqual([[expect.objectContaining(OF_ALARMS)]]);
    expect(keyPolicies(other)).toEqual([[{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*', ...OF_ALARMS }]]);
    // The CDK warns of references between stacks.
    expect([...warningsOf(other), ...warningsOf(stack)].filter((warning) => warning.includes('cdk-imagebuilder'))).toEqual([]);
  });
});

const WARNING = 'Alarms cannot notify the topic Stack/Operators, unless the policy of its key allows kms:Decrypt and kms:GenerateDataKey* to cloudwatch.amazonaws.com. '
  + '[ack: cdk-imagebuilder:alarmTopicKey]';
const ARN = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';

test.each<[string, () => sns.ITopic]>([
  ['that is imported', () => new sns.Topic(stack, 'Operators', { masterKey: kms.Key.fromKeyArn(stack, 'Key', ARN) })],
  ['of AWS', () => new sns.Topic(stack, 'Operators', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') })],
  ['of an L1', () => {
    const topic = new sns.CfnTopic(stack, 'Operators', { kmsMasterKeyId: ARN });
    return sns.Topic.fromTopicArn(stack, 'Imported', topic.attrTopicArn);
  }],
  ['that an escape hatch names', () => {
    const topic = new sns.Topic(stack, 'Operators');
    (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = ARN;
    return topic;
  }],
])('a key %s, whose policy cannot be changed, is warned of once', (_, topic) => {
  alarmsOf(new SnsAction(topic()));
  expect(warningsOf(stack)).toEqual([WARNING]);
});

test('an ARN that only contains the name of a topic is that of something else', () => {
  const topic = new sns.Topic(stack, 'Operators', { enforceSSL: true });
  alarmsOf({ bind: () => ({ alarmActionArn: `arn:aws:sns:eu-central-1:123456789012:${topic.topicName}-of-others` }) });
  expect(policies()).toEqual([[]]);
});

test('what is no topic of the app is left alone', () => {
  const imported = sns.Topic.fromTopicArn(stack, 'Imported', 'arn:aws:sns:eu-central-1:123456789012:operators');
  alarmsOf(new SnsAction(imported), new SsmAction(OpsItemSeverity.HIGH), new SnsAction(sns.Topic.fromTopicArn(stack, 'L1', new sns.CfnTopic(stack, 'Plain').ref)));
  expect([...policies(), ...warningsOf(stack)]).toEqual([]);
  expect(resourcesOf(stack, 'AWS::CloudWatch::Alarm')[0].Properties.AlarmActions).toHaveLength(3);
});
