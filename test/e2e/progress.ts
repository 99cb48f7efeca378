import { WriteStream } from 'node:tty';

const REFRESH_MS = 200;

/** Tells somebody who waits what is being done, and since when: in one line that changes on a terminal, else in a line for each thing. */
export class Progress {
  private readonly begin = Date.now();
  private readonly timer?: NodeJS.Timeout;
  private doing = '';

  constructor(private readonly out: NodeJS.WritableStream) {
    if (isTerminal(out)) {
      this.timer = setInterval(() => this.refresh(), REFRESH_MS);
      this.timer.unref();
    }
  }

  /** A new thing is being done. */
  public step(text: string): void {
    this.keep();
    this.doing = text;
    if (isTerminal(this.out)) {this.refresh();} else {this.out.write(`${this.line(text)}\n`);}
  }

  /** How far the thing is that is being done; of interest to nobody once it is done. */
  public detail(text: string): void {
    if (!isTerminal(this.out)) {return;}
    this.doing = `${this.doing.split(':')[0]}: ${text}`;
    this.refresh();
  }

  public end(): void {
    this.keep();
    this.doing = '';
    clearInterval(this.timer);
  }

  private keep(): void {
    if (this.doing === '' || !isTerminal(this.out)) {return;}
    this.doing = this.doing.split(':')[0];
    this.refresh();
    this.out.write('\n');
  }

  private refresh(): void {
    if (this.doing === '' || !isTerminal(this.out)) {return;}
    this.out.write(`\r\u001b[K${this.line(this.doing).slice(0, (this.out.columns || 80) - 1)}`);
  }

  private line(text: string): string {
    return `[${((Date.now() - this.begin) / 1000).toFixed(1).padStart(5)} s] ${text}`;
  }
}

function isTerminal(out: NodeJS.WritableStream): out is WriteStream {
  return (out as WriteStream).isTTY === true;
}

/** Resource and position of a line of `cdk deploy --progress events`, or nothing. */
export function resourceEvent(line: string): string | undefined {
  const [, position, status, type, name] = /^\S+ \| +(\S+) \| [^|]+ \| (\S+) +\| (\S+) +\| (.*)$/.exec(line) ?? [];
  return name === undefined ? undefined : `${position} ${status} ${type} ${name.split(' (')[0]}`;
}
