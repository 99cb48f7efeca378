import { Gate, parseGate } from './gate-request';
import { parseDestination } from './optional-reads';
import { Delivered, malformed, objectOf, trueOrFalse, wholeNumber } from './properties';
import { MONITOR_VARIABLE, MonitorProperties, NotificationKind, NOTIFICATIONS, RejudgeProperties, TopicProperties } from '../../../contract/monitor';
import { Destination } from '../model/details-place';

/** The checked configuration of a monitor. */
export interface MonitorRequest {
  readonly id: string;
  /** Names of the pipelines. Absent: every image of the account in the Region. */
  readonly pipelines?: ReadonlySet<string>;
  readonly records: Destination;
  readonly scanPatienceSeconds: number;
  readonly gate?: Gate;
  readonly logTail: boolean;
  readonly sbom: boolean;
  readonly topics: readonly Topic[];
  /** Absent: images are judged once. */
  readonly rejudge?: { readonly startAfterSeconds?: number };
}

export interface Topic {
  readonly arn: string;
  readonly notifications: ReadonlySet<NotificationKind>;
  readonly isChat: boolean;
}

/** Thirty days, which no scan takes. */
const MAX_SECONDS = 30 * 24 * 3600;
const TOPIC = /^arn:aws[^:]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/;

/** Reads the configuration in the environment of the function, or throws one sentence that states what is wrong. */
export function parseMonitorRequest(text: string | undefined): MonitorRequest {
  const given = objectOf<MonitorProperties>(documentIn(text), `\`${MONITOR_VARIABLE}\``);
  const { Id: id, Gate: gate, Topics: topics = [], Rejudge: rejudge } = given;
  if (typeof id !== 'string' || !/^[A-Za-z0-9-]{1,128}$/.test(id)) throw malformed('Id', 'be 1 to 128 letters, digits and hyphens', id);
  if (!Array.isArray(topics)) throw malformed('Topics', 'be a list', topics);
  return {
    id,
    pipelines: parsePipelines(given.Pipelines),
    records: parseDestination('Records', given.Records),
    scanPatienceSeconds: wholeNumber('ScanPatienceSeconds', given.ScanPatienceSeconds, MAX_SECONDS),
    gate: gate === undefined ? undefined : parseGate(gate),
    logTail: trueOrFalse('LogTail', given.LogTail),
    sbom: trueOrFalse('Sbom', given.Sbom),
    topics: topics.map(parseTopic),
    rejudge: rejudge === undefined ? undefined : parseRejudge(objectOf<RejudgeProperties>(rejudge, '`Rejudge`')),
  };
}

function documentIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return text;
  }
}

function parsePipelines(names: unknown): ReadonlySet<string> | undefined {
  if (names === undefined) return undefined;
  if (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string' && /^[a-z0-9-_]+$/.test(name))) return new Set(names);
  throw malformed('Pipelines', 'be a list of names of pipelines as their ARNs have them', names);
}

function parseTopic(topic: unknown, index: number): Topic {
  const name = `Topics[${index}]`;
  const { Arn: arn, Notifications: notifications, Chat: chat } = objectOf<TopicProperties>(topic, `\`${name}\``);
  if (typeof arn !== 'string' || !TOPIC.test(arn)) throw malformed(`${name}.Arn`, 'be the ARN of a topic', arn);
  if (!Array.isArray(notifications) || !notifications.every((kind) => NOTIFICATIONS.includes(kind))) {
    throw malformed(`${name}.Notifications`, `be a list of ${NOTIFICATIONS.join(', ')}`, notifications);
  }
  return { arn, notifications: new Set<NotificationKind>(notifications), isChat: trueOrFalse(`${name}.Chat`, chat) };
}

function parseRejudge({ StartAfterSeconds: seconds }: Delivered<RejudgeProperties>): { readonly startAfterSeconds?: number } {
  return seconds === undefined ? {} : { startAfterSeconds: wholeNumber('Rejudge.StartAfterSeconds', seconds, Number.MAX_SAFE_INTEGER) };
}
