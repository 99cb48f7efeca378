import { Lazy, Stack, Token } from 'aws-cdk-lib';
import {
  checkCount, checkExclusive, checkName, checkNeeds, checkNotEmpty, checkPattern, checkRange, checkTags, checkText,
} from '../../src/private/validate';

const stack = new Stack(undefined, 'Stack');
const TEXT = Lazy.string({ produce: () => 'text' });
const NUMBER = Lazy.number({ produce: () => 1 });
const LIST = Lazy.list({ produce: () => ['entry'] });
const MAP = Token.asAny({ key: 'value' }) as unknown as Record<string, string>;

describe('names', () => {
  test.each(['abc', 'x'.repeat(128), 'My_Image 2', '-a-', TEXT, undefined])('%p passes', (name) => {
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
    const shown = Number.isNaN(value) ? 'null' : value;
    expect(() => checkRange(stack, 'limit', value, 1, 64)).toThrow(new Error(
      `LimitOutOfRange: \`limit\` must be a whole number from 1 to 64, got: ${shown}. [Stack]`));
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
