import { arn, callsOf, MonitorWorld } from './monitor-world';
import { MonitorSource, SeverityGate } from '../../src';
import { BuildScenario, Scenario, SeedImage } from '../simulator';

/** What a monitor has to do in a month, which builds are spread over evenly. */
export interface Load {
  readonly pipelines: number;
  readonly builds: number;
  /** The month consists of these parts, of which each is played once: so many days, so many times. */
  readonly parts: readonly (readonly [days: number, times: number])[];
  readonly rejudge?: boolean;
}

/** By group and name. */
export type Usage = ReadonlyMap<string, number>;

/** Days of a month. */
const MONTH = 30;
/** Images of each pipeline: the lists that a poll reads are as long as those of pipelines with a lifecycle policy. */
export const IMAGES = 40;
export const PACKAGES = 400;
const FINDINGS = { all: 25, critical: 0, high: 8, medium: 12 };
/** Every tenth build fails, from this one. */
const FAILURE = 1;
/** Builds of each pipeline before, so that a newest image has a record and one to compare with. */
const BUILT = 2;
/** What CloudWatch adds to each line of a log when it counts bytes. */
const BYTES_OF_LOG_LINE = 26;

/** Plays a month, after a day that makes it one of many, and counts what the monitor uses. */
export async function usageOf(load: Load): Promise<Usage> {
  const { world, play } = await startLoad(load);
  try {
    await play(24);
    const month = new Map<string, number>();
    for (const [days, times] of load.parts) {
      const before = reading(world);
      await play(days * 24);
      for (const [name, value] of reading(world)) {
        // All numbers grow, but for that of the metrics.
        const more = name.endsWith('metrics') ? value - (month.get(name) ?? 0) : (value - (before.get(name) ?? 0)) * times;
        month.set(name, (month.get(name) ?? 0) + more);
      }
    }
    return month;
  } finally {
    await world.stop();
  }
}

/** A monitor whose pipelines have built before, and the way to play some hours of its month. */
export async function startLoad(load: Load): Promise<{ world: MonitorWorld; pipelines: readonly string[]; play(hours: number): Promise<void> }> {
  const names = Array.from({ length: load.pipelines }, (_, index) => `weekly-${String(index + 1).padStart(2, '0')}`);
  const pipelines = names.map((name) => arn(`image-pipeline/${name}`));
  const world = await MonitorWorld.start(scenarioOf(names, load), {
    source: MonitorSource.pipelineArns(pipelines), gate: SeverityGate.atMost({ critical: 0 }), rejudge: load.rejudge ? {} : undefined,
  });
  let [hours, started] = [0, 0];
  const playHour = async () => {
    for (hours++; started < Math.floor(hours * load.builds / (MONTH * 24)); started++) world.build(0, pipelines[started % pipelines.length]);
    world.advance(1800);
    await world.handleEvents();
    if (load.rejudge && hours % 24 === 12) await world.rejudge();
    world.advance(1800);
    await world.poll();
  };
  for (let each = 0; each < BUILT; each++) {
    pipelines.forEach((pipeline) => world.build(0, pipeline));
    world.advance(1800);
    await world.handleEvents();
  }
  return { world, pipelines, play: async (count) => { for (let each = 0; each < count; each++) await playHour(); } };
}

const packages = Array.from({ length: PACKAGES }, (_, index) => ({ name: `package-${index}`, version: `1.2.${index}-1.amzn2023` }));
const succeeds: BuildScenario = { packages, scan: { findings: FINDINGS } };

/** From now on every build succeeds, and every answer of a service takes this time. */
export function answerAfter(latencyMs: number, { simulator, others, topic }: MonitorWorld): void {
  simulator.load({ builds: [succeeds], latencyMs });
  others.latencyMs = topic.latencyMs = latencyMs;
}

/** The calls that the function has made. */
export function callsIn({ simulator, others, messages }: MonitorWorld): number {
  return simulator.journal().length + others.calls.length + messages.length;
}

function scenarioOf(names: readonly string[], { builds }: Load): Scenario {
  const fails: BuildScenario = { test: { failStep: { name: 'ApplyTestComponents', component: { errorMessage: 'sshd allows root' } } } };
  return {
    seed: { calls: callsOf(names.map((name) => [name, name])), images: names.flatMap(earlierImages) },
    builds: [
      ...Array.from({ length: BUILT * names.length }, () => succeeds),
      ...Array.from({ length: builds }, (_, index) => index % 10 === FAILURE ? fails : succeeds),
    ],
    onDemandScans: [{ findings: FINDINGS }],
  };
}

function earlierImages(name: string): SeedImage[] {
  return Array.from({ length: IMAGES - 1 }, (_, index) => ({
    arn: arn(`image/${name}/1.0.0/${index + 1}`),
    pipelineArn: arn(`image-pipeline/${name}`),
    dateCreated: `2025-11-${String(index % 30 + 1).padStart(2, '0')}T03:00:00.000Z`,
  }));
}

/** Operations that are not of Image Builder. */
const SERVICES = new Map([
  ['DescribeImages', 'Amazon EC2'], ['GetImageFindings', 'Amazon EC2'], ['StartOnDemandScan', 'Amazon Inspector'], ['GetOnDemandScanStatus', 'Amazon Inspector'],
]);

function reading(world: MonitorWorld): Usage {
  const counts = new Map<string, number>();
  const add = (name: string, value = 1) => counts.set(name, (counts.get(name) ?? 0) + value);
  for (const by of world.invocations) add(`AWS Lambda|invocations ${by}`);
  for (const { operation } of world.simulator.journal()) add(`${SERVICES.get(operation) ?? 'EC2 Image Builder'}|\`${operation}\``);
  for (const operation of world.others.calls) add(`Amazon S3|\`${operation}\``);
  for (const { key, body } of world.objects('')) {
    add('Amazon S3|new objects');
    add(`Amazon S3|bytes in \`${key.split('/')[0]}/\``, Buffer.byteLength(body));
  }
  add('Amazon SNS|messages of one topic', world.messages.length);
  add('Amazon CloudWatch|custom metrics', new Set(world.metrics().map(({ name, dimensions }) => JSON.stringify([name, dimensions]))).size);
  add('Amazon CloudWatch|bytes of the log', world.lines().reduce((sum, line) => sum + Buffer.byteLength(line) + BYTES_OF_LOG_LINE, 0));
  return counts;
}

const ORDER = ['AWS Lambda', 'EC2 Image Builder', 'Amazon EC2', 'Amazon Inspector', 'Amazon S3', 'Amazon SNS', 'Amazon CloudWatch'];

/** The table of the guide. A dash is for what is not used at all. */
export function usageTable(columns: Readonly<Record<string, Usage>>): string {
  const usages = Object.values(columns);
  const names = [...new Set(usages.flatMap((usage) => [...usage.keys()]))].filter((name) => usages.some((usage) => usage.get(name)));
  const rank = (name: string) => ORDER.indexOf(name.split('|')[0]);
  const sorted = names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const rows = sorted.map((name, index) => {
    const [service, what] = name.split('|');
    const shown = index > 0 && sorted[index - 1].startsWith(`${service}|`) ? '' : service;
    return `| ${[shown, what, ...usages.map((usage) => textOf(name, usage.get(name)))].join(' | ')} |`;
  });
  return ['', `| service | use | ${Object.keys(columns).join(' | ')} |`, `|---|---|${'---|'.repeat(usages.length)}`, ...rows, ''].join('\n');
}

function textOf(name: string, value = 0): string {
  if (value === 0) return '–';
  const count = (number: number) => number.toLocaleString('en-US');
  if (!name.includes('|bytes')) return count(value);
  return value < 1e6 ? `${count(Math.ceil(value / 1e3))} kB` : `${count(Math.ceil(value / 1e5) / 10)} MB`;
}
