import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Exit, ProcessGroup, RunResult, startGroup, within } from './processes';

/** What runs in the process before the command line. */
const PRELOADED = ['end-with-parent.mjs', 'poll-often.mjs'].flatMap((file) => ['--import', pathToFileURL(join(__dirname, file)).href]);

export interface CdkCommand {
  readonly args: readonly string[];
  /** Variables beside those of the process. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** A process that has loaded the command line of the CDK, which takes a second, and runs one command after the other. */
export class CdkProcess {
  public static async start(env: NodeJS.ProcessEnv, onStart: (group: ProcessGroup) => Promise<void>): Promise<CdkProcess> {
    let onLine: (line: string) => void = () => {};
    const group = await startGroup(process.execPath, [...PRELOADED, join(__dirname, 'cdk-commands.mjs')], {
      env, takesInput: true, onLine: (line) => onLine(line),
    });
    await onStart(group);
    return new CdkProcess(group, (next) => {onLine = next;});
  }

  private constructor(private readonly group: ProcessGroup, private readonly listen: (onLine: (line: string) => void) => void) {}

  public hasEnded(): boolean {
    return this.group.hasEnded();
  }

  /** Runs a command to its end; at the time limit the process ends with everything it started, which is an error. */
  public async run(command: CdkCommand, options: { readonly timeoutSeconds?: number; readonly onLine?: (line: string) => void }): Promise<RunResult> {
    const { timeoutSeconds = 120, onLine } = options;
    const begin = Date.now();
    const lines: string[] = [];
    const end = randomUUID();
    const ends: string[] = [];
    const ended = new Promise<Exit>((done) => this.listen((line) => {
      if (line.startsWith(end)) {
        ends.push(line.slice(end.length));
        // Standard output and standard error are read apart from one another.
        if (ends.length === 2) {done({ code: Number(ends.join('')) });}
        return;
      }
      lines.push(line);
      onLine?.(line);
    }));
    this.group.write(`${JSON.stringify({ ...command, end })}\n`);
    const exit = await within(timeoutSeconds, Promise.race([ended, this.group.exit]));
    if (!exit) {
      await this.group.end();
      throw new Error(`\`cdk ${command.args.join(' ')}\` must end within ${timeoutSeconds} s, got so far:\n${this.group.tail()}`);
    }
    return { ...exit, output: lines.join('\n'), seconds: (Date.now() - begin) / 1000 };
  }
}
