import { aws_sns as refs } from 'aws-cdk-lib/interfaces';
import { NOTIFICATIONS, NotificationKind } from '../contract/monitor';

/** What a monitor notifies a topic of. */
export enum BuildNotificationEvent {
  /** A build failed. A build that was cancelled is no failure. */
  BUILD_FAILED = 'BUILD_FAILED',

  /** A build succeeded after the build before it had failed or was cancelled. */
  BUILD_RECOVERED = 'BUILD_RECOVERED',

  /** A build ended, in whatever way. */
  BUILD_ENDED = 'BUILD_ENDED',

  /** The gate of the monitor failed. */
  GATE_FAILED = 'GATE_FAILED',

  /** An image has critical findings that the earlier image of the pipeline did not have. */
  NEW_CRITICAL_FINDINGS = 'NEW_CRITICAL_FINDINGS',

  /** Image Builder disabled a pipeline after consecutive failures of scheduled builds. */
  PIPELINE_DISABLED = 'PIPELINE_DISABLED',
}

/** Options of the notifications to one topic. */
export interface BuildNotificationOptions {
  /**
   * What the topic is notified of, at least one event.
   *
   * A build that matches several events is one message.
   *
   * @default - every event except `BUILD_ENDED`
   */
  readonly events?: BuildNotificationEvent[];
}

/**
 * A topic that a `BuildMonitor` notifies of builds, and the form of the messages.
 *
 * The monitor gets permission to publish to the topic and to use its key. The topic must be a standard topic in the Region of the stack.
 *
 * @example
 * new BuildMonitor(this, 'Monitor', {
 *   source: MonitorSource.pipelines([pipeline]),
 *   notifications: [BuildNotification.email(topic, { events: [BuildNotificationEvent.BUILD_FAILED] })],
 * });
 */
export class BuildNotification {
  /**
   * Notifies a topic in plain text, for subscriptions by e-mail.
   *
   * @param topic the topic: an L2, an L1 or an import
   * @param options what the topic is notified of
   */
  public static email(topic: refs.ITopicRef, options: BuildNotificationOptions = {}): BuildNotification {
    return new BuildNotification(topic, options, false);
  }

  /**
   * Notifies a topic in the format of custom notifications of Amazon Q Developer in chat applications, for Slack and Microsoft Teams.
   *
   * @param topic the topic: an L2, an L1 or an import
   * @param options what the topic is notified of
   *
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
   */
  public static chat(topic: refs.ITopicRef, options: BuildNotificationOptions = {}): BuildNotification {
    return new BuildNotification(topic, options, true);
  }

  /** @internal */
  public readonly _topic: refs.ITopicRef;
  /** @internal */
  public readonly _events: readonly NotificationKind[];
  /** @internal */
  public readonly _isChat: boolean;

  private constructor(topic: refs.ITopicRef, { events }: BuildNotificationOptions, isChat: boolean) {
    this._topic = topic;
    this._events = NOTIFICATIONS.filter((kind) => events === undefined ? kind !== 'BUILD_ENDED' : events.some((event) => event === kind));
    this._isChat = isChat;
  }
}
