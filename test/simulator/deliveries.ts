import { SentEvent, ServiceEvent } from './engine/events';
import { isDue } from './faults';
import { EventDelivery } from './scenario';

/** Events on their way: each is delivered as the scenario says, or once at its time. */
export class Deliveries {
  private readonly known = new Set<string>();
  private underway: { readonly at: number; readonly event: ServiceEvent }[] = [];
  private seen: number[] = [];

  constructor(private ways: readonly EventDelivery[] = []) {
    this.use(ways);
  }

  /** From now on events go these ways. */
  use(ways: readonly EventDelivery[] = []): void {
    this.ways = ways;
    this.seen = ways.map(() => 0);
  }

  /** Takes over the events that it does not know yet. */
  send(events: readonly SentEvent[]): void {
    for (const { at, event } of events.filter(({ event: { id } }) => !this.known.has(id))) {
      this.known.add(event.id);
      this.underway.push(...this.afterSeconds(event).map((seconds) => ({ at: at + seconds * 1000, event })));
    }
  }

  /** The events that are delivered until now, in the order in which they are delivered; each delivery once. */
  take(now: number): ServiceEvent[] {
    const due = this.underway.filter(({ at }) => at <= now);
    this.underway = this.underway.filter(({ at }) => at > now);
    return due.sort((a, b) => a.at - b.at).map(({ event }) => event);
  }

  private afterSeconds(event: ServiceEvent): readonly number[] {
    const due = this.ways.map((way, i) => matches(way, event) && isDue(way, ++this.seen[i]));
    return this.ways[due.indexOf(true)]?.after ?? [0];
  }
}

function matches({ detailType, status }: EventDelivery, event: ServiceEvent): boolean {
  return (detailType === undefined || detailType === event['detail-type']) && (status === undefined || status === event.detail.state?.status);
}

/** Takes an event, as the target of a rule does. */
export type Deliver = (event: ServiceEvent) => Promise<void>;

const LOOK_MILLIS = 100;

/** Hands over events as they become due, one after the other, until it is stopped. An event that is not taken is lost, as `onLost` is told. */
export function deliverAll(
  take: () => ServiceEvent[], deliver: Deliver, onLost: (event: ServiceEvent, error: Error) => void,
): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const ended = (async () => {
    while (!stopped) {
      for (const event of take()) {
        await deliver(event).catch((error: Error) => onLost(event, error));
      }
      if (stopped) {break;}
      await new Promise<void>((done) => {
        const timer = setTimeout(done, LOOK_MILLIS);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await ended;
    },
  };
}

/** Posts events to a URL, as JSON. */
export function postTo(url: string, timeoutSeconds = 60): Deliver {
  return async (event) => {
    const response = await fetch(url, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event), signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    if (!response.ok) {throw new Error(`\`events\` must answer with status 200, got: ${response.status}.`);}
  };
}
