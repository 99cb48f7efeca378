import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BucketAndLogs } from './bucket-and-logs';
import { matches, patternsIn } from './event-rules';
import { LambdaFunctions } from './lambda-functions';
import { LocalAws, startLocalAws } from './local-aws';
import { ACCOUNT, REGION, ReportStack, synthesize } from './report-stack';
import { InvocationResult } from './state-machine';
import { Published, Topic } from './topic';
import { BuildMonitor, BuildMonitorProps, BuildNotification, ImagePipeline } from '../../src';
import { MONITOR_SOURCE, MONITOR_VARIABLE, MonitorProperties, POLL_EVENT, REJUDGE_EVENT } from '../../src/contract/monitor';
import { Datum, readEmbeddedMetrics } from '../handler/embedded-metrics';
import { Scenario, SeedCall, ServiceEvent, Simulator, startSimulator } from '../simulator';

export const arn = (resource: string) => `arn:aws:imagebuilder:${REGION}:${ACCOUNT}:${resource}`;
export const PIPELINE = arn('image-pipeline/weekly');
/** What invokes the function besides events, by the type of the event that the rule makes. */
const KINDS = new Map<string, string>([[POLL_EVENT, 'by polls'], [REJUDGE_EVENT, 'for `rejudge`']]);
/** When the monitor runs first. */
const START = '2026-01-05T08:00:00.000Z';

/** What all pipelines need. */
const SHARED_CALLS = [
  { operation: 'CreateComponent', input: { name: 'hardening', semanticVersion: '1.0.0', platform: 'Linux', data: '{"phases":[{"name":"build"},{"name":"test"}]}' } },
  { operation: 'CreateInfrastructureConfiguration', input: { name: 'golden', instanceProfileName: 'profile' } },
];

/** The calls that create pipelines with a schedule, by their name and that of their images, and what they need. */
export function callsOf(pipelines: readonly (readonly [name: string, imageName: string])[]): SeedCall[] {
  return [...SHARED_CALLS, ...pipelines.flatMap(([name, imageName]) => [
    {
      operation: 'CreateImageRecipe',
      input: {
        name: imageName,
        semanticVersion: '1.0.0',
        parentImage: `arn:aws:imagebuilder:${REGION}:aws:image/amazon-linux-2023-x86/x.x.x`,
        components: [{ componentArn: arn('component/hardening/1.0.0/1') }],
      },
    },
    {
      operation: 'CreateImagePipeline',
      input: {
        name,
        imageRecipeArn: arn(`image-recipe/${imageName}/1.0.0`),
        infrastructureConfigurationArn: arn('infrastructure-configuration/golden'),
        imageScanningConfiguration: { imageScanningEnabled: true },
        schedule: { scheduleExpression: 'cron(0 3 ? * sun *)', autoDisablePolicy: { failureCount: 2 } },
      },
    },
  ])].map((call) => ({ ...call, region: REGION }));
}

/** The function of a monitor as it is published, with the services that it calls, on a clock that only `advance` moves. */
export class MonitorWorld {
  /** The monitor has run once, without a build. Its code is that of a folder, or else what is published. */
  static async start(
    scenario: Scenario = {}, props: Partial<BuildMonitorProps> = {}, addOthers: (scope: Stack) => void = () => {}, code?: string,
  ): Promise<MonitorWorld> {
    const stack = synthesize((scope: Stack) => {
      addOthers(scope);
      const monitor = new BuildMonitor(scope, 'Monitor', {
        notifications: [BuildNotification.email(sns.Topic.fromTopicArn(scope, 'Operators', `arn:aws:sns:${REGION}:${ACCOUNT}:operators`))],
        records: { bucket: s3.Bucket.fromBucketName(scope, 'Records', 'records') },
        sbom: true,
        ...props,
      });
      if (props.source === undefined) {
        monitor.addPipelines(ImagePipeline.fromImagePipelineArn(scope, 'Weekly', PIPELINE));
      }
    });
    const simulator = await startSimulator({
      account: ACCOUNT, scenario: { clock: { start: START, rate: 0 }, ...scenario, seed: { calls: callsOf([['weekly', 'golden']]), ...scenario.seed } },
    });
    const [others, topic] = [new BucketAndLogs(), new Topic()];
    const aws = await startLocalAws(stack, simulator.url, {
      AWS_ENDPOINT_URL_INSPECTOR2: simulator.url, ...await others.start(), ...await topic.start(),
    });
    aws.lambda.nowMillis = Date.parse(START);
    aws.onWait = (seconds) => simulator.advance(seconds);
    const [name, { env }] = [...stack.functions].find(([, fn]) => MONITOR_VARIABLE in fn.env)!;
    const world = new MonitorWorld(stack, simulator, others, topic, aws, name, JSON.parse(env[MONITOR_VARIABLE]) as MonitorProperties);
    try {
      if (code !== undefined) await aws.lambda.deploy([name], code);
      await world.poll();
    } catch (error) {
      await world.stop();
      throw error;
    }
    world.advance(60);
    return world;
  }

  /** What invoked the function, in order. */
  readonly invocations: string[] = [];

  private constructor(
    readonly stack: ReportStack, readonly simulator: Simulator, readonly others: BucketAndLogs, readonly topic: Topic,
    readonly aws: LocalAws, private readonly name: string, readonly properties: MonitorProperties,
  ) {}

  private get lambda(): LambdaFunctions {
    return this.aws.lambda;
  }

  advance(seconds: number): void {
    this.simulator.advance(seconds);
    this.lambda.nowMillis += seconds * 1000;
  }

  /** Starts a build of the schedule, and lets time pass until it has ended. Its events wait. */
  build(seconds = 1300, pipeline = PIPELINE): string {
    const image = this.simulator.runSchedule(pipeline);
    this.advance(seconds);
    return image;
  }

  /** Hands the events that are delivered until now to the function, as far as rules of the template match them. A run that fails is an error. */
  async handleEvents(): Promise<readonly ServiceEvent[]> {
    const events = this.simulator.takeEvents();
    for (const event of events) {
      for (const pattern of patternsIn(this.stack)) if (matches(pattern, event)) await this.succeed(event);
    }
    return events;
  }

  async poll(): Promise<void> {
    await this.succeed({ 'source': MONITOR_SOURCE, 'detail-type': POLL_EVENT });
  }

  async rejudge(): Promise<void> {
    await this.succeed({ 'source': MONITOR_SOURCE, 'detail-type': REJUDGE_EVENT });
  }

  async invoke(event: unknown): Promise<InvocationResult> {
    this.invocations.push(KINDS.get((event as ServiceEvent)['detail-type']) ?? 'by events');
    return this.lambda.invoke(this.name, event);
  }

  /** Ends the process of the function at once, whatever it does. */
  async kill(): Promise<void> {
    await this.lambda.deploy([this.name]);
  }

  get messages(): readonly Published[] {
    return this.topic.messages;
  }

  /** Objects by their key, without the bucket. */
  objects(beginning: string): { readonly key: string; readonly body: string; readonly contentType?: string }[] {
    const bucket = `${this.properties.Records.BucketName}/`;
    return [...this.others.objects].map(([path, object]) => ({ ...object, key: path.replace(bucket, '') }))
      .filter(({ key }) => key.startsWith(beginning)).sort((a, b) => a.key < b.key ? -1 : 1);
  }

  records(): any[] {
    return this.objects('records/').map(({ body }) => JSON.parse(body));
  }

  /** What CloudWatch makes of the log of the function. */
  metrics(): Datum[] {
    return this.lines().filter((line) => line.includes('"_aws"')).flatMap(readEmbeddedMetrics);
  }

  lines(): string[] {
    return (this.lambda.output.get(this.name) ?? '').split('\n').filter((line) => line !== '');
  }

  async stop(): Promise<void> {
    await this.aws.stop();
    await Promise.all([this.simulator.stop(), this.others.stop(), this.topic.stop()]);
  }

  private async succeed(event: unknown): Promise<void> {
    const { functionError, payload } = await this.invoke(event);
    if (functionError !== undefined) throw new Error(`The monitor failed: ${payload}`);
  }
}
