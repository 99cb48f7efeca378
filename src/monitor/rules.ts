import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { imagesArn, Monitored } from './monitored';
import { canonical } from '../common/canonical';
import { MONITOR_SOURCE } from '../contract';
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

/** Creates the rules that match builds that end, scans that end and pipelines that are disabled. */
export function addEventRules(scope: Construct, pipelines: readonly Monitored[] | undefined, target: events.IRuleTarget): void {
  const ended = { detailType: [DETAIL_TYPES.imageStateChange], detail: { state: { status: ENDED_STATUSES } } };
  const ofPipelines = { detailType: [DETAIL_TYPES.cveDetected, DETAIL_TYPES.pipelineAutoDisabled] };
  // Events of builds name the image. An image of which no name is known can be any.
  const names = pipelines?.map(({ imageName }) => imageName) ?? [];
  const known = names.filter((name) => name !== undefined);
  const prefixes = known.length < names.length ? [] : [...new Set(known)].map((name) => imagesArn(scope, `${name}/`));
  addRules('BuildEnded', prefixes.map((prefix) => ({ prefix })), ended);
  addRules('PipelineEvent', (pipelines ?? []).map(({ arn }) => arn), ofPipelines);

  function addRules(id: string, resources: readonly unknown[], pattern: events.EventPattern): void {
    // The order of pipelines has no meaning, but rules keep their IDs when pipelines are added.
    const parts = Array.from({ length: Math.max(1, Math.ceil(resources.length / PIPELINES_IN_RULE)) }, (_, index) =>
      resources.slice(index * PIPELINES_IN_RULE, (index + 1) * PIPELINES_IN_RULE));
    parts.forEach((part, index) => new events.Rule(scope, index === 0 ? id : `${id}${index + 1}`, {
      eventPattern: canonical({ source: ['aws.imagebuilder'], ...pattern, ...part.length > 0 ? { resources: part as string[] } : {} }),
      targets: [target],
    }));
  }
}
