import { Run } from './run';
import { tell } from './tell';
import { pipelineNoticePlace } from '../core/record/keys';
import { DisabledPipeline } from '../core/render/notification';

/**
 * When a pipeline was disabled, as far as it is known. An event has the time, so both members are equal. A poll finds the pipeline disabled: that happened
 * after its newest image was created, and before the poll.
 */
export interface Disabled {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Sends the notification that Image Builder disabled a pipeline, once for each time that it does. Returns whether it was sent. */
export async function tellDisabled(pipeline: DisabledPipeline, { notBefore, notAfter }: Disabled, run: Run): Promise<boolean> {
  const { renderers, monitor: { records, id, topics } } = run;
  const result = await tell({
    place: pipelineNoticePlace(records, id, pipeline.arn),
    revision: notBefore.getTime(),
    told: { revision: notAfter.getTime() },
    prepare: async () => ({
      metrics: [],
      messages: topics.filter(({ notifications }) => notifications.has('PIPELINE_DISABLED')).map(({ arn: topicArn, isChat }) => ({
        topicArn,
        message: {
          ...isChat ? { text: renderers.pipelineDisabledChat(pipeline) } : renderers.pipelineDisabledMessage(pipeline),
          group: pipeline.name,
          deduplicationId: [id, pipeline.arn, notBefore.toISOString()].join(' '),
        },
      })),
    }),
  }, run);
  return result !== 'LEFT';
}
