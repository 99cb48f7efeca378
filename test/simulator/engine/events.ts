import { ArnParts, parseArn } from '../arns';
import { uuidOf } from '../ids';
import { pipelineState } from '../operations/pipelines';
import { EVENT_TYPES, EventType, ImageStatus } from '../scenario';
import { Resource, Store } from '../store';
import { present, Wire } from '../wire';

/** An event as Amazon EventBridge hands it to the target of a rule. */
export interface ServiceEvent {
  readonly 'version': '0';
  readonly 'id': string;
  readonly 'detail-type': EventType;
  readonly 'source': 'aws.imagebuilder';
  readonly 'account': string;
  readonly 'time': string;
  readonly 'region': string;
  readonly 'resources': readonly string[];
  readonly 'detail': Wire;
}

/** An event and the time at which it is sent, in milliseconds since the epoch. */
export interface SentEvent {
  readonly at: number;
  readonly event: ServiceEvent;
}

/** The states of which the service sends an event when an image reaches them. */
const SENT: readonly ImageStatus[] = ['BUILDING', 'TESTING', 'DISTRIBUTING', 'INTEGRATING', 'AVAILABLE', 'CANCELLED', 'FAILED'];

/** All events that were sent until now about what exists, in order of time. */
export function eventsUntil(now: number, store: Store): SentEvent[] {
  return [...store.all('Image').flatMap(aboutImage), ...store.all('ImagePipeline').flatMap((pipeline) => aboutPipeline(pipeline, store, now))]
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at);
}

function aboutImage({ arn, body, timeline }: Resource): SentEvent[] {
  const { statuses, scan, waits } = timeline!.course();
  return [
    ...statuses.flatMap(({ status, from }, i) => i === 0 || !SENT.includes(status) ? [] : [
      sent(EVENT_TYPES.stateChange, from, [arn], { 'previous-state': { status: statuses[i - 1].status }, 'state': { status } }),
    ]),
    ...scan ? [sent(EVENT_TYPES.cveDetected, scan.at, [arn, body.sourcePipelineArn].filter((one) => one !== undefined), present({
      'resource-id': scan.resourceId, 'finding-severity-counts': { all: 0, critical: 0, high: 0, medium: 0, ...scan.findings },
    }))] : [],
    ...waits.map(({ at, workflowArn, executionId, stepId, stepName }) => sent(EVENT_TYPES.stepWaiting, at, [arn, workflowArn], {
      'workflow-execution-id': executionId, 'workflow-step-execution-id': stepId, 'workflow-step-name': stepName,
    })),
  ];
}

function aboutPipeline(pipeline: Resource, store: Store, now: number): SentEvent[] {
  const { disabledAt, consecutiveFailures } = pipelineState(pipeline, store, now);
  return disabledAt === undefined ? []
    : [sent(EVENT_TYPES.pipelineDisabled, disabledAt, [pipeline.arn], { 'consecutive-failures': String(consecutiveFailures) })];
}

function sent(type: EventType, at: number, resources: readonly string[], detail: Wire): SentEvent {
  const { account, region } = parseArn(resources[0]) as ArnParts;
  const id = uuidOf(`${type} ${at} ${resources[0]} ${JSON.stringify(detail)}`);
  const time = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
  return { at, event: { 'version': '0', id, 'detail-type': type, 'source': 'aws.imagebuilder', account, time, region, resources, detail } };
}
