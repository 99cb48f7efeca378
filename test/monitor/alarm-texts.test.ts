import { Duration } from 'aws-cdk-lib';
import { BuildMonitor, ImagePipeline, MonitorSource } from '../../src';
import { newStack, resourcesOf } from '../support/synth';

const source = MonitorSource.pipelineArns(['arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden']);

test('an alarm says what happened to which pipeline, and where the reason is', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  new BuildMonitor(stack, 'Monitor', { source }).addAlarms({ maximumImageAge: Duration.hours(1) });
  expect(resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(({ Properties: { AlarmDescription } }) => AlarmDescription)).toEqual([
    'A build of the image pipeline golden failed. The record of the build has the failed step and the reason.',
    'The image pipeline golden has no image that was built successfully within 3600 seconds, or its monitor does not run.',
    'The newest image of the image pipeline golden has critical findings. The record of the build lists them.',
    'A build of the image pipeline golden took longer than usual. The page of the build shows the duration of each step.',
    'The image pipeline golden is disabled and builds nothing. Image Builder disables a pipeline after consecutive failures.',
    'The monitor of image builds could not process events. The log of its function has the reason.',
  ]);
});

test('a build is slower than usual beyond two standard deviations, unless others are set', () => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  const monitor = new BuildMonitor(stack, 'Monitor', { source });
  monitor.alarmSlowerThanUsual();
  const [{ Properties: { Metrics } }] = resourcesOf(stack, 'AWS::CloudWatch::Alarm');
  expect(Metrics.map(({ Expression }: any) => Expression)).toContainEqual(expect.stringMatching(/^ANOMALY_DETECTION_BAND\(\w+, 2\)$/));
});

test.each([
  'alarmBuildsFailed', 'alarmNoGoodImage', 'alarmCriticalFindings', 'alarmSlowerThanUsual', 'alarmPipelineDisabled',
] as const)('%s of several pipelines must name one, and says so by its own name', (method) => {
  const stack = newStack({ env: { account: '123456789012', region: 'eu-central-1' } });
  const pipelines = ['one', 'two'].map((name) => ImagePipeline.fromImagePipelineName(stack, name, name));
  const monitor = new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelines(pipelines) });
  const error = method.replace('alarm', 'Alarm');
  expect(() => monitor[method]()).toThrow(new Error(
    `${error}Unsupported: \`${method}\` must be called with a pipeline unless the monitor has exactly one, got: 2. Set \`pipeline\`. [Stack/Monitor]`));
  expect(monitor[method]({ pipeline: pipelines[1] }).node.id).toBe(`${method.slice('alarm'.length)}-two`);
});
