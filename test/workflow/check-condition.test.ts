import { Lazy } from 'aws-cdk-lib';
import { DocumentNode } from '../../src/document/document-node';
import { checkCondition } from '../../src/workflow/check-condition';
import { newStack } from '../support/synth';

const linux = { stringEquals: 'Linux', value: '$.imagebuilder.platform' };
const check = (condition: unknown) => checkCondition(DocumentNode.root(newStack(), { if: condition }).get('if'));
const nested = (levels: number): object => levels === 1 ? linux : { not: nested(levels - 1) };

test.each([
  ['nothing', undefined],
  ['a token', Lazy.any({ produce: () => 'later' })],
  ['a text', linux],
  ['a text that is a token', { ...linux, stringEquals: Lazy.string({ produce: () => 'later' }) }],
  ['a truth value', { booleanEquals: false, value: '$.a.b' }],
  ...['numberEquals', 'numberGreaterThan', 'numberGreaterThanEquals', 'numberLessThan', 'numberLessThanEquals']
    .map((operator): [string, unknown] => [operator, { [operator]: 1.5, value: '$.a.b' }]),
  ['one of one', { or: [linux] }],
  ['ten of ten', { and: Array(10).fill(linux) }],
  ['four levels', nested(4)],
])('%s passes', (_, condition) => {
  expect(() => check(condition)).not.toThrow();
});

const OPERATORS = 'booleanEquals, stringEquals, numberEquals, numberGreaterThan, numberGreaterThanEquals, numberLessThan, numberLessThanEquals, and, or, not';

test.each([
  ['a text that is no map', 'always', 'IfMalformed: `if` must be a map, got: \'always\'.'],
  ['no operator', { value: '$.a.b' }, `IfMalformed: \`if\` must have one operator (${OPERATORS}), got: [].`],
  ['two operators', { ...linux, booleanEquals: true }, `IfMalformed: \`if\` must have one operator (${OPERATORS}), got: ["stringEquals","booleanEquals"].`],
  ['another operator', { stringLike: 'a', value: '$.a.b' }, `IfMalformed: \`if\` must have one operator (${OPERATORS}), got: ["stringLike"].`],
  ['a comparison with nothing', { stringEquals: 'a' }, 'ValueRequired: `if.value` must be given.'],
  ['a comparison with null', { stringEquals: null, value: '$.a.b' }, 'StringEqualsRequired: `if.stringEquals` must be given.'],
  ['a number in place of a text', { stringEquals: 1, value: '$.a.b' }, 'StringEqualsMalformed: `if.stringEquals` must be a string, got: 1.'],
  ['a text in place of a number', { numberEquals: '1', value: '$.a.b' }, 'NumberEqualsMalformed: `if.numberEquals` must be a number, got: \'1\'.'],
  ['a text in place of a truth value', { booleanEquals: 'true', value: '$.a.b' }, 'BooleanEqualsMalformed: `if.booleanEquals` must be a boolean, got: \'true\'.'],
  ['none of none', { and: [] }, 'AndOutOfRange: `if.and` must have 1 to 10 entries, got: 0.'],
  ['eleven', { or: Array(11).fill(linux) }, 'OrOutOfRange: `if.or` must have 1 to 10 entries, got: 11.'],
  ['five levels', nested(5), 'NotOutOfRange: `if.not.not.not.not` must be nested at most 4 levels deep, got: \'5 levels\'.'],
  ['five levels of combinations', { and: [linux, { or: [{ and: [{ or: [linux] }] }] }] },
    'OrOutOfRange: `if.and[1].or[0].and[0].or[0]` must be nested at most 4 levels deep, got: \'5 levels\'.'],
  ['a fault inside', { and: [linux, { not: 'a' }] }, 'NotMalformed: `if.and[1].not` must be a map, got: \'a\'.'],
])('%s is refused', (_, condition, message) => {
  expect(() => check(condition)).toThrow(new Error(`${message} [Stack]`));
});
