import { Aws, Fn, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { imagesArn } from '../common/naming';
import { Permission } from '../common/permission';
import { EXECUTION_TAG, REQUEST_TAG, RETRIES_TAG, TRIGGER_TAG } from '../contract/execution';
import { START_ACTIONS } from '../pipeline/image-pipeline-base';

/** The permission to find the images of a pipeline. */
export function findImages(pipelineArn: string): Permission {
  return { actions: ['imagebuilder:GetImagePipeline', 'imagebuilder:ListImagePipelineImages'], resources: [pipelineArn] };
}

/**
 * The permissions to start a pipeline, which is done only when none of its images is the one to report.
 *
 * @param imageTagKeys the keys of the tags that the pipeline gives to its images
 */
export function startPipeline(scope: Construct, pipelineArn: string, imageTagKeys: string[]): Permission[] {
  return [
    findImages(pipelineArn),
    // Starting a pipeline requires the permissions to read the pipeline and to tag the image.
    { actions: START_ACTIONS, resources: [pipelineArn] },
    {
      actions: ['imagebuilder:TagResource'],
      resources: [imagesArn(Stack.of(scope), '*')],
      reason: 'The ARN of a pipeline does not tell the name of its images; only tags of this stack can be set.',
      conditions: {
        'StringLike': { [`aws:RequestTag/${EXECUTION_TAG}`]: ownExecutions() },
        // Image Builder does not document whether the request includes the tags that the pipeline gives to its images.
        'ForAllValues:StringEquals': { 'aws:TagKeys': [EXECUTION_TAG, REQUEST_TAG, TRIGGER_TAG, ...imageTagKeys] },
      },
    },
  ];
}

/** The permission to cancel the builds that a stack has started. */
export function cancelBuilds(scope: Construct): Permission {
  return {
    actions: ['imagebuilder:CancelImageCreation'],
    resources: [imagesArn(Stack.of(scope), '*')],
    reason: 'The ARN of a pipeline does not tell the name of its images; only those with a tag of this stack can be cancelled.',
    conditions: { StringLike: ofOwnExecutions() },
  };
}

/**
 * The permissions to retry the builds that a stack has started, and to remember the retries in a tag of their images. The tag of the stack cannot be
 * set with them, so a role that can also cancel builds still cannot cancel those of others.
 */
export function retryBuilds(scope: Construct): Permission[] {
  return [
    {
      actions: ['imagebuilder:RetryImage'],
      resources: [imagesArn(Stack.of(scope), '*')],
      reason: 'The ARN of a pipeline does not tell the name of its images; only those with a tag of this stack can be retried.',
      conditions: { StringLike: ofOwnExecutions() },
    },
    {
      actions: ['imagebuilder:TagResource'],
      resources: [imagesArn(Stack.of(scope), '*')],
      reason: 'The ARN of a pipeline does not tell the name of its images; only the number of retries of those with a tag of this stack can be set.',
      conditions: {
        'StringLike': ofOwnExecutions(),
        'ForAllValues:StringEquals': { 'aws:TagKeys': [RETRIES_TAG] },
      },
    },
  ];
}

/** The condition that an image has the tag of an execution of the stack. */
function ofOwnExecutions(): Record<string, string> {
  return { [`aws:ResourceTag/${EXECUTION_TAG}`]: ownExecutions() };
}

/** The values of the tag of all executions of the stack. */
function ownExecutions(): string {
  return `${Fn.select(2, Fn.split('/', Aws.STACK_ID))}/*`;
}
