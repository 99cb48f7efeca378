import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { BuildMonitorProps } from './build-monitor-props';
import { MonitorFunction } from './monitor-function';
import { monitorId, monitorJson } from './monitor-properties';
import { Monitored, monitoredPipelines } from './monitored';
import { readLogs, readsOf, scanAgain, startPipelines } from './permissions';
import { grantRecords, recordsDestination } from './records';
import { addEventRules, MonitorTarget, ownEvent } from './rules';
import { topicProperties } from './topics';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkDuration, checkNeeds, checkRange, checkSeconds } from '../common/validate';
import { MONITOR_VARIABLE, POLL_EVENT, REJUDGE_EVENT } from '../contract';

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
export class BuildMonitor extends Construct implements iam.IGrantable {
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
  public readonly _pipelines?: readonly Monitored[];

  constructor(scope: Construct, id: string, props: BuildMonitorProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'BuildMonitorProps', props);
    const { source, gate, rejudge, sbom, logTail, imageLogGroups = [], notifications = [] } = props;
    const pollMinutes = checkDuration(this, 'pollInterval', props.pollInterval, {
      unit: 'minutes', min: 5, max: 24 * 60, rule: 'be 5 minutes to 24 hours in whole minutes',
    }) ?? 60;
    const scanPatience = checkSeconds(this, 'scanPatience', props.scanPatience, 0, DAY_SECONDS) ?? 60 * 60;
    const startAfter = checkSeconds(this, 'rejudge.startPipelineAfter', rejudge?.startPipelineAfter, 60 * 60, 30 * DAY_SECONDS);
    checkNeeds(this, ['rejudge.startPipelineAfter', startAfter], ['gate', gate]);
    checkNeeds(this, ['imageLogGroups', props.imageLogGroups], ['logTail', logTail || undefined]);
    checkRange(this, 'reservedConcurrentExecutions', props.reservedConcurrentExecutions, 1);
    this._pipelines = source._pipelines && monitoredPipelines(this, source._pipelines);
    const records = recordsDestination(this, props.records);
    this.recordsBucket = records.bucket;

    const handler = new MonitorFunction(this, 'Function', props);
    const { role } = handler;
    this.lambdaFunction = handler.lambdaFunction;
    this.grantPrincipal = role;
    this.deadLetterQueue = handler.deadLetterQueue;
    const permissions = [
      ...readsOf(this, this._pipelines),
      ...logTail ? [readLogs(this, this._pipelines, imageLogGroups)] : [],
      ...rejudge === undefined ? [] : [scanAgain()],
      ...startAfter === undefined ? [] : [startPipelines(this, this._pipelines)],
    ];
    permissions.forEach((permission) => handler.grant(permission));
    const identifier = monitorId(this);
    const written = grantRecords(role, records, identifier);
    handler.lambdaFunction.addEnvironment(MONITOR_VARIABLE, monitorJson(this, {
      id: identifier,
      pipelines: this._pipelines,
      records,
      scanPatience,
      gate,
      topics: topicProperties(this, role, notifications),
      sbom,
      logTail,
      rejudge: rejudge && { StartAfterSeconds: startAfter },
    }));

    const target = (event?: object) => new MonitorTarget(handler.lambdaFunction, handler.deadLetterQueue, event);
    addEventRules(this, this._pipelines, target());
    new events.Rule(this, 'Poll', {
      description: 'Looks for image builds whose events were lost', schedule: events.Schedule.rate(Duration.minutes(pollMinutes)), targets: [target(ownEvent(POLL_EVENT))],
    });
    if (rejudge !== undefined) {
      new events.Rule(this, 'Rejudge', {
        description: 'Evaluates the newest images with the findings of today', schedule: events.Schedule.rate(Duration.days(1)), targets: [target(ownEvent(REJUDGE_EVENT))],
      });
    }
    written.forEach((grant) => grant.applyBefore(handler.lambdaFunction));
  }
}
