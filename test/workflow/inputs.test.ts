import { Aws, Lazy, Token } from 'aws-cdk-lib';
import { jsonInput, renderInputs, ScopedInput } from '../../src/workflow/inputs';
import { newStack } from '../support/synth';

const value = { inText: () => '{{ $.a.b }}', _input: (name: string) => ({ [`${name}.$`]: '$.a.b' }), _render: () => '$.a.b' };
const render = (inputs: object) => renderInputs(newStack(), inputs);

test.each([
  ['nothing', {}, {}],
  ['what is no map', { a: 1, b: 'x', c: null, d: undefined, e: false }, { a: 1, b: 'x', c: null, d: undefined, e: false }],
  ['a reference', { a: value }, { 'a.$': '$.a.b' }],
  ['a reference in a map', { a: { b: value } }, { a: { 'b.$': '$.a.b' } }],
  ['a reference in a list', { a: [value, { b: value }] }, { a: ['$.a.b', { 'b.$': '$.a.b' }] }],
  ['no JSON', { a: jsonInput() }, { a: undefined }],
  ['what takes a scope', { a: new ScopedInput((scope, name) => [scope.node.path, name]) }, { a: ['Stack', 'a'] }],
  ['JSON', { a: jsonInput({ x: [1, value], y: { z: value } }) }, { a: '{"x":[1,"{{ $.a.b }}"],"y":{"z":"{{ $.a.b }}"}}' }],
])('%s is rendered', (_, inputs, expected) => {
  expect(render(inputs)).toEqual(expected);
});

test('objects of a class stay what they are', () => {
  const date = new Date(0);
  expect(render({ a: date, b: { c: [date] } })).toEqual({ a: date, b: { c: [date] } });
});

test('tokens stay what they are', () => {
  const list = Token.asList({ Ref: 'List' });
  const lazy = Lazy.any({ produce: () => 1 });
  expect(render({ a: list, b: lazy, c: { d: Aws.REGION } })).toEqual({ a: list, b: lazy, c: { d: Aws.REGION } });
});

test('tokens stay whole in JSON', () => {
  const stack = newStack();
  const { a } = renderInputs(stack, { a: jsonInput({ x: Aws.REGION, y: Token.asList({ Ref: 'List' }) }) });
  expect(JSON.stringify(stack.resolve(a))).toContain('{"Ref":"AWS::Region"}');
});

test('JSON is as long as the service takes it', () => {
  // {"x":"…"} is eight bytes around the text.
  expect(() => render({ a: jsonInput({ x: 'ä'.repeat(8188) }) })).not.toThrow();
  expect(() => render({ a: jsonInput({ x: 'ä'.repeat(8188) + 'x' }) })).toThrow(new Error(
    'ATooLong: `a` must be at most 16384 bytes of JSON, got: 16385. [Stack]'));
});
