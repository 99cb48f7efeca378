import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { EC2_MODEL } from './model';
import { errorXml, inputOf, xmlOf } from './protocol';
import { answerOfEc2, ec2ResourceOf } from './scans';
import { ApiError } from '../api-error';
import { ALWAYS_ALLOWED } from '../authorize';
import { iso } from '../clock';
import { patched } from '../faults';
import { realTime } from '../journal';
import { FaultEffect } from '../scenario';
import type { ServerState } from '../server';
import { credentialOf } from '../sigv4';
import { SPOILED } from '../spoil';

/** As much of Amazon EC2 as reads the scans of AMIs, over its Query protocol. */
export async function serveEc2(state: ServerState, request: IncomingMessage, response: ServerResponse, form: URLSearchParams): Promise<void> {
  const operation = form.get('Action') ?? '';
  const requestId = randomUUID();
  const note = state.journal.open({ operation, input: {}, accessKey: '', region: '', virtualTime: iso(state.service.clock.now()) });
  response.once('close', () => note({ endedAt: realTime() }));
  response.sendDate = false;
  const send = (status: number, body: string, contentType = 'text/xml;charset=UTF-8') => {
    note({ status });
    response.writeHead(status, { 'content-type': contentType }).end(body);
  };
  try {
    const { accessKey, region } = credentialOf(request.headers.authorization, 'ec2');
    note({ accessKey, region });
    if (!(operation in EC2_MODEL.operations) || form.get('Version') !== EC2_MODEL.version) {
      throw new ApiError('InvalidAction', `The action ${operation} is not valid for this web service.`);
    }
    const input = inputOf(operation, form);
    note({ input });
    const { service } = state;
    const struck = service.faults.strike(operation, input);
    if (struck) {note({ fault: struck.index });}
    const effect: FaultEffect | undefined = struck?.effect;
    if (typeof effect === 'object' && 'error' in effect) {
      throw new ApiError(effect.error.code, effect.error.message ?? effect.error.code, effect.error.status);
    }
    if (typeof effect === 'object' && 'rawBody' in effect) {return send(effect.rawBody.status ?? 200, effect.rawBody.body, effect.rawBody.contentType);}
    const call = service.call(operation, input, region);
    await authorize(state, accessKey, region, `ec2:${operation}`, ec2ResourceOf(call));
    const answer = answerOfEc2(call);
    if (typeof effect === 'string') {
      note({ status: effect === 'html502' ? 502 : 200 });
      return await SPOILED[effect](response, xmlOf(operation, answer, requestId));
    }
    send(200, xmlOf(operation, effect === undefined ? answer : patched(answer, effect.patch), requestId));
  } catch (error) {
    const { code, message, status } = error instanceof ApiError ? error : new ApiError('InternalError', `Simulator: ${(error as Error).stack}`, 500);
    note({ errorCode: error instanceof ApiError ? code : 'SimulatorFault', errorMessage: message });
    send(status, errorXml(code, message, requestId));
  }
}

async function authorize(state: ServerState, accessKey: string, region: string, action: string, resource: string): Promise<void> {
  if (!state.authorize || accessKey === ALWAYS_ALLOWED) {return;}
  const refusal = await state.authorize({ accessKey, region, action, resource });
  if (refusal !== undefined) {throw new ApiError('UnauthorizedOperation', `You are not authorized to perform this operation. ${refusal}`, 403);}
}
