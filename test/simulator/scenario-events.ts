import type { ImageStatus } from './scenario';

/** Which of several that match are meant, counted from the moment the scenario is loaded. Without any of these members: all of them. */
export interface Occurrence {
  /** Only this one, from 1. */
  readonly nth?: number;
  /** Every so manieth. */
  readonly every?: number;
  /** From the first to the second number, both included. */
  readonly between?: readonly [number, number];
}

/** `detail-type` of the events that the service sends. */
export const EVENT_TYPES = {
  stateChange: 'EC2 Image Builder Image State Change',
  cveDetected: 'EC2 Image Builder CVE Detected',
  stepWaiting: 'EC2 Image Builder Workflow Step Waiting',
  pipelineDisabled: 'EC2 Image Builder Image Pipeline Automatically Disabled',
} as const;
export type EventType = typeof EVENT_TYPES[keyof typeof EVENT_TYPES];

/** What becomes of certain events on their way, because the service delivers them on a best-effort basis. */
export interface EventDelivery extends Occurrence {
  /** @default - events of all types */
  readonly detailType?: EventType;
  /** Only changes to this state. */
  readonly status?: ImageStatus;
  /**
   * Virtual seconds from the time of the event until it is delivered: `[]` is lost, `[600]` late, `[0, 0]` delivered twice at once. An event that is
   * late enough is delivered after events that were sent later.
   */
  readonly after: readonly number[];
}
