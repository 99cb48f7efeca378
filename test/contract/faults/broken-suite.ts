import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from './faults';
import { BreakName, BREAKS } from './faults/breaks';
import { bundleBroken } from './faults/broken';
import { ownFunctions, play } from './faults/play';
import { faultStack } from './faults/stack';
import { startWorld, World } from './world';

/** A table that stays green whatever the handler does says nothing: each row has to fail with each handler that it names as broken. */
const ROWS = TOPICS.flatMap(({ rows }) => rows);

jest.setTimeout(120_000);

let world: World;
let folder: string;

beforeAll(async () => {
  world = await startWorld(faultStack);
}, 120_000);

afterAll(async () => {
  await world?.stop();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broken-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each(Object.keys(BREAKS) as BreakName[])('%s turns red what it breaks', async (name) => {
  const named = ROWS.filter(({ breaks }) => breaks.includes(name));
  expect(named).not.toEqual([]);
  await world.aws.lambda.deploy(ownFunctions(world.stack), bundleBroken(name, folder));
  const green: string[] = [];
  for (const row of named) {
    const failure = await play(row, world).then(() => undefined, (error: Error) => error);
    if (failure === undefined) green.push(`${row.fault} (${row.resource})`);
    // A handler that does not even start would make everything red.
    expect(failure?.message ?? '').not.toMatch(/The process of \w+ ended/);
  }
  expect(green).toEqual([]);
});
