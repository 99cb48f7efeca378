import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { LambdaFunction } from './report-stack';
import { InvocationResult } from './state-machine';

interface Environment {
  readonly process: ChildProcess;
  readonly pending: Map<number, (result: InvocationResult) => void>;
}

/** The functions of a stack, each in a process of its own with nothing in its environment but what the template gives it. */
export class LambdaFunctions {
  /** Names of the functions in the order in which they were invoked. */
  readonly invocations: string[] = [];
  /** What the functions wrote, by name. */
  readonly output = new Map<string, string>();
  /** What the clocks of the functions show. */
  nowMillis = Date.UTC(2026, 0, 5, 9);

  private readonly environments = new Map<string, Environment>();
  private count = 0;
  private stopped = false;

  constructor(private readonly functions: ReadonlyMap<string, LambdaFunction>, private readonly env: Readonly<Record<string, string>>) {}

  async invoke(name: string, event: unknown): Promise<InvocationResult> {
    // A waiter that outlives its test goes no further.
    if (this.stopped) return new Promise(() => undefined);
    const timeoutMillis = this.functions.get(name)!.timeoutSeconds * 1000;
    const { process: worker, pending } = this.environments.get(name) ?? this.start(name);
    const id = ++this.count;
    this.invocations.push(name);
    return new Promise((resolve) => {
      const timer = setTimeout(() => worker.kill('SIGKILL'), timeoutMillis);
      pending.set(id, (result) => {
        clearTimeout(timer);
        pending.delete(id);
        resolve(result);
      });
      worker.send({ id, event, timeoutMillis, now: this.nowMillis });
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.environments.values()].map(({ process: worker }) => new Promise((resolve) => {
      worker.once('exit', resolve);
      worker.kill('SIGKILL');
    })));
  }

  private start(name: string): Environment {
    const { code, handler, env } = this.functions.get(name)!;
    const worker = fork(join(__dirname, 'lambda-runtime.cjs'), {
      silent: true, execArgv: ['--no-warnings'], env: { ...this.env, ...env, LAMBDA_CODE: code, LAMBDA_HANDLER: handler },
    });
    const environment: Environment = { process: worker, pending: new Map() };
    const keep = (text: Buffer) => this.output.set(name, (this.output.get(name) ?? '') + text.toString());
    worker.stdout!.on('data', keep);
    worker.stderr!.on('data', keep);
    worker.on('message', ({ id, ...result }: InvocationResult & { id: number }) => environment.pending.get(id)?.(result));
    worker.on('exit', () => {
      this.environments.delete(name);
      const errorMessage = `The process of ${name} ended: ${this.output.get(name)}`;
      for (const finish of environment.pending.values()) {
        finish({ functionError: 'Unhandled', payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage }) });
      }
    });
    this.environments.set(name, environment);
    return environment;
  }
}
