import { Duration, Lazy } from 'aws-cdk-lib';
import { daysOf, renderAge, renderDetails } from '../../src/lifecycle/details';
import { LifecyclePolicyActionType, LifecyclePolicyAmiExclusionRules, LifecyclePolicyTimeUnit } from '../../src/lifecycle/lifecycle-policy-detail';
import { newStack, warningsOf } from '../support/synth';

describe('an age', () => {
  test.each([
    [Duration.days(1), undefined, { value: 1, unit: 'DAYS' }],
    [Duration.hours(48), undefined, { value: 2, unit: 'DAYS' }],
    [Duration.days(1000), undefined, { value: 1000, unit: 'DAYS' }],
    [Duration.days(1001), undefined, { value: 143, unit: 'WEEKS' }],
    [Duration.days(30 * 1000), undefined, { value: 1000, unit: 'MONTHS' }],
    [Duration.days(365 * 1000), undefined, { value: 1000, unit: 'YEARS' }],
    [Duration.days(14), 'WEEKS', { value: 2, unit: 'WEEKS' }],
    [Duration.days(180), 'MONTHS', { value: 6, unit: 'MONTHS' }],
    [Duration.days(730), 'YEARS', { value: 2, unit: 'YEARS' }],
  ])('of %s in %s is a whole number of a unit, of which nobody is warned', (age, unit, expected) => {
    const stack = newStack();
    expect(renderAge(stack, 'age', age, 1000, unit)).toEqual(expected);
    expect(warningsOf(stack)).toEqual([]);
  });

  // The CDK refuses to make whole days of 36 hours.
  test.each([
    [Duration.hours(36), undefined, { value: 2, unit: 'DAYS' }, '`age` is 1 day 12 hours, which is rounded up to 2 days.'],
    [Duration.seconds(1), undefined, { value: 1, unit: 'DAYS' }, '`age` is 1 second, which is rounded up to 1 days.'],
    [Duration.days(31), 'MONTHS', { value: 2, unit: 'MONTHS' }, '`age` is 31 days, which is rounded up to 2 months.'],
  ])('trap 7: of %s in %s is rounded up, which is said', (age, unit, expected, warning) => {
    const stack = newStack();
    expect(renderAge(stack, 'age', age, 1000, unit)).toEqual(expected);
    expect(warningsOf(stack)).toEqual([`${warning} [ack: cdk-imagebuilder:ageRounded]`]);
  });

  test.each([
    [Duration.days(0), 1000, undefined, 'be more than 0 and at most 1000 days, got: \'0 days\''],
    [Duration.days(365_001), 1000, undefined, 'be more than 0 and at most 1000 years, got: \'365001 days\''],
    [Duration.days(1001), 1000, 'DAYS', 'be more than 0 and at most 1000 days, got: \'1001 days\''],
    [Duration.days(365 * 365 + 1), 365, undefined, 'be more than 0 and at most 365 years, got: \'133226 days\''],
  ])('of %s, of at most %d, in %s is refused', (age, most, unit, rule) => {
    expect(() => renderAge(newStack(), 'age', age, most, unit)).toThrow(new Error(`AgeOutOfRange: \`age\` must ${rule}. [Stack]`));
  });

  test('of which only a token is known is refused', () => {
    expect(() => renderAge(newStack(), 'age', Duration.days(Lazy.number({ produce: () => 1 })), 1000)).toThrow(new Error(
      'AgeUnresolved: `age` must be known at synth, because it is rounded to whole units. [Stack]'));
  });

  test.each([['DAYS', 3], ['WEEKS', 21], ['MONTHS', 90], ['YEARS', 1095]])('of three %s has %d days', (unit, days) => {
    expect(daysOf({ value: 3, unit })).toBe(days);
  });
});

describe('a rule', () => {
  const filter = { ageFilter: { age: Duration.days(30) } };
  const deletion = (more: object = {}) => ({ type: LifecyclePolicyActionType.DELETE, ...more });

  test.each([[undefined], [true]])('may name snapshots beside AMIs: %p', (includeAmis) => {
    const [{ action }] = renderDetails(newStack(), [{ action: deletion({ includeAmis, includeSnapshots: true }), filter }], false);
    expect(action.includeResources).toEqual({ amis: true, snapshots: true });
  });

  test('may keep a number of images after others are deprecated by their age, of which nobody is warned', () => {
    const stack = newStack();
    renderDetails(stack, [
      { action: { type: LifecyclePolicyActionType.DEPRECATE }, filter }, { action: deletion(), filter: { countFilter: { count: 1 } } },
    ], false);
    expect(warningsOf(stack)).toEqual([]);
  });

  const spared = 'details[0].exclusionRules.amiExclusionRules';
  test.each<[LifecyclePolicyAmiExclusionRules, string]>([
    [{ lastLaunchedUnit: LifecyclePolicyTimeUnit.DAYS },
      `LastLaunchedRequired: \`${spared}.lastLaunched\` must be given when \`${spared}.lastLaunchedUnit\` is.`],
    [{ lastLaunched: Duration.days(0) },
      `LastLaunchedOutOfRange: \`${spared}.lastLaunched\` must be more than 0 and at most 365 days, got: '0 days'.`],
    [{ regions: ['us-east-1', 'everywhere'] },
      `RegionsMalformed: \`${spared}.regions[1]\` must be the name of a Region, as in \`eu-central-1\`, got: 'everywhere'.`],
  ])('does not spare AMIs by %j', (amiExclusionRules, message) => {
    expect(() => renderDetails(newStack(), [{ action: deletion(), filter, exclusionRules: { amiExclusionRules } }], false)).toThrow(
      new Error(`${message} [Stack]`));
  });
});
