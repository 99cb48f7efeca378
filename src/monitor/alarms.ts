import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { permitted } from './alarm-topics';
import {
  BuildAlarmOptions, CriticalFindingsAlarmOptions, ImageAgeAlarmOptions, SlowBuildAlarmOptions, UnprocessedEventsAlarmOptions,
} from './build-alarm-options';
import { Monitored } from './monitored';
import { InvalidInputError } from '../common/errors';
import { KnownFact } from '../common/known-facts';
import { checkRange, checkSeconds } from '../common/validate';
import { BuildMetric, PipelineMetric } from '../contract/metrics';
import { metricOfPipeline } from '../pipeline/metric-of-pipeline';

/** Two builds of a pipeline that end within one period would be evaluated together, so it is short. */
const BUILD_PERIOD = Duration.minutes(5);
/** A poll that is late, or whose function is retried, raises no alarm. */
const POLLS = 2;
const HOUR_SECONDS = 60 * 60;
/** Nothing is published between builds, and an unknown value is not published either: both leave what is known as it was. */
const KEEPS_STATE = cloudwatch.TreatMissingData.IGNORE;

/** A build failed. Another one that did not fail publishes a 0. */
export function buildsFailed(scope: Construct, pipeline: Monitored, options: BuildAlarmOptions): cloudwatch.Alarm {
  return alarm(scope, `BuildsFailed-${pipeline.key}`, options, {
    metric: metricOf(scope, pipeline, 'BuildsFailed', BUILD_PERIOD),
    threshold: 0,
    evaluationPeriods: 1,
    treatMissingData: KEEPS_STATE,
    alarmDescription: `A build of the image pipeline ${pipeline.name} failed. The record of the build has the failed step and the reason.`,
  });
}

/** The newest good image is too old. */
export function noGoodImage(scope: Construct, pipeline: Monitored, pollMinutes: number, options: ImageAgeAlarmOptions): cloudwatch.Alarm {
  const seconds = checkSeconds(scope, 'maximumAge', options.maximumAge, HOUR_SECONDS) ?? Duration.days(30).toSeconds();
  return alarm(scope, `NoGoodImage-${pipeline.key}`, options, {
    metric: metricOf(scope, pipeline, 'NewestImageAge', pollPeriod(pollMinutes)),
    threshold: seconds,
    evaluationPeriods: POLLS,
    // A pipeline without a good image has no age, and neither has one that nobody looks at.
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    alarmDescription: `The image pipeline ${pipeline.name} has no image that was built successfully within ${seconds} seconds, or its monitor does not run.`,
  });
}

/** An image has critical findings. */
export function criticalFindings(scope: Construct, pipeline: Monitored, options: CriticalFindingsAlarmOptions): cloudwatch.Alarm {
  checkRange(scope, 'maximumFindings', options.maximumFindings, 0);
  return alarm(scope, `CriticalFindings-${pipeline.key}`, options, {
    metric: metricOf(scope, pipeline, 'FindingsCritical', BUILD_PERIOD),
    threshold: options.maximumFindings ?? 0,
    evaluationPeriods: 1,
    treatMissingData: KEEPS_STATE,
    alarmDescription: `The newest image of the image pipeline ${pipeline.name} has critical findings. The record of the build lists them.`,
  });
}

/** A build took longer than the builds before. */
export function slowerThanUsual(scope: Construct, pipeline: Monitored, options: SlowBuildAlarmOptions): cloudwatch.Alarm {
  const { standardDeviations: stdDevs, alarmName, alarmActions } = options;
  if (stdDevs !== undefined && !(stdDevs > 0)) {
    throw new InvalidInputError({ prop: 'standardDeviations', problem: 'OutOfRange', rule: 'be greater than 0', got: stdDevs }, scope);
  }
  return withActions(alarmActions, new cloudwatch.AnomalyDetectionAlarm(scope, `SlowerThanUsual-${pipeline.key}`, {
    alarmName,
    metric: metricOf(scope, pipeline, 'BuildDuration', BUILD_PERIOD),
    stdDevs,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: KEEPS_STATE,
    alarmDescription: `A build of the image pipeline ${pipeline.name} took longer than usual. The page of the build shows the duration of each step.`,
  }));
}

/** The pipeline is disabled. */
export function pipelineDisabled(scope: Construct, pipeline: Monitored, pollMinutes: number, options: BuildAlarmOptions): cloudwatch.Alarm {
  return alarm(scope, `PipelineDisabled-${pipeline.key}`, options, {
    metric: metricOf(scope, pipeline, 'PipelineDisabled', pollPeriod(pollMinutes)),
    threshold: 0,
    evaluationPeriods: 1,
    treatMissingData: KEEPS_STATE,
    alarmDescription: `The image pipeline ${pipeline.name} is disabled and builds nothing. Image Builder disables a pipeline after consecutive failures.`,
  });
}

/** The alarm about unprocessed events that a golden image created, and the topic that the alarm notifies, by the monitor. */
const OF_GOLDEN_IMAGES = new KnownFact<{ readonly alarm: cloudwatch.Alarm; readonly topicArn: string }>();

/** Notifies the topic of golden images of events in the dead-letter queue of their monitor. */
export function notifyOfUnprocessedEvents(monitor: Construct, queue: sqs.IQueue, topicArn: string): void {
  const made = eventsAlarm(new Construct(monitor, 'Notify'), queue, { alarmActions: [{ bind: () => ({ alarmActionArn: topicArn }) }] });
  OF_GOLDEN_IMAGES.note(monitor, { alarm: made, topicArn });
}

/** There are events in the dead-letter queue. Without a name this is the alarm of golden images, if there is one. */
export function unprocessedEvents(monitor: Construct, queue: sqs.IQueue, options: UnprocessedEventsAlarmOptions): cloudwatch.Alarm {
  const existing = options.alarmName === undefined ? OF_GOLDEN_IMAGES.of(monitor) : undefined;
  if (existing === undefined) {
    return eventsAlarm(monitor, queue, options);
  }
  const configs = (options.alarmActions ?? []).map((action) => permitted(action).bind(existing.alarm, existing.alarm));
  // The topic is not notified twice.
  const others = configs.filter(({ alarmActionArn }) => alarmActionArn !== existing.topicArn);
  existing.alarm.addAlarmAction(...others.map((config) => ({ bind: () => config })));
  return existing.alarm;
}

function eventsAlarm(scope: Construct, queue: sqs.IQueue, options: UnprocessedEventsAlarmOptions): cloudwatch.Alarm {
  return alarm(scope, 'UnprocessedEvents', options, {
    metric: queue.metricApproximateNumberOfMessagesVisible(),
    threshold: 0,
    evaluationPeriods: 1,
    // Amazon SQS publishes nothing about a queue that is not used.
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    alarmDescription: 'The monitor of image builds could not process events. The log of its function has the reason.',
  });
}

function metricOf(scope: Construct, { name }: Monitored, metricName: BuildMetric | PipelineMetric, period: Duration): cloudwatch.Metric {
  return metricOfPipeline(scope, name, metricName, { period });
}

/** The period of a metric that each poll publishes. CloudWatch evaluates a week of periods of an hour or more, but only a day of shorter ones. */
function pollPeriod(pollMinutes: number): Duration {
  return Duration.minutes(Math.max(60, pollMinutes));
}

function alarm(
  scope: Construct, id: string, { alarmName, alarmActions }: UnprocessedEventsAlarmOptions, props: cloudwatch.AlarmProps,
): cloudwatch.Alarm {
  return withActions(alarmActions, new cloudwatch.Alarm(scope, id, {
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD, alarmName, ...props,
  }));
}

function withActions(actions: cloudwatch.IAlarmAction[] = [], made: cloudwatch.Alarm): cloudwatch.Alarm {
  made.addAlarmAction(...actions.map(permitted));
  return made;
}
