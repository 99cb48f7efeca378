import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { BUILD_KEY_DESCRIPTIONS, SCAN_KEY_DESCRIPTIONS } from '../../src/report/key-descriptions';
import { userCode } from '../support/user-code';

/** What every guide has. `examples.test.ts` compiles and synthesizes their programs. */
const FOLDER = join(__dirname, '..', '..', 'docs', 'guides');
const textOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const GUIDES = readdirSync(FOLDER).filter((file) => file.endsWith('.md') && file !== 'README.md').sort();
/** It leads to the same program in every language. */
const TASKS = GUIDES.filter((file) => file !== 'languages.md');

test('the index names every guide, each once', () => {
  const named = [...textOf('README.md').matchAll(/\| \[([\w-]+\.md)\]\(\1\) \|$/gm)].map(([, file]) => file);
  expect([...named].sort()).toEqual(GUIDES);
});

test.each(TASKS)('%s begins with a whole program of less than 40 lines, and goes on with what becomes of it', (file) => {
  const text = textOf(file);
  const [, program] = /^```ts\n(.*?)^```$/ms.exec(text)!;
  expect(text.indexOf('```ts')).toBeLessThan(text.indexOf('\n## '));
  expect(program).toMatch(/^import /);
  expect(userCode(program).length).toBeLessThan(40);
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(expect.arrayContaining(['What you get', 'Check the result', 'If it does not work']));
});

test('outputs of which guides speak in tables are attributes of reports', () => {
  const tables = TASKS.flatMap((file) => [...textOf(file).matchAll(/^\| output \|.*\n\|[-|]+\n((?:\|.*\n)+)/gm)].map(([, rows]) => rows));
  const outputs = tables.flatMap((rows) => rows.trim().split('\n')).flatMap((row) => [...row.split(' | ')[0].matchAll(/`(\w+)`/g)].map(([, output]) => output));
  expect(outputs.length).toBeGreaterThan(10);
  expect(outputs.filter((output) => !(output in BUILD_KEY_DESCRIPTIONS) && !(output in SCAN_KEY_DESCRIPTIONS))).toEqual([]);
});
