import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BREAKS } from '../contract/faults/breaks';
import { namesOf, SHARDS } from '../contract/faults/broken-suite';

const LongestFirst = jest.requireActual('./longest-first.cjs');
const ROOT = join(__dirname, '..', '..');

function sorted(...paths: string[]): string[] {
  const context = { config: { id: 'none', cacheDirectory: join(ROOT, '.cache', 'none') }, hasteFS: { getSize: (path: string) => path.length } };
  const sequencer = new LongestFirst({ globalConfig: {}, contexts: [context] });
  return sequencer.sort(paths.map((path) => ({ path, context }))).map(({ path }: { path: string }) => path);
}

test('the longest files come first, and the others in the order of jest', () => {
  const [first, second] = LongestFirst.LONGEST.map((file: string) => join(ROOT, file));
  expect(sorted('/clone/test/a.test.ts', second, '/clone/test/long/b.test.ts', first)).toEqual([first, second, '/clone/test/long/b.test.ts', '/clone/test/a.test.ts']);
});

test('the list names files that exist, each once', () => {
  expect(LongestFirst.LONGEST.filter((file: string) => !existsSync(join(ROOT, file)))).toEqual([]);
  expect(new Set(LongestFirst.LONGEST).size).toBe(LongestFirst.LONGEST.length);
});

test('every broken handler is in a file of tests', () => {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  expect(shards.flatMap(namesOf).sort()).toEqual(Object.keys(BREAKS).sort());
  expect(readdirSync(join(ROOT, 'test/contract')).filter((file) => file.startsWith('faults-broken-'))).toEqual(shards.map((shard) => `faults-broken-${shard + 1}.test.ts`));
});
