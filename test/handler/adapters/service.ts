import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { CallFailed, CallFailure } from '../../../src/handler/core/model/call-failure';

/** What the service is told to do with a call: an answer, or something that is none. */
export type Reaction =
  | { readonly status?: number; readonly headers?: http.OutgoingHttpHeaders; readonly body: string }
  | ((response: http.ServerResponse) => void);

export interface ReceivedCall {
  readonly path: string;
  /** Members of the query or of the body. */
  readonly input: Record<string, unknown>;
}

/** A query or a form, or an object. */
function inputOf(contentType: string | undefined, body: string): Record<string, unknown> {
  const isForm = contentType?.startsWith('application/x-www-form-urlencoded') || !body.startsWith('{');
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
}

/** A service on this machine that answers what it is told to, whatever it is asked; the last reaction repeats. */
export class Service {
  readonly calls: ReceivedCall[] = [];
  private reactions: Reaction[] = [];
  private readonly server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://service');
      const body = Buffer.concat(chunks).toString();
      this.calls.push({ path: url.pathname, input: inputOf(request.headers['content-type'], body === '' ? url.searchParams.toString() : body) });
      const reaction = this.reactions.length > 1 ? this.reactions.shift()! : this.reactions[0];
      if (typeof reaction === 'function') return reaction(response);
      response.writeHead(reaction.status ?? 200, { 'content-type': 'application/json', ...reaction.headers }).end(reaction.body);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets what was before. */
  reacts(...reactions: Reaction[]): void {
    this.calls.length = 0;
    this.reactions = reactions;
  }

  /** Answers with these objects, one after the other. */
  answers(...bodies: object[]): void {
    this.reacts(...bodies.map((body) => ({ body: JSON.stringify(body) })));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A service for the tests of one file, at which clients find what the variable names. */
export function serviceAt(variable: string): Service {
  const service = new Service();
  const environment = { ...process.env };
  beforeAll(async () => {
    Object.assign(process.env, {
      [variable]: await service.start(),
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    });
  });
  afterAll(async () => {
    process.env = environment;
    await service.stop();
  });
  return service;
}

/** An error as the service sends it. */
export function error(code: string, status: number, message: string): Reaction {
  return { status, headers: { 'x-amzn-errortype': code }, body: JSON.stringify({ message }) };
}

/** Why a call failed, which it has to. */
export async function troubleOf(call: Promise<unknown>): Promise<CallFailure> {
  const thrown: unknown = await call.then((value) => { throw new Error(`Nothing was thrown, but ${JSON.stringify(value)} came.`); }, (reason) => reason);
  if (!(thrown instanceof CallFailed)) throw thrown;
  return thrown.callFailure;
}
