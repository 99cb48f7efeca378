import { IncomingMessage, ServerResponse } from 'node:http';
import { INSPECTOR2_MODEL } from './model';
import { answerOfInspector2 } from './scans';
import { ApiError } from '../api-error';
import { ALWAYS_ALLOWED } from '../authorize';
import { iso } from '../clock';
import { patched } from '../faults';
import { realTime } from '../journal';
import { FaultEffect } from '../scenario';
import type { ServerState } from '../server';
import { credentialOf } from '../sigv4';
import { SPOILED } from '../spoil';

const operationAt = (path: string) => Object.entries(INSPECTOR2_MODEL.operations).find(([, { uri }]) => uri === path)?.[0];

/** Image Builder has no such paths. */
export const isInspector2 = (path: string) => operationAt(path) !== undefined;

/** As much of Amazon Inspector as scans AMIs on demand. */
export async function serveInspector2(
  state: ServerState, request: IncomingMessage, response: ServerResponse, path: string, body: string,
): Promise<void> {
  const { service, journal } = state;
  const operation = operationAt(path)!;
  const note = journal.open({ operation, input: {}, accessKey: '', region: '', virtualTime: iso(service.clock.now()) });
  response.once('close', () => note({ endedAt: realTime() }));
  response.sendDate = false;
  const send = (status: number, text: string, contentType = 'application/json') => {
    note({ status });
    response.writeHead(status, { 'content-type': contentType }).end(text);
  };
  try {
    const { accessKey, region } = credentialOf(request.headers.authorization, 'inspector2');
    note({ accessKey, region });
    if (request.method !== 'POST') {throw new ApiError('UnknownOperationException', 'No operation of the service has this method and path.', 404);}
    const input = JSON.parse(body);
    note({ input });
    const struck = service.faults.strike(operation, input);
    if (struck) {note({ fault: struck.index });}
    const effect: FaultEffect | undefined = struck?.effect;
    if (typeof effect === 'object' && 'error' in effect) {
      throw new ApiError(effect.error.code, effect.error.message ?? effect.error.code, effect.error.status);
    }
    if (typeof effect === 'object' && 'rawBody' in effect) {return send(effect.rawBody.status ?? 200, effect.rawBody.body, effect.rawBody.contentType);}
    const refusal = accessKey === ALWAYS_ALLOWED ? undefined
      : await state.authorize?.({ accessKey, region, action: `inspector2:${operation}`, resource: '*' });
    if (refusal !== undefined) {throw new ApiError('AccessDeniedException', refusal, 403);}
    const answer = answerOfInspector2(service.call(operation, input, region));
    if (typeof effect === 'string') {
      note({ status: effect === 'html502' ? 502 : 200 });
      return await SPOILED[effect](response, JSON.stringify(answer));
    }
    // The model has 202 for a scan that was started.
    send(operation === 'StartOnDemandScan' ? 202 : 200, JSON.stringify(effect === undefined ? answer : patched(answer, effect.patch)));
  } catch (error) {
    const { code, message, status } = error instanceof ApiError ? error
      : new ApiError('InternalServerException', `Simulator: ${(error as Error).stack}`, 500);
    note({ errorCode: error instanceof ApiError ? code : 'SimulatorFault', errorMessage: message });
    response.setHeader('x-amzn-errortype', code);
    send(status, JSON.stringify({ message }));
  }
}
