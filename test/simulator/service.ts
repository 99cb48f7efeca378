import { ApiError, invalidRequest } from './api-error';
import { parseArn } from './arns';
import { iso, VirtualClock } from './clock';
import { Deliveries } from './deliveries';
import { eventsUntil, ServiceEvent } from './engine/events';
import { Faults } from './faults';
import { uuidOf } from './ids';
import { membersOf, MODEL } from './model/model';
import { OPERATIONS } from './operations';
import { Call } from './operations/call';
import { startScheduledBuild } from './operations/images';
import { BuildScenario, OnDemandScanScenario, Scenario } from './scenario';
import { addSeedImage } from './seeding';
import { Store } from './store';
import { faultsOf } from './validate';
import { canonical, Wire } from './wire';

/** An answer of ours that the model does not allow, or anything else that is the simulator's own mistake. */
export class SimulatorFault extends Error {}

/** Image Builder in one account, without HTTP: resources, time and the scenario's course of things. */
export class ImageBuilder {
  clock: VirtualClock;
  store = new Store();
  faults: Faults;
  private readonly deliveries: Deliveries;
  private buildsStarted = 0;
  private scansStarted = 0;
  private readonly tokens = new Map<string, { request: string; answer: Wire }>();

  constructor(readonly account: string, public scenario: Scenario = {}) {
    this.clock = new VirtualClock(scenario.clock);
    this.faults = new Faults(scenario.faults);
    this.deliveries = new Deliveries(scenario.events);
    this.addSeed();
  }

  /** From now on builds, faults, pages and speed are those of another scenario. Its seed is added, its start of the clock not used. */
  load(scenario: Scenario): void {
    this.scenario = scenario;
    this.faults = new Faults(scenario.faults);
    this.sendEvents();
    this.deliveries.use(scenario.events);
    this.buildsStarted = 0;
    this.scansStarted = 0;
    if (scenario.clock?.rate !== undefined) {this.clock.setRate(scenario.clock.rate);}
    this.addSeed();
  }

  /** Starts a build as the schedule of a pipeline does at its time, and returns the ARN of the image. */
  runSchedule(imagePipelineArn: string): string {
    const region = parseArn(imagePipelineArn)?.region ?? '';
    return startScheduledBuild(this.call('StartImagePipelineExecution', { imagePipelineArn }, region));
  }

  /** The events that are delivered until now and were not taken yet, in the order of their delivery. */
  takeEvents(): ServiceEvent[] {
    this.sendEvents();
    return this.deliveries.take(this.clock.now());
  }

  /** Refuses an input that the model does not allow. */
  validate(operation: string, input: Wire): void {
    const faults = faultsOf(MODEL.operations[operation].input, input);
    if (faults.length > 0) {throw invalidRequest(`The request is not valid: ${faults.join('; ')}.`);}
  }

  /** What an operation is to know. */
  call(operation: string, input: Wire, region: string): Call {
    return {
      operation,
      input,
      region,
      account: this.account,
      now: this.clock.now(),
      store: this.store,
      nextBuild: () => nth<BuildScenario>(this.scenario.builds, this.buildsStarted++),
      nextScan: () => nth<OnDemandScanScenario>(this.scenario.onDemandScans, this.scansStarted++),
      pageSize: this.scenario.pageSize,
    };
  }

  /** Carries out a valid call; the answer conforms to the model. */
  handle(call: Call): Wire {
    // What is deleted or updated sends no events any more of what was before.
    if (/^(Delete|Update)/.test(call.operation)) {this.sendEvents();}
    const handler = OPERATIONS[call.operation];
    if (!handler) {throw new ApiError('UnknownOperationException', `The simulator does not know how to ${call.operation}.`, 501);}
    const answer = this.once(call, () => handler(call));
    const faults = faultsOf(MODEL.operations[call.operation].output, answer, '', { emptyMaps: true });
    if (faults.length > 0) {throw new SimulatorFault(`The answer to ${call.operation} does not conform to the model: ${faults.join('; ')}.`);}
    return answer;
  }

  /** The same client token with the same parameters gives the same answer, and nothing happens a second time. */
  private once(call: Call, handler: () => Wire): Wire {
    const { clientToken, ...parameters } = call.input;
    if (!membersOf(MODEL.operations[call.operation].input).includes('clientToken')) {return handler();}
    const key = `${call.region} ${call.operation} ${clientToken}`;
    const request = canonical(parameters);
    const known = this.tokens.get(key);
    if (known && known.request !== request) {
      throw new ApiError('IdempotentParameterMismatchException', `The client token '${clientToken}' was used before with other parameters.`);
    }
    const answer = known?.answer ?? handler();
    this.tokens.set(key, { request, answer });
    return answer;
  }

  private sendEvents(): void {
    this.deliveries.send(eventsUntil(this.clock.now(), this.store));
  }

  private addSeed(): void {
    const { calls = [], images = [] } = this.scenario.seed ?? {};
    calls.forEach(({ operation, input, region = 'us-east-1' }, i) => {
      const needsToken = membersOf(MODEL.operations[operation].input).includes('clientToken');
      const whole = needsToken ? { clientToken: uuidOf(`seed ${i} ${iso(this.clock.now())}`), ...input } : input;
      try {
        this.validate(operation, whole);
        this.handle(this.call(operation, whole, region));
      } catch (error) {
        throw new Error(`\`seed.calls[${i}]\` must succeed, got: ${(error as Error).message}`);
      }
    });
    for (const image of images) {addSeedImage(this.store, image, this.clock.start);}
  }
}

/** The entry of a list of which the last one repeats. */
function nth<T extends object>(entries: readonly T[] | undefined, index: number): T {
  return entries?.[Math.min(index, entries.length - 1)] ?? {} as T;
}
