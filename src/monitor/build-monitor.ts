import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_imagebuilder as refs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { buildsFailed, criticalFindings, noGoodImage, pipelineDisabled, slowerThanUsual, unprocessedEvents } from './alarms';
import {
  BuildAlarmOptions, BuildAlarmsOptions, CriticalFindingsAlarmOptions, ImageAgeAlarmOptions, SlowBuildAlarmOptions, UnprocessedEventsAlarmOptions,
} from './build-alarm-options';
import { BuildMonitorBase } from './build-monitor-base';
import { BuildMonitorProps } from './build-monitor-props';
import { MonitorFunction } from './monitor-function';
import { monitorId, monitorJson } from './monitor-properties';
import { givenPipelines, Monitored, monitored, MonitoredPipelines } from './monitored';
import { grantAtSynth, readLogs, readsOf, scanAgain, startPipelines } from './permissions';
import { grantRecords, recordsDestination } from './records';
import { addEventRules, MonitorTarget, ownEvent } from './rules';
import { warnOfNoScan } from './scans';
import { topicProperties } from './topics';
import { InvalidInputError } from '../common/errors';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkDuration, checkNeeds, checkRange, checkSeconds } from '../common/validate';
import { MONITOR_VARIABLE, POLL_EVENT, REJUDGE_EVENT } from '../contract/monitor';
import { IBuildMetrics } from '../pipeline/build-metrics';
import { checkDeadLetterQueue } from '../pipeline/dead-letters';
import { metricOfPipeline } from '../pipeline/metric-of-pipeline';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Records every build of image pipelines, also those that start on a schedule, and notifies people of what happened.
 *
 * A Lambda function receives the events of Image Builder and, because these are delivered on a best-effort basis, also looks for builds by itself.
 * Each build has one record in Amazon S3, as JSON and as a page for people. Notifications and metrics contain the same facts.
 *
 * #### Limitations
 *
 * A monitor records builds that are created after its first run. The findings of a record are those at the end of the build, unless `rejudge` is set.
 *
 * @example
 * new BuildMonitor(this, 'Monitor', {
 *   source: MonitorSource.pipelines([pipeline]),
 *   notifications: [BuildNotification.email(topic)],
 *   gate: SeverityGate.atMost({ critical: 0 }),
 * });
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html
 */
@propertyInjectable
export class BuildMonitor extends BuildMonitorBase implements iam.IGrantable, IBuildMetrics {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.BuildMonitor';

  /** The role of the function. */
  public readonly grantPrincipal: iam.IPrincipal;

  /** The bucket with the records, pages and bills of materials. */
  public readonly recordsBucket: s3.IBucket;

  /** The queue with the events that the function could not process. */
  public readonly deadLetterQueue: sqs.IQueue;

  /** The function that records builds. */
  public readonly lambdaFunction: lambda.IFunction;

  /**
   * The pipelines, or undefined for all images of the account.
   *
   * @internal
   */
  public readonly _pipelines?: MonitoredPipelines;

  private readonly pollMinutes: number;

  constructor(scope: Construct, id: string, props: BuildMonitorProps = {}) {
    super(scope, id);
    warnOfUnknownProperties(this, 'BuildMonitorProps', props);
    const { source, gate, rejudge, sbom, logTail, imageLogGroups = [], notifications = [] } = props;
    this.pollMinutes = checkDuration(this, 'pollInterval', props.pollInterval, {
      unit: 'minutes', min: 5, max: 24 * 60, rule: 'be 5 minutes to 24 hours in whole minutes',
    }) ?? 60;
    const scanPatience = checkSeconds(this, 'scanPatience', props.scanPatience, 0, DAY_SECONDS) ?? 60 * 60;
    const startAfter = checkSeconds(this, 'rejudge.startPipelineAfter', rejudge?.startPipelineAfter, 60 * 60, 30 * DAY_SECONDS);
    checkNeeds(this, ['rejudge.startPipelineAfter', startAfter], ['gate', gate]);
    checkNeeds(this, ['imageLogGroups', props.imageLogGroups], ['logTail', logTail || undefined]);
    checkRange(this, 'reservedConcurrentExecutions', props.reservedConcurrentExecutions, 1);
    checkDeadLetterQueue(this, props.deadLetterQueue);
    const given = source === undefined ? new MonitoredPipelines() : source._pipelines && givenPipelines(this, source._pipelines);
    this._pipelines = given;
    const records = recordsDestination(this, props.records);
    this.recordsBucket = records.bucket;

    const handler = new MonitorFunction(this, 'Function', props);
    const { role } = handler;
    this.lambdaFunction = handler.lambdaFunction;
    this.grantPrincipal = role;
    this.deadLetterQueue = handler.deadLetterQueue;
    grantAtSynth(this, role, () => [
      ...readsOf(this, given?.inOrder),
      ...logTail ? [readLogs(this, given?.inOrder, imageLogGroups)] : [],
      ...rejudge === undefined ? [] : [scanAgain()],
      ...startAfter === undefined ? [] : [startPipelines(this, given?.inOrder)],
    ]);
    const identifier = monitorId(this);
    grantRecords(role, records, identifier);
    handler.lambdaFunction.addEnvironment(MONITOR_VARIABLE, monitorJson(this, {
      id: identifier,
      pipelines: given,
      records,
      scanPatience,
      gate,
      topics: topicProperties(this, role, notifications),
      sbom,
      logTail,
      rejudge: rejudge && { StartAfterSeconds: startAfter },
    }));

    if (gate !== undefined) {
      given?.subscribe((pipeline) => warnOfNoScan(this, pipeline, rejudge !== undefined));
    }
    const target = (event?: object) => new MonitorTarget(handler.lambdaFunction, handler.deadLetterQueue, event);
    addEventRules(this, given, target());
    new events.Rule(this, 'Poll', {
      description: 'Looks for image builds whose events were lost', schedule: events.Schedule.rate(Duration.minutes(this.pollMinutes)), targets: [target(ownEvent(POLL_EVENT))],
    });
    if (rejudge !== undefined) {
      new events.Rule(this, 'Rejudge', {
        description: 'Evaluates the newest images with the findings of today', schedule: events.Schedule.rate(Duration.days(1)), targets: [target(ownEvent(REJUDGE_EVENT))],
      });
    }
  }

  /**
   * Adds pipelines whose builds are recorded as well.
   *
   * A pipeline that the monitor has already is not added again. Pipelines can be those of other stacks of the account and Region, on which the stack of
   * the monitor then depends. Builds that an added pipeline created in the last 24 hours are recorded as well. The method fails on a monitor of all images
   * of the account.
   *
   * @param pipelines the pipelines in the account and Region of the stack: constructs of this library, L1s or imports
   */
  public addPipelines(...pipelines: refs.IImagePipelineRef[]): void {
    this.knownPipelines('addPipelines', 'because a monitor of the account records the builds of all pipelines', 'Remove the call, or the monitor from the golden image.')
      .addMissing(this, 'pipelines', pipelines);
  }

  /**
   * Returns a metric of the pipeline of this monitor by its name.
   *
   * A monitor of several pipelines has no metric of its own: each pipeline has the same methods.
   *
   * @param metricName name of the metric, such as `BuildsFailed`
   * @param options properties of the metric, whose default statistic is the sum for numbers of builds and the maximum for everything else
   */
  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const pipelineName = options?.dimensionsMap === undefined ? this.monitored('metric').name : '';
    return metricOfPipeline(this, pipelineName, metricName, options);
  }

  /**
   * Creates all alarms about each pipeline of this monitor, and the alarm about events that the monitor could not process.
   *
   * Pipelines that are added later get the same alarms.
   *
   * @param options actions of the alarms, and the maximum age of images
   * @returns the alarms about the pipelines that the monitor has, in the order of the pipelines, and that about events
   */
  public addAlarms(options: BuildAlarmsOptions = {}): cloudwatch.Alarm[] {
    const { alarmActions, maximumImageAge: maximumAge } = options;
    const alarms: cloudwatch.Alarm[] = [];
    this.knownPipelines('addAlarms', 'because the pipelines of the account are not known',
      'Create alarms with a `pipeline` each, such as `alarmBuildsFailed({ pipeline })`.').subscribe((pipeline) => alarms.push(
      buildsFailed(this, pipeline, { alarmActions }),
      noGoodImage(this, pipeline, this.pollMinutes, { alarmActions, maximumAge }),
      criticalFindings(this, pipeline, { alarmActions }),
      slowerThanUsual(this, pipeline, { alarmActions }),
      pipelineDisabled(this, pipeline, this.pollMinutes, { alarmActions }),
    ));
    return [...alarms, this.alarmUnprocessedEvents({ alarmActions })];
  }

  /**
   * Creates an alarm that is raised when a build fails, and ends when a later build does not fail.
   *
   * @param options pipeline, name and actions of the alarm
   */
  public alarmBuildsFailed(options: BuildAlarmOptions = {}): cloudwatch.Alarm {
    return buildsFailed(this, this.monitored('alarmBuildsFailed', options.pipeline), options);
  }

  /**
   * Creates an alarm that is raised when the newest image that was built successfully is too old, when there is none, and when the monitor does not run.
   *
   * The alarm is in the state ALARM until the first poll after it was created.
   *
   * @param options pipeline, maximum age, name and actions of the alarm
   */
  public alarmNoGoodImage(options: ImageAgeAlarmOptions = {}): cloudwatch.Alarm {
    return noGoodImage(this, this.monitored('alarmNoGoodImage', options.pipeline), this.pollMinutes, options);
  }

  /**
   * Creates an alarm that is raised when an image has critical findings, and ends when the next image that is evaluated has none.
   *
   * @param options pipeline, maximum number, name and actions of the alarm
   */
  public alarmCriticalFindings(options: CriticalFindingsAlarmOptions = {}): cloudwatch.Alarm {
    return criticalFindings(this, this.monitored('alarmCriticalFindings', options.pipeline), options);
  }

  /**
   * Creates an alarm that is raised when a build takes longer than CloudWatch expects from the builds before.
   *
   * @param options pipeline, width of the band, name and actions of the alarm
   */
  public alarmSlowerThanUsual(options: SlowBuildAlarmOptions = {}): cloudwatch.Alarm {
    return slowerThanUsual(this, this.monitored('alarmSlowerThanUsual', options.pipeline), options);
  }

  /**
   * Creates an alarm that is raised while the pipeline is disabled.
   *
   * @param options pipeline, name and actions of the alarm
   */
  public alarmPipelineDisabled(options: BuildAlarmOptions = {}): cloudwatch.Alarm {
    return pipelineDisabled(this, this.monitored('alarmPipelineDisabled', options.pipeline), this.pollMinutes, options);
  }

  /**
   * Creates an alarm that is raised when events are in the dead-letter queue of the monitor.
   *
   * The monitor of the property `notify` of golden images has this alarm already. The method then adds the actions to that alarm and returns it, unless
   * `alarmName` is set.
   *
   * @param options name and actions of the alarm
   */
  public alarmUnprocessedEvents(options: UnprocessedEventsAlarmOptions = {}): cloudwatch.Alarm {
    return unprocessedEvents(this, this.deadLetterQueue, options);
  }

  /** The pipelines, of a monitor that has no others. */
  private knownPipelines(method: string, because: string, hint: string): MonitoredPipelines {
    if (this._pipelines === undefined) {
      throw new InvalidInputError({ prop: method, problem: 'Unsupported', rule: `be called on a monitor of pipelines, ${because}`, hint }, this);
    }
    return this._pipelines;
  }

  /** The pipeline that is given, which is one of this monitor, or the only one. */
  private monitored(method: string, given?: refs.IImagePipelineRef): Monitored {
    const all = this._pipelines?.known ?? [];
    const arn = given?.imagePipelineRef.imagePipelineArn;
    if (given !== undefined && this._pipelines === undefined) {
      return monitored(this, { arn: arn!, construct: given }, 'pipeline');
    }
    const fitting = all.filter((each) => arn === undefined || each.arn === arn);
    if (fitting.length === 1) {
      return fitting[0];
    }
    throw given === undefined
      ? new InvalidInputError({
        prop: method,
        problem: 'Unsupported',
        rule: 'be called with a pipeline unless the monitor has exactly one',
        got: all.length,
        hint: method === 'metric' ? 'Call the method of the pipeline, or set `dimensionsMap`.' : 'Set `pipeline`.',
      }, this)
      : new InvalidInputError({ prop: 'pipeline', problem: 'Conflict', rule: 'be a pipeline of the monitor', got: given.node.path }, this);
  }
}
