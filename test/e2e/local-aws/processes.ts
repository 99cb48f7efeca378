import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** Lines of output that are kept for error messages. */
const TAIL_LINES = 60;
/** Longer than `local_aws.py` gives its own child. */
const GRACE_SECONDS = 5;

export interface ProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  /** @default - the working folder of this process */
  readonly cwd?: string;
  /** Called with every line of output and errors. */
  readonly onLine?: (line: string) => void;
  /** Whether it is written to. @default false */
  readonly takesInput?: boolean;
}

export interface Exit {
  /** Exit code, or the name of the signal that ended it. */
  readonly code: number | string;
}

/** A program in a process group of its own, so that it can be ended together with everything that it started. */
export interface ProcessGroup {
  readonly pid: number;
  readonly exit: Promise<Exit>;
  readonly hasEnded: () => boolean;
  /** The last lines of its output and errors. */
  readonly tail: () => string;
  /** Gives it input, if it takes any and still runs. */
  readonly write: (text: string) => void;
  /** Asks the whole group to end, and makes it end after five seconds. */
  readonly end: () => Promise<void>;
}

export interface RunResult extends Exit {
  /** Output and errors, in the order in which they came. */
  readonly output: string;
  readonly seconds: number;
}

export async function startGroup(command: string, args: readonly string[], options: ProcessOptions): Promise<ProcessGroup> {
  const child = spawn(command, args, { env: options.env, cwd: options.cwd, detached: true, stdio: [options.takesInput ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const read = (stream: Readable) => createInterface({ input: stream }).on('line', (line) => {
    lines.push(line);
    if (lines.length > TAIL_LINES) {lines.shift();}
    options.onLine?.(line);
  });
  read(child.stdout!);
  read(child.stderr!);
  // Whoever writes to a program that has ended learns it from its exit.
  child.stdin?.on('error', () => {});
  let ended = false;
  child.once('exit', () => {
    ended = true;
    // What it started and left behind ends with it; it could hold its output open, too.
    signalGroup(child.pid!, 'SIGKILL');
  });
  const exit = new Promise<Exit>((done) => child.once('close', (code, signal) => done({ code: code ?? signal ?? 'unknown' })));
  const pid = await new Promise<number>((done, fail) => {
    child.once('spawn', () => done(child.pid!));
    child.once('error', fail);
  });
  const end = async () => ended ? void await exit : endGroup(pid, exit);
  return { pid, exit, hasEnded: () => ended, tail: () => lines.join('\n'), write: (text) => void child.stdin?.write(text), end };
}

/** Runs a program to its end; with everything it started it ends at the time limit, which is an error. */
export async function run(command: string, args: readonly string[], options: ProcessOptions & {
  readonly timeoutSeconds: number;
  /** Called once it runs, with what ends it. */
  readonly onStart?: (group: ProcessGroup) => Promise<void>;
}): Promise<RunResult> {
  const begin = Date.now();
  const lines: string[] = [];
  const group = await startGroup(command, args, {
    ...options,
    onLine: (line) => {
      lines.push(line);
      options.onLine?.(line);
    },
  });
  await options.onStart?.(group);
  const exit = await within(options.timeoutSeconds, group.exit);
  if (!exit) {
    await group.end();
    throw new Error(`\`${[command, ...args].join(' ')}\` must end within ${options.timeoutSeconds} s, got so far:\n${group.tail()}`);
  }
  return { ...exit, output: lines.join('\n'), seconds: (Date.now() - begin) / 1000 };
}

/** The value, or nothing when it takes longer. */
export async function within<T>(seconds: number, value: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), seconds * 1000);
  });
  return Promise.race([value, limit]).finally(() => clearTimeout(timer));
}

async function endGroup(pid: number, exit: Promise<Exit>): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  if (await within(GRACE_SECONDS, exit)) {return;}
  signalGroup(pid, 'SIGKILL');
  if (!await within(GRACE_SECONDS, exit)) {throw new Error(`Process group ${pid} must end when it is killed.`);}
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // EPERM is macOS's answer for a group of which only zombies are left.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) {throw error;}
  }
}
