import { Log } from '../ports';

/** What went wrong in a run, which goes on with what is left and fails at its end, so that it is repeated and somebody sees it. */
export class Troubles {
  private readonly messages: string[] = [];

  constructor(private readonly log: Log) {}

  /** Returns the result, or undefined after trouble. */
  async collect<T>(about: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      this.messages.push(`${about}: ${message}`);
      this.log.write('failed', { about, why: message, stack: name === 'CallFailed' ? undefined : stack });
      return undefined;
    }
  }

  get count(): number {
    return this.messages.length;
  }

  /** Fails if there was trouble. */
  throwIfAny(): void {
    const [first, ...others] = this.messages;
    if (first === undefined) return;
    throw new Error(others.length === 0 ? first : `${first} (and ${others.length} more, which are in the log)`);
  }
}
