import { Duration } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { aws_logs as logs } from 'aws-cdk-lib/interfaces';
import { BuildNotification } from './build-notification';
import { MonitorSource } from './monitor-source';
import { RecordsDestination } from './records-destination';
import { SeverityGate } from '../pipeline/severity-gate';

/** Properties of a `BuildMonitor`. */
export interface BuildMonitorProps {
  /**
   * The pipelines whose builds are recorded, or all images of the account and Region.
   *
   * Synthesis fails if the monitor has no pipelines in the end.
   *
   * @default - the pipelines that are added with `addPipelines()` and by golden images
   */
  readonly source?: MonitorSource;

  /**
   * The bucket for records, pages and bills of materials.
   *
   * @default - a new private, encrypted and versioned bucket, which is retained when the stack is deleted
   */
  readonly records?: RecordsDestination;

  /**
   * The topics that are notified, at most 10 entries.
   *
   * @default - nobody is notified; records and metrics are written
   */
  readonly notifications?: BuildNotification[];

  /**
   * The gate that evaluates the findings of each build.
   *
   * A failed gate is recorded, counted and notified. The image remains.
   *
   * @default - findings are recorded and not evaluated
   */
  readonly gate?: SeverityGate;

  /**
   * How often the monitor looks for builds whose events were lost, 5 minutes to 24 hours in whole minutes.
   *
   * @default Duration.hours(1)
   */
  readonly pollInterval?: Duration;

  /**
   * How long the monitor waits after the end of a build for its scan to end, at most 24 hours in whole seconds.
   *
   * After this time the build is recorded with the current status of the scan, and with `UNKNOWN` for each count. Counts that become known later
   * are added to the record.
   *
   * @default Duration.hours(1)
   */
  readonly scanPatience?: Duration;

  /**
   * Whether a bill of materials in the format CycloneDX 1.6 is written for each image of which Image Builder lists the packages.
   *
   * @default false
   */
  readonly sbom?: boolean;

  /**
   * Whether the record of a build contains what commands wrote: the end of the log of a failed build, and the output of commands in the outputs of steps.
   *
   * What commands write can contain secrets.
   *
   * @default false
   */
  readonly logTail?: boolean;

  /**
   * Further log groups of the images.
   *
   * Requires `logTail`. Imported pipelines need this if theirs are not below `/aws/imagebuilder/`. Recipes whose names have capital letters need it as well,
   * because the permission is derived from the ARN of the recipe, which has none.
   *
   * @default - the log groups that pipelines of this library are given, otherwise those that Image Builder creates
   */
  readonly imageLogGroups?: logs.ILogGroupRef[];

  /**
   * Whether and how the newest image of each pipeline is evaluated again every day, with the findings of that day.
   *
   * @default - an image is evaluated once, after its build
   */
  readonly rejudge?: RejudgeOptions;

  /**
   * The maximum number of concurrent executions of the function, from 1.
   *
   * The number is reserved, so it is subtracted from what the other functions of the account can use.
   *
   * @default - only the limit of the account applies
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * The queue for events that the function could not process: a standard queue in the Region of the stack that is not encrypted with `alias/aws/sqs`.
   *
   * @default - a new encrypted queue that keeps messages for 14 days
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/** Options of the daily evaluation of the newest images. */
export interface RejudgeOptions {
  /**
   * The minimum time between two builds of a pipeline, after which the pipeline is started if its newest image fails the gate. 1 hour to 30 days in
   * whole seconds. Requires `gate`.
   *
   * @default - no pipeline is started
   */
  readonly startPipelineAfter?: Duration;
}
