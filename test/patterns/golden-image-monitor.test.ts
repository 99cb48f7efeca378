import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  BaseContainerImage, BaseImage, BuildMonitor, BuildNotification, BuildOnDeploy, Component, ComponentDocument, ComponentStep, GoldenAmi,
  GoldenAmiProps, GoldenContainerImage, ImagePipelineSchedule, ImageRetention, Platform, SeverityGate, WeekDay,
} from '../../src';
import { parseMonitorRequest } from '../../src/handler/core/request/monitor-request';
import { resourcesOf, statementsOf, warningsOf } from '../support/synth';

const env = { account: '111122223333', region: 'eu-central-1' };
const baseImage = BaseImage.amazonLinux2023();
const gate = SeverityGate.atMost({ critical: 0 });
const schedule = ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3 });

let stack: Stack;
let topic: sns.Topic;
beforeEach(() => {
  stack = new Stack(new App(), 'Images', { env });
  topic = new sns.Topic(stack, 'Operators');
});

const golden = (id: string, props: Partial<GoldenAmiProps> = {}) => new GoldenAmi(stack, id, { baseImage, schedule, notify: topic, ...props });

/** A bucket of which only the name is known, imported anew each time. */
const bucketNamed = (name: string) => s3.Bucket.fromBucketName(stack, `Bucket${stack.node.children.length}`, name);

/** What the functions of all monitors of the stack are told, as they read it. A name that is known at deployment only is that of its resource. */
function configurations() {
  const nameOf = (part: any): string => typeof part === 'string' ? part :
    String(part.Ref ?? part['Fn::ImportValue'] ?? part['Fn::Select'][1]['Fn::Split'][1]['Fn::GetAtt'][0]).toLowerCase();
  return resourcesOf(stack, 'AWS::Lambda::Function').flatMap(({ Properties }) => Properties.Environment?.Variables.MONITOR ?? [])
    .map((value) => value['Fn::Join'][1].map(nameOf).join('').replace(/(?<="Arn":")(?!arn:)/g, `arn:aws:sns:${env.region}:${env.account}:`))
    .map((text) => parseMonitorRequest(text));
}

describe('a golden image with a topic', () => {
  test.each([
    ['AMI', () => golden('Web', { gate })],
    ['container image', () => new GoldenContainerImage(stack, 'Web', {
      baseImage: BaseContainerImage.fromEcrPublic('amazonlinux', 'amazonlinux', '2023', { platform: Platform.LINUX }), schedule, gate, notify: topic,
    })],
  ])('notifies of each build of the %s that fails, recovers or is worse, also on the schedule', (_, make) => {
    const { monitor, pipeline } = make();
    expect(stack.resolve(monitor?.metricBuildsFailed().dimensions)).toEqual(stack.resolve(pipeline.metricBuildsFailed().dimensions));
    const [{ topics, gate: judged, pipelines, logTail }] = configurations();
    expect(topics).toEqual([{
      arn: expect.any(String),
      isChat: false,
      notifications: new Set(['BUILD_FAILED', 'BUILD_RECOVERED', 'GATE_FAILED', 'NEW_CRITICAL_FINDINGS', 'PIPELINE_DISABLED']),
    }]);
    expect([judged?.limits.critical, pipelines?.size, logTail]).toEqual([0, 1, false]);
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'sns:Publish', Resource: stack.resolve(topic.topicArn) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('notifies of builds that its monitor could not process', () => {
    topic = new sns.Topic(stack, 'Secure', { enforceSSL: true });
    const { monitor } = golden('Web');
    golden('Api');
    const [alarm, ...others] = resourcesOf(stack, 'AWS::CloudWatch::Alarm');
    expect(others).toEqual([]);
    expect(alarm.Properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: stack.resolve(monitor!.deadLetterQueue.queueName) }],
      AlarmActions: [stack.resolve(topic.topicArn)],
    });
    expect(JSON.stringify(resourcesOf(stack, 'AWS::SNS::TopicPolicy'))).toContain('"Principal":{"Service":"cloudwatch.amazonaws.com"}');
  });

  test('has one alarm about unprocessed events, also with the alarms of the monitor, which notifies each topic once', () => {
    const other = new sns.Topic(stack, 'Other');
    const { monitor } = golden('Web');
    const made = monitor!.addAlarms({ alarmActions: [new SnsAction(topic), new SnsAction(other)] }).at(-1)!;
    golden('Api');
    expect(made.node.path).toBe(`${monitor!.node.path}/Notify/UnprocessedEvents`);
    expect(monitor!.alarmUnprocessedEvents()).toBe(made);
    monitor!.alarmUnprocessedEvents({ alarmName: 'own' });
    const about = resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties).filter(({ Namespace }) => Namespace === 'AWS/SQS');
    const arns = [topic, other].map(({ topicArn }) => stack.resolve(topicArn));
    expect(about.map(({ AlarmName, AlarmActions }) => [AlarmName, AlarmActions])).toEqual(expect.arrayContaining([[undefined, arns], ['own', undefined]]));
    expect(about).toHaveLength(2);
  });

  test('is evaluated by its gate although no deployment builds it', () => {
    expect(golden('Web', { gate, buildOnDeploy: BuildOnDeploy.DISABLED }).scanReport).toBeUndefined();
    expect(configurations()[0].gate).toBeDefined();
  });

  test('has neither a monitor nor its resources without the topic', () => {
    expect(golden('Web', { notify: undefined }).monitor).toBeUndefined();
    expect(resourcesOf(stack, 'AWS::Events::Rule')).toEqual([]);
  });

  test('can have a topic with a key, or one of an L1', () => {
    const masterKey = new kms.Key(stack, 'Key');
    golden('Web', { notify: new sns.Topic(stack, 'Secret', { masterKey }) });
    golden('Api', { notify: new sns.CfnTopic(stack, 'Plain') });
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: stack.resolve(masterKey.keyArn) });
    expect(configurations()).toHaveLength(2);
  });

  test('keeps the records where its details are, and reads the log of its builds', () => {
    const bucket = new s3.Bucket(stack, 'Details');
    const logGroup = new logs.LogGroup(stack, 'Logs', { logGroupName: '/builds' });
    golden('Web', { details: { bucket, prefix: 'images' }, logTail: true, logGroup, imageName: 'Web_Server' });
    golden('Api', { details: { bucket, prefix: 'images' }, logTail: true, imageName: 'Api_Server' });
    expect(resourcesOf(stack, 'AWS::S3::Bucket')).toHaveLength(1);
    expect(configurations()).toEqual([expect.objectContaining({ records: expect.objectContaining({ prefix: 'images' }), logTail: true })]);
    const [{ Resource }] = statementsOf(stack).filter(({ Action, Resource: resources }) => Action === 'logs:GetLogEvents' && JSON.stringify(resources).includes('ApiLogGroup'));
    expect(JSON.stringify(Resource)).toContain('{"Ref":"Logs');
    expect(JSON.stringify(Resource)).not.toContain('/aws/imagebuilder/');
  });
});

describe('golden images of one stack', () => {
  const monitors = () => stack.node.findChild('GoldenImages').node.children.filter((child) => child instanceof BuildMonitor).map(({ node }) => node.id);

  test('share a monitor if what it depends on is equal, in whatever order a language passes it', () => {
    const [web, api] = [golden('Web', { gate: SeverityGate.atMost({ critical: 0, high: 5 }) }), golden('Api', { gate: SeverityGate.atMost({ high: 5, critical: 0 }) })];
    expect(web.monitor).toBe(api.monitor);
    expect(configurations()[0].pipelines?.size).toBe(2);
    expect(monitors()).toEqual(['Monitor341dcd67']);
  });

  test.each<[string, () => Partial<GoldenAmiProps>, (() => Partial<GoldenAmiProps>)?]>([
    ['gate', () => ({ gate })],
    ['end of the log', () => ({ logTail: true })],
    ['bucket', () => ({ details: { bucket: new s3.Bucket(stack, 'Details') } })],
    ['topic', () => ({ notify: new sns.Topic(stack, 'Others') })],
    ['bucket than that of the first', () => ({ details: { bucket: bucketNamed('others') } }), () => ({ details: { bucket: bucketNamed('details') } })],
    ['prefix', () => ({ details: { bucket: bucketNamed('details'), prefix: 'a' } }), () => ({ details: { bucket: bucketNamed('details'), prefix: 'b' } })],
  ])('have another monitor for another %s', (_, props, first = () => ({})) => {
    const made = props();
    golden('Web', first());
    const others = ['Api', 'Db'].map((id) => golden(id, made).monitor);
    golden('Last', first());
    expect(others[0]).toBe(others[1]);
    expect(configurations().map(({ pipelines }) => pipelines?.size)).toEqual([2, 2]);
    expect(monitors()).toEqual(['Monitor341dcd67', expect.stringMatching(/^Monitor341dcd67-2$|^Monitor(?!341dcd67)[0-9a-f]{8}$/)]);
  });

  test('number further monitors of a topic, so that a changed gate keeps the monitor with its bucket', () => {
    [0, 1, 2, 0].forEach((critical, index) => golden(`Golden${index}`, { gate: SeverityGate.atMost({ critical }) }));
    expect(monitors()).toEqual(['Monitor341dcd67', 'Monitor341dcd67-2', 'Monitor341dcd67-3']);
    const ids = () => Object.keys(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
    const before = ids();
    stack = new Stack(new App(), 'Images', { env });
    topic = new sns.Topic(stack, 'Operators');
    [7, 1, 2, 7].forEach((critical, index) => golden(`Golden${index}`, { gate: SeverityGate.atMost({ critical }) }));
    expect(ids()).toEqual(before);
  });

  test.each<[string, (id: string) => sns.ITopic, number]>([
    ['an ARN', (id) => sns.Topic.fromTopicArn(stack, id, 'arn:aws:sns:eu-central-1:111122223333:operators'), 1],
    ['an export, whose ARN is not known', (id) => sns.Topic.fromTopicArn(stack, id, Fn.importValue('Topic')), 2],
  ])('share the monitor of a topic that each imports by %s: %#', (_, importAs, count) => {
    ['Web', 'Api'].forEach((id) => golden(id, { notify: importAs(`${id}Topic`) }));
    expect(configurations()).toHaveLength(count);
  });

  test('share no monitor with golden images of other stacks', () => {
    const other = new Stack(stack.node.root as App, 'Other', { env });
    const [one, two] = [golden('Web'), new GoldenAmi(other, 'Web', { baseImage, notify: topic })];
    expect(one.monitor).not.toBe(two.monitor);
    expect(two.monitor!.node.path).toBe('Other/GoldenImages/Monitor341dcd67');
    Template.fromStack(other);
    expect(other.dependencies).toEqual([stack]);
  });
});

describe('a golden image with a monitor', () => {
  test('is recorded by it, and has its alarms', () => {
    const monitor = new BuildMonitor(stack, 'Monitor', { notifications: [BuildNotification.chat(topic)] });
    monitor.addAlarms();
    const images = ['Web', 'Api'].map((id) => golden(id, { notify: undefined, monitor }));
    expect(images.map((each) => each.monitor)).toEqual([monitor, monitor]);
    expect(configurations().map(({ pipelines }) => pipelines?.size)).toEqual([2]);
    expect(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).toHaveLength(11);
  });

  test('can be in another stack of the account and Region, which is deployed before', () => {
    const app = stack.node.root as App;
    const central = new Stack(app, 'Central', { env });
    const monitor = new BuildMonitor(central, 'Monitor', { logTail: true });
    golden('Web', { notify: undefined, monitor });
    const second = new Stack(app, 'Second', { env });
    new GoldenAmi(second, 'Api', { baseImage, monitor });
    app.synth();
    expect(central.dependencies).toEqual([stack, second]);
    expect([...stack.dependencies, ...second.dependencies]).toEqual([]);
  });
});

describe('the resources of a stack', () => {
  const countsFor = (count: number): number => {
    stack = new Stack(new App(), 'Images', { env });
    topic = new sns.Topic(stack, 'Operators');
    for (let index = 0; index < count; index++) {
      const component = new Component(stack, `Component${index}`, {
        platform: Platform.LINUX, document: ComponentDocument.fromSteps({ buildSteps: [ComponentStep.bash('Run', [`echo ${index}`])] }),
      });
      golden(`Golden${index}`, { components: [component], gate, retention: ImageRetention.keepLast(5).exceptLaunchedWithin(Duration.days(30)), logTail: true });
    }
    return Object.keys(Template.fromStack(stack).toJSON().Resources).length;
  };

  test('are less than 11 for each further golden AMI with a topic, on average, and less than 500 for 40', () => {
    const [one, two, eight, nine, forty] = [1, 2, 8, 9, 40].map(countsFor);
    // Two rules, each with its permission, for every eight pipelines.
    expect({ one, further: two - one, ninth: nine - eight, forty }).toEqual({ one: 48, further: 9, ninth: 13, forty: 421 });
    expect((forty - one) / 39).toBeLessThan(11);
    expect(configurations().map(({ pipelines }) => pipelines?.size)).toEqual([40]);
  });
});
