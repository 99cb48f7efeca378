import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { functionArn, LambdaFunction } from './report-stack';
import { InvocationResult } from './state-machine';

interface Environment {
  readonly process: ChildProcess;
  readonly pending: Map<number, (result: InvocationResult) => void>;
}

/** A function that stops in time may be late by this much on a busy machine, where seconds of its timers are fractions of real ones. */
const GRACE_MILLIS = 2_000;

/** The functions of a stack, each in a process of its own with nothing in its environment but what the template gives it. */
export class LambdaFunctions {
  /** Names of the functions in the order in which they were invoked. */
  readonly invocations: string[] = [];
  /** What the functions wrote, by name. */
  readonly output = new Map<string, string>();
  /** What the clocks of the functions show. */
  nowMillis = Date.UTC(2026, 0, 5, 9);
  /** How many times as fast as real ones the timers of the functions run while calls are under way, their time limits included. */
  timerSpeed = 1;

  private readonly environments = new Map<string, Environment>();
  private count = 0;
  private stopped = false;

  constructor(private functions: ReadonlyMap<string, LambdaFunction>, private readonly env: Readonly<Record<string, string>>) {}

  async invoke(name: string, event: unknown): Promise<InvocationResult> {
    // A waiter that outlives its test goes no further.
    if (this.stopped) return new Promise(() => undefined);
    const { timeoutSeconds } = this.functions.get(name)!;
    const { process: worker, pending } = this.environments.get(name) ?? this.start(name);
    const id = ++this.count;
    this.invocations.push(name);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const errorMessage = `Task timed out after ${timeoutSeconds}.00 seconds`;
        pending.get(id)?.({ functionError: 'Unhandled', payload: JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage }) });
        void this.end(name);
      }, timeoutSeconds * 1000 / this.timerSpeed + GRACE_MILLIS);
      pending.set(id, (result) => {
        clearTimeout(timer);
        pending.delete(id);
        resolve(result);
      });
      worker.send({ id, event, timeoutMillis: timeoutSeconds * 1000, now: this.nowMillis, timerSpeed: this.timerSpeed });
    });
  }

  /** From the next invocation on, these functions start anew, with the code of `folder` if there is one. */
  async deploy(names: readonly string[], folder?: string): Promise<void> {
    if (folder !== undefined) {
      this.functions = new Map([...this.functions].map(([name, fn]) => [name, names.includes(name) ? { ...fn, code: folder } : fn]));
    }
    await Promise.all(names.map((name) => this.restart(name)));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.environments.keys()].map((name) => this.end(name)));
  }

  /** A new process takes five times as long as new code, so a process is kept unless it is still busy. */
  private async restart(name: string): Promise<void> {
    const environment = this.environments.get(name);
    if (environment?.pending.size === 0) environment.process.send({ code: this.functions.get(name)!.code });
    else await this.end(name);
  }

  /** Ends the process of a function, if it has one. */
  private async end(name: string): Promise<void> {
    const worker = this.environments.get(name)?.process;
    this.environments.delete(name);
    if (worker === undefined || worker.exitCode !== null) return;
    await new Promise((resolve) => {
      worker.once('exit', resolve);
      worker.kill('SIGKILL');
    });
  }

  private start(name: string): Environment {
    const { code, handler, env, role } = this.functions.get(name)!;
    const worker = fork(join(__dirname, 'lambda-runtime.cjs'), {
      silent: true,
      execArgv: ['--no-warnings'],
      // Who calls is told by the access key.
      env: { ...this.env, ...env, AWS_ACCESS_KEY_ID: role, LAMBDA_ARN: functionArn(name), LAMBDA_CODE: code, LAMBDA_HANDLER: handler },
    });
    const environment: Environment = { process: worker, pending: new Map() };
    const keep = (text: Buffer) => this.output.set(name, (this.output.get(name) ?? '') + text.toString());
    worker.stdout!.on('data', keep);
    worker.stderr!.on('data', keep);
    worker.on('message', ({ id, ...result }: InvocationResult & { id: number }) => environment.pending.get(id)?.(result));
    worker.on('exit', () => {
      if (this.environments.get(name) === environment) this.environments.delete(name);
      const errorMessage = `The process of ${name} ended: ${this.output.get(name)}`;
      for (const finish of environment.pending.values()) {
        finish({ functionError: 'Unhandled', payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage }) });
      }
    });
    this.environments.set(name, environment);
    return environment;
  }
}
