import { parseYaml } from '../../src/private/yaml';

test.each([
  ['a: 1.0\nb: [x, "y"]', { a: 1, b: ['x', 'y'] }],
  ['{"a": "1.0"}', { a: '1.0' }],
  ['a: 2024-01-01\nb: yes', { a: '2024-01-01', b: 'yes' }],
  ['', null],
])('%p is read', (text, value) => {
  expect(parseYaml(text)).toEqual({ value });
});

test.each([
  ['a: [1', 'Expected flow sequence to end with ] at line 1, column 2'],
  ['a: 1\na: 2', 'Map keys must be unique; "a" is repeated at line 1, column 1'],
  ['a: 1\n---\nb: 2', 'Source contains multiple documents; please use YAML.parseAllDocuments()'],
  ['a: !Sub x', 'The tag !Sub is unavailable, falling back to tag:yaml.org,2002:str at line 1, column 4'],
])('%p is not', (text, fault) => {
  expect(parseYaml(text)).toEqual({ fault });
});
