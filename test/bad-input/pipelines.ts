import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { refusals, together } from './refusal';
import {
  CalendarScheduleOptions, Image, ImagePipeline, ImagePipelineProps, ImagePipelineSchedule, ImagePipelineScheduleOptions, ImagePipelineTarget,
  ImagePipelineTargetProps, ImageProps, ImageRecipe, ImageScanning, InfrastructureConfiguration, OnUnknown, SeverityGate, SeverityMaximums, WeekDay,
} from '../../src';

const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
const recipe = (stack: Stack) => ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'mine');
const pipeline = (stack: Stack, props: Partial<ImagePipelineProps>) => new ImagePipeline(stack, 'Pipeline', { recipe: recipe(stack), ...props });
const schedule = (expression: string, options?: ImagePipelineScheduleOptions) => ImagePipelineSchedule.cron(expression, options);
const group = (stack: Stack, logGroupName: string) => logs.LogGroup.fromLogGroupName(stack, 'Logs', logGroupName);

export const PIPELINES = [
  ...refusals('ImagePipeline', pipeline, [
    [{ imagePipelineName: '' },
      'ImagePipelineNameMalformed: `imagePipelineName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: \'\'. '
      + '[Stack/Pipeline]'],
    [{ imagePipelineName: 'ab' },
      'ImagePipelineNameMalformed: `imagePipelineName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'ab\'. [Stack/Pipeline]',
      { imagePipelineName: 'abc' }],
    [{ imagePipelineName: 'a:b' },
      'ImagePipelineNameMalformed: `imagePipelineName` must be 3 to 128 letters, digits, hyphens, underscores or inner spaces, got: '
      + '\'a:b\'. [Stack/Pipeline]'],
    [{ description: '' }, 'DescriptionMalformed: `description` must be 1 to 1024 characters long, got: \'\'. [Stack/Pipeline]', { description: 'a' }],
    [{ description: 'a'.repeat(1025) },
      'DescriptionTooLong: `description` must be 1 to 1024 characters long, got: '
      + '\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.... '
      + '[Stack/Pipeline]',
      { description: 'a'.repeat(1024) }],
    [{ tags: numbered(51) }, 'TagsOutOfRange: `tags` must have 0 to 50 entries, got: 51. [Stack/Pipeline]', { tags: numbered(50) }],
    [{ imageTags: numbered(51) },
      'ImageTagsOutOfRange: `imageTags` must have 0 to 50 entries, got: 51. [Stack/Pipeline]',
      { imageTags: numbered(50) }],
    [{ imageTags: { 'aws:a': 'a' } },
      'ImageTagsMalformed: `imageTags` must have keys of 1 to 128 letters, digits, spaces or _.:/=+-@ that do not start with `aws:`, '
      + 'got: \'aws:a\'. [Stack/Pipeline]',
      { imageTags: { a: 'a' } }],
    [{ imageTestsTimeout: Duration.minutes(59) },
      'ImageTestsTimeoutOutOfRange: `imageTestsTimeout` must be 1 to 24 hours in whole minutes, got: \'59 minutes\'. [Stack/Pipeline]',
      { imageTestsTimeout: Duration.minutes(60) }],
    [{ imageTestsTimeout: Duration.minutes(1441) },
      'ImageTestsTimeoutOutOfRange: `imageTestsTimeout` must be 1 to 24 hours in whole minutes, got: \'1 day 1 minute\'. [Stack/Pipeline]',
      { imageTestsTimeout: Duration.hours(24) }],
    [{ imageTestsTimeout: Duration.seconds(3601) },
      'ImageTestsTimeoutOutOfRange: `imageTestsTimeout` must be 1 to 24 hours in whole minutes, got: \'1 hour 1 second\'. [Stack/Pipeline]'],
    [{ imageTestsTimeout: Duration.hours(1), imageTestsEnabled: false },
      'ImageTestsTimeoutConflict: `imageTestsTimeout` must be absent when `imageTestsEnabled` is false. [Stack/Pipeline]',
      { imageTestsTimeout: Duration.hours(1), imageTestsEnabled: true }],
    [{ imageScanning: ImageScanning.testInstance(), imageTestsEnabled: false },
      'ImageScanningConflict: `imageScanning` must be absent or disabled when `imageTestsEnabled` is false, because the scan runs on '
      + 'the test instance. [Stack/Pipeline]',
      { imageScanning: ImageScanning.disabled(), imageTestsEnabled: false }],
    [{ imageScanning: ImageScanning.onDemandAmi(), imageTestsEnabled: false },
      'ImageScanningConflict: `imageScanning` must be absent or disabled when `imageTestsEnabled` is false, because the scan is made '
      + 'while the image is tested. [Stack/Pipeline]',
      { imageScanning: ImageScanning.onDemandAmi() }],
    [{ imageScanning: ImageScanning.container() },
      together('Pipeline', 'ImageScanningConflict: `imageScanning` must not be `container()` for an image recipe.')],
    [(stack) => ({ imageLogGroup: group(stack, 'a#b') }),
      'ImageLogGroupMalformed: `imageLogGroup` must have a name of 1 to 512 letters, digits, hyphens, underscores, slashes or periods, '
      + 'got: \'a#b\'. [Stack/Pipeline]',
      (stack) => ({ imageLogGroup: group(stack, 'a/b') })],
    [(stack) => ({ imagePipelineLogGroup: group(stack, 'a'.repeat(513)) }),
      'ImagePipelineLogGroupMalformed: `imagePipelineLogGroup` must have a name of 1 to 512 letters, digits, hyphens, underscores, '
      + 'slashes or periods, got: \'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
      + 'aaaaaaaaaaaaaaaaaaaaa.... [Stack/Pipeline]',
      (stack) => ({ imagePipelineLogGroup: group(stack, 'a'.repeat(512)) })],
    [(stack) => ({ recipe: new InfrastructureConfiguration(stack, 'NoRecipe') }),
      'RecipeUnsupported: `recipe` must be an image recipe or a container recipe, got: \'Stack/NoRecipe\'. [Stack/Pipeline]'],
  ]),
  ...refusals('ImagePipeline.imageScanning', (stack, maximums: SeverityMaximums) =>
    pipeline(stack, { imageScanning: ImageScanning.onDemandAmi({ condition: SeverityGate.atMost(maximums) }) }), [
    [{},
      'MaximumsRequired: `maximums` must name at least one maximum. For example: SeverityGate.atMost({ critical: 0 }).',
      { critical: 0 }],
    [{ critical: 1 },
      'ConditionUnsupported: `imageScanning.condition` must accept no findings of critical, of critical and high, or of critical, high '
      + 'and medium severity and limit nothing else, because Image Builder compares severities and does not count, got: {"critical":1}. '
      + '[Stack/Pipeline]',
      { critical: 0, high: 0 }],
    [{ high: 0 },
      'ConditionUnsupported: `imageScanning.condition` must accept no findings of critical, of critical and high, or of critical, high '
      + 'and medium severity and limit nothing else, because Image Builder compares severities and does not count, got: {"high":0}. '
      + '[Stack/Pipeline]'],
    [{ critical: 0, medium: 0 },
      'ConditionUnsupported: `imageScanning.condition` must accept no findings of critical, of critical and high, or of critical, high '
      + 'and medium severity and limit nothing else, because Image Builder compares severities and does not count, got: '
      + '{"critical":0,"medium":0}. [Stack/Pipeline]',
      { critical: 0, high: 0, medium: 0 }],
    [{ critical: 0, all: 0 },
      'ConditionUnsupported: `imageScanning.condition` must accept no findings of critical, of critical and high, or of critical, high '
      + 'and medium severity and limit nothing else, because Image Builder compares severities and does not count, got: '
      + '{"critical":0,"all":0}. [Stack/Pipeline]'],
    [{ critical: -1 },
      'CriticalOutOfRange: `critical` must be a whole number from 0 to 9007199254740991, got: -1.'],
    [{ critical: 0, onUnknown: OnUnknown.CONTINUE },
      'ConditionUnsupported: `imageScanning.condition` must not go on without a result, because Image Builder waits for that of an '
      + 'on-demand scan. [Stack/Pipeline]',
      { critical: 0, onUnknown: OnUnknown.FAIL }],
    [{ critical: 0, ignore: [{ vulnerabilityId: 'CVE-2026-1', until: '2099-12-31', reason: 'a' }] },
      'ConditionUnsupported: `imageScanning.condition` must ignore no vulnerabilities, because Image Builder judges an on-demand scan '
      + 'by severity alone. [Stack/Pipeline]',
      { critical: 0, ignore: [] }],
  ]),
  ...refusals('ImagePipeline.runOnDeploy', (stack, times: number) => {
    const built = pipeline(stack, {});
    Array.from({ length: times }).forEach(() => built.runOnDeploy());
  }, [
    [2, 'RunOnDeployConflict: `runOnDeploy` must be called once. Keep the image that the first call returned. [Stack/Pipeline]', 1],
  ]),
  ...refusals('ImagePipelineSchedule.cron', (stack, expression: string) => pipeline(stack, { schedule: schedule(expression) }), [
    ['', 'ExpressionMalformed: `expression` must have six fields with one space between them, as in `0 3 ? * sun *`, got: \'\'.'],
    ['cron(0 3 ? * sun *)',
      'ExpressionMalformed: `expression` must be the six fields of a cron expression alone, got: \'cron(0 3 ? * sun *)\'. Write `0 3 ? * '
      + 'sun *` in place of `cron(0 3 ? * sun *)`, and use `ImagePipelineSchedule.rate()` for a rate.',
      '0 3 ? * sun *'],
    ['rate(1 day)',
      'ExpressionMalformed: `expression` must be the six fields of a cron expression alone, got: \'rate(1 day)\'. Write `0 3 ? * sun *` '
      + 'in place of `cron(0 3 ? * sun *)`, and use `ImagePipelineSchedule.rate()` for a rate.'],
    ['0 3 * * *', 'ExpressionMalformed: `expression` must have six fields with one space between them, as in `0 3 ? * sun *`, got: \'0 3 * * *\'.'],
    ['60 3 ? * sun *',
      'ExpressionMalformed: `expression` must have 0-59 with , - * / as minute, and not `60`, got: \'60 3 ? * sun *\'.',
      '59 3 ? * sun *'],
    ['0 24 ? * sun *',
      'ExpressionMalformed: `expression` must have 0-23 with , - * / as hour, and not `24`, got: \'0 24 ? * sun *\'.',
      '0 23 ? * sun *'],
    ['0 3 32 * ? *',
      'ExpressionMalformed: `expression` must have 1-31 with , - * / L W, or ? as day of the month, and not `32`, got: \'0 3 32 * ? *\'.',
      '0 3 31 * ? *'],
    ['0 3 1 13 ? *',
      'ExpressionMalformed: `expression` must have 1-12 or jan-dec with , - * / as month, and not `13`, got: \'0 3 1 13 ? *\'.',
      '0 3 1 12 ? *'],
    ['0 3 ? * 0 *',
      'ExpressionMalformed: `expression` must have 1-7 or sun-sat with , - * L #, or ? as day of the week, and not `0`, got: \'0 3 ? * 0 *\'.',
      '0 3 ? * 1 *'],
    ['0 3 ? * sun#6 *',
      'ExpressionMalformed: `expression` must have 1-7 or sun-sat with , - * L #, or ? as day of the week, and not `sun#6`, got: \'0 3 ? '
      + '* sun#6 *\'.',
      '0 3 ? * sun#5 *'],
    ['0 3 1 1 ? 1969',
      'ExpressionMalformed: `expression` must have 1970-2199 with , - * / as year, and not `1969`, got: \'0 3 1 1 ? 1969\'.',
      '0 3 1 1 ? 1970'],
    ['0 3 1 1 ? 2200',
      'ExpressionMalformed: `expression` must have 1970-2199 with , - * / as year, and not `2200`, got: \'0 3 1 1 ? 2200\'.',
      '0 3 1 1 ? 2199'],
    ['0 3 * * * *',
      'ExpressionMalformed: `expression` must have `?` for the day of the month or for the day of the week, and not for both, got: \'0 3 '
      + '* * * *\'.'],
    ['0 3 ? * ? *',
      'ExpressionMalformed: `expression` must have `?` for the day of the month or for the day of the week, and not for both, got: \'0 3 '
      + '? * ? *\'.'],
    ['0  3 ? * sun *',
      'ExpressionMalformed: `expression` must have six fields with one space between them, as in `0 3 ? * sun *`, got: \'0  3 ? * sun *\'.'],
  ]),
  ...refusals('ImagePipelineSchedule.cron', (stack, options: ImagePipelineScheduleOptions) =>
    pipeline(stack, { schedule: schedule('0 3 ? * sun *', options) }), [
    [{ autoDisableFailureCount: 0 },
      'AutoDisableFailureCountOutOfRange: `autoDisableFailureCount` must be a whole number from 1 to 10, got: 0.',
      { autoDisableFailureCount: 1 }],
    [{ autoDisableFailureCount: 11 },
      'AutoDisableFailureCountOutOfRange: `autoDisableFailureCount` must be a whole number from 1 to 10, got: 11.',
      { autoDisableFailureCount: 10 }],
    [{ autoDisableFailureCount: 2.5 }, 'AutoDisableFailureCountOutOfRange: `autoDisableFailureCount` must be a whole number from 1 to 10, got: 2.5.'],
    [{ autoDisableFailureCount: NaN }, 'AutoDisableFailureCountOutOfRange: `autoDisableFailureCount` must be a whole number from 1 to 10, got: NaN.'],
    [{ timeZone: TimeZone.of('') },
      'TimeZoneMalformed: `timeZone` must be the name of a zone in the IANA time zone database, as `Europe/Berlin`, got: \'\'.'],
    [{ timeZone: TimeZone.of('CE') },
      'TimeZoneMalformed: `timeZone` must be the name of a zone in the IANA time zone database, as `Europe/Berlin`, got: \'CE\'.',
      { timeZone: TimeZone.of('CET') }],
    [{ timeZone: TimeZone.of('Europe/ Berlin') },
      'TimeZoneMalformed: `timeZone` must be the name of a zone in the IANA time zone database, as `Europe/Berlin`, got: \'Europe/ Berlin\'.',
      { timeZone: TimeZone.EUROPE_BERLIN }],
  ]),
  ...refusals('ImagePipelineSchedule.daily', (stack, options: CalendarScheduleOptions) =>
    pipeline(stack, { schedule: ImagePipelineSchedule.daily(options) }), [
    [{ hour: 24 }, 'HourOutOfRange: `hour` must be a whole number from 0 to 23, got: 24.', { hour: 23 }],
    [{ minute: 60 }, 'MinuteOutOfRange: `minute` must be a whole number from 0 to 59, got: 60.', { minute: 59 }],
  ]),
  ...refusals('ImagePipelineSchedule.monthly', (stack, day: number) => pipeline(stack, { schedule: ImagePipelineSchedule.monthly(day) }), [
    [0,
      'DayOutOfRange: `day` must be a whole number from 1 to 28, because not every month has the days after, got: 0. For the last day of the '
      + 'month, use `ImagePipelineSchedule.cron(\'0 3 L * ? *\')`.',
      1],
    [29,
      'DayOutOfRange: `day` must be a whole number from 1 to 28, because not every month has the days after, got: 29. For the last day of the '
      + 'month, use `ImagePipelineSchedule.cron(\'0 3 L * ? *\')`.',
      28],
  ]),
  ...refusals('ImagePipelineSchedule.weekly', (stack, options: CalendarScheduleOptions) =>
    pipeline(stack, { schedule: ImagePipelineSchedule.weekly(WeekDay.SUNDAY, options) }), [
    [{ hour: -1 }, 'HourOutOfRange: `hour` must be a whole number from 0 to 23, got: -1.', { hour: 0 }],
    [{ minute: -1 }, 'MinuteOutOfRange: `minute` must be a whole number from 0 to 59, got: -1.', { minute: 0 }],
  ]),
  ...refusals('ImagePipelineSchedule.fromSchedule', (stack, given: events.Schedule) =>
    pipeline(stack, { schedule: ImagePipelineSchedule.fromSchedule(given) }), [
    [events.Schedule.expression('rate(1 days)'),
      'ExpressionMalformed: `expression` must be a rate such as `rate(1 day)` or `rate(12 hours)`, got: \'rate(1 days)\'.',
      events.Schedule.rate(Duration.days(1))],
    [events.Schedule.expression('at(2026-11-21T00:00:00)'),
      'ExpressionMalformed: `expression` must have six fields with one space between them, as in `0 3 ? * sun *`, got: '
      + '\'at(2026-11-21T00:00:00)\'.'],
  ]),
  ...refusals('ImagePipelineSchedule.rate', (stack, interval: Duration) => pipeline(stack, { schedule: ImagePipelineSchedule.rate(interval) }), [
    [Duration.seconds(59),
      'IntervalOutOfRange: `interval` must be at least one minute, in whole minutes, got: \'59 seconds\'.',
      Duration.seconds(60)],
    [Duration.seconds(61), 'IntervalOutOfRange: `interval` must be at least one minute, in whole minutes, got: \'1 minute 1 second\'.'],
  ]),
  ...refusals('ImagePipelineSchedule.rate', (stack, options: ImagePipelineScheduleOptions) =>
    pipeline(stack, { schedule: ImagePipelineSchedule.rate(Duration.days(1), options) }), [
    [{ timeZone: TimeZone.EUROPE_BERLIN },
      'TimeZoneConflict: `timeZone` must be absent when the schedule is a rate, got: \'Europe/Berlin\'.',
      { autoDisableFailureCount: 1 }],
    [{ autoDisableFailureCount: 11 },
      'AutoDisableFailureCountOutOfRange: `autoDisableFailureCount` must be a whole number from 1 to 10, got: 11.',
      { autoDisableFailureCount: 10 }],
  ]),
  ...refusals('Image', (stack, props: ImageProps) => new Image(stack, 'Image', props), [
    [{},
      'RecipeRequired: `recipe` must be given when `imagePipelineExecutionSettings` is not. [Stack/Image]',
      (stack) => ({ recipe: recipe(stack) })],
    [{ imagePipelineExecutionSettings: { deploymentId: '' } },
      'DeploymentIdMalformed: `imagePipelineExecutionSettings.deploymentId` must be 1 to 1024 characters long, got: \'\'. [Stack/Image]',
      { imagePipelineExecutionSettings: { deploymentId: 'a' } }],
    [(stack) => ({ recipe: recipe(stack), imagePipelineExecutionSettings: { deploymentId: 'a' } }),
      'RecipeConflict: `recipe` must be absent when `imagePipelineExecutionSettings` is given. [Stack/Image]'],
    [{ imageTestsEnabled: true, imagePipelineExecutionSettings: { deploymentId: 'a' } },
      'ImageTestsEnabledConflict: `imageTestsEnabled` must be absent when `imagePipelineExecutionSettings` is given. [Stack/Image]'],
    [(stack) => ({ recipe: recipe(stack), tags: numbered(51) }),
      'TagsOutOfRange: `tags` must have 0 to 50 entries, got: 51. [Stack/Image]',
      (stack) => ({ recipe: recipe(stack), tags: numbered(50) })],
    [(stack) => ({ recipe: recipe(stack), imageTestsTimeout: Duration.days(2) }),
      'ImageTestsTimeoutOutOfRange: `imageTestsTimeout` must be 1 to 24 hours in whole minutes, got: \'2 days\'. [Stack/Image]',
      (stack) => ({ recipe: recipe(stack), imageTestsTimeout: Duration.days(1) })],
    [(stack) => ({ recipe: recipe(stack), logGroup: group(stack, 'a b') }),
      'LogGroupMalformed: `logGroup` must have a name of 1 to 512 letters, digits, hyphens, underscores, slashes or periods, got: \'a '
      + 'b\'. [Stack/Image]',
      (stack) => ({ recipe: recipe(stack), logGroup: group(stack, 'a.b') })],
  ]),
  ...refusals('Image.onImageBuildFailed', (stack, eventPattern: events.EventPattern) => {
    new Image(stack, 'Image', { recipe: recipe(stack) }).onImageBuildFailed('Failed', { eventPattern });
  }, [
    [{ source: ['mine'] },
      'SourceConflict: `eventPattern.source` must be absent, because `onImageBuildFailed` sets it itself. [Stack/Image]',
      { account: ['123456789012'] }],
    [{ resources: ['*'] }, 'ResourcesConflict: `eventPattern.resources` must be absent, because `onImageBuildFailed` sets it itself. [Stack/Image]'],
    [{ detailType: ['EC2 Image Builder CVE Detected'] },
      'DetailTypeConflict: `eventPattern.detailType` must be absent, because `onImageBuildFailed` sets it itself. [Stack/Image]'],
    [{ detail: { state: { status: ['AVAILABLE'] } } },
      'StatusConflict: `eventPattern.detail.state.status` must be absent, because `onImageBuildFailed` sets it itself. [Stack/Image]',
      { detail: { state: { 'previous-status': ['TESTING'] } } }],
  ]),
  ...refusals('ImagePipelineTarget', (stack, props: ImagePipelineTargetProps) => new events.Rule(stack, 'Rule', {
    schedule: events.Schedule.rate(Duration.days(1)),
    targets: [new ImagePipelineTarget(ImagePipeline.fromImagePipelineName(stack, 'Known', 'mine'), props)],
  }), [
    [{ retryAttempts: -1 },
      'RetryAttemptsOutOfRange: `retryAttempts` must be a whole number from 0 to 185, got: -1. [Stack/Known]',
      { retryAttempts: 0 }],
    [{ retryAttempts: 186 },
      'RetryAttemptsOutOfRange: `retryAttempts` must be a whole number from 0 to 185, got: 186. [Stack/Known]',
      { retryAttempts: 185 }],
    [{ retryAttempts: 0.5 }, 'RetryAttemptsOutOfRange: `retryAttempts` must be a whole number from 0 to 185, got: 0.5. [Stack/Known]'],
    [{ maxEventAge: Duration.seconds(59) },
      'MaxEventAgeOutOfRange: `maxEventAge` must be 60 seconds to 24 hours in whole seconds, got: \'59 seconds\'. [Stack/Known]',
      { maxEventAge: Duration.seconds(60) }],
    [{ maxEventAge: Duration.seconds(86_401) },
      'MaxEventAgeOutOfRange: `maxEventAge` must be 60 seconds to 24 hours in whole seconds, got: \'1 day 1 second\'. [Stack/Known]',
      { maxEventAge: Duration.hours(24) }],
    [{ maxEventAge: Duration.millis(60_500) },
      'MaxEventAgeOutOfRange: `maxEventAge` must be 60 seconds to 24 hours in whole seconds, got: \'1 minute 500 millis\'. [Stack/Known]'],
    [(stack) => ({ deadLetterQueue: new Queue(stack, 'Lost', { fifo: true }) }),
      'DeadLetterQueueUnsupported: `deadLetterQueue` must be a standard queue, because no FIFO queue can be a dead-letter queue of a rule, got: \'Stack/Lost\'. '
      + '[Stack/Known]',
      (stack) => ({ deadLetterQueue: new Queue(stack, 'Lost') })],
  ]),
];
