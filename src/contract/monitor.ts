import type { DetailsProperties } from './details';
import type { GateProperties } from './gate';
import type { Flag } from './values';

/** Environment variable of the function of a monitor with `MonitorProperties` as JSON. */
export const MONITOR_VARIABLE = 'MONITOR';
/** `source` of the events with which rules on a schedule call the function. */
export const MONITOR_SOURCE = 'cdk-imagebuilder.monitor';
/** Values of `detail-type` of these events: look for builds whose events were lost, and judge the newest images by the findings of today. */
export const POLL_EVENT = 'Poll';
export const REJUDGE_EVENT = 'Rejudge';

/** What a notification is about. */
export const NOTIFICATIONS = [
  'BUILD_FAILED', 'BUILD_RECOVERED', 'BUILD_ENDED', 'GATE_FAILED', 'NEW_CRITICAL_FINDINGS', 'PIPELINE_DISABLED',
] as const;
export type NotificationKind = typeof NOTIFICATIONS[number];

/** The configuration of a monitor. */
export interface MonitorProperties {
  /** Sets the notices of this monitor apart from those of others in the same bucket: letters, digits and hyphens. */
  readonly Id: string;
  /** Names of the pipelines. Absent: every image of the account in the Region. */
  readonly Pipelines?: readonly string[];
  readonly Records: DetailsProperties;
  /** Seconds from the end of a build for which its scan is awaited. */
  readonly ScanPatienceSeconds: number;
  readonly Gate?: GateProperties;
  readonly LogTail?: Flag;
  readonly Sbom?: Flag;
  readonly Topics?: readonly TopicProperties[];
  readonly Rejudge?: RejudgeProperties;
}

/** A topic, and the notifications that are published to it. */
export interface TopicProperties {
  readonly Arn: string;
  readonly Notifications: readonly NotificationKind[];
  /** Written in the form of Amazon Q Developer in chat applications, and not for an e-mail. */
  readonly Chat?: Flag;
}

export interface RejudgeProperties {
  /** Pipelines whose newest image fails the gate are started, but no sooner than after this time. Absent: none is started. */
  readonly StartAfterSeconds?: number;
}

/** The longest `MonitorProperties` as JSON: the environment of a function has 4,096 bytes, some of which other variables need. */
export const MAX_MONITOR_BYTES = 3600;
