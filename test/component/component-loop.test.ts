import { ComponentLoop } from '../../src/component/component-loop';

test.each<[ComponentLoop, object, string]>([
  [ComponentLoop.forRange({ start: 0, end: 4 }), { for: { start: 0, end: 4, updateBy: 1 } }, 'loop'],
  [ComponentLoop.forRange({ start: 9, end: 1, updateBy: -2 }, { name: 'Down' }), { name: 'Down', for: { start: 9, end: 1, updateBy: -2 } }, 'Down'],
  [ComponentLoop.forEach(['a', 'b']), { forEach: ['a', 'b'] }, 'loop'],
  [ComponentLoop.forEachIn({ list: 'a,b' }), { forEach: { list: 'a,b', delimiter: ',' } }, 'loop'],
  [ComponentLoop.forEachIn({ list: 'a b', delimiter: ' ' }, { name: 'Each' }), { name: 'Each', forEach: { list: 'a b', delimiter: ' ' } }, 'Each'],
])('%j', (loop, expected, name) => {
  expect(loop._render()).toEqual(expected);
  expect([loop.index, loop.value]).toEqual([`{{ ${name}.index }}`, `{{ ${name}.value }}`]);
});

test('a loop over nothing is refused', () => {
  expect(() => ComponentLoop.forEach([])).toThrow(new Error('ValuesRequired: `values` must have at least one entry.'));
});
