import { runInNewContext } from 'vm';
import { Lazy } from 'aws-cdk-lib';
import { canonical, isPlainMap, orderedEntries } from '../../src/common/canonical';

test.each<[unknown, string]>([
  [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
  [{ a: 2, b: 1, A: 3, _: 4 }, '{"A":3,"_":4,"a":2,"b":1}'],
  [{ b: [{ d: 1, c: 2 }], a: { f: 1, e: 2 } }, '{"a":{"e":2,"f":1},"b":[{"c":2,"d":1}]}'],
  [['b', 'a', ['d', 'c']], '["b","a",["d","c"]]'],
  ['text', '"text"'],
  [null, 'null'],
  [{ ä: 1, z: 2 }, '{"z":2,"ä":1}'],
])('%j in canonical order', (value, text) => {
  expect(JSON.stringify(canonical(value))).toBe(text);
});

test('some names come first, in their own order, at any depth', () => {
  const value = { a: 1, name: 2, if: 3, b: [{ c: 1, name: 2 }] };
  expect(JSON.stringify(canonical(value, ['name', 'if']))).toBe('{"name":2,"if":3,"a":1,"b":[{"name":2,"c":1}]}');
});

test('entries of a map', () => {
  expect(orderedEntries({ c: 1, a: 2, b: 3 })).toEqual([['a', 2], ['b', 3], ['c', 1]]);
  expect(orderedEntries({ c: 1, a: 2, b: 3 }, ['b'])).toEqual([['b', 3], ['a', 2], ['c', 1]]);
});

test('tokens and objects of classes stay the same, a list that is a token as well', () => {
  const [token, list, date] = [Lazy.any({ produce: () => 1 }), Lazy.list({ produce: () => ['b', 'a'] }), new Date(0)];
  const { b, a } = canonical({ b: token, a: [list, date] });
  expect(b).toBe(token);
  expect(a[0]).toBe(list);
  expect(a[1]).toBe(date);
});

test.each([
  [{}, true], [[], false], [null, false], ['a', false], [undefined, false], [new Date(0), false],
  [Lazy.any({ produce: () => 1 }), false], [{ resolve: () => 1 }, false],
  [Object.create(null), true], [runInNewContext('({})'), true], [runInNewContext('[]'), false], [runInNewContext('new Date(0)'), false],
])('%p is a map: %p', (value, isMap) => {
  expect(isPlainMap(value)).toBe(isMap);
});
