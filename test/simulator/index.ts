import { AddressInfo } from 'node:net';
import { Authorize } from './authorize';
import { controlEndpoints } from './control';
import { Deliver, deliverAll } from './deliveries';
import { ServiceEvent } from './engine/events';
import { Journal, JournalEntry } from './journal';
import { WrittenParameter, writtenParameters } from './parameters';
import { Scenario } from './scenario';
import { parseScenario } from './scenario-parse';
import { createApiServer, ServerState } from './server';
import { ImageBuilder } from './service';

export { askAt } from './authorize';
export type { Authorize, AuthorizationRequest } from './authorize';
export type { JournalEntry } from './journal';
export type { WrittenParameter } from './parameters';
export { postTo } from './deliveries';
export type { Deliver } from './deliveries';
export type { ServiceEvent } from './engine/events';
export * from './scenario';
export { parseScenario } from './scenario-parse';

export interface SimulatorOptions {
  /** @default - a service without resources in which every build succeeds */
  readonly scenario?: Scenario;
  /** On 127.0.0.1. @default - a free one */
  readonly port?: number;
  /** Account of all resources. @default '000000000000' */
  readonly account?: string;
  /** Decides on each call. @default - every call is allowed */
  readonly authorize?: Authorize;
  /** Takes events as they are delivered, while time goes on. @default - they wait for `takeEvents` */
  readonly deliver?: Deliver;
}

/** Image Builder, listening. */
export interface Simulator {
  /** For `AWS_ENDPOINT_URL_IMAGEBUILDER` or the `endpoint` of a client. */
  readonly url: string;
  /** All calls of the API in order of arrival. */
  journal(): readonly JournalEntry[];
  /** ARNs of what exists, in order of creation. */
  resources(): string[];
  /** What distributions have written to the Parameter Store until now, oldest first. */
  parameters(): WrittenParameter[];
  /**
   * Takes another scenario for what is started from now on: builds, faults, pages, latency, speed of the clock. Its seed is added.
   * With `reset`, everything is forgotten before: resources, client tokens, journal and time.
   */
  load(scenario: Scenario, options?: { readonly reset?: boolean }): void;
  /** Moves virtual time on. */
  advance(seconds: number): void;
  /** Starts a build as the schedule of a pipeline does at its time, and returns the ARN of the image. */
  runSchedule(pipelineArn: string): string;
  /** The events that are delivered until now and were not taken yet, in the order of their delivery. */
  takeEvents(): ServiceEvent[];
  /** Ends all connections. */
  stop(): Promise<void>;
}

/** Starts an Image Builder of one's own on 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const account = options.account ?? '000000000000';
  const state: ServerState = {
    service: new ImageBuilder(account, parseScenario(options.scenario ?? {})),
    journal: new Journal(),
    authorize: options.authorize,
  };
  const controls = {
    journal: () => state.journal.all(),
    resources: () => state.service.store.all().map(({ arn }) => arn),
    parameters: () => writtenParameters(state.service.store.allEverBuilt(), state.service.clock.now()),
    load: (scenario: unknown, { reset = false }: { reset?: boolean } = {}) => {
      const parsed = parseScenario(scenario);
      if (reset) {
        state.service = new ImageBuilder(account, parsed);
        state.journal.forget();
      } else {
        state.service.load(parsed);
      }
    },
    advance: (seconds: number) => state.service.clock.advance(seconds),
    runSchedule: (pipelineArn: string) => state.service.runSchedule(pipelineArn),
    takeEvents: () => state.service.takeEvents(),
  };
  const server = createApiServer(state, controlEndpoints(controls));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  const delivery = options.deliver && deliverAll(controls.takeEvents, options.deliver, ({ id }, { message }) =>
    process.stderr.write(`The event ${id} is lost: ${message}\n`));
  return {
    ...controls,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await delivery?.stop();
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}
