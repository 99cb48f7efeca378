import { Faults, patched } from './faults';
import { Fault } from './scenario';

function struckCalls(fault: Partial<Fault>, calls: [string, Record<string, unknown>?][]): number[] {
  const faults = new Faults([{ operation: 'GetImage', effect: 'reset', ...fault }]);
  return calls.flatMap(([operation, input = {}], i) => faults.strike(operation, input) ? [i + 1] : []);
}

const five = Array.from({ length: 5 }, (): [string] => ['GetImage']);

test.each<[string, Partial<Fault>, number[]]>([
  ['every call when nothing is said', {}, [1, 2, 3, 4, 5]],
  ['the nth call', { nth: 2 }, [2]],
  ['every second call', { every: 2 }, [2, 4]],
  ['calls within bounds', { between: [2, 4] }, [2, 3, 4]],
])('strikes %s', (_, fault, struck) => {
  expect(struckCalls(fault, five)).toEqual(struck);
});

test('does not strike or count other operations', () => {
  expect(struckCalls({ nth: 2 }, [['GetImage'], ['ListImages'], ['GetImage']])).toEqual([3]);
});

test('strikes all operations with *', () => {
  expect(struckCalls({ operation: '*' }, [['GetImage'], ['ListImages']])).toEqual([1, 2]);
});

test('strikes and counts only calls with the given members', () => {
  const calls: [string, Record<string, unknown>][] = [{ id: 'a' }, { id: 'b' }, { id: 'b', more: [1, { y: 1, x: 2 }] }].map((input) => ['GetImage', input]);
  expect(struckCalls({ where: { id: 'b' }, nth: 1 }, calls)).toEqual([2]);
  expect(struckCalls({ where: { more: [1, { x: 2, y: 1 }] } }, calls)).toEqual([3]);
});

test('takes the first fault that is due, and counts for all', () => {
  const faults = new Faults([
    { operation: 'GetImage', nth: 1, effect: 'reset' },
    { operation: 'GetImage', between: [1, 2], effect: 'hang' },
  ]);
  expect([1, 2, 3].map(() => faults.strike('GetImage', {})?.effect)).toEqual(['reset', 'hang', undefined]);
});

describe('patches', () => {
  const answer = { image: { state: { status: 'AVAILABLE' } }, steps: [{ name: 'a', type: 'X' }, { name: 'b', type: 'Y' }] };

  test.each<[string, any, any]>([
    ['set a member', { set: 'image.state.status', value: 'NEW' }, { ...answer, image: { state: { status: 'NEW' } } }],
    ['add a member and what leads to it', { set: 'more.deep', value: 1 }, { ...answer, more: { deep: 1 } }],
    ['delete a member', { delete: 'steps' }, { image: answer.image }],
    ['delete a member of every entry', { delete: 'steps[*].type' }, { ...answer, steps: [{ name: 'a' }, { name: 'b' }] }],
    ['delete an entry', { delete: 'steps[0]' }, { ...answer, steps: [answer.steps[1]] }],
    ['delete every entry', { delete: 'steps[*]' }, { ...answer, steps: [] }],
    ['set a member of one entry', { set: 'steps[1].name', value: 'c' }, { ...answer, steps: [answer.steps[0], { name: 'c', type: 'Y' }] }],
    ['delete nothing where there is nothing', { delete: 'no.such.member' }, answer],
  ])('%s', (_, patch, expected) => {
    expect(patched(answer, [patch])).toEqual(expected);
  });

  test('leave the given answer as it is', () => {
    patched(answer, [{ delete: 'steps' }]);
    expect(answer.steps).toHaveLength(2);
  });
});
