import { checkNameInDocument } from '../../src/private/component-names';

test.each(['abc', 'A_b-1', 'x'.repeat(128)])('%p passes', (name) => {
  expect(() => checkNameInDocument('name', name)).not.toThrow();
});

test.each(['ab', 'a b', 'a.b', ''])('%p is refused', (name) => {
  expect(() => checkNameInDocument('name', name)).toThrow(new Error(
    `NameMalformed: \`name\` must be 3 to 128 letters, digits, hyphens or underscores, got: '${name}'.`));
});

test('a name of 129 characters is refused', () => {
  expect(() => checkNameInDocument('name', 'x'.repeat(129))).toThrow(/^NameMalformed: /);
});
