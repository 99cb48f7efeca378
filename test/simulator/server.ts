import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './api-error';
import { ALWAYS_ALLOWED, Authorize, permissionsOf } from './authorize';
import { iso } from './clock';
import { serveEc2 } from './ec2/server';
import { patched } from './faults';
import { isInspector2, serveInspector2 } from './inspector2/server';
import { Journal, JournalEntry, realTime } from './journal';
import { membersOf, MODEL } from './model/model';
import { Call } from './operations/call';
import { bindInput, Route, routeOf } from './router';
import { ErrorAnswer, FaultEffect } from './scenario';
import { ImageBuilder, SimulatorFault } from './service';
import { Credential, credentialOf } from './sigv4';
import { SPOILED } from './spoil';
import { Wire } from './wire';

/** What the server works with; `service` is another one after everything was forgotten. */
export interface ServerState {
  service: ImageBuilder;
  readonly journal: Journal;
  readonly authorize?: Authorize;
}

/** Takes requests that are not of the API; true when it has answered. */
export type Extension = (path: string, query: URLSearchParams, body: string, request: IncomingMessage, response: ServerResponse) => boolean;

/** The API over HTTP. */
export function createApiServer(state: ServerState, extension: Extension): Server {
  // An idle connection is kept: a client that uses it again just as it is closed would see a reset that no scenario asked for.
  return createServer({ keepAliveTimeout: 0 }, (request, response) => {
    void readBody(request).then(async (body) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (extension(pathname, searchParams, body, request, response)) {return;}
      // Amazon EC2 takes forms, which Image Builder does not.
      const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
      if (isInspector2(pathname)) {return serveInspector2(state, request, response, pathname, body);}
      await (isForm ? serveEc2(state, request, response, new URLSearchParams(body)) : serve(state, request, response, pathname, searchParams, body));
    }).catch(() => response.destroy());
  });
}

async function serve(
  state: ServerState, request: IncomingMessage, response: ServerResponse, path: string, query: URLSearchParams, body: string,
): Promise<void> {
  const requestId = randomUUID();
  // The client's time is neither this machine's nor the virtual one: an SDK would take the difference for a fault of its clock, and call again.
  response.sendDate = false;
  response.setHeader('x-amzn-requestid', requestId);
  const route = routeOf(request.method ?? 'GET', path);
  const { service, journal } = state;
  const note = journal.open({
    operation: route?.operation.name ?? `${request.method} ${path}`,
    input: {},
    accessKey: '',
    region: '',
    virtualTime: iso(service.clock.now()),
  });
  response.once('close', () => note({ endedAt: realTime() }));
  try {
    await answerCall({ state, route, query, body, requestId, request, response, note });
  } catch (error) {
    const failure = asApiError(error);
    note({ status: failure.status, errorCode: error instanceof ApiError ? failure.code : 'SimulatorFault', errorMessage: failure.message });
    sendError(response, failure.code, failure.message, failure.status);
  }
}

interface Exchange {
  readonly state: ServerState;
  readonly route: Route | undefined;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly note: (more: Partial<JournalEntry>) => void;
}

async function answerCall({ state, route, query, body, requestId, request, response, note }: Exchange): Promise<void> {
  const { service } = state;
  const credential = credentialOf(request.headers.authorization);
  note(credential);
  if (!route) {throw new ApiError('UnknownOperationException', 'No operation of the service has this method and path.', 404);}
  const input = bindInput(route, query, body);
  note({ input });
  const operation = route.operation.name;
  const struck = service.faults.strike(operation, input);
  if (struck) {note({ fault: struck.index });}
  if (service.scenario.latencyMs) {await sleep(service.scenario.latencyMs);}

  const { effect } = struck ?? {};
  if (effect !== undefined && comesInPlace(effect)) {return answerInPlace(effect, response, note);}

  service.validate(operation, input);
  const call = service.call(operation, input, credential.region);
  await authorizeCall(state, credential, call);
  // Time has passed while the authorizer was asked.
  const answer = service.handle(service.call(operation, input, credential.region));
  const named = membersOf(MODEL.operations[operation].output).includes('requestId') ? { requestId, ...answer } : answer;
  await send(named, effect, response, note);
}

async function authorizeCall({ authorize }: ServerState, { accessKey, region }: Credential, call: Call): Promise<void> {
  if (!authorize || accessKey === ALWAYS_ALLOWED) {return;}
  for (const permission of permissionsOf(call)) {
    const refusal = await authorize({ accessKey, region, ...permission });
    if (refusal !== undefined) {throw new ApiError('AccessDeniedException', refusal);}
  }
}

type InPlace = 'html502' | Extract<FaultEffect, { error: any } | { rawBody: any }>;

function comesInPlace(effect: FaultEffect): effect is InPlace {
  return effect === 'html502' || (typeof effect === 'object' && !('patch' in effect));
}

async function answerInPlace(effect: InPlace, response: ServerResponse, note: Exchange['note']): Promise<void> {
  if (effect === 'html502') {
    note({ status: 502 });
    return SPOILED.html502(response, '');
  }
  if ('error' in effect) {
    const { code, message = code, status }: ErrorAnswer = effect.error;
    throw new ApiError(code, message, status);
  }
  const { body, status = 200, contentType = 'application/json' } = effect.rawBody;
  note({ status });
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

async function send(
  answer: Wire, effect: Exclude<FaultEffect, InPlace> | undefined, response: ServerResponse, note: Exchange['note'],
): Promise<void> {
  if (typeof effect === 'string') {
    note({ status: effect === 'reset' || effect === 'hang' ? 0 : 200 });
    return SPOILED[effect](response, JSON.stringify(answer));
  }
  note({ status: 200 });
  sendJson(response, 200, effect ? patched(answer, effect.patch) : answer);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

function sendError(response: ServerResponse, code: string, message: string, status: number): void {
  if (response.headersSent || response.destroyed) {return void response.destroy();}
  response.setHeader('x-amzn-errortype', code);
  sendJson(response, status, { message });
}

/** Mistakes of the simulator are answered as the service's own: loudly, with the reason. */
function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) {return error;}
  const message = error instanceof Error ? error.message : String(error);
  return new ApiError('ServiceException', `Simulator: ${error instanceof SimulatorFault ? message : (error as Error)?.stack ?? message}`);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {chunks.push(chunk as Buffer);}
  return Buffer.concat(chunks).toString();
}
