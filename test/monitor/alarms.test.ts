import { Duration, Fn, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnImagePipeline } from 'aws-cdk-lib/aws-imagebuilder';
import * as sns from 'aws-cdk-lib/aws-sns';
import { BaseImage, BuildMonitor, BuildMonitorProps, IBuildMetrics, IImagePipeline, ImagePipeline, ImageRecipe, MonitorSource } from '../../src';
import { BUILD_METRICS, METRIC_NAMESPACE, PIPELINE_DIMENSION, PIPELINE_METRICS } from '../../src/contract/metrics';
import { newStack, resourcesOf } from '../support/synth';

const env = { account: '123456789012', region: 'eu-central-1' };
const arnOf = (name: string) => `arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/${name}`;
const NAMES = [...BUILD_METRICS, ...PIPELINE_METRICS];

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env });
});

const imported = (name: string) => ImagePipeline.fromImagePipelineName(stack, name, name);
const monitorOf = (pipelines: IImagePipeline[], props: Partial<BuildMonitorProps> = {}) =>
  new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines(pipelines), ...props });
const accountMonitor = () => new BuildMonitor(stack, 'Monitor', { source: MonitorSource.account() });
/** The properties of all alarms, by the beginning of their logical IDs. */
const alarms = () => resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
const summaryOf = ({ MetricName, Statistic, Period, Threshold, ComparisonOperator, EvaluationPeriods, TreatMissingData }: Record<string, any>) =>
  [MetricName, Statistic, Period, ComparisonOperator, Threshold, EvaluationPeriods, TreatMissingData];

describe('metrics', () => {
  test.each([
    ['a monitor of one pipeline', () => monitorOf([imported('golden')])],
    ['a pipeline', () => imported('golden')],
  ])('of %s are those that monitors publish', (_, make) => {
    const source = make() as IBuildMetrics & Record<string, any>;
    const methods = NAMES.map((name) => source[`metric${name}`]({ period: Duration.hours(1) }) as cloudwatch.Metric);
    expect(methods.map(({ namespace, metricName, dimensions, statistic, period }) => [
      namespace, metricName, dimensions, statistic, period.toMinutes(),
    ])).toEqual(
      NAMES.map((name) => [
        METRIC_NAMESPACE, name, { [PIPELINE_DIMENSION]: 'golden' },
        ['BuildsSucceeded', 'BuildsFailed', 'BuildsCancelled', 'GatesFailed'].includes(name) ? 'Sum' : 'Maximum', 60,
      ]));
  });

  test('of both have a method each, and no other', () => {
    const names = (type: { prototype: object }) => {
      const all: string[] = [];
      for (let each = type.prototype; each !== null; each = Object.getPrototypeOf(each)) all.push(...Object.getOwnPropertyNames(each));
      return [...new Set(all)].filter((name) => /^metric[A-Z]/.test(name)).sort();
    };
    const wanted = NAMES.map((name) => `metric${name}`).sort();
    expect(names(BuildMonitor)).toEqual(wanted);
    expect(names(ImagePipeline)).toEqual(wanted);
  });

  test('have the name of the pipeline as in its ARN, where the service has lower case and hyphens', () => {
    expect(imported('Golden_Image').metricBuildsFailed().dimensions).toEqual({ PipelineName: 'golden-image' });
    const pipeline = new ImagePipeline(stack, 'Pipeline', { recipe: new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() }) });
    const { PipelineName: name } = pipeline.metricBuildsFailed().dimensions as { PipelineName: string };
    expect(stack.resolve(name)).toEqual({ 'Fn::Select': [1, { 'Fn::Split': ['/', stack.resolve(pipeline.imagePipelineArn)] }] });
  });

  test('can be changed by their options', () => {
    const options = { dimensionsMap: { ImageName: 'golden' }, statistic: 'Minimum', label: 'Age' };
    expect(accountMonitor().metricNewestImageAge(options)).toMatchObject({ dimensions: { ImageName: 'golden' }, statistic: 'Minimum', label: 'Age' });
  });

  test('of a monitor need one pipeline', () => {
    const fault = (count: number) => 'MetricUnsupported: `metric` must be called with a pipeline unless the monitor has exactly one, '
      + `got: ${count}. Call the method of the pipeline, or set \`dimensionsMap\`. [Stack/Monitor]`;
    expect(() => monitorOf([imported('one'), imported('two')]).metricBuildsFailed()).toThrow(new Error(fault(2)));
    stack = newStack({ env });
    expect(() => accountMonitor().metricBuildsFailed()).toThrow(new Error(fault(0)));
  });
});

describe('an alarm', () => {
  test.each([
    ['alarmBuildsFailed', {}, ['BuildsFailed', 'Sum', 300, 'GreaterThanThreshold', 0, 1, 'ignore']],
    ['alarmNoGoodImage', {}, ['NewestImageAge', 'Maximum', 3600, 'GreaterThanThreshold', 30 * 86_400, 2, 'breaching']],
    ['alarmNoGoodImage', { maximumAge: Duration.days(7) }, ['NewestImageAge', 'Maximum', 3600, 'GreaterThanThreshold', 7 * 86_400, 2, 'breaching']],
    ['alarmCriticalFindings', {}, ['FindingsCritical', 'Maximum', 300, 'GreaterThanThreshold', 0, 1, 'ignore']],
    ['alarmCriticalFindings', { maximumFindings: 3 }, ['FindingsCritical', 'Maximum', 300, 'GreaterThanThreshold', 3, 1, 'ignore']],
    ['alarmPipelineDisabled', {}, ['PipelineDisabled', 'Maximum', 3600, 'GreaterThanThreshold', 0, 1, 'ignore']],
    ['alarmUnprocessedEvents', {}, ['ApproximateNumberOfMessagesVisible', 'Maximum', 300, 'GreaterThanThreshold', 0, 1, 'notBreaching']],
  ] as const)('%s(%j)', (method, options, summary) => {
    const alarm = (monitorOf([imported('golden')]) as any)[method](options);
    expect(alarm).toBeInstanceOf(cloudwatch.Alarm);
    expect(alarms().map(summaryOf)).toEqual([summary]);
  });

  test('alarmSlowerThanUsual compares a build with the builds before', () => {
    monitorOf([imported('golden')]).alarmSlowerThanUsual({ standardDeviations: 3 });
    const [{ Metrics, ...rest }] = alarms();
    expect(rest).toMatchObject({ ComparisonOperator: 'GreaterThanUpperThreshold', EvaluationPeriods: 1, TreatMissingData: 'ignore' });
    expect(Metrics).toEqual(expect.arrayContaining([
      expect.objectContaining({ Expression: expect.stringMatching(/^ANOMALY_DETECTION_BAND\(\w+, 3\)$/) }),
      expect.objectContaining({
        MetricStat: {
          Metric: { Namespace: 'CdkImageBuilder', MetricName: 'BuildDuration', Dimensions: [{ Name: 'PipelineName', Value: 'golden' }] }, Period: 300, Stat: 'Maximum',
        },
      }),
    ]));
  });

  test.each([[5, 3600], [60, 3600], [90, 5400], [1440, 86_400]])('about polls every %d minutes has periods of %d seconds, which CloudWatch can evaluate', (minutes, period) => {
    const monitor = monitorOf([imported('golden')], { pollInterval: Duration.minutes(minutes) });
    monitor.alarmNoGoodImage();
    monitor.alarmPipelineDisabled();
    expect(alarms().map(({ Period }) => Period)).toEqual([period, period]);
    expect(alarms().filter(({ Period, EvaluationPeriods }) => Period * EvaluationPeriods > 7 * 86_400)).toEqual([]);
  });

  test.each([
    'alarmBuildsFailed', 'alarmNoGoodImage', 'alarmCriticalFindings', 'alarmSlowerThanUsual', 'alarmPipelineDisabled', 'alarmUnprocessedEvents',
  ] as const)('%s has no name and no actions by default', (method) => {
    monitorOf([imported('golden')])[method]();
    expect(alarms().map(({ AlarmName, AlarmActions }) => [AlarmName, AlarmActions])).toEqual([[undefined, undefined]]);
  });

  test('can have a name and actions', () => {
    const topic = new sns.Topic(stack, 'Topic');
    const options = { alarmName: 'mine', alarmActions: [new SnsAction(topic)] };
    const monitor = monitorOf([imported('golden')]);
    monitor.alarmBuildsFailed(options);
    monitor.alarmSlowerThanUsual(options);
    expect(alarms().map(({ AlarmName, AlarmActions }) => [AlarmName, AlarmActions])).toEqual(Array(2).fill(['mine', [stack.resolve(topic.topicArn)]]));
    expect(alarms()[0].AlarmDescription).toBe('A build of the image pipeline golden failed. The record of the build has the failed step and the reason.');
  });

  test('of one of several pipelines names the pipeline', () => {
    const pipelines = ['one', 'two'].map(imported);
    const monitor = monitorOf(pipelines);
    monitor.alarmBuildsFailed({ pipeline: pipelines[1] });
    expect(alarms().map(({ Dimensions }) => Dimensions)).toEqual([[{ Name: 'PipelineName', Value: 'two' }]]);
    expect(() => monitor.alarmBuildsFailed()).toThrow(new Error(
      'AlarmBuildsFailedUnsupported: `alarmBuildsFailed` must be called with a pipeline unless the monitor has exactly one, got: 2. Set `pipeline`. [Stack/Monitor]'));
    expect(() => monitor.alarmBuildsFailed({ pipeline: imported('three') })).toThrow(new Error(
      'PipelineConflict: `pipeline` must be a pipeline of the monitor, got: \'Stack/three\'. [Stack/Monitor]'));
  });

  test('of a monitor of all images of the account can be about any pipeline of the account', () => {
    const monitor = accountMonitor();
    monitor.alarmBuildsFailed({ pipeline: imported('golden') });
    expect(alarms().map(({ Dimensions }) => Dimensions)).toEqual([[{ Name: 'PipelineName', Value: 'golden' }]]);
    const other = ImagePipeline.fromImagePipelineArn(stack, 'Other', arnOf('other').replace('eu-central-1', 'eu-west-1'));
    expect(() => monitor.alarmBuildsFailed({ pipeline: other })).toThrow(/^PipelineUnsupported: `pipeline` must be in the Region of the stack, eu-central-1/);
  });

  test.each([[{ maximumAge: Duration.seconds(3599) }, 'alarmNoGoodImage', 'MaximumAgeOutOfRange: `maximumAge` must be a whole number of at least 3600, got: 3599.'],
    [{ maximumFindings: -1 }, 'alarmCriticalFindings', 'MaximumFindingsOutOfRange: `maximumFindings` must be a whole number of at least 0, got: -1.'],
    [{ standardDeviations: 0 }, 'alarmSlowerThanUsual', 'StandardDeviationsOutOfRange: `standardDeviations` must be greater than 0, got: 0.']])('refuses %j', (options, method, message) => {
    const monitor = monitorOf([imported('golden')]);
    expect(() => (monitor as any)[method](options)).toThrow(new Error(`${message} [Stack/Monitor]`));
  });

  test.each([[{ maximumAge: Duration.hours(1) }, 'alarmNoGoodImage'], [{ standardDeviations: 0.1 }, 'alarmSlowerThanUsual']])('takes %j', (options, method) => {
    (monitorOf([imported('golden')]) as any)[method](options);
    expect(alarms()).toHaveLength(1);
  });
});

describe('all alarms', () => {
  test('are five for each pipeline, and one about the monitor', () => {
    const topic = new sns.Topic(stack, 'Topic');
    const made = monitorOf([imported('one'), imported('two')]).addAlarms({ alarmActions: [new SnsAction(topic)], maximumImageAge: Duration.days(2) });
    expect(made.map(({ node }) => node.id)).toEqual([
      ...['one', 'two'].flatMap((name) => ['BuildsFailed', 'NoGoodImage', 'CriticalFindings', 'SlowerThanUsual', 'PipelineDisabled'].map((alarm) => `${alarm}-${name}`)),
      'UnprocessedEvents',
    ]);
    expect(alarms().filter(({ AlarmActions }) => AlarmActions?.length !== 1)).toEqual([]);
    expect(alarms().filter(({ Threshold }) => Threshold === 2 * 86_400)).toHaveLength(2);
  });

  test('keep their IDs when a pipeline is added before', () => {
    const ids = (count: number) => {
      stack = newStack({ env });
      const recipe = new ImageRecipe(stack, 'Recipe', { baseImage: BaseImage.amazonLinux2023() });
      const own = new ImagePipeline(stack, 'Own', { recipe });
      const l1 = new CfnImagePipeline(stack, 'L1', { name: 'l1', infrastructureConfigurationArn: 'arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/x' });
      const source = MonitorSource.pipelines([...count === 3 ? [imported('golden')] : [], own, l1]);
      return new BuildMonitor(stack, 'Monitor', { source }).addAlarms().map(({ node }) => node.id);
    };
    expect(ids(3)).toEqual(expect.arrayContaining(ids(2)));
    expect(ids(2)[0]).toMatch(/^BuildsFailed-Own-[0-9a-f]{8}$/);
  });

  test('of pipelines that are known by tokens only are numbered', () => {
    const source = MonitorSource.pipelineArns(['One', 'Two'].map((name) => Fn.importValue(name)));
    const ids = new BuildMonitor(stack, 'Monitor', { source }).addAlarms().map(({ node }) => node.id);
    expect(ids.filter((id) => id.startsWith('BuildsFailed'))).toEqual(['BuildsFailed-1', 'BuildsFailed-2']);
  });

  test('are not made for pipelines that are not known', () => {
    expect(() => accountMonitor().addAlarms()).toThrow(new Error(
      'AddAlarmsUnsupported: `addAlarms` must be called on a monitor of pipelines, because the pipelines of the account are not known. '
      + 'Create alarms with a `pipeline` each, such as `alarmBuildsFailed({ pipeline })`. [Stack/Monitor]'));
  });
});
