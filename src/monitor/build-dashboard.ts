import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { BuildMonitor } from './build-monitor';
import { addRows, MAX_ROWS } from './dashboard-rows';
import { warnOfUnknownProperties } from '../common/property-names';
import { checkAtSynth, checkNotEmpty, checkPatternNow, checkSeconds } from '../common/validate';

/** Properties of a `BuildDashboard`. */
export interface BuildDashboardProps {
  /** The monitors whose pipelines are shown, at least one monitor and at most 100 pipelines. */
  readonly monitors: BuildMonitor[];

  /**
   * The name of the dashboard, 1 to 255 letters, digits, hyphens and underscores.
   *
   * @default - CloudFormation generates a name
   */
  readonly dashboardName?: string;

  /**
   * The time range that the dashboard shows when it is opened, at least 1 hour in whole seconds.
   *
   * @default Duration.days(30)
   */
  readonly defaultInterval?: Duration;
}

/**
 * An Amazon CloudWatch dashboard that shows builds, durations, findings and the newest image of each pipeline, one row for each pipeline.
 *
 * A monitor of all images of the account has one row, in which each pipeline of the account is a line. Pipelines that are added to a monitor later get a row
 * as well.
 *
 * @example
 * const monitor = new BuildMonitor(this, 'Monitor', { source: MonitorSource.pipelines([pipeline]) });
 * new BuildDashboard(this, 'Dashboard', { monitors: [monitor] });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
@propertyInjectable
export class BuildDashboard extends Construct {
  /** The identifier of this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-imagebuilder.BuildDashboard';

  /** The dashboard, to which more widgets can be added. */
  public readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, props: BuildDashboardProps) {
    super(scope, id);
    warnOfUnknownProperties(this, 'BuildDashboardProps', props);
    checkNotEmpty(this, 'monitors', props.monitors);
    checkPatternNow(this, 'dashboardName', props.dashboardName, /^[\w-]{1,255}$/, 'be 1 to 255 letters, digits, hyphens and underscores');
    checkSeconds(this, 'defaultInterval', props.defaultInterval, 60 * 60);
    this.dashboard = new cloudwatch.Dashboard(this, 'Resource', {
      dashboardName: props.dashboardName,
      defaultInterval: props.defaultInterval ?? Duration.days(30),
      // Builds are rare: the periods of the widgets are right for each time range.
      periodOverride: cloudwatch.PeriodOverride.INHERIT,
    });
    const rows = addRows(this.dashboard, props.monitors);
    checkAtSynth(this, () => rows.size <= MAX_ROWS ? [] : [{
      prop: 'monitors', problem: 'OutOfRange', rule: `have at most ${MAX_ROWS} pipelines, because a dashboard has at most 500 widgets`, got: rows.size,
    }]);
  }
}
