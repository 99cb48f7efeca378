import { Annotations, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { aws_sns as refs } from 'aws-cdk-lib/interfaces';
import { IConstruct } from 'constructs';
import { Fault } from '../common/errors';
import { Permission } from '../common/permission';
import { checkAtSynth, checkPattern, isKnown } from '../common/validate';

/** Properties of L2 and L1 topics besides their ARN. */
export interface KnownTopic {
  readonly fifo?: boolean;
  readonly masterKey?: IKey & { readonly aliasName?: string };
  /** Only an L1 has this and `kmsMasterKeyId`. */
  readonly fifoTopic?: unknown;
  readonly kmsMasterKeyId?: unknown;
}

/** The AWS managed key for topics. Its policy cannot be changed, so Image Builder cannot be allowed to use the key. */
const AWS_KEY = /(^|:)alias\/aws\/sns$/;

/**
 * Allows Image Builder to publish to a topic, and its service-linked role to use the key of the topic. A topic of another Region is taken: it is not
 * documented whether Image Builder publishes in the Region of the topic.
 */
export function allowPublishing(scope: IConstruct, topic: refs.ITopicRef): Permission[] {
  const { topicArn } = topic.topicRef;
  const known = topic as KnownTopic;
  checkStandardTopic(scope, 'notificationTopic', topic, 'the service knows no FIFO topics');
  checkAtSynth(scope, () => keyFaults(Stack.of(scope).account, known));
  return [
    { actions: ['sns:Publish'], resources: [topicArn], inManagedPolicy: true },
    ...allowKey(scope, known),
  ];
}

function allowKey(scope: IConstruct, known: KnownTopic): Permission[] {
  const { masterKey, kmsMasterKeyId } = known;
  if (hasKeyOfAws(known)) {
    return [];
  }
  const allowed = masterKey?.addToResourcePolicy(statementFor(Stack.of(scope))).statementAdded ?? kmsMasterKeyId === undefined;
  if (!allowed) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:notificationTopicKey',
      '`notificationTopic` is encrypted with a key whose policy cannot be changed here, and Image Builder drops notifications, without an error, unless '
      + 'that policy allows kms:Decrypt and kms:GenerateDataKey to AWSServiceRoleForImageBuilder or to the execution role of the pipeline.');
  }
  return masterKey === undefined ? [] : [{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [masterKey.keyArn], inServiceLinkedRole: allowed }];
}

/** Refuses FIFO topics, and what is no topic. */
export function checkStandardTopic(scope: IConstruct, prop: string, topic: refs.ITopicRef, reason: string): void {
  const { fifo, fifoTopic } = topic as KnownTopic;
  checkPattern(scope, prop, topic.topicRef.topicArn, /^arn:aws[^:]*:sns:[^:]+:\d{12}:[\w-]{1,256}$/, 'be a standard topic, with its whole ARN');
  checkAtSynth(scope, () => fifo !== true && fifoTopic !== true ? []
    : [{ prop, problem: 'Unsupported', rule: `be a standard topic, because ${reason}` }]);
}

function keyFaults(own: string, known: KnownTopic): Fault[] {
  if (hasKeyOfAws(known)) {
    return [{
      prop: 'notificationTopic',
      problem: 'Unsupported',
      rule: 'not be encrypted with the key of AWS, because the service may not use it',
      got: 'alias/aws/sns',
      hint: 'Encrypt it with a key of your own.',
    }];
  }
  const theirs = known.masterKey?.env.account;
  return own !== theirs && [own, theirs].every(isKnown)
    ? [{ prop: 'notificationTopic', problem: 'Conflict', rule: `be encrypted with a key of the account ${own}`, got: theirs }] : [];
}

export function hasKeyOfAws({ masterKey, kmsMasterKeyId }: KnownTopic): boolean {
  return [masterKey?.aliasName, masterKey?.keyArn, kmsMasterKeyId].some((id) => typeof id === 'string' && AWS_KEY.test(id));
}

/**
 * The role is named in a condition: KMS refuses a policy whose principal does not exist yet, and Image Builder creates its role when it is first
 * used (docs/decisions/0013).
 */
function statementFor(stack: Stack): iam.PolicyStatement {
  const role = stack.formatArn({
    service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder',
  });
  return new iam.PolicyStatement({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    principals: [new iam.AnyPrincipal()],
    resources: ['*'],
    conditions: { StringEquals: { 'kms:CallerAccount': stack.account }, ArnEquals: { 'aws:PrincipalArn': role } },
  });
}
