import { Wire } from './wire';

/** One call of the API, whatever became of it. */
export interface JournalEntry {
  /** From 1, in the order of arrival. */
  readonly sequence: number;
  readonly operation: string;
  readonly input: Wire;
  readonly accessKey: string;
  readonly region: string;
  /** HTTP status of the answer; 0 when there was none. */
  readonly status: number;
  /** Name of the exception; `SimulatorFault` when the simulator itself is wrong. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** The fault of the scenario that struck, counted from 0. */
  readonly fault?: number;
  /** ISO 8601. */
  readonly virtualTime: string;
  /** Real time in milliseconds since the epoch, with fractions: calls overlap when one starts before the other ends. */
  readonly startedAt: number;
  /** Missing while the call is under way. */
  readonly endedAt?: number;
}

/** All calls since the start, or since everything was forgotten. */
export class Journal {
  private entries: JournalEntry[] = [];

  /** Notes the arrival of a call and gives back how to note more about it. */
  open(entry: Omit<JournalEntry, 'sequence' | 'status' | 'startedAt'>): (more: Partial<JournalEntry>) => void {
    const { entries } = this;
    const index = entries.length;
    entries.push({ sequence: index + 1, ...entry, status: 0, startedAt: realTime() });
    return (more) => {
      entries[index] = { ...entries[index], ...more };
    };
  }

  all(): readonly JournalEntry[] {
    return [...this.entries];
  }

  forget(): void {
    this.entries = [];
  }
}

export function realTime(): number {
  return performance.timeOrigin + performance.now();
}
