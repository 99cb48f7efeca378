import { Reaction, serviceAt } from './service';
import { topics } from '../../../src/handler/adapters/topics';

const service = serviceAt('AWS_ENDPOINT_URL_SNS');
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:builds';
const MESSAGE = { subject: 'golden 1.2.3/4 failed', text: 'Why & where: 検', group: 'golden', deduplicationId: 'golden arn 1' };
const PUBLISHED: Reaction = { body: '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>' };
const signal = new AbortController().signal;
const publish = (topicArn: string, message = MESSAGE) => topics({ attempts: 2, backoffMillis: 1 }).publish(topicArn, message, signal);

test('a message is published with its subject', async () => {
  service.reacts(PUBLISHED);
  await publish(TOPIC);
  expect(service.calls).toEqual([{
    path: '/',
    input: {
      Action: 'Publish', Version: '2010-03-31', TopicArn: TOPIC, Subject: 'golden 1.2.3/4 failed', Message: 'Why & where: 検',
    },
  }]);
});

test('a message without a subject has none', async () => {
  service.reacts(PUBLISHED);
  await publish(TOPIC, { ...MESSAGE, subject: undefined as any });
  expect(service.calls[0].input).not.toHaveProperty('Subject');
});

test('a FIFO topic gets messages of a pipeline in order, and a message once', async () => {
  service.reacts(PUBLISHED);
  await publish(`${TOPIC}.fifo`);
  await publish(`${TOPIC}.fifo`);
  await publish(`${TOPIC}.fifo`, { ...MESSAGE, deduplicationId: 'golden arn 2' });
  const ids = service.calls.map(({ input }) => input.MessageDeduplicationId as string);
  expect(service.calls[0].input).toMatchObject({ MessageGroupId: 'golden', MessageDeduplicationId: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
});

test.each([
  ['AuthorizationError', 403, 'DENIED', 1], ['NotFound', 404, 'FINAL', 1], ['InvalidParameter', 400, 'FINAL', 1], ['Throttled', 429, 'PASSING', 2],
  ['InternalError', 500, 'PASSING', 2],
])('%s is told with the call, after as many attempts as help', async (code, status, kind, attempts) => {
  service.reacts({ status, body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>No.</Message></Error></ErrorResponse>` });
  await expect(publish(TOPIC)).rejects.toMatchObject({ callFailure: { kind, code, message: 'No.', service: 'sns', operation: 'Publish', resource: TOPIC } });
  expect(service.calls).toHaveLength(attempts);
});
