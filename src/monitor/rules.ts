import { Lazy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Monitored, MonitoredPipelines } from './monitored';
import { canonical } from '../common/canonical';
import { imagesArn } from '../common/naming';
import { MONITOR_SOURCE } from '../contract/monitor';
import { allowDeadLetters } from '../pipeline/dead-letters';
import { DETAIL_TYPES, ENDED_STATUSES } from '../pipeline/events';

/** An event pattern has at most 2,048 characters, and a name 128, so eight ARNs and their prefixes always fit. */
const PIPELINES_IN_RULE = 8;

/** The function of a monitor as a target. What cannot be delivered to it goes to the queue, as what it fails to handle does. */
export class MonitorTarget implements events.IRuleTarget {
  constructor(private readonly handler: lambda.IFunction, private readonly queue: sqs.IQueue, private readonly event?: object) {}

  public bind(rule: events.IRule): events.RuleTargetConfig {
    allowDeadLetters(rule, this.queue);
    const { event } = this;
    const target = new targets.LambdaFunction(this.handler, { event: event && events.RuleTargetInput.fromObject(event) });
    return { ...target.bind(rule), deadLetterConfig: { arn: this.queue.queueArn } };
  }
}

/** The event with which a rule on a schedule calls the function. */
export function ownEvent(detailType: string): object {
  return { 'source': MONITOR_SOURCE, 'detail-type': detailType };
}

/** Rules for one kind of events. */
interface Kind {
  readonly id: string;
  readonly pattern: events.EventPattern;
  /** What the events of a pipeline name. Undefined: they can name anything. */
  readonly named: (pipeline: Monitored) => string | undefined;
  readonly match: (named: string) => unknown;
}

/** Creates the rules that match builds that end, scans that end and pipelines that are disabled, also for pipelines that are added later. */
export function addEventRules(scope: Construct, pipelines: MonitoredPipelines | undefined, target: events.IRuleTarget): void {
  const kinds: Kind[] = [
    {
      id: 'BuildEnded',
      pattern: { detailType: [DETAIL_TYPES.imageStateChange], detail: { state: { status: ENDED_STATUSES } } },
      // Events of builds name the image. An image of which no name is known can be any.
      named: ({ imageName }) => imageName && imagesArn(Stack.of(scope), `${imageName}/`),
      match: (prefix) => ({ prefix }),
    },
    {
      id: 'PipelineEvent',
      pattern: { detailType: [DETAIL_TYPES.cveDetected, DETAIL_TYPES.pipelineAutoDisabled] },
      named: ({ arn }) => arn,
      match: (arn) => arn,
    },
  ];
  const rules = kinds.map((kind) => new Rules(scope, kind, pipelines, target));
  const grow = () => rules.forEach((each) => each.grow());
  grow();
  pipelines?.subscribe(grow);
}

/** The rules for one kind of events. Rules keep their IDs and what they match when pipelines are added. */
class Rules {
  private count = 0;
  /** What the events of pipelines name, which is asked for each rule and each pipeline that is added. */
  private readonly names = new Map<Monitored, string | undefined>();

  constructor(
    private readonly scope: Construct, private readonly kind: Kind, private readonly pipelines: MonitoredPipelines | undefined,
    private readonly target: events.IRuleTarget,
  ) {}

  /** Creates the rules that the pipelines need which are known so far. The first is there at once, because a monitor has pipelines in the end. */
  public grow(): void {
    const parts = this.matchesAll ? 1 : Math.ceil(this.namedBy(this.pipelines!.known).length / PIPELINES_IN_RULE);
    for (; this.count < Math.max(1, parts); this.count++) {
      this.addRule(this.count);
    }
  }

  private addRule(index: number): void {
    const { id, pattern } = this.kind;
    const rule = new events.Rule(this.scope, index === 0 ? id : `${id}${index + 1}`, {
      eventPattern: canonical({
        source: ['aws.imagebuilder'], ...pattern, resources: Lazy.uncachedList({ produce: () => this.resources(index) as string[] }, { omitEmpty: true }),
      }),
      targets: [this.target],
    });
    if (index > 0) {
      // The first rule matches every event once a pipeline is added of which no image is known. With others the function would get most events twice.
      (rule.node.defaultChild as events.CfnRule).state = Lazy.uncachedString({ produce: () => this.matchesAll ? 'DISABLED' : 'ENABLED' });
    }
  }

  /** What a rule matches: by the order in which pipelines became known, so that it stays in its rule. Nothing: everything. */
  private resources(index: number): unknown[] {
    if (this.matchesAll && index === 0) {
      return [];
    }
    const { known, inOrder } = this.pipelines!;
    const part = new Set(this.namedBy(known).slice(index * PIPELINES_IN_RULE, (index + 1) * PIPELINES_IN_RULE));
    return this.namedBy(inOrder).filter((named) => part.has(named)).map((named) => this.kind.match(named));
  }

  private get matchesAll(): boolean {
    return this.pipelines === undefined || this.pipelines.known.some((pipeline) => this.nameOf(pipeline) === undefined);
  }

  private namedBy(pipelines: readonly Monitored[]): string[] {
    return [...new Set(pipelines.flatMap((pipeline) => this.nameOf(pipeline) ?? []))];
  }

  private nameOf(pipeline: Monitored): string | undefined {
    if (!this.names.has(pipeline)) {
      this.names.set(pipeline, this.kind.named(pipeline));
    }
    return this.names.get(pipeline);
  }
}
