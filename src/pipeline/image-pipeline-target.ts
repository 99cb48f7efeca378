import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws_events as eventRefs, aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { allowDeadLetters, checkDeadLetterQueue } from './dead-letters';
import { warnOfLoop } from './events';
import { START_ACTIONS } from './image-pipeline-base';
import { checkDuration, checkRange } from '../common/validate';

/** Properties of an image pipeline that is the target of an EventBridge rule. */
export interface ImagePipelineTargetProps extends targets.TargetBaseProps {
  /**
   * The IAM role with which EventBridge starts the pipeline.
   *
   * The role must trust `events.amazonaws.com`, and gets permission to start the pipeline.
   *
   * @default - a new role that all rules of the pipeline share
   */
  readonly role?: iam.IRole;
}

/**
 * An image pipeline as the target of an EventBridge rule, which starts the pipeline on a schedule or after an event.
 *
 * @example
 * const basePipeline = new ImagePipeline(this, 'BasePipeline', { recipe });
 * basePipeline.onImageBuildSucceeded('BaseImageAvailable', {
 *   target: new ImagePipelineTarget(pipeline, { maxEventAge: Duration.hours(1), retryAttempts: 3 }),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/ev-rules-for-pipeline.html
 */
export class ImagePipelineTarget implements events.IRuleTarget {
  /**
   * @param pipeline the pipeline to start: a construct of this library, an L1 or an import
   * @param props the role that starts the pipeline, and what happens to events that cannot be delivered
   */
  constructor(private readonly pipeline: refs.IImagePipelineRef, private readonly props: ImagePipelineTargetProps = {}) {
    checkRange(pipeline, 'retryAttempts', props.retryAttempts, 0, 185);
    checkDuration(pipeline, 'maxEventAge', props.maxEventAge, { unit: 'seconds', min: 60, max: 86_400, rule: 'be 60 seconds to 24 hours in whole seconds' });
    checkDeadLetterQueue(pipeline, props.deadLetterQueue);
  }

  /**
   * Returns the configuration of the target for a rule.
   *
   * `Rule.addTarget()` calls this method.
   *
   * @param rule the rule that starts the pipeline
   * @param _id ID of the target within the rule
   */
  public bind(rule: eventRefs.IRuleRef, _id?: string): events.RuleTargetConfig {
    const { imagePipelineArn } = this.pipeline.imagePipelineRef;
    const { deadLetterQueue, maxEventAge, retryAttempts } = this.props;
    const role = this.props.role ?? this.sharedRole();
    iam.Grant.addToPrincipal({ grantee: role, actions: START_ACTIONS, resourceArns: [imagePipelineArn] });
    warnOfLoop(rule, this.pipeline);
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
      ?? new iam.Role(this.pipeline, id, {
        // EventBridge documents the condition for the roles of rules.
        assumedBy: new iam.ServicePrincipal('events.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this.pipeline).account } } }),
      });
  }
}
