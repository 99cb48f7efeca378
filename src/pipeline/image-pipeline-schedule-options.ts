import { TimeZone } from 'aws-cdk-lib';

/** An additional condition for a scheduled build. */
export enum ScheduleStartCondition {
  /** No additional condition. */
  EXPRESSION_MATCH_ONLY = 'EXPRESSION_MATCH_ONLY',
  /**
   * The base image or a component has a newer version than in the last build.
   *
   * Only a base image and components that the recipe names with an `x` in the version are compared. A recipe without any of them is never built on a
   * schedule.
   */
  EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE = 'EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE',
}

/** Options of a schedule. */
export interface ImagePipelineScheduleOptions {
  /**
   * The additional condition for a scheduled build.
   *
   * @default ScheduleStartCondition.EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE
   */
  readonly startCondition?: ScheduleStartCondition;

  /**
   * The number of consecutive failures of scheduled builds after which Image Builder disables the pipeline, from 1 to 10.
   *
   * An update of the pipeline or a successful build resets the count.
   *
   * @default - the pipeline is not disabled automatically
   */
  readonly autoDisableFailureCount?: number;

  /**
   * The time zone of the cron expression.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;
}

/** Days of the week. */
export enum WeekDay {
  /** The build runs on Monday. */
  MONDAY = 'mon',
  /** The build runs on Tuesday. */
  TUESDAY = 'tue',
  /** The build runs on Wednesday. */
  WEDNESDAY = 'wed',
  /** The build runs on Thursday. */
  THURSDAY = 'thu',
  /** The build runs on Friday. */
  FRIDAY = 'fri',
  /** The build runs on Saturday. */
  SATURDAY = 'sat',
  /** The build runs on Sunday. */
  SUNDAY = 'sun',
}

/** Options of a daily, weekly or monthly schedule. */
export interface CalendarScheduleOptions extends ImagePipelineScheduleOptions {
  /**
   * The hour at which a build starts, from 0 to 23, in the time zone of the schedule.
   *
   * @default 0
   */
  readonly hour?: number;

  /**
   * The minute of the hour at which a build starts, from 0 to 59.
   *
   * @default 0
   */
  readonly minute?: number;
}
