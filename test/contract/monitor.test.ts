import { STORIES } from './monitor/stories';
import { MonitorWorld } from './monitor-world';

/** The function of a monitor as it is published, from events of Image Builder to what people and machines read. */

jest.setTimeout(120_000);

test.each(STORIES)('$title', async ({ scenario, props, play }) => {
  const world = await MonitorWorld.start(scenario, props);
  try {
    await play(world);
  } finally {
    await world.stop();
  }
});
