import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseDocument, parseYaml, readDocumentFile } from '../../src/document/document-file';

test('a map is read', () => {
  expect(parseDocument('a: 1')).toEqual({ a: 1 });
});

test.each([
  ['a: [1', 'TextMalformed: `text` must hold one document of valid YAML or JSON, got: \'Expected flow sequence to end with ] at line 1, column 2\'.'],
  ['- a', 'TextMalformed: `text` must hold a map, in YAML or JSON, got: ["a"].'],
  ['a', 'TextMalformed: `text` must hold a map, in YAML or JSON, got: \'a\'.'],
  ['', 'TextMalformed: `text` must hold a map, in YAML or JSON, got: null.'],
])('%p is refused', (text, message) => {
  expect(() => parseDocument(text)).toThrow(new Error(message));
});

test('a fault names the file', () => {
  expect(() => parseDocument('- a', 'some/file.yaml')).toThrow(new Error(
    'PathMalformed: `path` must hold a map, in YAML or JSON, got: ["a"]. It is in some/file.yaml.'));
});

test('a file is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'document-file-'));
  try {
    writeFileSync(join(folder, 'a.yaml'), 'a: ä');
    expect(readDocumentFile(join(folder, 'a.yaml'))).toBe('a: ä');
    expect(() => readDocumentFile(join(folder, 'b.yaml'))).toThrow(
      `PathUnresolved: \`path\` must be the path of a file, absolute or from the working directory, got: '${join(folder, 'b.yaml')}'`.slice(0, 100));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['a: 1.0\nb: [x, "y"]', { a: 1, b: ['x', 'y'] }],
  ['{"a": "1.0"}', { a: '1.0' }],
  ['a: 2024-01-01\nb: yes', { a: '2024-01-01', b: 'yes' }],
  ['a: &steps [x]\nb: *steps', { a: ['x'], b: ['x'] }],
  ['a: &step { x: 1, y: 2 }\nb:\n  <<: *step\n  y: 3', { a: { x: 1, y: 2 }, b: { x: 1, y: 3 } }],
  ['', null],
])('%p is read', (text, value) => {
  expect(parseYaml(text)).toEqual({ value });
});

test.each([
  ['a: [1', 'Expected flow sequence to end with ] at line 1, column 2'],
  ['a: 1\na: 2', 'Map keys must be unique; "a" is repeated at line 1, column 1'],
  ['a: 1\n---\nb: 2', 'Source contains multiple documents; please use YAML.parseAllDocuments()'],
  ['a: &a\n  b: *a', 'Converting circular structure to JSON'],
  ['a: *b', 'Aliased anchor not found: b at line 1, column 4'],
  ['a: &a [x]\nb:\n  <<: *a', 'Merge nodes aliases can only point to maps at line 3, column 3'],
  [`a: &a [x, x]\nb: &b [${Array(11).fill('*a')}]\nc: [${Array(10).fill('*b')}]`, 'Excessive alias count indicates a resource exhaustion attack'],
  ['a: !Sub x', 'The tag !Sub is unavailable, falling back to tag:yaml.org,2002:str at line 1, column 4'],
])('%p is not', (text, fault) => {
  expect(parseYaml(text)).toEqual({ fault });
});
