import { checkCondition } from '../../src/component/check-condition';
import { DocumentNode } from '../../src/document/document-node';
import { newStack, warningsOf } from '../support/synth';

const check = (condition: unknown, stack = newStack()) => checkCondition(DocumentNode.root(stack, { if: condition }).get('if'));

test.each([
  [undefined],
  [{ stringIsEmpty: 'x' }],
  [{ numberLessThan: 2, value: '1' }],
  [{ patternMatches: '^x', value: 'x' }],
  [{ fileSHA256Equals: '0a', path: '/x' }],
  [{ not: { binaryExists: 'x' } }],
  [{ and: [{ fileExists: 'x' }, { or: [{ folderExists: 'x' }] }] }],
])('%j passes', (condition) => {
  const stack = newStack();
  check(condition, stack);
  expect(warningsOf(stack)).toEqual([]);
});

const compares = (value: unknown, ...ends: string[]) => ends.map((end) => [typeof value + end, value]);
test.each([
  ['stringIsWhitespace', 'x', {}],
  ...compares('x', 'Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals').map(([operator, operand]) => [operator, operand, { value: 'y' }]),
  ...compares(1, 'Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals').map(([operator, operand]) => [operator, operand, { value: '1' }]),
  ...['MD5', 'SHA1', 'SHA256', 'SHA512'].map((hash) => [`file${hash}Equals`, '0a', { path: '/x' }]),
])('%s is an operator', (operator, operand, beside) => {
  expect(() => check({ [operator as string]: operand, ...beside as object })).not.toThrow();
});

test('a word too many is warned of', () => {
  const stack = newStack();
  check({ fileExists: 'x', value: 'y' }, stack);
  expect(warningsOf(stack)).toEqual([
    '`if.value` is none of the documented names there: fileExists. [ack: cdk-imagebuilder:unknownDocumentKey]',
  ]);
});

test.each([
  ['x', 'IfMalformed: `if` must be a map, got: \'x\'.'],
  [{}, 'IfMalformed: `if` must have exactly one operator, got: [].'],
  [{ fileExist: 'x' }, 'IfMalformed: `if` must have exactly one operator, got: ["fileExist"].'],
  [{ fileExists: 'x', folderExists: 'x' }, 'IfMalformed: `if` must have exactly one operator, got: ["fileExists","folderExists"].'],
  [{ stringEquals: 'x' }, 'ValueRequired: `if.value` must be given.'],
  [{ fileMD5Equals: 'x' }, 'PathRequired: `if.path` must be given.'],
  [{ fileExists: null }, 'FileExistsRequired: `if.fileExists` must be given.'],
  [{ and: [] }, 'AndOutOfRange: `if.and` must have 1 to 100 entries, got: 0.'],
  [{ or: [{ fileExists: 'x' }, {}] }, 'OrMalformed: `if.or[1]` must have exactly one operator, got: [].'],
  [{ not: {} }, 'NotMalformed: `if.not` must have exactly one operator, got: [].'],
])('%j is refused', (condition, message) => {
  expect(() => check(condition)).toThrow(new Error(`${message} [Stack]`));
});
