import { ClockScenario } from './scenario';

const DEFAULT_START = '2026-01-05T08:00:00.000Z';
const DEFAULT_RATE = 600;

/** Virtual time: it runs at a rate of its own, or stands, and can be moved on by hand. Never back. */
export class VirtualClock {
  readonly start: number;
  private rate: number;
  private virtualBase: number;
  private realBase = performance.now();

  constructor(scenario: ClockScenario = {}) {
    this.start = Date.parse(scenario.start ?? DEFAULT_START);
    this.virtualBase = this.start;
    this.rate = scenario.rate ?? DEFAULT_RATE;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Math.floor(this.virtualBase + (performance.now() - this.realBase) * this.rate);
  }

  advance(seconds: number): void {
    this.rebase(this.now() + seconds * 1000);
  }

  /** Goes on at another rate. */
  setRate(rate: number): void {
    this.rebase(this.now());
    this.rate = rate;
  }

  private rebase(virtual: number): void {
    this.virtualBase = virtual;
    this.realBase = performance.now();
  }
}

/** As the service writes times in strings. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
