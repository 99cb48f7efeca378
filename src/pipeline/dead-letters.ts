import { Annotations, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { aws_events as eventRefs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { InvalidInputError } from '../common/errors';
import { grantKey } from '../common/key-use';
import { otherRegion } from '../common/regions';

/** Refuses a queue to which EventBridge cannot send the undelivered events of a rule. */
export function checkDeadLetterQueue(scope: IConstruct, queue: sqs.IQueue | undefined): void {
  const fault = { prop: 'deadLetterQueue', problem: 'Unsupported' } as const;
  const got = otherRegion(scope, queue?.env.region);
  if (got !== undefined) {
    throw new InvalidInputError({ ...fault, rule: `be in the Region of the stack, ${Stack.of(scope).region}`, got }, scope);
  }
  if (queue?.fifo) {
    throw new InvalidInputError({ ...fault, rule: 'be a standard queue, because no FIFO queue can be a dead-letter queue of a rule', got: queue.node.path }, scope);
  }
  if (queue?.encryptionType === sqs.QueueEncryption.KMS_MANAGED) {
    throw new InvalidInputError({
      ...fault,
      rule: 'not be encrypted with the key of AWS, because EventBridge may not use it',
      got: 'alias/aws/sqs',
      hint: 'Encrypt it with `QueueEncryption.SQS_MANAGED`, or with a key of your own.',
    }, scope);
  }
}

/** Allows EventBridge to send the undelivered events of a rule to a queue. */
export function allowDeadLetters(rule: eventRefs.IRuleRef, queue: sqs.IQueue): void {
  const { statementAdded } = queue.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleRef.ruleArn } },
  }));
  if (!statementAdded) {
    Annotations.of(rule).addWarningV2('cdk-imagebuilder:importedDeadLetterQueue',
      'The dead-letter queue is imported, so its policy is not changed. It has to allow events.amazonaws.com to send messages for this rule.');
  }
  // The rule depends on the queue and the queue on its key, so a key policy that names the rule would be a cycle.
  grantKey(queue.encryptionMasterKey,
    new iam.ServicePrincipal('events.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': rule.env.account } } }),
    'kms:Decrypt', 'kms:GenerateDataKey');
}
