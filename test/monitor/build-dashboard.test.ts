import Ajv from 'ajv';
import { Duration, Stack } from 'aws-cdk-lib';
import { DASHBOARD_SCHEMA } from './dashboard-schema';
import { BaseImage, BuildDashboard, BuildDashboardProps, BuildMonitor, ImagePipeline, ImageRecipe, MonitorSource } from '../../src';
import { BUILD_METRICS, METRIC_NAMESPACE, PIPELINE_DIMENSION, PIPELINE_METRICS } from '../../src/contract/metrics';
import { newStack, propertiesOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const arnOf = (name: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/${name}`;
const isValid = new Ajv({ strict: false }).compile(DASHBOARD_SCHEMA);

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env });
});

const monitorOf = (...names: string[]) => new BuildMonitor(stack, `Monitor${stack.node.children.length}`, { source: MonitorSource.pipelineArns(names.map(arnOf)) });
const accountMonitor = () => new BuildMonitor(stack, 'Account', { source: MonitorSource.account() });

function bodyOf(monitors: BuildMonitor[], props: Partial<BuildDashboardProps> = {}): any {
  new BuildDashboard(stack, 'Dashboard', { monitors, ...props });
  return JSON.parse(propertiesOf(stack, 'AWS::CloudWatch::Dashboard').DashboardBody);
}

/** Namespace, name and dimensions of every metric in a dashboard, those of searches included. */
interface ShownMetric { readonly namespace: string; readonly name: string; readonly dimensions: Record<string, string | undefined> }
function metricsIn(body: any): ShownMetric[] {
  const lines: any[][] = body.widgets.flatMap(({ properties }: any) => properties.metrics ?? []);
  return lines.flatMap(([first, name, ...rest]): ShownMetric[] => {
    if (typeof first === 'string') {
      const texts = rest.filter((each) => typeof each === 'string');
      const dimensions = Object.fromEntries(texts.flatMap((text, index) => index % 2 === 0 ? [[text, texts[index + 1]]] : []));
      return [{ namespace: first, name, dimensions }];
    }
    const search = /^SEARCH\('\{([^,}]+),([^}]+)\} MetricName="(\w+)"', '\w+', \d+\)$/.exec(first.expression);
    return search === null ? [] : [{ namespace: search[1], name: search[3], dimensions: { [search[2]]: undefined } }];
  });
}

describe('the body', () => {
  test.each([
    ['one pipeline', () => [monitorOf('golden')]],
    ['several monitors', () => [monitorOf('golden', 'web'), monitorOf('db')]],
    ['all pipelines of the account', () => [accountMonitor()]],
    ['both', () => [accountMonitor(), monitorOf('golden')]],
  ])('for %s is as CloudWatch documents it', (_, monitors) => {
    const body = bodyOf(monitors());
    expect(isValid(body) ? [] : isValid.errors).toEqual([]);
  });

  test.each([
    ['an unknown member', (widget: any) => { widget.properties.statistics = 'Sum'; }],
    ['a period that CloudWatch does not have', (widget: any) => { widget.properties.period = 90; }],
    ['a widget without a Region', (widget: any) => { delete widget.properties.region; }],
    ['a widget beyond the grid', (widget: any) => { widget.width = 25; }],
  ])('with %s is not', (_, spoil) => {
    const body = bodyOf([monitorOf('golden')]);
    spoil(body.widgets[1]);
    expect(isValid(body)).toBe(false);
  });

  test.each([['pipelines', () => [monitorOf('golden')], 'golden'], ['the account', () => [accountMonitor()], undefined]])('for %s has only metrics that monitors publish', (_, monitors, name) => {
    const metrics = metricsIn(bodyOf(monitors()));
    const names: readonly string[] = [...BUILD_METRICS, ...PIPELINE_METRICS];
    expect(metrics).toHaveLength(13);
    expect(metrics.filter(({ namespace, dimensions }) => namespace !== METRIC_NAMESPACE
      || JSON.stringify(dimensions) !== JSON.stringify({ [PIPELINE_DIMENSION]: name }))).toEqual([]);
    expect(metrics.map((metric) => metric.name).filter((metric) => !names.includes(metric))).toEqual([]);
  });

  test('shows people the last thirty days, in periods that are right for builds', () => {
    expect(bodyOf([monitorOf('golden')])).toMatchObject({ start: '-P30D', periodOverride: 'inherit' });
  });
});

describe('a row', () => {
  const headings = (body: any) => body.widgets.filter(({ type }: any) => type === 'text').map(({ properties }: any) => properties.markdown);
  const titles = (body: any) => body.widgets.filter(({ type }: any) => type === 'metric').map(({ properties }: any) => properties.title);

  test('is there for each pipeline, once', () => {
    const body = bodyOf([monitorOf('golden', 'web'), monitorOf('web', 'db')]);
    expect(headings(body)).toEqual(['## golden', '## web', '## db']);
    expect(titles(body)).toEqual(Array(3).fill(['Builds a day', 'Duration by stage', 'Findings', 'Now']).flat());
  });

  test('has its widgets side by side', () => {
    const { widgets } = bodyOf([monitorOf('golden', 'web')]);
    expect(widgets.map(({ x, y, width }: any) => [x, y, width])).toEqual([
      [0, 0, 24], [0, 1, 6], [6, 1, 6], [12, 1, 6], [18, 1, 6], [0, 7, 24], [0, 8, 6], [6, 8, 6], [12, 8, 6], [18, 8, 6],
    ]);
  });

  test('has units that people read', () => {
    const labels = JSON.stringify(bodyOf([monitorOf('golden')]));
    expect(labels).toContain('{"label":"Build (minutes)","expression":"buildStageDuration / 60"');
    expect(labels).toContain('{"label":"Age of the newest image (days)","expression":"newestImageAge / 86400"');
  });

  test('of all pipelines names each pipeline and the unit of the metric', () => {
    const text = JSON.stringify(bodyOf([accountMonitor()]));
    expect(text).toContain('"label":"${PROP(\'Dim.PipelineName\')} Succeeded"');
    expect(text).toContain('"label":"${PROP(\'Dim.PipelineName\')} Build (seconds)"');
    expect(text).toContain('"expression":"SEARCH(\'{CdkImageBuilder,PipelineName} MetricName=\\"BuildsSucceeded\\"\', \'Sum\', 86400)"');
  });

  test('has the Region of its monitor', () => {
    const other = new Stack(stack.node.scope!, 'Other', { env: { ...env, region: 'eu-west-1' } });
    const monitor = new BuildMonitor(other, 'Monitor', { source: MonitorSource.pipelineArns([arnOf('web').replace('eu-central-1', 'eu-west-1')]) });
    const body = bodyOf([monitorOf('golden'), monitor]);
    expect(isValid(body) ? [] : isValid.errors).toEqual([]);
    expect(body.widgets.filter(({ type }: any) => type === 'metric').map(({ properties }: any) => properties.region))
      .toEqual([...Array(4).fill('eu-central-1'), ...Array(4).fill('eu-west-1')]);
  });

  test('has the name of a pipeline that is known during deployment', () => {
    const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }) });
    const monitor = new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines([pipeline]) });
    new BuildDashboard(stack, 'Dashboard', { monitors: [monitor] });
    expect(JSON.stringify(propertiesOf(stack, 'AWS::CloudWatch::Dashboard').DashboardBody)).toContain('{"Fn::Select":[1,{"Fn::Split":["/",{"Fn::GetAtt":["Pipeline');
  });
});

test('a dashboard can have a name and another time range', () => {
  expect(bodyOf([monitorOf('golden')], { dashboardName: 'builds', defaultInterval: Duration.days(90) }).start).toBe('-P90D');
  expect(propertiesOf(stack, 'AWS::CloudWatch::Dashboard').DashboardName).toBe('builds');
});

test.each([[100, true], [101, false]])('%d pipelines fit: %s', (count, fits) => {
  const names = Array.from({ length: count }, (_, index) => `p${1000 + index}`);
  const monitors = [names.slice(0, 50), names.slice(50)].map((part) => monitorOf(...part));
  if (fits) {
    const body = bodyOf(monitors);
    expect(body.widgets).toHaveLength(500);
    expect(isValid(body) ? [] : isValid.errors).toEqual([]);
  } else {
    expect(() => bodyOf(monitors)).toThrow(new Error('Validation failed with the following errors:\n  [Stack/Dashboard] MonitorsOutOfRange: `monitors` must have at '
      + 'most 100 pipelines, because a dashboard has at most 500 widgets, got: 101.'));
  }
});
