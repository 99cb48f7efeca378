import { Aws, Lazy, Token } from 'aws-cdk-lib';
import { jsonText } from '../../src/private/json-text';
import { newStack } from '../support/synth';

test('a value without tokens is text at once', () => {
  expect(jsonText(newStack(), { a: [1, 'x', null, true], b: undefined })).toBe('{"a":[1,"x",null,true]}');
});

test.each([
  ['a text', { a: [`x${Aws.REGION}`] }, { 'Fn::Join': ['', ['{"a":["x', { Ref: 'AWS::Region' }, '"]}']] }],
  ['a name', { [Lazy.string({ produce: () => 'later' })]: 1 }, '{"later":1}'],
  ['a number', { a: Token.asNumber(Lazy.number({ produce: () => 5 })) }, '{"a":5}'],
  ['a value', Lazy.any({ produce: () => ({ a: 1 }) }), '{"a":1}'],
])('%s that is a token stays one', (_, value, resolved) => {
  const stack = newStack();
  const text = jsonText(stack, value);
  expect(Token.isUnresolved(text)).toBe(true);
  expect(stack.resolve(text)).toEqual(resolved);
});
