import { Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { bucketsOfOtherAccounts } from './destinations';
import { refusals, Row, together } from './refusal';
import {
  BuildDashboard, BuildDashboardProps, BuildMonitor, BuildMonitorProps, BuildNotification, BuildNotificationEvent, ImagePipeline, MonitorSource,
  SeverityGate,
} from '../../src';

const own = 'arn:aws:imagebuilder:eu-central-1:123456789012';
const nightly = `${own}:image-pipeline/nightly`;
const buildMonitor = (stack: Stack, props: Partial<BuildMonitorProps> = {}) =>
  new BuildMonitor(stack, 'Monitor', { source: MonitorSource.pipelineArns([nightly]), ...props });
const topic = (stack: Stack, name: string = 'builds', region: string = 'eu-central-1') =>
  BuildNotification.email(Topic.fromTopicArn(stack, `Topic${stack.node.children.length}`, `arn:aws:sns:${region}:123456789012:${name}`));
/** Another stack of the app. */
const stackIn = (stack: Stack, region: string) => new Stack(stack.node.scope, 'There', { env: { region, account: stack.account }, crossRegionReferences: true });
const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'History', 'history');
const gate = SeverityGate.atMost({ critical: 0 });
/** Sixteen vulnerabilities that fit, the last with a reason of this length. */
const ignoring = (length: number) => SeverityGate.atMost({
  critical: 0,
  ignore: Array.from({ length: 16 }, (_, index) => ({
    vulnerabilityId: `CVE-2026-${10_000 + index}`, until: '2099-12-31', reason: 'r'.repeat(index < 15 ? 160 : length),
  })),
});
const between = (prop: string, min: number, max: number, got: number) =>
  `${prop.split('.').pop()!.replace(/^./, (first) => first.toUpperCase())}OutOfRange: \`${prop}\` must be a whole number from ${min} to ${max}, got: ${got}. [Stack/Monitor]`;

export const MONITORS = [
  ...refusals('BuildMonitor.source', (stack, arns: string[]) => buildMonitor(stack, { source: MonitorSource.pipelineArns(arns) }), [
    [Fn.split(',', Fn.importValue('Pipelines')),
      'ImagePipelineArnsUnresolved: `imagePipelineArns` must be known at synth, because each entry is used by itself. Its entries may be tokens.',
      [Fn.importValue('Pipeline')]],
    [[], 'SourceRequired: `source` must have at least one entry. [Stack/Monitor]', [nightly]],
    [[nightly, nightly], `SourceConflict: \`source\` must have each entry once, got: '${nightly}'. [Stack/Monitor]`, [nightly, `${nightly}-2`]],
    [['nightly'],
      'SourceMalformed: `source` must be the ARN of an image pipeline, arn:<partition>:imagebuilder:<region>:<account>:image-pipeline/<name>, got: \'nightly\'. '
      + '[Stack/Monitor]'],
    [[nightly.replace('eu-central-1', 'eu-west-1')],
      'SourceUnsupported: `source` must be in the Region of the stack, eu-central-1, got: \'arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/nightly\'. '
      + '[Stack/Monitor]'],
    [[nightly.replace('123456789012', '210987654321')],
      'SourceUnsupported: `source` must be in the account of the stack, 123456789012, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:210987654321:image-pipeline/nightly\'. [Stack/Monitor]'],
  ]),
  ...refusals('BuildMonitor.addPipelines', (stack, { source, names }: { source?: MonitorSource; names: string[] }) =>
    new BuildMonitor(stack, 'Monitor', { source })
      .addPipelines(...names.map((arn) => ImagePipeline.fromImagePipelineArn(stack, `Pipeline${stack.node.children.length}`, arn))), [
    [{ names: [] },
      together('Monitor', 'SourceRequired: `source` must be given unless pipelines are added. Call `addPipelines()`, or give the monitor to a golden image.'),
      { names: [nightly] }],
    [{ source: MonitorSource.account(), names: [nightly] },
      'AddPipelinesUnsupported: `addPipelines` must be called on a monitor of pipelines, because a monitor of the account records the builds of all pipelines. '
      + 'Remove the call, or the monitor from the golden image. [Stack/Monitor]',
      { source: MonitorSource.pipelineArns([`${nightly}-2`]), names: [nightly] }],
    [{ names: [nightly.replace('eu-central-1', 'eu-west-1')] },
      'PipelinesUnsupported: `pipelines` must be in the Region of the stack, eu-central-1, got: '
      + '\'arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/nightly\'. [Stack/Monitor]'],
    [{ names: [nightly.replace('123456789012', '210987654321')] },
      'PipelinesUnsupported: `pipelines` must be in the account of the stack, 123456789012, got: '
      + '\'arn:aws:imagebuilder:eu-central-1:210987654321:image-pipeline/nightly\'. [Stack/Monitor]'],
  ]),
  ...refusals('BuildMonitor', (stack, props: Partial<BuildMonitorProps>) => buildMonitor(stack, props), [
    ...[Duration.minutes(4), Duration.seconds(301), Duration.minutes(1441)].map((pollInterval, index): Row<Partial<BuildMonitorProps>> => [
      { pollInterval },
      `PollIntervalOutOfRange: \`pollInterval\` must be 5 minutes to 24 hours in whole minutes, got: '${pollInterval.toHumanString()}'. [Stack/Monitor]`,
      { pollInterval: index < 2 ? Duration.minutes(5) : Duration.hours(24) },
    ]),
    [{ scanPatience: Duration.seconds(86_401) }, between('scanPatience', 0, 86_400, 86_401), { scanPatience: Duration.hours(24) }],
    [{ scanPatience: Duration.millis(500) }, between('scanPatience', 0, 86_400, 0.5), { scanPatience: Duration.seconds(0) }],
    [{ scanPatience: Duration.minutes(Lazy.number({ produce: () => 5 })) },
      'ScanPatienceUnresolved: `scanPatience` must be made with `Duration.seconds()` when its value is a token. [Stack/Monitor]'],
    [{ gate, rejudge: { startPipelineAfter: Duration.seconds(3599) } }, between('rejudge.startPipelineAfter', 3600, 2_592_000, 3599),
      { gate, rejudge: { startPipelineAfter: Duration.hours(1) } }],
    [{ gate, rejudge: { startPipelineAfter: Duration.seconds(2_592_001) } }, between('rejudge.startPipelineAfter', 3600, 2_592_000, 2_592_001),
      { gate, rejudge: { startPipelineAfter: Duration.days(30) } }],
    [{ rejudge: { startPipelineAfter: Duration.days(1) } }, 'GateRequired: `gate` must be given when `rejudge.startPipelineAfter` is. [Stack/Monitor]',
      { rejudge: {} }],
    [(stack) => ({ imageLogGroups: [new LogGroup(stack, 'Logs')] }), 'LogTailRequired: `logTail` must be given when `imageLogGroups` is. [Stack/Monitor]',
      (stack) => ({ imageLogGroups: [new LogGroup(stack, 'Logs')], logTail: true })],
    [(stack) => ({ imageLogGroups: [new LogGroup(stack, 'Logs')], logTail: false }),
      'LogTailRequired: `logTail` must be given when `imageLogGroups` is. [Stack/Monitor]'],
    [{ reservedConcurrentExecutions: 0 },
      'ReservedConcurrentExecutionsOutOfRange: `reservedConcurrentExecutions` must be a whole number of at least 1, got: 0. [Stack/Monitor]',
      { reservedConcurrentExecutions: 1 }],
    [(stack) => ({ deadLetterQueue: new Queue(stack, 'Lost', { fifo: true }) }),
      'DeadLetterQueueUnsupported: `deadLetterQueue` must be a standard queue, because no FIFO queue can be a dead-letter queue of a rule, got: \'Stack/Lost\'. '
      + '[Stack/Monitor]',
      (stack) => ({ deadLetterQueue: new Queue(stack, 'Lost') })],
    [(stack) => ({ deadLetterQueue: Queue.fromQueueArn(stack, 'Lost', 'arn:aws:sqs:eu-central-1:123456789012:lost.fifo') }),
      'DeadLetterQueueUnsupported: `deadLetterQueue` must be a standard queue, because no FIFO queue can be a dead-letter queue of a rule, got: \'Stack/Lost\'. '
      + '[Stack/Monitor]',
      (stack) => ({ deadLetterQueue: Queue.fromQueueArn(stack, 'Lost', 'arn:aws:sqs:eu-central-1:123456789012:lost') })],
    [(stack) => ({ deadLetterQueue: Queue.fromQueueArn(stack, 'Lost', 'arn:aws:sqs:eu-west-1:123456789012:lost') }),
      'DeadLetterQueueUnsupported: `deadLetterQueue` must be in the Region of the stack, eu-central-1, got: \'eu-west-1\'. [Stack/Monitor]'],
    [(stack) => ({ deadLetterQueue: new Queue(stack, 'Lost', { encryption: QueueEncryption.KMS_MANAGED }) }),
      'DeadLetterQueueUnsupported: `deadLetterQueue` must not be encrypted with the key of AWS, because EventBridge may not use it, got: \'alias/aws/sqs\'. '
      + 'Encrypt it with `QueueEncryption.SQS_MANAGED`, or with a key of your own. [Stack/Monitor]',
      (stack) => ({ deadLetterQueue: new Queue(stack, 'Lost', { encryption: QueueEncryption.KMS }) })],
    [(stack) => ({ records: { bucket: bucket(stack), prefix: 'a/' } }),
      'PrefixMalformed: `records.prefix` must be 1 to 400 characters long, without a slash at either end and without the parts `.` and `..`, got: \'a/\'. '
      + '[Stack/Monitor]',
      (stack) => ({ records: { bucket: bucket(stack), prefix: 'a/b' } })],
    ...bucketsOfOtherAccounts<Partial<BuildMonitorProps>>('records.bucket', 'Monitor', (theirs) => ({ records: { bucket: theirs } })),
    [(stack) => ({ gate: ignoring(63), records: { bucket: bucket(stack) } }),
      together('Monitor', 'SourceTooLong: `source` must have few enough pipelines, topics and ignored vulnerabilities to fit into 3600 bytes, got: 3601. '
        + 'Divide the pipelines among several monitors.'),
      (stack) => ({ gate: ignoring(62), records: { bucket: bucket(stack) } })],
  ]),
  ...refusals('BuildMonitor.notifications', (stack, notifications: BuildNotification[]) => buildMonitor(stack, { notifications }), [
    [(stack) => Array.from({ length: 11 }, () => topic(stack)), 'NotificationsOutOfRange: `notifications` must have 0 to 10 entries, got: 11. [Stack/Monitor]',
      (stack) => Array.from({ length: 10 }, () => topic(stack))],
    [(stack) => [BuildNotification.chat(new Topic(stack, 'Topic'), { events: [] })],
      'EventsRequired: `notifications[0].events` must have at least one entry. [Stack/Monitor]',
      (stack) => [BuildNotification.chat(new Topic(stack, 'Topic'), { events: [BuildNotificationEvent.BUILD_ENDED] })]],
    [(stack) => [topic(stack), topic(stack, 'builds', 'eu-west-1')],
      'NotificationsUnsupported: `notifications[1]` must be in the Region of the stack, eu-central-1, got: \'arn:aws:sns:eu-west-1:123456789012:builds\'. [Stack/Monitor]'],
    [(stack) => [BuildNotification.email(new Topic(stackIn(stack, 'eu-west-1'), 'Topic'))],
      'NotificationsUnsupported: `notifications[0]` must be in the Region of the stack, eu-central-1, got: \'There/Topic in eu-west-1\'. [Stack/Monitor]',
      (stack) => [BuildNotification.email(new Topic(stackIn(stack, 'eu-central-1'), 'Topic'))]],
    [(stack) => [BuildNotification.email(new CfnTopic(stackIn(stack, 'eu-west-1'), 'Topic'))],
      'NotificationsUnsupported: `notifications[0]` must be in the Region of the stack, eu-central-1, got: \'There/Topic in eu-west-1\'. [Stack/Monitor]'],
    [(stack) => [topic(stack, 'builds.fifo')],
      'NotificationsMalformed: `notifications[0]` must be a standard topic, with its whole ARN, got: \'arn:aws:sns:eu-central-1:123456789012:builds.fifo\'. [Stack/Monitor]'],
    [(stack) => [BuildNotification.email(new Topic(stack, 'Topic', { fifo: true }))],
      together('Monitor', 'NotificationsUnsupported: `notifications[0]` must be a standard topic, because neither e-mail nor chat can subscribe to a FIFO topic.')],
  ]),
  ...refusals('BuildDashboard', (stack, props: Partial<BuildDashboardProps>) =>
    new BuildDashboard(stack, 'Dashboard', { monitors: [buildMonitor(stack)], ...props }), [
    [{ monitors: [] }, 'MonitorsRequired: `monitors` must have at least one entry. [Stack/Dashboard]', {}],
    [{ dashboardName: 'my builds' },
      'DashboardNameMalformed: `dashboardName` must be 1 to 255 letters, digits, hyphens and underscores, got: \'my builds\'. [Stack/Dashboard]',
      { dashboardName: 'my_builds' }],
    [{ dashboardName: '' }, 'DashboardNameMalformed: `dashboardName` must be 1 to 255 letters, digits, hyphens and underscores, got: \'\'. [Stack/Dashboard]',
      { dashboardName: 'b'.repeat(255) }],
    [{ defaultInterval: Duration.seconds(3599) },
      'DefaultIntervalOutOfRange: `defaultInterval` must be a whole number of at least 3600, got: 3599. [Stack/Dashboard]',
      { defaultInterval: Duration.hours(1) }],
  ]),
];
