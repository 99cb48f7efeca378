import { checkCondition } from '../../src/component/check-condition';
import { ComponentCondition, ComponentHashAlgorithm } from '../../src/component/component-condition';
import { DocumentNode } from '../../src/document/document-node';
import { newStack } from '../support/synth';

const [a, b] = [ComponentCondition.fileExists('/a'), ComponentCondition.fileExists('/b')];

test.each<[ComponentCondition, object]>([
  [ComponentCondition.stringEquals('x', 'y'), { stringEquals: 'y', value: 'x' }],
  [ComponentCondition.stringLessThan('x', 'y'), { stringLessThan: 'y', value: 'x' }],
  [ComponentCondition.stringLessThanEquals('x', 'y'), { stringLessThanEquals: 'y', value: 'x' }],
  [ComponentCondition.stringGreaterThan('x', 'y'), { stringGreaterThan: 'y', value: 'x' }],
  [ComponentCondition.stringGreaterThanEquals('x', 'y'), { stringGreaterThanEquals: 'y', value: 'x' }],
  [ComponentCondition.numberEquals('1', 2), { numberEquals: 2, value: '1' }],
  [ComponentCondition.numberLessThan('1', 2), { numberLessThan: 2, value: '1' }],
  [ComponentCondition.numberLessThanEquals('1', 2), { numberLessThanEquals: 2, value: '1' }],
  [ComponentCondition.numberGreaterThan('1', 2), { numberGreaterThan: 2, value: '1' }],
  [ComponentCondition.numberGreaterThanEquals('1', 2), { numberGreaterThanEquals: 2, value: '1' }],
  [ComponentCondition.stringIsEmpty('x'), { stringIsEmpty: 'x' }],
  [ComponentCondition.stringIsWhitespace('x'), { stringIsWhitespace: 'x' }],
  [ComponentCondition.patternMatches('x', '^x$'), { patternMatches: '^x$', value: 'x' }],
  [ComponentCondition.binaryExists('git'), { binaryExists: 'git' }],
  [ComponentCondition.folderExists('/x'), { folderExists: '/x' }],
  [ComponentCondition.fileHashEquals('/x', ComponentHashAlgorithm.MD5, '0a'), { fileMD5Equals: '0a', path: '/x' }],
  [ComponentCondition.fileHashEquals('/x', ComponentHashAlgorithm.SHA1, '0a'), { fileSHA1Equals: '0a', path: '/x' }],
  [ComponentCondition.fileHashEquals('/x', ComponentHashAlgorithm.SHA256, '0a'), { fileSHA256Equals: '0a', path: '/x' }],
  [ComponentCondition.fileHashEquals('/x', ComponentHashAlgorithm.SHA512, '0a'), { fileSHA512Equals: '0a', path: '/x' }],
  [ComponentCondition.allOf(a, b), { and: [{ fileExists: '/a' }, { fileExists: '/b' }] }],
  [ComponentCondition.anyOf(a, b.negated()), { or: [{ fileExists: '/a' }, { not: { fileExists: '/b' } }] }],
])('%j is one that documents take', (condition, expected) => {
  expect(condition._render()).toEqual(expected);
  expect(() => checkCondition(DocumentNode.root(newStack(), condition._render()))).not.toThrow();
});

test.each([() => ComponentCondition.allOf(), () => ComponentCondition.anyOf()])('nothing cannot be joined', (make) => {
  expect(make).toThrow(new Error('ConditionsRequired: `conditions` must have at least one entry.'));
});
