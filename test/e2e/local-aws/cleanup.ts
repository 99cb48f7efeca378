const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Somebody stopped the local AWS while it was doing something. */
export class StoppedError extends Error {
  constructor() {
    super('The local AWS was stopped.');
  }
}

/**
 * What has to be undone at the end, in reverse order: once, also when the program is interrupted, and also what is added after the end.
 */
export class Cleanup {
  private readonly steps: (() => Promise<void>)[] = [];
  private readonly onSignal: (signal: NodeJS.Signals) => void;
  private undoing?: Promise<void>;

  constructor() {
    this.onSignal = (signal) => void this.interrupt(signal);
    for (const signal of SIGNALS) {process.on(signal, this.onSignal);}
  }

  /** Whether it is being undone, or was. */
  public get hasBegun(): boolean {
    return this.undoing !== undefined;
  }

  public async add(step: () => Promise<void>): Promise<void> {
    if (!this.undoing) {
      this.steps.push(step);
      return;
    }
    await step();
    throw new StoppedError();
  }

  public async run(): Promise<void> {
    this.undoing ??= this.undo();
    return this.undoing;
  }

  private async undo(): Promise<void> {
    const problems: unknown[] = [];
    for (const step of this.steps.reverse()) {
      await step().catch((problem) => problems.push(problem));
    }
    for (const signal of SIGNALS) {process.off(signal, this.onSignal);}
    if (problems.length > 0) {throw new AggregateError(problems, problems.map(String).join('; '));}
  }

  /** Undoes, and then ends the program as the signal would have. */
  private async interrupt(signal: NodeJS.Signals): Promise<void> {
    await this.run().catch((problem) => process.stderr.write(`${problem}\n`));
    process.kill(process.pid, signal);
  }
}
