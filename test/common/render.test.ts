import { Lazy } from 'aws-cdk-lib';
import { omitEmpty } from '../../src/common/render';

test.each([
  [undefined], [{}], [[]], [{ a: undefined }], [{ a: {}, b: [] }], [[{}]], [{ a: { b: { c: undefined } } }],
])('%j disappears', (value) => {
  expect(omitEmpty<unknown>(value)).toBeUndefined();
});

test.each([[0], [''], [false], [null], ['text'], [['a']], [{ a: '' }]])('%j stays', (value) => {
  expect(omitEmpty<unknown>(value)).toEqual(value);
});

test('empty parts disappear from what stays', () => {
  expect(omitEmpty({ a: 1, b: {}, c: [{}, { d: undefined, e: 'f' }] })).toEqual({ a: 1, c: [{ e: 'f' }] });
});

test('a token stays, whatever it will be', () => {
  const token = Lazy.any({ produce: () => undefined });
  expect(omitEmpty(token)).toBe(token);
  expect(omitEmpty({ token })).toEqual({ token });
});
