import { Duration } from 'aws-cdk-lib';
import { TYPE, DELETE, DEPRECATE, DISABLE, ageFilter, policy, forContainers } from './policy-in-test';
import { LifecyclePolicyActionType, LifecyclePolicyDetail } from '../../src/lifecycle/lifecycle-policy-detail';
import { LifecyclePolicyProps } from '../../src/lifecycle/lifecycle-policy-props';
import { propertiesOf, warningsOf } from '../support/synth';

const detailsOf = (...details: LifecyclePolicyDetail[]) => propertiesOf(policy({ details }).stack, TYPE).PolicyDetails;

describe('rules', () => {
  test('can be three, and snapshots are for deletion only', () => {
    const rule = (type: LifecyclePolicyActionType, days: number) => ({ action: { type }, filter: { ageFilter: { age: Duration.days(days) } } });
    const made = policy({ details: [rule(DELETE, 90), rule(DEPRECATE, 30), rule(DISABLE, 60)] });
    expect(propertiesOf(made.stack, TYPE).PolicyDetails.map(({ Action }: any) => Action)).toEqual([
      { Type: 'DELETE', IncludeResources: { Amis: true, Snapshots: true } },
      { Type: 'DEPRECATE', IncludeResources: { Amis: true } },
      { Type: 'DISABLE', IncludeResources: { Amis: true } },
    ]);
    expect(warningsOf(made.stack)).toEqual([]);
  });

  test('can leave AMIs alone, and with them their snapshots', () => {
    expect(detailsOf({ action: { type: DELETE, includeAmis: false }, filter: { ageFilter } })[0].Action.IncludeResources)
      .toEqual({ Amis: false, Snapshots: false });
  });

  test('can keep a number of images', () => {
    expect(detailsOf({ action: { type: DELETE }, filter: { countFilter: { count: 5 } } })[0].Filter).toEqual({ Type: 'COUNT', Value: 5 });
  });

  test('trap 8: have no empty exclusions', () => {
    const exclusionRules = { amiExclusionRules: { regions: [], sharedAccounts: [], tags: {} }, imageExclusionRules: { tags: {} } };
    expect(detailsOf({ action: { type: DELETE }, filter: { ageFilter }, exclusionRules })[0].ExclusionRules).toBeUndefined();
  });

  test.each([
    ['retainAtLeast', 1, 10, 'details[0].filter.ageFilter.retainAtLeast', (retainAtLeast: number) => ({ ageFilter: { ...ageFilter, retainAtLeast } })],
    ['count', 1, 1000, 'details[0].filter.countFilter.count', (count: number) => ({ countFilter: { count } })],
  ])('trap 8: %s is from %d to %d', (name, least, most, prop, filterOf) => {
    const make = (value: number) => () => detailsOf({ action: { type: DELETE }, filter: filterOf(value) });
    expect(make(least)).not.toThrow();
    expect(make(most)).not.toThrow();
    for (const wrong of [least - 1, most + 1, -5]) {
      expect(make(wrong)).toThrow(new Error(`${name.charAt(0).toUpperCase()}${name.slice(1)}OutOfRange: \`${prop}\` must be a whole number `
        + `from ${least} to ${most}, got: ${wrong}. [Stack/Policy]`));
    }
  });

  test.each([
    [[[DEPRECATE, 30], [DELETE, 30]], ['DELETE comes after 30 days, so DEPRECATE after 30 days has no effect.']],
    [[[DELETE, 10], [DISABLE, 20], [DEPRECATE, 30]], [
      'DELETE comes after 10 days, so DISABLE after 20 days has no effect.', 'DISABLE comes after 20 days, so DEPRECATE after 30 days has no effect.',
    ]],
  ] as const)('%j in an order without sense are warned of', (rules, warnings) => {
    const { stack } = policy({ details: rules.map(([type, days]) => ({ action: { type }, filter: { ageFilter: { age: Duration.days(days) } } })) });
    expect(warningsOf(stack).sort()).toEqual(warnings.map((each) => `${each} [ack: cdk-imagebuilder:lifecycleOrder]`));
  });

  test.each([DEPRECATE, DISABLE])('%s and keep a number of images are warned of, and rendered', (type) => {
    const { stack } = policy({ details: [{ action: { type }, filter: { ageFilter: { ...ageFilter, retainAtLeast: 3 } } }] });
    expect(propertiesOf(stack, TYPE).PolicyDetails[0].Filter).toMatchObject({ Type: 'AGE', RetainAtLeast: 3 });
    expect(warningsOf(stack)).toEqual([
      `\`details[0].filter.ageFilter.retainAtLeast\` is documented only for rules that delete, so a rule with the action ${type} may apply to the newest `
      + 'images, too. [ack: cdk-imagebuilder:retainedImages]',
    ]);
  });

  const filter = { ageFilter };
  test.each<[string, Partial<LifecyclePolicyProps>, string]>([
    ['none', { details: [] }, 'DetailsOutOfRange: `details` must have 1 to 3 entries, got: 0.'],
    ['four', { details: Array(4).fill({ action: { type: DELETE }, filter }) }, 'DetailsOutOfRange: `details` must have 1 to 3 entries, got: 4.'],
    ['an action twice', { details: Array(2).fill({ action: { type: DELETE }, filter }) },
      'DetailsConflict: `details` must have each action once, got: \'DELETE\'.'],
    ['a filter without anything', { details: [{ action: { type: DELETE }, filter: {} }] },
      'FilterRequired: `details[0].filter` must have `ageFilter` or `countFilter`.'],
    ['a filter of both', { details: [{ action: { type: DELETE }, filter: { ageFilter, countFilter: { count: 1 } } }] },
      'CountFilterConflict: `details[0].filter.countFilter` must be absent when `details[0].filter.ageFilter` is given.'],
    ['a count that deprecates', { details: [{ action: { type: DEPRECATE }, filter: { countFilter: { count: 1 } } }] },
      'CountFilterUnsupported: `details[0].filter.countFilter` must be absent unless the action is DELETE, got: \'DEPRECATE\'.'],
    ['snapshots without AMIs', { details: [{ action: { type: DELETE, includeAmis: false, includeSnapshots: true }, filter }] },
      'IncludeSnapshotsConflict: `details[0].action.includeSnapshots` must be false or absent when `includeAmis` is false, '
      + 'because an AMI needs its snapshots.'],
    ['containers among AMIs', { details: [{ action: { type: DELETE, includeContainers: true }, filter }] },
      'IncludeContainersUnsupported: `details[0].action.includeContainers` must be absent in a policy for AMIs.'],
    ['AMIs among containers', { ...forContainers, details: [{ action: { type: DELETE, includeAmis: false }, filter }] },
      'IncludeAmisUnsupported: `details[0].action.includeAmis` must be absent in a policy for containers.'],
    ['snapshots among containers', { ...forContainers, details: [{ action: { type: DELETE, includeSnapshots: true }, filter }] },
      'IncludeSnapshotsUnsupported: `details[0].action.includeSnapshots` must be absent in a policy for containers.'],
    ['AMIs to spare among containers', {
      ...forContainers, details: [{ action: { type: DELETE }, filter, exclusionRules: { amiExclusionRules: { isPublic: true } } }],
    }, 'AmiExclusionRulesUnsupported: `details[0].exclusionRules.amiExclusionRules` must be absent in a policy for containers.'],
    ['deprecated containers', { ...forContainers, details: [{ action: { type: DEPRECATE }, filter }] },
      'TypeUnsupported: `details[0].action.type` must be DELETE in a policy for containers, got: \'DEPRECATE\'.'],
    ['a malformed account', {
      details: [{ action: { type: DELETE }, filter, exclusionRules: { amiExclusionRules: { sharedAccounts: ['1'] } } }],
    }, 'SharedAccountsMalformed: `details[0].exclusionRules.amiExclusionRules.sharedAccounts` must have 12 digits each, got: \'1\'.'],
    ['an age of nothing', { details: [{ action: { type: DELETE }, filter: { ageFilter: { age: Duration.days(0) } } }] },
      'AgeOutOfRange: `details[0].filter.ageFilter.age` must be more than 0 and at most 1000 days, got: \'0 days\'.'],
  ])('%s: refused', (_, props, message) => {
    expect(() => policy(props)).toThrow(new Error(`${message} [Stack/Policy]`));
  });

  test.each([
    [{ lifecyclePolicyName: 'x' }, /^LifecyclePolicyNameMalformed: /],
    [{ description: '' }, /^DescriptionMalformed: /],
    [{ tags: { 'aws:x': 'y' } }, /^TagsMalformed: /],
    [{ details: [{ action: { type: DELETE }, filter, exclusionRules: { imageExclusionRules: { tags: { 'aws:x': 'y' } } } }] }, /^TagsMalformed: /],
    [{ details: [{ action: { type: DELETE }, filter, exclusionRules: { amiExclusionRules: { tags: { 'aws:x': 'y' } } } }] }, /^TagsMalformed: /],
  ])('%j are refused', (props, message) => {
    expect(() => policy(props)).toThrow(message);
  });
});
