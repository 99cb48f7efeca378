import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { IConstruct } from 'constructs';
import { checkCron } from './cron';
import { CalendarScheduleOptions, ImagePipelineScheduleOptions, ScheduleStartCondition, WeekDay } from './image-pipeline-schedule-options';
import { checkRate, isRate } from './rate';
import { InvalidInputError } from '../common/errors';
import { nearestName, warnOfName } from '../common/near-names';
import { omitEmpty } from '../common/render';
import { checkDuration, checkPattern, checkRange, isKnown } from '../common/validate';

/**
 * The schedule on which a pipeline builds images.
 *
 * @example
 * new ImagePipeline(this, 'WeeklyPipeline', {
 *   recipe,
 *   schedule: ImagePipelineSchedule.weekly(WeekDay.SUNDAY, {
 *     hour: 3,
 *     timeZone: TimeZone.EUROPE_BERLIN,
 *     startCondition: ScheduleStartCondition.EXPRESSION_MATCH_ONLY,
 *     autoDisableFailureCount: 3,
 *   }),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html
 */
export class ImagePipelineSchedule {
  /**
   * Creates a schedule from a cron expression.
   *
   * The expression has six fields: minute, hour, day of the month, month, day of the week and year. Exactly one of the two days must be `?`. Days of
   * the week are counted from Sunday, which is 1, so names such as `sun` are safer.
   *
   * @example
   * const sundaysAtThree = ImagePipelineSchedule.cron('0 3 ? * sun *');
   *
   * @param expression minute, hour, day of the month, month, day of the week and year, separated by one space each
   * @param options options of the schedule
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html
   */
  public static cron(expression: string, options: ImagePipelineScheduleOptions = {}): ImagePipelineSchedule {
    checkCron('expression', expression);
    return new ImagePipelineSchedule(expression, options);
  }

  /**
   * Creates a schedule with one build each day.
   *
   * @example
   * const daily = ImagePipelineSchedule.daily({ hour: 3, timeZone: TimeZone.EUROPE_BERLIN });
   *
   * @param options time of the day, and options of the schedule
   */
  public static daily(options: CalendarScheduleOptions = {}): ImagePipelineSchedule {
    return ImagePipelineSchedule.calendar('* * ?', options);
  }

  /**
   * Creates a schedule with one build each month.
   *
   * For the last day of the month, use `cron()` with `L` as day of the month.
   *
   * @example
   * const monthly = ImagePipelineSchedule.monthly(1, { hour: 3 });
   *
   * @param day day of the month, from 1 to 28, because not every month has the days after
   * @param options time of the day, and options of the schedule
   */
  public static monthly(day: number, options: CalendarScheduleOptions = {}): ImagePipelineSchedule {
    if (!Token.isUnresolved(day) && !(Number.isInteger(day) && day >= 1 && day <= 28)) {
      throw new InvalidInputError({
        prop: 'day',
        problem: 'OutOfRange',
        rule: 'be a whole number from 1 to 28, because not every month has the days after',
        got: day,
        hint: 'For the last day of the month, use `ImagePipelineSchedule.cron(\'0 3 L * ? *\')`.',
      });
    }
    return ImagePipelineSchedule.calendar(`${Tokenization.stringifyNumber(day)} * ?`, options);
  }

  /**
   * Creates a schedule with an interval between builds, such as one day.
   *
   * A pipeline with a rate has a warning: AWS deploys rates in its own tests, but the reference of Image Builder names only cron expressions.
   *
   * @example
   * const daily = ImagePipelineSchedule.rate(Duration.days(1));
   *
   * @param interval whole minutes, hours or days
   * @param options options of the schedule without a time zone
   */
  public static rate(interval: Duration, options: ImagePipelineScheduleOptions = {}): ImagePipelineSchedule {
    if (!interval.isUnresolved()) {
      checkDuration(undefined, 'interval', interval, { unit: 'minutes', min: 1, max: Infinity, rule: 'be at least one minute, in whole minutes' });
    }
    return ImagePipelineSchedule.fromSchedule(events.Schedule.rate(interval), options);
  }

  /**
   * Creates a schedule with one build each week.
   *
   * @example
   * const weekly = ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3, minute: 30 });
   *
   * @param weekDay day of the week
   * @param options time of the day, and options of the schedule
   */
  public static weekly(weekDay: WeekDay, options: CalendarScheduleOptions = {}): ImagePipelineSchedule {
    return ImagePipelineSchedule.calendar(`? * ${weekDay}`, options);
  }

  /**
   * Creates a schedule from a cron schedule or a rate of the CDK.
   *
   * @param schedule a schedule that was created with `events.Schedule.cron()` or `events.Schedule.rate()`
   * @param options options of the schedule
   */
  public static fromSchedule(schedule: events.Schedule, options: ImagePipelineScheduleOptions = {}): ImagePipelineSchedule {
    const { expressionString } = schedule;
    if (!isRate(expressionString)) {
      return ImagePipelineSchedule.cron(expressionString.replace(/^cron\((.*)\)$/, '$1'), options);
    }
    checkRate('expression', expressionString);
    if (options.timeZone !== undefined) {
      throw new InvalidInputError({
        prop: 'timeZone', problem: 'Conflict', rule: 'be absent when the schedule is a rate', got: options.timeZone.timezoneName,
      });
    }
    return new ImagePipelineSchedule(expressionString, options);
  }

  private static calendar(days: string, { hour = 0, minute = 0, ...options }: CalendarScheduleOptions): ImagePipelineSchedule {
    checkRange(undefined, 'hour', hour, 0, 23);
    checkRange(undefined, 'minute', minute, 0, 59);
    const time = [minute, hour].map((each) => Tokenization.stringifyNumber(each)).join(' ');
    return ImagePipelineSchedule.cron(`${time} ${days} *`, options);
  }

  private constructor(
    /** The six fields of a cron expression, or a rate such as `rate(1 day)`. */
    public readonly expression: string,
    private readonly options: ImagePipelineScheduleOptions,
  ) {
    checkRange(undefined, 'autoDisableFailureCount', options.autoDisableFailureCount, 1, 10);
    checkPattern(undefined, 'timeZone', options.timeZone?.timezoneName, /^(?=.{3,100}$)[a-zA-Z0-9]{2,}(\/[-a-zA-Z0-9_+]+)*$/,
      'be the name of a zone in the IANA time zone database, as `Europe/Berlin`');
  }

  /**
   * The name of the time zone, which is a separate property in CloudFormation.
   *
   * @internal
   */
  public get _timezone(): string | undefined {
    return this.options.timeZone?.timezoneName;
  }

  /**
   * Whether the schedule is a rate.
   *
   * @internal
   */
  public get _isRate(): boolean {
    return isRate(this.expression);
  }

  /**
   * Warns of a time zone that does not exist.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    const zone = this._timezone;
    if (isKnown(zone) && !isZone(zone)) {
      warnOfName(scope, `\`schedule.timeZone\` is '${zone}'`, nearestName(zone, Intl.supportedValuesOf('timeZone')));
    }
  }

  /**
   * Whether a build requires a newer version of the base image or of a component.
   *
   * @internal
   */
  public get _needsUpdates(): boolean {
    return this.options.startCondition !== ScheduleStartCondition.EXPRESSION_MATCH_ONLY;
  }

  /**
   * The schedule in the form of CloudFormation, without its time zone.
   *
   * @internal
   */
  public _render(): CfnImagePipeline.ScheduleProperty {
    return {
      scheduleExpression: this._isRate ? this.expression : `cron(${this.expression})`,
      pipelineExecutionStartCondition: this.options.startCondition,
      autoDisablePolicy: omitEmpty({ failureCount: this.options.autoDisableFailureCount }) as CfnImagePipeline.AutoDisablePolicyProperty,
    };
  }
}

/** Whether the runtime knows a time zone. Its list has only one name of each zone, but it takes all names. */
function isZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
