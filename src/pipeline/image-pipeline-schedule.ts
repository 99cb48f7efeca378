import { TimeZone } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { checkCron } from './cron';
import { omitEmpty } from '../common/render';
import { checkPattern, checkRange } from '../common/validate';

/** What has to be the case, beside the time, for a schedule to start a build. */
export enum ScheduleStartCondition {
  /** Nothing more. */
  EXPRESSION_MATCH_ONLY = 'EXPRESSION_MATCH_ONLY',
  /**
   * The base image or a component that the recipe names with an `x` in its version has a newer version than in the last build. A recipe that names
   * nothing that way is never built by its schedule.
   */
  EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE = 'EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE',
}

/** How a schedule behaves. */
export interface ImagePipelineScheduleOptions {
  /**
   * What has to be the case, beside the time, for a build to start.
   *
   * @default ScheduleStartCondition.EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE
   */
  readonly startCondition?: ScheduleStartCondition;

  /**
   * After how many failures of scheduled builds in a row the service disables the pipeline, from 1 to 10. An update of the pipeline, or a
   * build that succeeds, starts the count again.
   *
   * @default - never
   */
  readonly autoDisableFailureCount?: number;

  /**
   * The time zone in which the service reads the expression.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;
}

/** When a pipeline builds by itself. */
export class ImagePipelineSchedule {
  /**
   * At the times of a cron expression.
   *
   * Days of the week count from Sunday, which is 1: names are safer.
   *
   * @param expression minute, hour, day of month, month, day of week and year, for example `0 3 ? * sun *`; one of the two days is `?`
   * @param options how the schedule behaves
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html
   */
  public static cron(expression: string, options: ImagePipelineScheduleOptions = {}): ImagePipelineSchedule {
    checkCron('expression', expression);
    checkRange(undefined, 'autoDisableFailureCount', options.autoDisableFailureCount, 1, 10);
    checkPattern(undefined, 'timeZone', options.timeZone?.timezoneName, /^(?=.{3,100}$)[a-zA-Z0-9]{2,}(\/[-a-zA-Z0-9_+]+)*$/,
      'be the name of a zone in the IANA time zone database, as `Europe/Berlin`');
    return new ImagePipelineSchedule(expression, options);
  }

  /**
   * At the times of a cron schedule of the CDK. Rates are refused: the service has none.
   *
   * @param schedule a schedule made with `events.Schedule.cron()`
   * @param options how the schedule behaves
   */
  public static fromSchedule(schedule: events.Schedule, options: ImagePipelineScheduleOptions = {}): ImagePipelineSchedule {
    return ImagePipelineSchedule.cron(schedule.expressionString.replace(/^cron\((.*)\)$/, '$1'), options);
  }

  private constructor(
    /** The cron expression. */
    public readonly expression: string,
    private readonly options: ImagePipelineScheduleOptions,
  ) {}

  /**
   * The name of the time zone, which CloudFormation takes as a property of its own.
   *
   * @internal
   */
  public get _timezone(): string | undefined {
    return this.options.timeZone?.timezoneName;
  }

  /**
   * Whether a build needs a newer version of something that the recipe names.
   *
   * @internal
   */
  public get _needsUpdates(): boolean {
    return this.options.startCondition !== ScheduleStartCondition.EXPRESSION_MATCH_ONLY;
  }

  /**
   * The schedule as CloudFormation takes it, without its time zone.
   *
   * @internal
   */
  public _render(): CfnImagePipeline.ScheduleProperty {
    return {
      scheduleExpression: `cron(${this.expression})`,
      pipelineExecutionStartCondition: this.options.startCondition,
      autoDisablePolicy: omitEmpty({ failureCount: this.options.autoDisableFailureCount }) as CfnImagePipeline.AutoDisablePolicyProperty,
    };
  }
}
