import { Lazy, Token } from 'aws-cdk-lib';
import { checkSchemaVersion, DocumentNode } from '../../src/document/document-node';
import { newStack, warningsOf } from '../support/synth';

const later = Lazy.string({ produce: () => 'later' });
const node = (value: unknown, file?: string) => DocumentNode.root(newStack(), value, file);

test('a value knows where it stands', () => {
  const list = node({ steps: [{ inputs: { 'instanceId.$': 1 } }] }).get('steps').items();
  expect(() => list[0].get('inputs').get('instanceId.$').checkMap()).toThrow(new Error(
    'InstanceIdMalformed: `steps[0].inputs.instanceId` must be a map, got: 1. [Stack]'));
});

test('a value knows its file', () => {
  expect(() => node({ a: 1 }, 'some/file.yaml').get('a').checkMap()).toThrow(new Error('AMalformed: `a` must be a map, got: 1. It is in some/file.yaml. [Stack]'));
  expect(() => node({ a: 1 }, 'some/file.yaml').get('a').refuse('Conflict', 'be otherwise', 2, 'Do this.')).toThrow(new Error(
    'AConflict: `a` must be otherwise, got: 2. Do this. It is in some/file.yaml. [Stack]'));
});

test('the document itself is called so', () => {
  expect(() => node('a').checkMap()).toThrow(new Error('DocumentMalformed: `document` must be a map, got: \'a\'. [Stack]'));
});

test.each([undefined, null])('%p is no value', (value) => {
  expect(() => node({ a: value }).get('a').need()).toThrow(new Error('ARequired: `a` must be given. [Stack]'));
  const none = node(value);
  expect([none.isKnown, none.isMap, none.text(), none.items(), none.keys()]).toEqual([false, false, undefined, [], []]);
});

test('what a map inherits is not in it', () => {
  expect(node({}).get('function toString() { [native code] }').value).toBeUndefined();
  expect(node('text').get('length').value).toBeUndefined();
});

test.each([later, Token.asNumber({ Ref: 'Number' }), Token.asList({ Ref: 'List' }), Lazy.any({ produce: () => 1 })])('a token passes (%#)', (token) => {
  const each = node(token);
  expect(() => each.need().checkMap().checkList(1, 2).checkText(/^a$/, 'be').checkWhole(1, 2).checkOneOf(['a']).checkKeys(['a'])).not.toThrow();
  expect([each.isKnown, each.text(), each.items(), each.texts()]).toEqual([false, undefined, [], []]);
});

test('bounds are part of what they bound', () => {
  expect(() => node([1]).checkList(1, 2)).not.toThrow();
  expect(() => node([1, 2]).checkList(1, 2)).not.toThrow();
  expect(() => node([]).checkList(1, 2)).toThrow(/^DocumentOutOfRange: `document` must have 1 to 2 entries, got: 0\./);
  expect(() => node([1, 2, 3]).checkList(1, 2)).toThrow(/got: 3\./);
  expect(() => node(1).checkWhole(1, 2)).not.toThrow();
  expect(() => node(2).checkWhole(1, 2)).not.toThrow();
  expect(() => node(0).checkWhole(1, 2)).toThrow(/^DocumentOutOfRange: `document` must be a whole number from 1 to 2, got: 0\./);
  expect(() => node(3).checkWhole(1, 2)).toThrow(/got: 3\./);
  expect(() => node(1.5).checkWhole(1, 2)).toThrow(/got: 1\.5\./);
  expect(() => node('1').checkWhole(1, 2)).toThrow(/got: '1'\./);
});

test('a text has a form', () => {
  expect(() => node('a').checkText(/^a$/, 'be an a')).not.toThrow();
  expect(() => node('b').checkText(/^a$/, 'be an a')).toThrow(/^DocumentMalformed: `document` must be an a, got: 'b'\./);
  expect(() => node(1).checkText(/^a$/, 'be an a')).toThrow(/got: 1\./);
});

test('a choice is one of some', () => {
  expect(() => node('a').checkOneOf(['a', 'b', 'c'])).not.toThrow();
  expect(() => node('d').checkOneOf(['a', 'b', 'c'])).toThrow(/^DocumentUnsupported: `document` must be `a`, `b` or `c`, got: 'd'\./);
  expect(() => node('d').checkOneOf(['a'])).toThrow(/^DocumentUnsupported: `document` must be `a`, got: 'd'\./);
});

test('texts are found however deep they stand', () => {
  expect(node({ a: ['x', { b: 'y', c: 1 }], d: null }).texts().map((each) => each.value)).toEqual(['x', 'y']);
});

test('values are unique', () => {
  const items = (values: unknown[]) => node({ a: values }).get('a').items();
  expect(() => DocumentNode.checkUnique(items(['a', 'b', null, null, later, later]))).not.toThrow();
  expect(() => DocumentNode.checkUnique(items(['a', 'b', 'a']))).toThrow(new Error(
    'AConflict: `a[2]` must be different from the others, got: \'a\'. [Stack]'));
});

test('names that are not known are warned of', () => {
  const stack = newStack();
  DocumentNode.root(stack, { 'a': 1, 'a.$': 1, 'b': 2 }, 'some/file.yaml').checkKeys(['a']);
  DocumentNode.root(stack, { c: { d: 1 } }).get('c').checkKeys([]);
  DocumentNode.root(stack, {}).warn('some', 'is strange');
  expect(warningsOf(stack)).toEqual([
    '`b` (some/file.yaml) is none of the documented names there: a. [ack: cdk-imagebuilder:unknownDocumentKey]',
    '`c.d` is none of the documented names there: it has none. [ack: cdk-imagebuilder:unknownDocumentKey]',
    '`document` is strange. [ack: cdk-imagebuilder:some]',
  ]);
});

test.each([NaN, Infinity, -Infinity])('%d is no number in JSON, wherever it stands', (value) => {
  expect(() => node({ steps: [{ if: { numberEquals: value } }] })).toThrow(new Error(
    `NumberEqualsMalformed: \`steps[0].if.numberEquals\` must be a finite number, got: ${value}. [Stack]`));
});

test('a text that is needed is not empty', () => {
  expect(() => node({ path: '/a' }).get('path').needText()).not.toThrow();
  expect(() => node({ path: later }).get('path').needText()).not.toThrow();
  expect(() => node({ path: '' }).get('path').needText()).toThrow(new Error('PathRequired: `path` must not be empty, got: \'\'. [Stack]'));
  expect(() => node({}).get('path').needText()).toThrow(new Error('PathRequired: `path` must be given. [Stack]'));
});

const check = (version: unknown) => () => checkSchemaVersion(DocumentNode.root(newStack(), { schemaVersion: version }).get('schemaVersion'));

test.each([1, '1.0', undefined])('%p passes', (version) => {
  expect(check(version)).not.toThrow();
});

test.each([2, '1', '1.1'])('%p is refused', (version) => {
  expect(check(version)).toThrow(new Error(
    `SchemaVersionUnsupported: \`schemaVersion\` must be \`1.0\`, got: ${typeof version === 'string' ? `'${version}'` : version}. [Stack]`));
});
