import { join } from 'node:path';
import { ProcessGroup, startGroup, within } from './processes';

const CALL_SECONDS = 60;

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: object;
}

export interface CallResult {
  readonly answer?: unknown;
  readonly error?: string;
}

/** One process of Python makes all calls, one after the other: to start one takes twenty times as long as a call. It is started for the first call. */
export class Calls {
  private readonly pending = new Map<number, (result: CallResult) => void>();
  private group?: Promise<ProcessGroup>;
  private count = 0;

  constructor(private readonly props: {
    readonly python: string;
    readonly env: NodeJS.ProcessEnv;
    readonly onStart: (group: ProcessGroup) => Promise<void>;
  }) {}

  public async make(call: Call): Promise<CallResult> {
    this.group ??= this.start();
    const group = await this.group;
    const id = ++this.count;
    const result = new Promise<CallResult>((done) => this.pending.set(id, done));
    group.write(`${JSON.stringify({ id, ...call })}\n`);
    const found = await within(CALL_SECONDS, Promise.race([result, group.exit.then(() => ({ error: group.tail() }))]));
    this.pending.delete(id);
    return found ?? { error: `no answer within ${CALL_SECONDS} s.` };
  }

  private async start(): Promise<ProcessGroup> {
    const group = await startGroup(this.props.python, [join(__dirname, 'call.py')], {
      env: this.props.env,
      takesInput: true,
      onLine: (line) => {
        // Warnings are no answers, and are kept for the error if the process ends.
        if (!line.startsWith('{"id": ')) {return;}
        const { id, ...result } = JSON.parse(line) as CallResult & { id: number };
        this.pending.get(id)?.(result);
      },
    });
    await this.props.onStart(group);
    return group;
  }
}
