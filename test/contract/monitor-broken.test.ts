import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MONITOR } from './bundle';
import { BrokenBundles } from './faults/broken';
import { BREAKS, MonitorBreakName } from './monitor/breaks';
import { STORIES } from './monitor/stories';
import { MonitorWorld } from './monitor-world';

/** Each story has to fail with each monitor that it names as broken. */

jest.setTimeout(120_000);

let bundles: BrokenBundles;
let folder: string;

beforeAll(async () => {
  bundles = await BrokenBundles.start(MONITOR);
});

afterAll(() => bundles?.stop());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broken-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each(Object.keys(BREAKS) as MonitorBreakName[])('%s turns red what it breaks', async (name) => {
  const named = STORIES.filter(({ breaks }) => breaks.includes(name));
  expect(named).not.toEqual([]);
  await bundles.write(name, BREAKS[name], folder);
  const green: string[] = [];
  for (const { title, scenario, props, play } of named) {
    // A monitor that does not even start would make everything red: its first run is outside of the story.
    const world = await MonitorWorld.start(scenario, props, undefined, folder);
    const failure = await play(world).then(() => undefined, (error: Error) => error).finally(() => world.stop());
    if (failure === undefined) green.push(title);
  }
  expect(green).toEqual([]);
});
