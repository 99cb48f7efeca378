import { Aws, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { referenced } from '../../src/common/referenced';

const stack = new Stack();
const topic = new Topic(stack, 'Topic');

test('the attribute of a resource refers to it', () => {
  expect(referenced(topic.topicArn)).toBe(topic.node.defaultChild);
});

test.each([
  ['a text', 'arn:aws:sns:eu-central-1:111122223333:mine'],
  ['no text', ''],
  ['an attribute beside other text', `${topic.topicArn}/*`],
  ['two attributes', `${topic.topicArn}${topic.topicName}`],
  ['a pseudo parameter', Aws.REGION],
  ['a reference to what is no resource', new CfnOutput(stack, 'Output', { value: 'a' }).importValue],
  ['another token', Fn.importValue('Name')],
])('%s refers to none', (_, text) => {
  expect(referenced(text)).toBeUndefined();
});
