import * as fc from 'fast-check';
import { begin, poll } from './framework';
import { Request } from './requests';
import { Moment, moment, amiScansAt, portsAt, Told, withTags } from './service';
import { Clock, Log } from '../../../src/handler/ports';
import { executionLifecycle } from '../../../src/handler/report/execution-lifecycle';
import { reportLifecycle } from '../../../src/handler/report/report-lifecycle';

/** One look of the handler at the service. */
export interface Poll {
  /** Since the request was taken on. */
  readonly seconds: number;
  readonly seen: Moment;
}

/** A request, and what the service goes through while it is polled. */
export interface History {
  readonly request: Request;
  readonly polls: readonly Poll[];
}

/** What CloudFormation gets. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** The end of a history. */
export interface End extends Poll {
  /** As it went over the line. */
  readonly body: string;
  readonly answer: Answer;
  /** What the framework polled with; missing when there was an answer before it came to that. */
  readonly event?: Request;
  /** How many builds were told to cancel before the answer. */
  readonly cancels: number;
  /** Whether the last poll was about a retry. */
  readonly isRetry: boolean;
  /** All retries that were requested. */
  readonly retries: Told['retries'];
}

const STARTED = Date.parse('2026-01-05T09:00:00.000Z');
/** Around every bound of the policy, and anywhere. */
const elapsed = fc.oneof(
  fc.constantFrom(-3_600, 0, 4.9, 5, 14.9, 15, 19.9, 20, 59, 60, 179, 180, 299, 300, 599, 600, 899, 900, 1499, 1500, 5_100),
  fc.integer({ min: 0, max: 1_679 }),
);

/** Moments have nothing to do with one another: so every status follows every other one, backwards too. */
export function histories(request: fc.Arbitrary<Request>): fc.Arbitrary<History> {
  const polls = fc.array(fc.record({ seconds: elapsed, seen: moment }), { minLength: 1, maxLength: 4 });
  // In some of them the clock jumps back.
  const inTime = fc.tuple(polls, fc.nat({ max: 3 })).map(([all, jumps]) => jumps === 0 ? all : all.sort((a, b) => a.seconds - b.seconds));
  return fc.record({ request, polls: inTime });
}

/** Polls until there is an answer; nothing when none of the polls brings one. */
export async function play({ request, polls }: History): Promise<End | undefined> {
  const started = await begin(request, (event) => handlerAt({ seconds: 0, seen: polls[0].seen }, request).onEvent(event));
  if ('body' in started) return end(started.body, { seconds: 0, seen: polls[0].seen });
  const told = new Told();
  for (const { seconds, seen } of polls) {
    // Tags stay, whatever else there is to see.
    const one = { seconds, seen: withTags(seen, told.tags) };
    told.cancels = told.remembered = 0;
    const before = told.retries.length;
    const body = await pollOnce(started.event, one, told);
    if (body !== undefined) return end(body, one, started.event, told, told.remembered > 0 || told.retries.length > before);
  }
  return undefined;
}

/** One poll; the body of the answer, or nothing. */
export async function pollOnce(event: Request, at: Poll, told = new Told()): Promise<string | undefined> {
  return poll(event, (payload) => handlerAt(at, event, told).isComplete(payload));
}

function end(body: string, at: Poll, event?: Request, { cancels, retries } = new Told(), isRetry = false): End {
  return { ...at, body, answer: JSON.parse(body), event, cancels, isRetry, retries };
}

const PLENTY = 120_000;
const silent: Log = { write: () => undefined };

/** The handler, as it is at one moment. */
function handlerAt({ seconds, seen }: Poll, { ResourceType }: Request, told = new Told()) {
  const clock: Clock = { now: () => new Date(STARTED + seconds * 1000), sleep: async () => undefined };
  const ports = portsAt(seen, told);
  const services = { imageBuilder: ports, amiScans: amiScansAt(seen), buildLog: ports, detailsStore: ports, clock, log: silent };
  if (ResourceType === 'Custom::ImageBuilderPipelineExecution') {
    // The function that starts builds is the one of `onEvent`.
    const startFunction = { invoke: (event: unknown) => execution.onEvent(event, PLENTY) };
    const execution = executionLifecycle({ ...services, startFunction });
    return { onEvent: (event: unknown) => execution.onEvent(event, PLENTY), isComplete: (event: unknown) => execution.isComplete(event, PLENTY) };
  }
  const report = reportLifecycle(services);
  return { onEvent: (event: unknown) => report.onEvent(event), isComplete: (event: unknown) => report.isComplete(event, PLENTY) };
}
