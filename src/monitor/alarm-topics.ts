import { Annotations, AspectPriority, Aspects, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct, IConstruct } from 'constructs';
import { referenced } from '../common/referenced';

/**
 * The action with its permissions. An alarm publishes as CloudWatch, and what CloudWatch may not publish is dropped without an error, so the policies of a
 * topic of the app and of its key allow it.
 */
export function permitted(action: cloudwatch.IAlarmAction): cloudwatch.IAlarmAction {
  return {
    bind: (scope: Construct, alarm: cloudwatch.IAlarm) => {
      const config = action.bind(scope, alarm);
      const topic = referenced(config.alarmActionArn);
      if (sns.CfnTopic.isCfnTopic(topic)) {
        allowPublishing(alarm, topic);
        allowKey(alarm, topic);
      }
      return config;
    },
  };
}

/**
 * A topic without a policy allows the alarms of its account. Its own policy, which `enforceSSL` and every grant create, replaces that permission, and can be
 * created later. No policy is created for alarms, because it would take the permissions of others.
 */
function allowPublishing(alarm: IConstruct, topic: sns.CfnTopic): void {
  Aspects.of(alarm).add({
    visit: (construct) => {
      const policy = topic.node.scope!.node.tryFindChild('Policy');
      if (construct === alarm && policy instanceof sns.TopicPolicy) {
        policy.document.addStatements(new iam.PolicyStatement({ principals: [cloudWatch(alarm)], actions: ['sns:Publish'], resources: [topic.ref] }));
      }
    },
  }, { priority: AspectPriority.MUTATING });
}

function allowKey(alarm: IConstruct, topic: sns.CfnTopic): void {
  if (topic.kmsMasterKeyId === undefined) {
    return;
  }
  const owner = topic.node.scope instanceof sns.Topic ? topic.node.scope : undefined;
  const allowed = owner?.masterKey?.addToResourcePolicy(
    new iam.PolicyStatement({ principals: [cloudWatch(alarm)], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] }), true);
  if (!allowed?.statementAdded) {
    Annotations.of(alarm.node.scope!).addWarningV2('cdk-imagebuilder:alarmTopicKey',
      `Alarms cannot notify the topic ${(owner ?? topic).node.path}, unless the policy of its key allows kms:Decrypt and kms:GenerateDataKey* to cloudwatch.amazonaws.com.`);
  }
}

/** CloudWatch, for the alarms of the account. */
function cloudWatch(alarm: IConstruct): iam.IPrincipal {
  return new iam.ServicePrincipal('cloudwatch.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(alarm).account } } });
}
