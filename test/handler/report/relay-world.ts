import { CallFailed, CallFailure } from '../../../src/handler/core/model/call-failure';
import { Image, PipelineImage } from '../../../src/handler/core/model/facts';
import { BuildControl, ImageBuilder } from '../../../src/handler/ports';
import { executionLifecycle } from '../../../src/handler/report/execution-lifecycle';
import { sharesOf } from '../../../src/report/execution-links';
import { executionEvent } from '../execution-fixtures';
import { execution, image, PIPELINE_ARN, services, TEST_WORKFLOW_ARN } from '../fixtures';

const START = Date.parse('2026-01-05T08:00:00Z');
const PLENTY = 120_000;
/** The waiter of the provider framework asks for at most 59 minutes. It asks every ten seconds, which would be too often for hours of tests. */
const POLL_SECONDS = 30;
const WAITER_SECONDS = 59 * 60;
const RETRIES_TAG = 'cdk-imagebuilder:retries';

/** What becomes of a build, or of its retry. */
export interface Course {
  readonly hours: number;
  readonly ends?: 'AVAILABLE' | 'FAILED' | 'CANCELLED';
}

/** A build in the simulated Image Builder: its courses follow one another, each after the first because of a retry. */
class SimulatedBuild {
  cancelledAt?: number;
  isDeleted = false;
  private course = 0;
  private readonly tokens = new Set<string>();

  constructor(readonly arn: string, private startedAt: number, private readonly courses: readonly Course[], public tags: Record<string, string>) {}

  status(now: number): string {
    if (this.cancelledAt !== undefined) return 'CANCELLED';
    const { hours, ends = 'AVAILABLE' } = this.courses[Math.min(this.course, this.courses.length - 1)];
    return now < this.startedAt + hours * 3600_000 ? 'TESTING' : ends;
  }

  cancel(now: number): void {
    if (this.status(now) === 'TESTING') this.cancelledAt = now;
  }

  retry(now: number, token: string): void {
    if (this.tokens.has(token)) return;
    this.tokens.add(token);
    this.course++;
    this.startedAt = now;
  }
}

/** A custom resource as CloudFormation knows it. */
interface Deployed {
  readonly properties: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

/** How a request to a stack ends. */
export type End = { readonly attributes: Readonly<Record<string, string>> } | { readonly reason: string } | 'INTERRUPTED';

/** What a template has of an execution. */
export interface Made {
  readonly trigger: string;
  readonly hours: number;
  readonly properties?: Readonly<Record<string, string>>;
}

/**
 * CloudFormation with the custom resources of one execution under the provider framework, and Image Builder with its builds, with a clock of their own.
 *
 * AWS does not document what a property that refers to another resource has in a rollback: its value of now, or that of the state that is restored.
 * `restoresValues` is the latter.
 */
export class RelayWorld {
  readonly builds: SimulatedBuild[] = [];
  /** Calls of Image Builder, since the last time that they were taken. */
  calls: string[] = [];
  /** Fails a call, given its name and the hours since the start. */
  fault?: (call: string, hours: number) => Partial<CallFailure> | undefined;
  deployed: Deployed[] = [];

  private now = START;
  private requests = 0;
  private readonly lifecycle: ReturnType<typeof executionLifecycle>;

  constructor(private readonly courses: readonly (readonly Course[])[], private readonly restoresValues = false) {
    const port = this.imageBuilder();
    const clock = { now: () => new Date(this.now), sleep: async (millis: number) => { this.now += millis; } };
    const startFunction = { invoke: (event: unknown) => this.lifecycle.onEvent(event, PLENTY) };
    this.lifecycle = executionLifecycle({ ...services({ imageBuilder: port, clock }), startFunction });
  }

  get hours(): number {
    return (this.now - START) / 3600_000;
  }

  get statuses(): string[] {
    return this.builds.map((build) => build.status(this.now));
  }

  elapse(hours: number): void {
    this.now += hours * 3600_000;
  }

  /** Creates the stack. What was created stays when it fails, for `remove`. */
  create(made: Made, untilHours?: number): Promise<End> {
    this.deployed = [];
    return this.deploy(made, untilHours);
  }

  /** Updates the stack, and rolls it back if the update fails or ends at `untilHours`. Returns the end of the update and of the rollback. */
  async update(made: Made, untilHours?: number): Promise<{ end: End; rollback?: End }> {
    const before = this.deployed;
    const end = await this.deploy(made, untilHours);
    if (isDone(end)) {
      for (const index of [...before.keys()].filter((each) => each >= this.deployed.length)) await this.request('Delete', index, before[index].properties);
      return { end };
    }
    const touched = this.deployed;
    this.deployed = [...before];
    let failure: End | undefined;
    for (const index of before.keys()) {
      if (index >= touched.length || touched[index] === before[index]) break;
      const replayed = await this.replay(index, before[index].properties, touched[index].properties);
      if (!isDone(replayed)) failure ??= replayed;
    }
    for (const index of [...touched.keys()].reverse().filter((each) => each >= before.length)) await this.request('Delete', index, touched[index].properties);
    return { end, rollback: failure ?? { attributes: this.deployed.at(-1)!.data } };
  }

  /** Deletes the stack, whatever its state. */
  async remove(): Promise<void> {
    for (const index of [...this.deployed.keys()].reverse()) await this.request('Delete', index, this.deployed[index].properties);
  }

  private async replay(index: number, restored: Deployed['properties'], old: Deployed['properties']): Promise<End> {
    const properties = index === 0 || this.restoresValues ? restored : { ...restored, Continues: this.deployed[index - 1].data.HandOver };
    const end = await this.request('Update', index, properties, old);
    if (isDone(end)) this.deployed[index] = { properties, data: end.attributes };
    return end;
  }

  private async deploy({ trigger, hours, properties: given }: Made, untilHours = Infinity): Promise<End> {
    const before = this.deployed;
    const shares = sharesOf(hours * 3600);
    const now: Deployed[] = [];
    let end: End = 'INTERRUPTED';
    for (const [index, share] of shares.entries()) {
      const properties = {
        ImagePipelineArn: PIPELINE_ARN,
        Trigger: trigger,
        OnFailure: 'CONTINUE',
        TimeoutSeconds: String(share),
        ...given,
        ...index < shares.length - 1 ? { HandsOver: 'true' } : {},
        ...index > 0 ? { Continues: now[index - 1].data.HandOver } : {},
      };
      const old = before[index]?.properties;
      if (JSON.stringify(properties) === JSON.stringify(old)) {
        now.push(before[index]);
        end = { attributes: before[index].data };
        continue;
      }
      end = await this.request(old ? 'Update' : 'Create', index, properties, old, untilHours);
      now.push({ properties, data: isDone(end) ? end.attributes : {} });
      if (!isDone(end)) break;
    }
    this.deployed = now;
    return end;
  }

  /** One request under the provider framework. */
  private async request(type: string, index: number, properties: Deployed['properties'], old?: Deployed['properties'], untilHours = Infinity): Promise<End> {
    const event = {
      ...executionEvent({ RequestType: type, LogicalResourceId: index === 0 ? 'Run' : `RunWait${index + 1}`, RequestId: `request-${++this.requests}` }),
      ResourceProperties: properties,
      ...old && { OldResourceProperties: old },
    };
    const from = this.now;
    try {
      const accepted = await this.lifecycle.onEvent(event, PLENTY);
      for (;;) {
        if (this.hours >= untilHours) return 'INTERRUPTED';
        if (this.now - from > WAITER_SECONDS * 1000) throw new Error('Operation timed out');
        const answer = await this.lifecycle.isComplete({ ...event, ...accepted }, PLENTY);
        if (answer.IsComplete) return { attributes: answer.Data ?? {} };
        this.now += POLL_SECONDS * 1000;
      }
    } catch (error) {
      return { reason: (error as Error).message };
    }
  }

  private imageBuilder(): ImageBuilder & BuildControl {
    const call = <Args extends unknown[], Result>(name: string, run: (...args: Args) => Result) => async (...args: Args): Promise<Result> => {
      this.calls.push(name);
      const failure = this.fault?.(name, this.hours);
      if (failure) throw new CallFailed({ kind: 'PASSING', operation: name, resource: PIPELINE_ARN, code: 'Throttled', message: 'no', ...failure });
      return run(...args);
    };
    const found = (arn: string) => {
      const build = this.builds.find((each) => each.arn === arn && !each.isDeleted);
      if (build) return build;
      throw new CallFailed({ kind: 'NOT_FOUND', operation: 'GetImage', resource: arn, code: 'ResourceNotFoundException', message: 'no' });
    };
    return {
      image: call('image', (arn: string): Image => {
        const build = found(arn);
        return image({ arn, status: build.status(this.now), statusReason: 'why', type: 'AMI', tags: build.tags });
      }),
      executions: call('executions', (arn: string) => [
        execution({ type: 'TEST', workflowArn: TEST_WORKFLOW_ARN, status: found(arn).status(this.now) === 'FAILED' ? 'FAILED' : 'COMPLETED' }),
      ]),
      steps: call('steps', () => [{ name: 'RunTests', status: 'FAILED', message: 'exit 1' }]),
      pipelineImages: call('pipelineImages', (): PipelineImage[] => this.builds.filter(({ isDeleted }) => !isDeleted)
        .map((build) => ({ arn: build.arn, status: build.status(this.now), tags: build.tags }))),
      start: call('start', (_pipeline: string, _token: string, tags: Record<string, string>) => {
        const arn = `arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.3/${this.builds.length + 1}`;
        this.builds.push(new SimulatedBuild(arn, this.now, this.courses[Math.min(this.builds.length, this.courses.length - 1)], tags));
        return arn;
      }),
      cancel: call('cancel', (arn: string) => found(arn).cancel(this.now)),
      tag: call('tag', (arn: string, tags: Record<string, string>) => void (found(arn).tags = { ...found(arn).tags, ...tags })),
      retry: call('retry', (arn: string, token: string) => found(arn).retry(this.now, token)),
    } as Partial<ImageBuilder & BuildControl> as ImageBuilder & BuildControl;
  }
}

export function isDone(end: End): end is { readonly attributes: Readonly<Record<string, string>> } {
  return typeof end === 'object' && 'attributes' in end;
}

/** The number of the last retry that an image remembers. */
export function retriesOf({ tags }: { readonly tags: Readonly<Record<string, string>> }): string | undefined {
  return tags[RETRIES_TAG]?.split(' ')[0];
}
