import { Annotations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { aws_events as eventRefs, aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { warnOfLoop } from './events';
import { START_ACTIONS } from './image-pipeline-base';
import { checkDuration, checkRange } from '../common/validate';

/** Properties of a pipeline as the target of an EventBridge rule. */
export interface ImagePipelineTargetProps extends targets.TargetBaseProps {
  /**
   * The role with which EventBridge starts the pipeline. It has to trust `events.amazonaws.com`, and gets the permission to start the pipeline.
   *
   * @default - a new role, one for all rules that start the pipeline
   */
  readonly role?: iam.IRole;
}

/**
 * A pipeline that an EventBridge rule starts, on a schedule or when something happens.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/ev-rules-for-pipeline.html
 */
export class ImagePipelineTarget implements events.IRuleTarget {
  /**
   * @param pipeline the pipeline to start: of this library, an L1 or an import
   * @param props who starts it, and what becomes of events that could not
   */
  constructor(private readonly pipeline: refs.IImagePipelineRef, private readonly props: ImagePipelineTargetProps = {}) {
    checkRange(pipeline, 'retryAttempts', props.retryAttempts, 0, 185);
    checkDuration(pipeline, 'maxEventAge', props.maxEventAge, { unit: 'seconds', min: 60, max: 86_400, rule: 'be 60 seconds to 24 hours in whole seconds' });
  }

  /**
   * The target as a rule takes it. `Rule.addTarget()` calls it.
   *
   * @param rule the rule that starts the pipeline
   * @param _id id of the target within the rule
   */
  public bind(rule: eventRefs.IRuleRef, _id?: string): events.RuleTargetConfig {
    const { imagePipelineArn } = this.pipeline.imagePipelineRef;
    const { deadLetterQueue, maxEventAge, retryAttempts } = this.props;
    const role = this.props.role ?? this.sharedRole();
    iam.Grant.addToPrincipal({ grantee: role, actions: START_ACTIONS, resourceArns: [imagePipelineArn] });
    warnOfLoop(rule, imagePipelineArn);
    if (deadLetterQueue !== undefined) {
      allowDeadLetters(rule, deadLetterQueue);
    }
    return {
      arn: imagePipelineArn,
      role,
      targetResource: this.pipeline,
      deadLetterConfig: deadLetterQueue && { arn: deadLetterQueue.queueArn },
      retryPolicy: maxEventAge === undefined && retryAttempts === undefined ? undefined : {
        maximumEventAgeInSeconds: maxEventAge?.toSeconds(), maximumRetryAttempts: retryAttempts,
      },
    };
  }

  private sharedRole(): iam.IRole {
    const id = 'EventsRole';
    return this.pipeline.node.tryFindChild(id) as iam.IRole | undefined
      ?? new iam.Role(this.pipeline, id, { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
  }
}

/** Lets EventBridge put what it could not deliver for a rule into a queue. */
function allowDeadLetters(rule: eventRefs.IRuleRef, queue: sqs.IQueue): void {
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
  // Not for the rule alone: the queue needs its key, and the rule the queue.
  queue.encryptionMasterKey?.grant(
    new iam.ServicePrincipal('events.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': rule.env.account } } }),
    'kms:Decrypt', 'kms:GenerateDataKey');
}
