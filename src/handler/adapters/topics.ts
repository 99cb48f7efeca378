import { createHash } from 'node:crypto';
import { ClientLimits, endpointOf, signedClient, USUAL_LIMITS } from './signed-client';
import { xmlErrorIn } from './xml-error';
import { Topics } from '../ports';

const VERSION = '2010-03-31';

/** Amazon SNS; Region, credentials and endpoint come from the environment. */
export function topics(limits: Partial<ClientLimits> = {}): Topics {
  const sns = signedClient('sns', xmlErrorIn, { ...USUAL_LIMITS, ...limits });
  return {
    async publish(topicArn, { subject, text, group, deduplicationId }, signal) {
      const { url } = endpointOf('sns', 'SNS');
      const input = {
        Action: 'Publish',
        Version: VERSION,
        TopicArn: topicArn,
        ...subject === undefined ? {} : { Subject: subject },
        Message: text,
        // A standard topic refuses a deduplication ID.
        ...topicArn.endsWith('.fifo') ? { MessageGroupId: group, MessageDeduplicationId: createHash('sha256').update(deduplicationId).digest('hex') } : {},
      };
      const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
      const call = { service: 'sns', operation: 'Publish', resource: topicArn } as const;
      await sns.send(call, { method: 'POST', url, headers, body: new URLSearchParams(input).toString() }, signal);
    },
  };
}
