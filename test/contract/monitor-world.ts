import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BucketAndLogs } from './bucket-and-logs';
import { LambdaFunctions } from './lambda-functions';
import { LocalAws, startLocalAws } from './local-aws';
import { ACCOUNT, REGION, ReportStack, synthesize } from './report-stack';
import { InvocationResult } from './state-machine';
import { Published, Topic } from './topic';
import { BuildMonitor, BuildMonitorProps, BuildNotification, ImagePipeline } from '../../src';
import { MONITOR_SOURCE, MONITOR_VARIABLE, MonitorProperties, POLL_EVENT, REJUDGE_EVENT } from '../../src/contract';
import { Datum, readEmbeddedMetrics } from '../handler/embedded-metrics';
import { Scenario, ServiceEvent, Simulator, startSimulator } from '../simulator';

export const arn = (resource: string) => `arn:aws:imagebuilder:${REGION}:${ACCOUNT}:${resource}`;
export const PIPELINE = arn('image-pipeline/weekly');
/** When the monitor runs first. */
const START = '2026-01-05T08:00:00.000Z';

/** A pipeline with a schedule, and what it needs. */
const PIPELINE_CALLS = [
  { operation: 'CreateComponent', input: { name: 'hardening', semanticVersion: '1.0.0', platform: 'Linux', data: '{"phases":[{"name":"build"},{"name":"test"}]}' } },
  {
    operation: 'CreateImageRecipe',
    input: {
      name: 'golden',
      semanticVersion: '1.0.0',
      parentImage: `arn:aws:imagebuilder:${REGION}:aws:image/amazon-linux-2023-x86/x.x.x`,
      components: [{ componentArn: arn('component/hardening/1.0.0/1') }],
    },
  },
  { operation: 'CreateInfrastructureConfiguration', input: { name: 'golden', instanceProfileName: 'profile' } },
  {
    operation: 'CreateImagePipeline',
    input: {
      name: 'weekly',
      imageRecipeArn: arn('image-recipe/golden/1.0.0'),
      infrastructureConfigurationArn: arn('infrastructure-configuration/golden'),
      imageScanningConfiguration: { imageScanningEnabled: true },
      schedule: { scheduleExpression: 'cron(0 3 ? * sun *)', autoDisablePolicy: { failureCount: 2 } },
    },
  },
].map((call) => ({ ...call, region: REGION }));

/** The function of a monitor as it is published, with the services that it calls, on a clock that only `advance` moves. */
export class MonitorWorld {
  /** The monitor has run once, without a build. */
  static async start(
    scenario: Scenario = {}, props: Partial<BuildMonitorProps> = {}, addOthers: (scope: Stack) => void = () => {},
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
      account: ACCOUNT, scenario: { clock: { start: START, rate: 0 }, ...scenario, seed: { calls: PIPELINE_CALLS, ...scenario.seed } },
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
      await world.poll();
    } catch (error) {
      await world.stop();
      throw error;
    }
    world.advance(60);
    return world;
  }

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
  build(seconds = 1300): string {
    const image = this.simulator.runSchedule(PIPELINE);
    this.advance(seconds);
    return image;
  }

  /** Hands all events to the function that are delivered until now, as the rules do. A run that fails is an error. */
  async handleEvents(): Promise<readonly ServiceEvent[]> {
    const events = this.simulator.takeEvents();
    for (const event of events) {
      // The monitor has no rule for steps that wait.
      if (!event['detail-type'].includes('Waiting')) await this.succeed(event);
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
