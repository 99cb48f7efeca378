import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import { omitEmpty } from './private/render';
import { checkPattern, checkRange } from './private/validate';

/** What has to be the case, beside the time, for a schedule to start a build. */
export enum ScheduleStartCondition {
  /** Nothing more. */
  EXPRESSION_MATCH_ONLY = 'EXPRESSION_MATCH_ONLY',
  /** The base image or a component that the recipe names with an `x` in its version has a newer version than in the last build. */
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
   * After how many failures in a row the service disables the pipeline, from 1 to 10.
   *
   * @default - never
   */
  readonly autoDisableFailureCount?: number;
}

/** When a pipeline builds by itself. */
export class ImagePipelineSchedule {
  /**
   * At the times of a cron expression, in UTC.
   *
   * @param expression minute, hour, day of month, month, day of week and year, for example `0 3 ? * sun *`; one of the two days is `?`
   * @param options how the schedule behaves
   * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html
   */
  public static cron(expression: string, options: ImagePipelineScheduleOptions = {}): ImagePipelineSchedule {
    checkPattern(undefined, 'expression', expression, /^\S+( \S+){5}$/, 'have six fields, as in `0 3 ? * sun *`');
    checkPattern(undefined, 'expression', expression, /^\S+ \S+ (\? \S+ [^?]\S*|[^?]\S* \S+ \?) \S+$/,
      'have `?` for the day of the month or for the day of the week, and not for both');
    checkRange(undefined, 'autoDisableFailureCount', options.autoDisableFailureCount, 1, 10);
    return new ImagePipelineSchedule(expression, options);
  }

  private constructor(
    /** The cron expression. */
    public readonly expression: string,
    private readonly options: ImagePipelineScheduleOptions,
  ) {}

  /**
   * The schedule as CloudFormation takes it.
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
