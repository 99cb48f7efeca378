import { History, CALM } from './history';
import { MonitorProperties } from '../../../../src/contract/monitor';
import { parseMonitorRequest } from '../../../../src/handler/core/request/monitor-request';
import { monitorLifecycle } from '../../../../src/handler/monitor/monitor-lifecycle';
import { Renderers } from '../../../../src/handler/monitor/renderers';
import { MonitorServices } from '../../../../src/handler/ports';
import { textOf } from '../../fixtures';
import { Hook, HOUR, FUNCTION_ARN, MINUTE, POLL, START, stateChange, cveDetected, refusal, World } from '../world';

/** What is played: the monitor as it is, or with something broken. */
export interface Monitor {
  readonly renderers: Renderers;
  readonly breaks?: (services: MonitorServices) => MonitorServices;
  /** The time that the function believes to have. */
  readonly remainingMillis?: number;
  readonly polls?: boolean;
}

/** How a history ended. */
export interface End {
  readonly world: World;
  readonly monitors: readonly MonitorProperties[];
  /** Messages whose run ended between sending and noting, by topic and ID: so often may they be sent once more. */
  readonly unnoted: ReadonlyMap<string, number>;
  /** Pages that a run wrote and then ended, before it could see whether the record is that of another run. */
  readonly unsettledPages: ReadonlySet<string>;
}

const TIMEOUT = 15 * MINUTE;
export const topicOf = (monitor: string) => `arn:aws:sns:eu-central-1:123456789012:${monitor}`;
const propertiesOf = (Id: string): MonitorProperties => ({
  Id,
  Pipelines: ['golden', 'other'],
  Records: { BucketName: 'records' },
  ScanPatienceSeconds: 3600,
  Gate: { Critical: '0', OnUnknown: 'CONTINUE' },
  Topics: [{ Arn: topicOf(Id), Notifications: ['BUILD_FAILED', 'BUILD_RECOVERED', 'BUILD_ENDED', 'GATE_FAILED', 'NEW_CRITICAL_FINDINGS'] }],
});

/** An invocation that is due. AWS Lambda repeats one that fails after one and after two more minutes. */
interface Due {
  readonly at: number;
  readonly event: unknown;
  readonly monitor: MonitorProperties;
  readonly attempt: number;
}

/** A call of a run that waits for its turn. */
interface Parked {
  readonly run: ActiveRun;
  readonly goOn: () => void;
}

interface ActiveRun {
  readonly endsAt: number;
  killed: boolean;
  /** Messages that were sent and not noted. */
  readonly sent: string[];
  readonly pages: Set<string>;
}

/** Plays a history to its end. Runs that are in progress at once take turns call by call, in an order of the history. */
export async function play(history: History, monitor: Monitor): Promise<End> {
  const { renderers, breaks = (services: MonitorServices) => services, remainingMillis = TIMEOUT, polls = true } = monitor;
  const world = new World(history.builds, [{ name: 'golden' }, { name: 'other' }]);
  const monitors = ['golden', 'second'].slice(0, history.monitors).map(propertiesOf);
  const random = randomOf(history.order);
  const due: Due[] = monitors.flatMap((each) => duesOf(history, each, polls));
  const parked: Parked[] = [];
  const active = new Set<ActiveRun>();
  const unnoted = new Map<string, number>();
  const unsettledPages = new Set<string>();
  let runs = 0;
  let writes = 0;
  while (due.length > 0 || active.size > 0) {
    due.sort((a, b) => a.at - b.at);
    const next = due[0];
    // Runs that are in progress go on, unless another one is due meanwhile.
    if (active.size > 0 && (next === undefined || next.at > world.now || random() < 0.7)) {
      await goOn();
    } else {
      world.now = Math.max(world.now, next.at);
      start(due.shift()!);
    }
    await microtasks();
  }
  return { world, monitors, unnoted, unsettledPages };

  async function goOn(): Promise<void> {
    const [turn] = parked.splice(Math.floor(random() * parked.length), 1);
    if (turn === undefined) return;
    world.now += Math.floor(random() * 200);
    if (world.now > turn.run.endsAt) turn.run.killed = true;
    turn.goOn();
  }

  function start(one: Due): void {
    const number = runs++;
    const isCalm = one.at === START || one.at >= CALM;
    const fate = isCalm ? undefined : history.fates[number % (history.fates.length || 1)];
    const run: ActiveRun = { endsAt: world.now + TIMEOUT, killed: false, sent: [], pages: new Set() };
    let calls = 0;
    const hook: Hook = async (call, when) => {
      if (run.killed) throw new Error('Killed.');
      if (when === 'before') {
        await new Promise<void>((resolve) => void parked.push({ run, goOn: resolve }));
        if (++calls === fate?.stallsAtCall) world.now += fate!.stallMinutes * MINUTE;
        if (world.now > run.endsAt) run.killed = true;
        if (!isCalm && history.troubles.some((trouble) => trouble.call === call && isDuring(trouble))) throw refusal('ServiceUnavailableException', 503, call);
      }
      if (calls === fate?.endsAtCall && (when === 'after') === fate!.afterEffect) run.killed = true;
      if (run.killed) throw new Error('Killed.');
    };
    active.add(run);
    const services = watched(breaks(world.services(hook)), run, isCalm);
    const invocation = { functionArn: FUNCTION_ARN, remainingMillis };
    void monitorLifecycle(parseMonitorRequest(JSON.stringify(one.monitor)), services, renderers)(one.event, invocation)
      .then(() => !run.killed, () => false)
      .then((good) => {
        active.delete(run);
        if (!run.killed) run.pages.clear();
        run.pages.forEach((page) => unsettledPages.add(page));
        run.sent.forEach((id) => unnoted.set(id, (unnoted.get(id) ?? 0) + 1));
        if (!good && one.attempt < 2) due.push({ ...one, at: world.now + (one.attempt + 1) * MINUTE, attempt: one.attempt + 1 });
      });
  }

  function isDuring({ fromMinutes, minutes }: History['troubles'][number]): boolean {
    const from = START + fromMinutes * MINUTE;
    return world.now >= from && world.now < from + minutes * MINUTE;
  }

  /** Notes what a run sent and did not note, and loses answers of conditional writes: the client writes again and finds its own write. */
  function watched(services: MonitorServices, run: ActiveRun, isCalm: boolean): MonitorServices {
    const { records, topics } = services;
    const isLost = () => !isCalm && history.lostAnswers.includes(writes++);
    return {
      ...services,
      metrics: { write: (line) => run.killed || services.metrics.write(line) },
      topics: {
        publish: async (topicArn, message, signal) => {
          const before = world.sent.length;
          try {
            await topics.publish(topicArn, message, signal);
          } finally {
            if (world.sent.slice(before).some((sent) => sent.topicArn === topicArn)) run.sent.push(`${topicArn} ${message.deduplicationId}`);
          }
        },
      },
      records: {
        ...records,
        put: async (place, type, body, signal) => {
          if (place.key.includes('pages/')) run.pages.add(place.key);
          await records.put(place, type, body, signal);
        },
        create: async (place, body, signal) => {
          const tag = await records.create(place, body, signal);
          return isLost() ? undefined : tag;
        },
        replace: async (place, body, tag, signal) => {
          const written = await records.replace(place, body, tag, signal);
          if (written !== undefined && textOf(body).includes('"SENT"')) run.sent.length = 0;
          return isLost() ? undefined : written;
        },
      },
    };
  }
}

function duesOf({ builds, events }: History, monitor: MonitorProperties, polls: boolean): Due[] {
  const due = (at: number, event: unknown): Due => ({ at, event, monitor, attempt: 0 });
  const pollTimes = Array.from({ length: CALM / HOUR - START / HOUR + 4 }, (_, hours) => START + hours * HOUR);
  return [
    // The first poll is the beginning; without polls there is none but that.
    ...pollTimes.slice(0, polls ? undefined : 1).map((at) => due(at, POLL)),
    ...builds.flatMap((story, index) => {
      const [early, end, scan] = events[index];
      return [
        ...early.lateMinutes.map((minutes) => due(story.createdAt + (minutes + 1) * MINUTE, stateChange(story, 'BUILDING'))),
        ...end.lateMinutes.map((minutes) => due(story.endsAt + minutes * MINUTE, stateChange(story))),
        ...story.scan === undefined ? [] : scan.lateMinutes.map((minutes) => due(story.scan!.endsAt + minutes * MINUTE, cveDetected(story))),
      ];
    }),
  ];
}

function microtasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Numbers from 0 to 1 that are the same for the same seed, as the minimal standard generator makes them. */
function randomOf(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = seed % modulus || 1;
  return () => {
    state = (state * 48271) % modulus;
    return state / modulus;
  };
}
