import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BreakName, BREAKS } from './breaks';
import { BrokenBundles } from './broken';
import { TOPICS } from './index';
import { ownFunctions, play } from './play';
import { faultStack } from './stack';
import { REPORT } from '../bundle';
import { startWorld, World } from '../world';

const ROWS = TOPICS.flatMap(({ rows }) => rows);
/** Files of tests that share the broken handlers, so that they can run at the same time. */
export const SHARDS = 2;

/**
 * A table that stays green whatever the handler does says nothing: each row has to fail with each handler that it names as broken. These are the tests
 * of every second broken handler, the first of which is `shard`.
 */
export function describeBroken(shard: number): void {
  jest.setTimeout(120_000);

  let world: World;
  let bundles: BrokenBundles;
  let folder: string;

  beforeAll(async () => {
    world = await startWorld(faultStack);
    bundles = await BrokenBundles.start(REPORT);
  }, 120_000);

  afterAll(async () => {
    await bundles?.stop();
    await world?.stop();
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'broken-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(namesOf(shard))('%s turns red what it breaks', async (name) => {
    const named = ROWS.filter(({ breaks }) => breaks.includes(name));
    expect(named).not.toEqual([]);
    await bundles.write(name, BREAKS[name], folder);
    await world.aws.lambda.deploy(ownFunctions(world.stack), folder);
    const green: string[] = [];
    for (const row of named) {
      const failure = await play(row, world).then(() => undefined, (error: Error) => error);
      if (failure === undefined) green.push(`${row.fault} (${row.resource})`);
      // A handler that does not even start would make everything red.
      expect(failure?.message ?? '').not.toMatch(/The process of \w+ ended/);
    }
    expect(green).toEqual([]);
  });
}

export function namesOf(shard: number): BreakName[] {
  return (Object.keys(BREAKS) as BreakName[]).filter((_, index) => index % SHARDS === shard);
}
