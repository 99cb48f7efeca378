import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_sns as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { BuildNotification } from './build-notification';
import { InvalidInputError } from '../common/errors';
import { grantKey } from '../common/key-use';
import { grantPermission } from '../common/permission';
import { otherRegion } from '../common/regions';
import { checkCount } from '../common/validate';
import { TopicProperties } from '../contract/monitor';
import { checkStandardTopic, hasKeyOfAws, KnownTopic } from '../infrastructure/notification-topic';

/** Topics in the form of the handler, to which the role may publish. */
export function topicProperties(scope: Construct, role: iam.Role, notifications: BuildNotification[]): TopicProperties[] {
  checkCount(scope, 'notifications', notifications, 0, 10);
  return notifications.map(({ _topic, _events, _isChat }, index) => {
    const prop = `notifications[${index}]`;
    const { topicArn } = _topic.topicRef;
    checkStandardTopic(scope, prop, _topic, 'neither e-mail nor chat can subscribe to a FIFO topic');
    checkRegion(scope, prop, _topic);
    if (_events.length === 0) {
      throw new InvalidInputError({ prop: `${prop}.events`, problem: 'Required', rule: 'have at least one entry' }, scope);
    }
    grantPermission(role, { actions: ['sns:Publish'], resources: [topicArn] });
    allowKey(scope, prop, role, _topic as KnownTopic);
    return { Arn: topicArn, Notifications: _events, Chat: _isChat ? 'true' : undefined };
  });
}

/** A topic is reached through the endpoint of its Region, and the function knows that of its own. */
function checkRegion(scope: Construct, prop: string, { env, node, topicRef: { topicArn } }: refs.ITopicRef): void {
  const theirs = otherRegion(scope, env.region);
  if (theirs !== undefined) {
    const got = Token.isUnresolved(topicArn) ? `${node.path} in ${theirs}` : topicArn;
    throw new InvalidInputError({ prop, problem: 'Unsupported', rule: `be in the Region of the stack, ${Stack.of(scope).region}`, got }, scope);
  }
}

/** The policy of the key of AWS lets every role of the account use it through Amazon SNS. */
function allowKey(scope: Construct, prop: string, role: iam.Role, topic: KnownTopic): void {
  if (topic.masterKey !== undefined) {
    grantKey(topic.masterKey, role, 'kms:Decrypt', 'kms:GenerateDataKey');
  } else if (topic.kmsMasterKeyId !== undefined && !hasKeyOfAws(topic)) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:monitorTopicKey',
      `The topic of \`${prop}\` is an L1 with a key that is not known here, and the monitor cannot publish to it unless the policy of the key allows `
      + `kms:Decrypt and kms:GenerateDataKey to the role ${role.node.path}.`);
  }
}
