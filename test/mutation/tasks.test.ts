import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Mutation tests are not part of this suite, so here is what would keep them from starting, or leave something out without a word. */
const ROOT = join(__dirname, '../..');
const json = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const throughConstructs: Record<string, string[]> = json('test/mutation/through-constructs.json');

/** `contract` holds names and limits: a changed one changes both sides alike, and templates notice. */
test('each room but the contract has a task, and the handler one for its core', () => {
  const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((each) => each.isDirectory()).map(({ name }) => name)
    .filter((name) => name !== 'contract');
  const tasks = Object.keys(json('.projen/tasks.json').tasks).flatMap((name) => name.match(/^mutation:(?<room>.+)$/)?.groups!.room ?? []);
  expect(tasks.sort()).toEqual(rooms.map((room) => room === 'handler' ? 'core' : room).sort());
});

test('files that are tested through constructs exist, and so do the tests', () => {
  const files = Object.entries(throughConstructs).flatMap(([file, tests]) => [file, ...tests]);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('files that are tested through constructs list their own test, too, because others are not run for them', () => {
  const own = (file: string) => file.replace(/^src/, 'test').replace(/ts$/, 'test.ts');
  const files = Object.keys(throughConstructs).filter((file) => existsSync(join(ROOT, own(file))));
  expect(files.filter((file) => !throughConstructs[file].includes(own(file)))).toEqual([]);
});

test('each test of the core is that of a file, because others are not run for mutants', () => {
  const tests = readdirSync(join(ROOT, 'test/handler/core'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  expect(tests.filter((test) => !existsSync(join(ROOT, 'src/handler/core', test.replace(/(?:\.[\w-]+)?\.test\.ts$/, '.ts'))))).toEqual([]);
});

test('the working copy has what unit tests read besides the sources', () => {
  const text = readFileSync(join(ROOT, 'stryker.config.mjs'), 'utf8');
  const [, ignored] = text.match(/ignorePatterns: \[(.+)\]/)!;
  expect(['assets', 'docs', 'schema', 'scripts', 'src', 'test'].filter((folder) => ignored.includes(`'/${folder}'`))).toEqual([]);
});
