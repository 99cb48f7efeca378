import { Lazy } from 'aws-cdk-lib';
import { DocumentNode } from '../../src/document/document-node';
import { checkInput, InputKind } from '../../src/document/input-kind';
import { newStack } from '../support/synth';

function check(kind: InputKind, value: unknown): void {
  checkInput(DocumentNode.root(newStack(), { input: value }).get('input'), kind);
}

const absent: [InputKind, unknown][] = (['text', 'texts', 'boolean', 'number', 'map', 'maps', 'textsByName', 'any'] as const)
  .flatMap((kind) => [undefined, null, Lazy.any({ produce: () => 1 }), Lazy.string({ produce: () => 'x' })].map((value): [InputKind, unknown] => [kind, value]));

test.each<[InputKind, unknown]>([
  ...absent,
  ['text', 'a'], ['text', ''], ['text', 755], ['text', true],
  ['texts', []], ['texts', ['a', '']], ['texts', [Lazy.string({ produce: () => 'x' })]], ['texts', Lazy.list({ produce: () => ['x'] })], ['texts', Array(1000).fill('a')],
  ['boolean', true], ['boolean', false], ['boolean', 'true'], ['boolean', 'false'], ['boolean', '{{ Parameter }}'],
  ['number', 0], ['number', 60], ['number', '{{ Parameter }}'],
  ['map', {}], ['map', { a: 1 }],
  ['maps', []], ['maps', [{ a: 1 }]],
  ['textsByName', {}], ['textsByName', { 'a': ['b'], 'c.$': '$.parameters.d', 'e': null }],
  ['any', 1], ['any', ['a']], ['any', {}],
])('%s takes %p', (kind, value) => {
  expect(() => check(kind, value)).not.toThrow();
});

test.each<[InputKind, unknown, string]>([
  ['text', ['a'], 'InputMalformed: `input` must be a text, got: ["a"].'],
  ['text', { a: 'b' }, 'InputMalformed: `input` must be a text, got: {"a":"b"}. Put it in quotes.'],
  ['texts', 'ls', 'InputMalformed: `input` must be a list, got: \'ls\'.'],
  ['texts', '{{ Parameter }}', 'InputMalformed: `input` must be a list, got: \'{{ Parameter }}\'.'],
  ['texts', { a: 'b' }, 'InputMalformed: `input` must be a list, got: {"a":"b"}.'],
  ['texts', ['a', 1], 'InputMalformed: `input[1]` must be a text, got: 1. Put it in quotes.'],
  ['texts', [true], 'InputMalformed: `input[0]` must be a text, got: true. Put it in quotes.'],
  ['texts', [{ 'echo a': 'b' }], 'InputMalformed: `input[0]` must be a text, got: {"echo a":"b"}. Put it in quotes.'],
  ['texts', [['a']], 'InputMalformed: `input[0]` must be a text, got: ["a"].'],
  ['texts', [null], 'InputRequired: `input[0]` must be given.'],
  ['texts', Array(1001).fill('a'), 'InputOutOfRange: `input` must have 0 to 1000 entries, got: 1001.'],
  ['boolean', 'yes', 'InputMalformed: `input` must be `true` or `false`, got: \'yes\'.'],
  ['boolean', 1, 'InputMalformed: `input` must be `true` or `false`, got: 1.'],
  ['boolean', [true], 'InputMalformed: `input` must be `true` or `false`, got: [true].'],
  ['number', -1, 'InputOutOfRange: `input` must be a whole number from 0 to 9007199254740991, got: -1.'],
  ['number', 'soon', 'InputOutOfRange: `input` must be a whole number from 0 to 9007199254740991, got: \'soon\'.'],
  ['map', ['a'], 'InputMalformed: `input` must be a map, got: ["a"].'],
  ['maps', { a: 1 }, 'InputMalformed: `input` must be a list, got: {"a":1}.'],
  ['maps', ['a'], 'InputMalformed: `input[0]` must be a map, got: \'a\'.'],
  ['maps', [null], 'InputRequired: `input[0]` must be given.'],
  ['textsByName', ['a'], 'InputMalformed: `input` must be a map, got: ["a"].'],
  ['textsByName', { commands: 'ls' }, 'CommandsMalformed: `input.commands` must be a list, got: \'ls\'.'],
  ['textsByName', { commands: [1] }, 'CommandsMalformed: `input.commands[0]` must be a text, got: 1. Put it in quotes.'],
])('%s does not take %p', (kind, value, message) => {
  expect(() => check(kind, value)).toThrow(message);
});
