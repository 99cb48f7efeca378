import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Certificate } from './certificate';
import { freePort, HOST } from './ports';
import { ProcessGroup, startGroup } from './processes';

const READY_SECONDS = 30;
const ATTEMPTS = 3;

/** What conditions of policies see of tags. */
export interface CallTags {
  readonly resource?: Readonly<Record<string, string>>;
  readonly request?: Readonly<Record<string, string>>;
}

export interface ServerProps {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the whole environment. */
  readonly folder: string;
  readonly simulatorUrl: string;
  /** @default - any free port */
  readonly port?: number;
  /** @default - plain HTTP */
  readonly certificate?: Certificate;
  readonly auth: boolean;
  readonly onStart: (group: ProcessGroup) => Promise<void>;
}

/** A running ministack. */
export class Server {
  /** Starts it and waits until it answers. */
  public static async start(props: ServerProps): Promise<Server> {
    const ca = props.certificate ? await readFile(props.certificate.certificate, 'utf8') : undefined;
    for (let attempt = 1; ; attempt++) {
      const port = await freePort(props.port);
      const group = await startGroup(props.python, [
        join(__dirname, 'local_aws.py'), '--port', String(port), '--simulator', props.simulatorUrl,
        '--state', join(props.folder, 'ministack'), '--remove', props.folder,
        ...(props.certificate ? ['--certificate', props.certificate.certificate, '--key', props.certificate.key] : []),
        ...(props.auth ? ['--auth'] : []),
      ], { env: props.env });
      await props.onStart(group);
      const server = new Server(`${ca ? 'https' : 'http'}://${HOST}:${port}`, ca, group);
      if (await server.isReady()) {return server;}
      await group.end();
      // Between looking for a free port and listening on it, somebody else may have taken it.
      if (attempt < ATTEMPTS && !props.port && group.tail().includes('already in use')) {continue;}
      throw new Error(`The local AWS must start, got: ${group.tail().trim().split('\n').at(-1) || `no answer within ${READY_SECONDS} s.`}`);
    }
  }

  private constructor(readonly url: string, private readonly ca: string | undefined, private readonly group: ProcessGroup) {}

  /** The last lines that it wrote. */
  public log(): string {
    return this.group.tail();
  }

  /** Asks whether the owner of an access key may do something; a refusal in the service's words, or nothing. */
  public async authorize(key: string, action: string, resource: string, tags: CallTags = {}): Promise<string | undefined> {
    const answer = await this.get(`/_local/authorize?${new URLSearchParams({ key, action, resource, tags: JSON.stringify(tags) })}`);
    const { allow, message } = JSON.parse(answer) as { allow: boolean; message?: string };
    return allow ? undefined : message;
  }

  /** Hands an event of a service of AWS to the rules. */
  public async deliver(event: object): Promise<void> {
    await this.request('POST', '/_local/events', JSON.stringify(event));
  }

  private async isReady(): Promise<boolean> {
    for (const limit = Date.now() + READY_SECONDS * 1000; Date.now() < limit && !this.group.hasEnded(); await sleep(50)) {
      if (await this.get('/_ministack/health').then(() => true, () => false)) {return true;}
    }
    return false;
  }

  private async get(path: string): Promise<string> {
    return this.request('GET', path);
  }

  private async request(method: string, path: string, content?: string): Promise<string> {
    const send = this.ca ? httpsRequest : httpRequest;
    return new Promise((done, fail) => {
      const message = send(`${this.url}${path}`, { method, ca: this.ca, timeout: 30_000 }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (part) => {body += part;}).on('error', fail).on('end', () => answer.statusCode === 200
          ? done(body)
          : fail(new Error(`${path} must be answered, got: status ${answer.statusCode}.`)));
      });
      message.on('timeout', () => message.destroy(new Error(`${path} must be answered within 30 s.`)));
      message.on('error', fail).end(content);
    });
  }
}
