import { IncomingMessage, ServerResponse } from 'node:http';
import { Extension, sendJson } from './server';

/** What the control endpoints act on. */
export interface Controls {
  journal(): unknown;
  resources(): unknown;
  parameters(): unknown;
  load(scenario: unknown, options: { reset: boolean }): void;
  advance(seconds: number): void;
  runSchedule(pipelineArn: string): string;
  takeEvents(): unknown;
}

/** The endpoints under `/_sim/`, for clients in other processes. They are not in the journal. */
export function controlEndpoints(controls: Controls): Extension {
  const endpoints: Readonly<Record<string, (query: URLSearchParams, body: string) => unknown>> = {
    'GET /_sim/journal': () => controls.journal(),
    'GET /_sim/resources': () => controls.resources(),
    'GET /_sim/parameters': () => controls.parameters(),
    'POST /_sim/scenario': (query, body) => {
      controls.load(JSON.parse(body), { reset: query.get('reset') === 'true' });
      return {};
    },
    'POST /_sim/clock': (_, body) => {
      const { advance } = JSON.parse(body);
      if (typeof advance !== 'number' || advance < 0) {
        throw new Error(`\`advance\` must be a number of seconds, at least 0, got: ${JSON.stringify(advance)}.`);
      }
      controls.advance(advance);
      return {};
    },
    'POST /_sim/schedule': (_, body) => ({ imageBuildVersionArn: controls.runSchedule(JSON.parse(body).pipelineArn) }),
    'POST /_sim/events': () => controls.takeEvents(),
  };
  return (path, query, body, request: IncomingMessage, response: ServerResponse) => {
    if (!path.startsWith('/_sim/')) {return false;}
    const endpoint = endpoints[`${request.method} ${path}`];
    if (!endpoint) {
      sendJson(response, 404, { message: `The path must be one of ${Object.keys(endpoints).join(', ')}, got: ${request.method} ${path}.` });
      return true;
    }
    try {
      sendJson(response, 200, endpoint(query, body));
    } catch (error) {
      sendJson(response, 400, { message: (error as Error).message });
    }
    return true;
  };
}
