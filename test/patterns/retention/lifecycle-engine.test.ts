import { PolicyDetail, RetainedImage, runPolicy } from './lifecycle-engine';

const image = (name: string, builtOn: number, more: Partial<RetainedImage> = {}): RetainedImage => ({ name, builtOn, recipeVersion: '1.0.0', tags: {}, ...more });
const remove = (Filter: PolicyDetail['Filter'], ExclusionRules?: PolicyDetail['ExclusionRules']): PolicyDetail => ({ Action: { Type: 'DELETE' }, Filter, ExclusionRules });
const TODAY = 100;

test.each<[string, PolicyDetail[], RetainedImage[], string[]]>([
  ['all but the newest', [remove({ Type: 'COUNT', Value: 2 })], [image('a', 1), image('b', 2), image('c', 3)], ['DELETE a']],
  ['those of each version by themselves', [remove({ Type: 'COUNT', Value: 1 })],
    [image('a', 1), image('b', 2), image('c', 3, { recipeVersion: '1.0.1' }), image('d', 4, { recipeVersion: '1.0.1' })], ['DELETE a', 'DELETE c']],
  ['none with one of the tags, which takes no place', [remove({ Type: 'COUNT', Value: 1 }, { TagMap: { x: '1', y: '2' } })],
    [image('a', 1), image('b', 2), image('c', 3, { tags: { y: '2', z: '3' } }), image('d', 0, { tags: { x: '2' } })], ['DELETE a', 'DELETE d']],
  ['none that was launched lately', [remove({ Type: 'COUNT', Value: 1 }, { Amis: { LastLaunched: { Value: 10, Unit: 'DAYS' } } })],
    [image('a', 1, { lastLaunchedOn: 90 }), image('b', 2, { lastLaunchedOn: 89 }), image('c', 3)], ['DELETE b']],
  ['the old ones but for the newest', [remove({ Type: 'AGE', Value: 50, Unit: 'DAYS', RetainAtLeast: 1 })], [image('a', 1), image('b', 2)], ['DELETE a']],
  ['none of the young ones', [remove({ Type: 'AGE', Value: 50, Unit: 'DAYS' })], [image('a', 49), image('b', 50)], ['DELETE a']],
  ['each once, and deprecated once', [
    { Action: { Type: 'DEPRECATE' }, Filter: { Type: 'AGE', Value: 10, Unit: 'DAYS' } }, remove({ Type: 'AGE', Value: 50, Unit: 'DAYS' }),
  ], [image('a', 1), image('b', 60), image('c', 70, { isDeprecated: true }), image('d', 2, { isDeprecated: true })], ['DEPRECATE b', 'DEPRECATE a', 'DELETE d']],
])('a policy impacts %s', (_, details, images, impacted) => {
  expect([...runPolicy(details, images, TODAY)].map(([{ name }, action]) => `${action} ${name}`)).toEqual(impacted);
});

test('a unit that the library never writes is refused', () => {
  expect(() => runPolicy([remove({ Type: 'AGE', Value: 1, Unit: 'WEEKS' })], [image('a', 1)], TODAY)).toThrow('The unit must be DAYS, got: WEEKS.');
});
