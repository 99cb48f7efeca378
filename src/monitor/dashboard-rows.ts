import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { BuildMonitor } from './build-monitor';
import { BuildMetric, METRIC_NAMESPACE, PIPELINE_DIMENSION, PipelineMetric } from '../contract/metrics';
import { metricOfPipeline, statisticOf } from '../pipeline/metric-of-pipeline';

/** A metric of a widget. */
interface Line {
  readonly metric: BuildMetric | PipelineMetric;
  readonly label: string;
  /** The unit that people read, for metrics in seconds. */
  readonly unit?: Unit;
}

interface Unit {
  readonly name: string;
  readonly seconds: number;
}

/** Draws a line for one pipeline, or one for each pipeline of the account. */
type Draw = (line: Line, period: Duration) => cloudwatch.IMetric;

const DAY = Duration.days(1);
const MINUTES: Unit = { name: 'minutes', seconds: 60 };
const DAYS: Unit = { name: 'days', seconds: 24 * 60 * 60 };
/** The newest value is shown, so it is as short as most polls. */
const NOW = Duration.hours(1);

const BUILDS: Line[] = [
  { metric: 'BuildsSucceeded', label: 'Succeeded' }, { metric: 'BuildsFailed', label: 'Failed' }, { metric: 'BuildsCancelled', label: 'Cancelled' },
];
const STAGES: Line[] = [
  { metric: 'BuildStageDuration', label: 'Build', unit: MINUTES },
  { metric: 'TestStageDuration', label: 'Test', unit: MINUTES },
  { metric: 'DistributionStageDuration', label: 'Distribution', unit: MINUTES },
];
const FINDINGS: Line[] = [
  { metric: 'FindingsCritical', label: 'Critical' }, { metric: 'FindingsHigh', label: 'High' },
  { metric: 'FindingsMedium', label: 'Medium' }, { metric: 'FindingsOther', label: 'Other' },
];
const STATE: Line[] = [
  { metric: 'NewestImageAge', label: 'Age of the newest image', unit: DAYS },
  { metric: 'TimeSinceLastSuccess', label: 'Since the last success', unit: DAYS },
  { metric: 'PipelineDisabled', label: 'Disabled' },
];

/** The maximum number of rows, because a dashboard has at most 500 widgets and a row five. */
export const MAX_ROWS = 100;

/**
 * Adds one row of widgets for each pipeline of the monitors, also for those that a monitor is given later, and for each monitor of all pipelines.
 *
 * @returns what has a row: a pipeline of two monitors has one
 */
export function addRows(dashboard: cloudwatch.Dashboard, monitors: readonly BuildMonitor[]): ReadonlySet<string> {
  const rows = new Set<string>();
  for (const monitor of monitors) {
    const { region, environment } = Stack.of(monitor);
    if (monitor._pipelines === undefined) {
      addRow(environment, 'All image pipelines', region, (line, period) => ofAll(region, line, period));
    } else {
      monitor._pipelines.subscribe(({ arn, name }) => addRow(arn, name, region, (line, period) => ofPipeline(monitor, name, line, period)));
    }
  }
  return rows;

  function addRow(of: string, title: string, region: string, draw: Draw): void {
    if (!rows.has(of)) {
      rows.add(of);
      dashboard.addWidgets(...row(title, region, draw));
    }
  }
}

function ofPipeline(monitor: BuildMonitor, name: string, { metric, label, unit }: Line, period: Duration): cloudwatch.IMetric {
  const drawn = metricOfPipeline(monitor, name, metric, { label, period });
  const id = metric.charAt(0).toLowerCase() + metric.slice(1);
  return unit === undefined ? drawn : new cloudwatch.MathExpression({
    expression: `${id} / ${unit.seconds}`, usingMetrics: { [id]: drawn }, label: `${label} (${unit.name})`, period,
  });
}

/**
 * The pipelines of the account are not known, so CloudWatch looks for their metrics whenever the dashboard is opened. Only a search that is no part of
 * another expression has labels with the names of the pipelines, so these metrics keep their unit.
 */
function ofAll(searchRegion: string, { metric, label, unit }: Line, period: Duration): cloudwatch.IMetric {
  return new cloudwatch.SearchExpression({
    expression: `SEARCH('{${METRIC_NAMESPACE},${PIPELINE_DIMENSION}} MetricName="${metric}"', '${statisticOf(metric)}', ${period.toSeconds()})`,
    label: `\${PROP('Dim.${PIPELINE_DIMENSION}')} ${label}${unit === undefined ? '' : ' (seconds)'}`,
    period,
    searchRegion,
  });
}

function row(title: string, region: string, draw: Draw): cloudwatch.IWidget[] {
  const size = { width: 6, height: 6 };
  const graph = (name: string, lines: Line[]) => new cloudwatch.GraphWidget({
    ...size, title: name, region, stacked: true, period: DAY, left: lines.map((line) => draw(line, DAY)), leftYAxis: { min: 0, showUnits: false },
  });
  return [
    new cloudwatch.TextWidget({ markdown: `## ${title}`, width: 24, height: 1, background: cloudwatch.TextWidgetBackground.TRANSPARENT }),
    graph('Builds a day', BUILDS),
    graph('Duration by stage', STAGES),
    graph('Findings', FINDINGS),
    new cloudwatch.SingleValueWidget({ ...size, title: 'Now', region, period: NOW, metrics: STATE.map((line) => draw(line, NOW)) }),
  ];
}
