import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  checkAccounts, checkAmiId, checkCount, checkDifferent, checkDuration, checkExclusive, checkName, checkNeeds, checkNotEmpty, checkPattern,
  checkRange, checkRegionName, checkRegions, checkSeconds, checkTags, checkText, warnAtSynth,
} from '../../src/common/validate';
import { newStack, warningsOf } from '../support/synth';

const stack = new Stack(undefined, 'Stack');
const TEXT = Lazy.string({ produce: () => 'text' });
const NUMBER = Lazy.number({ produce: () => 1 });
const LIST = Lazy.list({ produce: () => ['entry'] });
const MAP = Token.asAny({ key: 'value' }) as unknown as Record<string, string>;

describe('names', () => {
  test.each(['abc', 'x'.repeat(128), 'My_Image 2', '-a-', TEXT, undefined])('trap 11: %p passes, because the service takes it', (name) => {
    expect(() => checkName(stack, 'componentName', name)).not.toThrow();
  });

  test.each(['', 'ab', 'x'.repeat(129), ' abc', 'abc ', 'a.b', 'a/b', 'ä-name'])('%p is refused', (name) => {
    const shown = name.length > 118 ? `'${name.slice(0, 119)}...` : `'${name}'`;
    expect(() => checkName(stack, 'componentName', name)).toThrow(new Error(
      'ComponentNameMalformed: `componentName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, '
      + `got: ${shown}. [Stack]`));
  });
});

describe('texts', () => {
  test.each(['x', 'x'.repeat(1024), TEXT, undefined])('passes', (text) => {
    expect(() => checkText(stack, 'description', text)).not.toThrow();
  });

  test('an empty one is refused', () => {
    expect(() => checkText(stack, 'description', '')).toThrow(new Error(
      'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack]'));
  });

  test('one of 1025 characters is refused', () => {
    expect(() => checkText(stack, 'description', 'x'.repeat(1025))).toThrow(new Error(
      `DescriptionTooLong: \`description\` must be 1 to 1024 characters long, got: '${'x'.repeat(119)}.... [Stack]`));
  });
});

describe('patterns', () => {
  test.each(['aa', TEXT, undefined])('%p passes', (text) => {
    expect(() => checkPattern(stack, 'id', text, /^a+$/, 'be of a')).not.toThrow();
  });

  test('another text is refused', () => {
    expect(() => checkPattern(stack, 'id', 'ab', /^a+$/, 'be of a')).toThrow(new Error('IdMalformed: `id` must be of a, got: \'ab\'. [Stack]'));
  });
});

describe('ranges', () => {
  test.each([1, 64, NUMBER, undefined])('%p passes', (value) => {
    expect(() => checkRange(stack, 'limit', value, 1, 64)).not.toThrow();
  });

  test.each([0, 65, 1.5, NaN, -1])('%p is refused', (value) => {
    expect(() => checkRange(stack, 'limit', value, 1, 64)).toThrow(new Error(
      `LimitOutOfRange: \`limit\` must be a whole number from 1 to 64, got: ${value}. [Stack]`));
  });
});

describe('ranges without an upper bound', () => {
  test.each([1, Number.MAX_SAFE_INTEGER])('%p passes', (value) => {
    expect(() => checkRange(stack, 'attempts', value, 1)).not.toThrow();
  });

  test('0 is refused', () => {
    expect(() => checkRange(stack, 'attempts', 0, 1)).toThrow(new Error(
      'AttemptsOutOfRange: `attempts` must be a whole number of at least 1, got: 0. [Stack]'));
  });
});

describe('counts', () => {
  test.each([[['a']], [['a', 'b']], [{ a: 1 }], [LIST], [undefined]])('%p passes', (value) => {
    expect(() => checkCount(stack, 'entries', value, 1, 2)).not.toThrow();
  });

  test.each([[[], 0], [['a', 'b', 'c'], 3], [{}, 0]])('%p is refused', (value, count) => {
    expect(() => checkCount(stack, 'entries', value, 1, 2)).toThrow(new Error(
      `EntriesOutOfRange: \`entries\` must have 1 to 2 entries, got: ${count}. [Stack]`));
  });
});

describe('lists that need an entry', () => {
  test.each([[['a']], [LIST], [undefined]])('%p passes', (value) => {
    expect(() => checkNotEmpty(stack, 'commands', value)).not.toThrow();
  });

  test('an empty one is refused', () => {
    expect(() => checkNotEmpty(stack, 'commands', [])).toThrow(new Error('CommandsRequired: `commands` must have at least one entry. [Stack]'));
  });
});

describe('lists of different entries', () => {
  test.each([[undefined], [[]], [['a', 'b']], [LIST]])('%p passes', (values) => {
    expect(() => checkDifferent(stack, 'names', values)).not.toThrow();
  });

  test('an entry that stands there twice is refused', () => {
    expect(() => checkDifferent(stack, 'names', ['a', 'b', 'a'])).toThrow(new Error(
      'NamesConflict: `names` must have each entry once, got: \'a\'. [Stack]'));
  });
});

describe('tags', () => {
  test.each<[Record<string, string> | undefined]>([
    [undefined], [{}], [{ 'my key:/=+-@_.': '' }], [{ ['k'.repeat(128)]: 'v'.repeat(256) }], [{ key: TEXT }], [MAP],
  ])('%p passes', (tags) => {
    expect(() => checkTags(stack, 'tags', tags, 50)).not.toThrow();
  });

  test.each(['', 'aws:mine', 'k'.repeat(129), 'a*b'])('the key %p is refused', (key) => {
    expect(() => checkTags(stack, 'tags', { [key]: 'value' }, 50)).toThrow(
      /^TagsMalformed: `tags` must have keys of 1 to 128 letters, digits, spaces or _\.:\/=\+-@ that do not start with `aws:`, got: /);
  });

  test('a value of 257 characters is refused', () => {
    expect(() => checkTags(stack, 'tags', { key: 'v'.repeat(257) }, 50)).toThrow(new Error(
      `TagsTooLong: \`tags\` must have values of at most 256 characters, got: '${'v'.repeat(119)}.... [Stack]`));
  });

  test('more than the service takes are refused', () => {
    expect(() => checkTags(stack, 'tags', { a: '1', b: '2', c: '3' }, 2)).toThrow(new Error(
      'TagsOutOfRange: `tags` must have 0 to 2 entries, got: 3. [Stack]'));
  });
});

describe('accounts', () => {
  test.each([[undefined], [[]], [['123456789012']], [Array(1536).fill('123456789012')], [LIST], [[TEXT]]])('%p pass', (accounts) => {
    expect(() => checkAccounts(stack, 'accounts', accounts)).not.toThrow();
  });

  test.each([['12345678901'], ['1234567890123'], ['12345678901a']])('%p is refused', (account) => {
    expect(() => checkAccounts(stack, 'accounts', [account])).toThrow(new Error(
      `AccountsMalformed: \`accounts\` must have 12 digits each, got: '${account}'. [Stack]`));
  });

  test('more than the service takes are refused', () => {
    expect(() => checkAccounts(stack, 'accounts', Array(1537).fill('123456789012'))).toThrow(new Error(
      'AccountsOutOfRange: `accounts` must have 0 to 1536 entries, got: 1537. [Stack]'));
  });
});

describe('properties that exclude one another', () => {
  test.each([[1, undefined], [undefined, 1], [undefined, undefined]])('%p and %p pass', (first, second) => {
    expect(() => checkExclusive(stack, ['role', first], ['instanceProfile', second])).not.toThrow();
  });

  test('both are refused', () => {
    expect(() => checkExclusive(stack, ['role', 1], ['instanceProfile', 2])).toThrow(new Error(
      'InstanceProfileConflict: `instanceProfile` must be absent when `role` is given. [Stack]'));
  });
});

describe('properties that need another one', () => {
  test.each([[1, 1], [undefined, 1], [undefined, undefined]])('%p and %p pass', (dependent, needed) => {
    expect(() => checkNeeds(stack, ['subnetSelection', dependent], ['vpc', needed])).not.toThrow();
  });

  test('one without the other is refused', () => {
    expect(() => checkNeeds(stack, ['subnetSelection', 1], ['vpc', undefined])).toThrow(new Error(
      'VpcRequired: `vpc` must be given when `subnetSelection` is. [Stack]'));
  });
});

describe('seconds', () => {
  test.each([[Duration.seconds(0), 0], [Duration.minutes(1), 60], [undefined, undefined]])('of %s are read', (duration, seconds) => {
    expect(checkSeconds(stack, 'timeout', duration, 0, 60)).toBe(seconds);
  });

  test('of a token pass when they are seconds already', () => {
    expect(stack.resolve(checkSeconds(stack, 'timeout', Duration.seconds(NUMBER), 5, 60))).toBe(1);
    expect(() => checkSeconds(stack, 'timeout', Duration.minutes(NUMBER), 5, 60)).toThrow(new Error(
      'TimeoutUnresolved: `timeout` must be made with `Duration.seconds()` when its value is a token. [Stack]'));
  });

  test.each([[Duration.seconds(61), '61'], [Duration.millis(1500), '1.5']])('of %s are refused', (duration, shown) => {
    expect(() => checkSeconds(stack, 'timeout', duration, 0, 60)).toThrow(new Error(`TimeoutOutOfRange: \`timeout\` must be a whole number from 0 to 60, got: ${shown}. [Stack]`));
  });
});

describe('Regions', () => {
  test.each(['eu-central-1', 'us-gov-west-1', 'cn-north-1', 'us-isob-east-1', 'eusc-de-east-1', 'xx-long-12', TEXT, undefined])('%p passes', (region) => {
    expect(() => checkRegionName(stack, 'region', region)).not.toThrow();
  });

  test.each(['', 'Frankfurt', 'eu-central', 'eu-central-1a', 'EU-CENTRAL-1', 'eu-central-1 ', '1eu-central-1', 'Aeu-central-1'])('%p is refused', (region) => {
    expect(() => checkRegionName(stack, 'region', region)).toThrow(new Error(
      `RegionMalformed: \`region\` must be the name of a Region, as in \`eu-central-1\`, got: '${region}'. [Stack]`));
  });
});

describe('lists of Regions', () => {
  test.each([[undefined], [[]], [['eu-central-1', TEXT]], [LIST]])('%p pass', (regions) => {
    expect(() => checkRegions(stack, 'regions', regions)).not.toThrow();
  });

  test('say which entry is refused', () => {
    expect(() => checkRegions(stack, 'regions', ['eu-central-1', ''])).toThrow(new Error(
      'RegionsMalformed: `regions[1]` must be the name of a Region, as in `eu-central-1`, got: \'\'. [Stack]'));
  });
});


describe('durations', () => {
  const bounds = { unit: 'minutes', min: 1, max: 60, rule: 'be 1 to 60 minutes', hint: 'Ask less.' } as const;

  test.each([[Duration.minutes(1), 1], [Duration.hours(1), 60], [Duration.seconds(120), 2], [undefined, undefined]])('%s passes', (value, minutes) => {
    expect(checkDuration(stack, 'timeout', value, bounds)).toBe(minutes);
  });

  test('in seconds are counted in seconds, and tokens pass', () => {
    expect(checkDuration(stack, 'timeout', undefined, { ...bounds, unit: 'seconds' })).toBeUndefined();
    expect(() => checkDuration(stack, 'timeout', Duration.millis(1500), { ...bounds, unit: 'seconds' })).toThrow(/^TimeoutOutOfRange: `timeout` must be 1 to 60 minutes/);
    expect(checkDuration(stack, 'timeout', Duration.minutes(1), { ...bounds, unit: 'seconds' })).toBe(60);
    expect(stack.resolve(checkDuration(stack, 'timeout', Duration.minutes(NUMBER), bounds))).toBe(1);
  });

  test.each([['minutes', Duration.hours(NUMBER)], ['minutes', Duration.seconds(NUMBER)], ['days', Duration.hours(NUMBER)]] as const)(
    'of which only a token is known are given in %s', (unit, value) => {
      expect(() => checkDuration(stack, 'timeout', value, { ...bounds, unit })).toThrow(new Error(
        `TimeoutUnresolved: \`timeout\` must be made with \`Duration.${unit}()\` when its value is a token. [Stack]`));
    });

  test.each([Duration.seconds(0), Duration.seconds(90), Duration.minutes(61)])('%s is refused', (value) => {
    expect(() => checkDuration(stack, 'timeout', value, bounds)).toThrow(new Error(
      `TimeoutOutOfRange: \`timeout\` must be 1 to 60 minutes, got: '${value.toHumanString()}'. Ask less. [Stack]`));
  });
});

describe('ids of AMIs', () => {
  test.each(['ami-01234567', 'ami-0123456789abcdef0', TEXT, undefined])('%# pass', (id) => expect(() => checkAmiId(stack, 'amiId', id)).not.toThrow());

  test.each(['my-ami-01234567', 'ami-01234567-copy', 'ami-0123456', 'ami-0123456789abcdef01', 'AMI-01234567'])('%s is refused', (id) => {
    expect(() => checkAmiId(stack, 'amiId', id)).toThrow(new Error(
      `AmiIdMalformed: \`amiId\` must be an AMI id, as in \`ami-0123456789abcdef0\`, got: '${id}'. [Stack]`));
  });
});

describe('a warning at synth', () => {
  test('is given once, for what is known then', () => {
    const own = newStack();
    const scope = new Construct(own, 'Scope');
    let message: string | undefined;
    warnAtSynth(scope, 'cdk-imagebuilder:test', () => message);
    new Construct(scope, 'Child');
    message = 'It is late.';
    expect(warningsOf(own)).toEqual(['It is late. [ack: cdk-imagebuilder:test]']);
  });

  test('is not given without a message', () => {
    const own = newStack();
    warnAtSynth(own, 'cdk-imagebuilder:test', () => undefined);
    expect(warningsOf(own)).toEqual([]);
  });
});
