import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';

/** Options of the alarm about events that a monitor could not process. */
export interface UnprocessedEventsAlarmOptions {
  /**
   * The name of the alarm.
   *
   * @default - CloudFormation generates a name
   */
  readonly alarmName?: string;

  /**
   * The actions when the alarm enters the state ALARM, such as a notification.
   *
   * @default - no actions
   */
  readonly alarmActions?: cloudwatch.IAlarmAction[];
}

/** Options of an alarm about a pipeline. */
export interface BuildAlarmOptions extends UnprocessedEventsAlarmOptions {
  /**
   * The pipeline that the alarm is about.
   *
   * @default - the pipeline of the monitor, which must have exactly one
   */
  readonly pipeline?: refs.IImagePipelineRef;
}

/** Options of the alarm about the age of the newest good image. */
export interface ImageAgeAlarmOptions extends BuildAlarmOptions {
  /**
   * The maximum age of the newest image that was built successfully, at least 1 hour in whole seconds.
   *
   * @default Duration.days(30)
   */
  readonly maximumAge?: Duration;
}

/** Options of the alarm about critical findings. */
export interface CriticalFindingsAlarmOptions extends BuildAlarmOptions {
  /**
   * The maximum number of critical findings that raises no alarm, from 0.
   *
   * @default 0
   */
  readonly maximumFindings?: number;
}

/** Options of the alarm about slow builds. */
export interface SlowBuildAlarmOptions extends BuildAlarmOptions {
  /**
   * The width of the band of expected durations, in standard deviations, greater than 0.
   *
   * @default 2
   */
  readonly standardDeviations?: number;
}

/** Options of all alarms of a monitor. */
export interface BuildAlarmsOptions {
  /**
   * The actions when an alarm enters the state ALARM, such as a notification.
   *
   * @default - no actions
   */
  readonly alarmActions?: cloudwatch.IAlarmAction[];

  /**
   * The maximum age of the newest image that was built successfully, at least 1 hour in whole seconds.
   *
   * @default Duration.days(30)
   */
  readonly maximumImageAge?: Duration;
}
