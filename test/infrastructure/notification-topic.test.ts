import { Aws, Stack } from 'aws-cdk-lib';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { allowPublishing } from '../../src/infrastructure/notification-topic';
import { faultsOf, newStack, propertiesOf, warningsOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const WARNING = '`notificationTopic` is encrypted with a key whose policy cannot be changed here, and Image Builder drops notifications, without an error, unless '
  + 'that policy allows kms:Decrypt and kms:GenerateDataKey to AWSServiceRoleForImageBuilder or to the execution role of the pipeline. [ack: cdk-imagebuilder:notificationTopicKey]';

/** The statements of the only key, beyond that which the CDK gives every key. */
function keyStatements(stack: Stack): unknown[] {
  return propertiesOf(stack, 'AWS::KMS::Key').KeyPolicy.Statement.slice(1);
}

describe('a topic', () => {
  test('is published to by the role that runs a build', () => {
    const stack = newStack();
    const topic = new Topic(stack, 'Topic');
    expect(allowPublishing(stack, topic)).toEqual([{ actions: ['sns:Publish'], resources: [topic.topicArn], inManagedPolicy: true }]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([256, 257])('may be known by its ARN, with a name of 256 characters (here %d)', (length) => {
    const stack = newStack();
    const topicArn = `arn:aws:sns:eu-central-1:123456789012:${'x'.repeat(length)}`;
    const publish = () => allowPublishing(stack, Topic.fromTopicArn(stack, 'Topic', topicArn));
    if (length === 256) {
      expect(publish()).toEqual([{ actions: ['sns:Publish'], resources: [topicArn], inManagedPolicy: true }]);
    } else {
      expect(publish).toThrow(/^NotificationTopicMalformed: `notificationTopic` must be a standard topic, with its whole ARN, got: 'arn:/);
    }
  });

  test.each([
    ['of the CDK', (stack: Stack) => new Topic(stack, 'Topic', { fifo: true, topicName: 'mine.fifo' })],
    ['of an L1', (stack: Stack) => new CfnTopic(stack, 'Topic', { fifoTopic: true })],
  ])('%s is no FIFO topic', (_, make) => {
    const stack = newStack();
    allowPublishing(stack, make(stack));
    expect(faultsOf(stack)).toEqual([
      'NotificationTopicUnsupported: `notificationTopic` must be a standard topic, because the service knows no FIFO topics. [Stack]',
    ]);
  });

  test('may be of another partition, and is nothing but a topic', () => {
    const stack = newStack();
    const publish = (topicArn: string) => () => allowPublishing(stack, { topicRef: { topicArn }, node: stack.node, env: stack } as any);
    expect(publish('arn:aws-cn:sns:cn-north-1:123456789012:mine')).not.toThrow();
    expect(publish('x-arn:aws:sns:eu-central-1:123456789012:mine')).toThrow(/^NotificationTopicMalformed: /);
  });

  test('known by its ARN is no FIFO topic', () => {
    const stack = newStack();
    expect(() => allowPublishing(stack, Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:123456789012:mine.fifo'))).toThrow(new Error(
      'NotificationTopicMalformed: `notificationTopic` must be a standard topic, with its whole ARN, '
      + 'got: \'arn:aws:sns:eu-central-1:123456789012:mine.fifo\'. [Stack]'));
  });
});

describe('the key of a topic (trap 62)', () => {
  test('is allowed to the service-linked role, and to the role that runs a build', () => {
    const stack = newStack();
    const masterKey = new Key(stack, 'Key');
    expect(allowPublishing(stack, new Topic(stack, 'Topic', { masterKey }))[1]).toEqual({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [masterKey.keyArn], inServiceLinkedRole: true,
    });
    expect(keyStatements(stack)).toEqual([{
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Principal: { AWS: '*' },
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } },
        ArnEquals: {
          'aws:PrincipalArn': {
            'Fn::Join': ['', [
              'arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' },
              ':role/aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder',
            ]],
          },
        },
      },
    }]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([
    ['was imported', (stack: Stack) => new Topic(stack, 'Topic', { masterKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/1') })],
    ['is known by an alias that is like that of AWS', (stack: Stack) => new CfnTopic(stack, 'Topic', { kmsMasterKeyId: 'alias/aws/sns-of-ours' })],
    ['is known by its alias', (stack: Stack) => new Topic(stack, 'Topic', { masterKey: Alias.fromAliasName(stack, 'Key', 'alias/mine') })],
    ['stands in an L1', (stack: Stack) => new CfnTopic(stack, 'Topic', { kmsMasterKeyId: 'alias/mine' })],
    ['stands in an L1 as a token', (stack: Stack) => new CfnTopic(stack, 'Topic', { kmsMasterKeyId: Aws.STACK_NAME })],
  ])('is warned of if it %s', (_, make) => {
    const stack = newStack({ env });
    allowPublishing(stack, make(stack));
    expect(warningsOf(stack)).toEqual([WARNING]);
  });

  test.each([
    ['by its alias', (stack: Stack) => new Topic(stack, 'Topic', { masterKey: Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') })],
    ['by its ARN', (stack: Stack) => new Topic(stack, 'Topic', { masterKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:alias/aws/sns') })],
    ['in an L1', (stack: Stack) => new CfnTopic(stack, 'Topic', { kmsMasterKeyId: 'alias/aws/sns' })],
  ])('is not that of AWS, named %s', (_, make) => {
    const stack = newStack({ env });
    expect(allowPublishing(stack, make(stack))).toHaveLength(1);
    expect(faultsOf(stack)).toEqual([
      'NotificationTopicUnsupported: `notificationTopic` must not be encrypted with the key of AWS, because the service may not use it, '
      + 'got: \'alias/aws/sns\'. Encrypt it with a key of your own. [Stack]',
    ]);
    expect(stack.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')).toEqual([]);
  });

  test('is of the same account', () => {
    const stack = newStack({ env });
    const masterKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1');
    allowPublishing(stack, new Topic(stack, 'Topic', { masterKey }));
    expect(faultsOf(stack)).toEqual([
      'NotificationTopicConflict: `notificationTopic` must be encrypted with a key of the account 123456789012, got: \'111122223333\'. [Stack]',
    ]);
  });

  test('may be of an account that is not known yet', () => {
    const stack = newStack();
    const masterKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1');
    allowPublishing(stack, new Topic(stack, 'Topic', { masterKey }));
    expect(faultsOf(stack)).toEqual([]);
  });
});
