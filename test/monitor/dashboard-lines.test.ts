import { BuildDashboard, BuildMonitor, MonitorSource } from '../../src';
import { newStack, propertiesOf } from '../support/synth';

const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
const source = MonitorSource.pipelineArns(['arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden']);
new BuildDashboard(stack, 'Dashboard', { monitors: [new BuildMonitor(stack, 'Monitor', { source })] });
const [heading, ...widgets] = JSON.parse(propertiesOf(stack, 'AWS::CloudWatch::Dashboard').DashboardBody).widgets;

/** What people see of a line: its metric, or the expression in units that people read, its label and its period. */
function lineOf(notation: any[]): unknown[] {
  const options = notation.at(-1);
  return options.visible === false ? [] : [[options.expression ?? notation[1], options.label, options.period]];
}

test('a heading is one line, without a background', () => {
  expect(heading).toMatchObject({ height: 1, properties: { markdown: '## golden', background: 'transparent' } });
});

test('lines are called what they show, with values of a day, and the newest of an hour', () => {
  const shown = widgets.map(({ properties: { title, metrics } }: any) => [title, metrics.flatMap(lineOf)]);
  expect(Object.fromEntries(shown)).toEqual({
    'Builds a day': [['BuildsSucceeded', 'Succeeded', 86_400], ['BuildsFailed', 'Failed', 86_400], ['BuildsCancelled', 'Cancelled', 86_400]],
    'Duration by stage': [
      ['buildStageDuration / 60', 'Build (minutes)', 86_400],
      ['testStageDuration / 60', 'Test (minutes)', 86_400],
      ['distributionStageDuration / 60', 'Distribution (minutes)', 86_400],
    ],
    'Findings': [
      ['FindingsCritical', 'Critical', 86_400], ['FindingsHigh', 'High', 86_400], ['FindingsMedium', 'Medium', 86_400], ['FindingsOther', 'Other', 86_400],
    ],
    'Now': [
      ['newestImageAge / 86400', 'Age of the newest image (days)', 3600],
      ['timeSinceLastSuccess / 86400', 'Since the last success (days)', 3600],
      ['PipelineDisabled', 'Disabled', 3600],
    ],
  });
});

test('the row of all pipelines says so', () => {
  const account = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  new BuildDashboard(account, 'Dashboard', { monitors: [new BuildMonitor(account, 'Monitor', { source: MonitorSource.account() })] });
  expect(JSON.parse(propertiesOf(account, 'AWS::CloudWatch::Dashboard').DashboardBody).widgets[0].properties.markdown).toBe('## All image pipelines');
});

test('all widgets of a row are of one size', () => {
  expect(widgets.map(({ width, height }: any) => [width, height])).toEqual(Array(4).fill([6, 6]));
});

test('graphs add up what belongs together, from zero', () => {
  const graphs = widgets.filter(({ properties }: any) => properties.view === 'timeSeries');
  expect(graphs.map(({ properties: { stacked, yAxis } }: any) => [stacked, yAxis]))
    .toEqual(Array(3).fill([true, { left: { min: 0, showUnits: false } }]));
});
