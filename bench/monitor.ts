import { largestRecords } from './monitor-records';
import { median } from './statistics';
import { answerAfter, callsIn, Load, startLoad } from '../test/contract/monitor-usage';

const LATENCY = 100;
const ROUNDS = 3;
/** The function has 512 MB. */
const GB = 0.5;
/** A build that succeeds has two events, and one of ten fails and has one. A month has 720 polls. */
const POLLS = 720;
const LOADS: readonly Load[] = [{ pipelines: 1, builds: 10, parts: [] }, { pipelines: 25, builds: 1000, parts: [] }];

/** How long the function of a monitor runs, when every call takes 100 milliseconds. */
export async function monitor(): Promise<string> {
  const months = [];
  for (const load of LOADS) months.push(await monthOf(load));
  return `## A monitor, at the services

Runs of the bundled function, when every answer of a service takes ${LATENCY} ms; medians of ${ROUNDS}. Most of the time is waiting, which is billed. GB-seconds are the
memory of ${GB * 1024} MB by the time. A month has the event of the end of each build, that of the scan of each build that succeeds, which comes first and finds it still
running, and ${POLLS} polls.

| pipelines | builds a month | run | calls | ms | GB-seconds |
|---|---|---|---|---|---|
${months.map(({ rows }) => rows.join('\n')).join('\n')}

${await largestRecords()}`;
}

async function monthOf(load: Load) {
  const { world, pipelines, play } = await startLoad(load);
  const runs: Record<string, { calls: number; millis: number }[]> = { 'a scan ends': [], 'a build ends': [], 'a poll': [] };
  const run = async (what: string, invocation: () => Promise<unknown>) => {
    const [calls, start] = [callsIn(world), performance.now()];
    await invocation();
    runs[what].push({ calls: callsIn(world) - calls, millis: performance.now() - start });
  };
  try {
    // Polls look at the builds of the last day.
    await play(24);
    answerAfter(LATENCY, world);
    for (let round = 0; round < ROUNDS; round++) {
      world.simulator.takeEvents();
      world.build(1000, pipelines[round % pipelines.length]);
      await run('a scan ends', () => world.handleEvents());
      world.advance(300);
      await run('a build ends', () => world.handleEvents());
      await run('a poll', () => world.poll());
    }
  } finally {
    await world.stop();
  }
  const of = (what: string) => ({
    calls: median(runs[what].map(({ calls }) => calls)), millis: median(runs[what].map(({ millis }) => millis)),
  });
  const gbSeconds = (millis: number) => millis / 1000 * GB;
  const month = gbSeconds(load.builds * (of('a build ends').millis + 0.9 * of('a scan ends').millis) + POLLS * of('a poll').millis);
  const row = (...cells: readonly string[]) => `| ${load.pipelines} | ${load.builds.toLocaleString('en-US')} | ${cells.join(' | ')} |`;
  return {
    rows: [
      ...Object.keys(runs).map((what) => {
        const { calls, millis } = of(what);
        return row(what, String(calls), String(Math.round(millis)), gbSeconds(millis).toFixed(2));
      }),
      row('**a month**', '', '', `**${Math.round(month).toLocaleString('en-US')}**`),
    ],
  };
}
