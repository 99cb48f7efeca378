import { Duration, Lazy, TimeZone } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImagePipelineSchedule } from '../../src/pipeline/image-pipeline-schedule';
import { ScheduleStartCondition, WeekDay } from '../../src/pipeline/image-pipeline-schedule-options';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { newStack, propertiesOf, warningsOf } from '../support/synth';

test('a cron expression is wrapped, as the service wants it', () => {
  const schedule = ImagePipelineSchedule.cron('0 3 ? * sun *');
  expect(schedule.expression).toBe('0 3 ? * sun *');
  expect(JSON.parse(JSON.stringify(schedule._render()))).toEqual({ scheduleExpression: 'cron(0 3 ? * sun *)' });
});

test('every option is rendered', () => {
  expect(ImagePipelineSchedule.cron('0 3 1 * ? *', {
    startCondition: ScheduleStartCondition.EXPRESSION_MATCH_ONLY, autoDisableFailureCount: 5,
  })._render()).toEqual({
    scheduleExpression: 'cron(0 3 1 * ? *)',
    pipelineExecutionStartCondition: 'EXPRESSION_MATCH_ONLY',
    autoDisablePolicy: { failureCount: 5 },
  });
});

describe('a schedule of the calendar', () => {
  const token = Lazy.number({ produce: () => 7 });

  test.each([
    [ImagePipelineSchedule.daily(), '0 0 * * ? *'],
    [ImagePipelineSchedule.daily({ hour: 23, minute: 59 }), '59 23 * * ? *'],
    [ImagePipelineSchedule.weekly(WeekDay.SUNDAY), '0 0 ? * sun *'],
    [ImagePipelineSchedule.weekly(WeekDay.FRIDAY, { hour: 3, minute: 30 }), '30 3 ? * fri *'],
    [ImagePipelineSchedule.monthly(1), '0 0 1 * ? *'],
    [ImagePipelineSchedule.monthly(28, { hour: 0, minute: 0 }), '0 0 28 * ? *'],
    [ImagePipelineSchedule.monthly(token, { hour: token, minute: token }), '7 7 7 * ? *'],
  ])('is a cron expression (%#)', (schedule, expression) => {
    expect(newStack().resolve(schedule.expression)).toBe(expression);
  });

  test('takes each day of the week, by its name in cron expressions', () => {
    expect(Object.values(WeekDay).map((day) => ImagePipelineSchedule.weekly(day).expression.split(' ')[4]))
      .toEqual(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
  });

  test('has the options of a schedule', () => {
    const options = { timeZone: TimeZone.EUROPE_BERLIN, startCondition: ScheduleStartCondition.EXPRESSION_MATCH_ONLY, autoDisableFailureCount: 5 };
    const schedules = [
      ImagePipelineSchedule.daily({ ...options, hour: 3 }),
      ImagePipelineSchedule.weekly(WeekDay.MONDAY, options),
      ImagePipelineSchedule.monthly(2, options),
    ];
    schedules.forEach((schedule) => {
      expect(schedule._timezone).toBe('Europe/Berlin');
      expect(schedule._render()).toEqual({
        scheduleExpression: `cron(${schedule.expression})`,
        pipelineExecutionStartCondition: 'EXPRESSION_MATCH_ONLY',
        autoDisablePolicy: { failureCount: 5 },
      });
    });
  });

  test.each<[() => unknown, string]>([
    [() => ImagePipelineSchedule.daily({ hour: -1 }), 'HourOutOfRange: `hour` must be a whole number from 0 to 23, got: -1.'],
    [() => ImagePipelineSchedule.daily({ hour: 24 }), 'HourOutOfRange: `hour` must be a whole number from 0 to 23, got: 24.'],
    [() => ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { hour: 3.5 }), 'HourOutOfRange: `hour` must be a whole number from 0 to 23, got: 3.5.'],
    [() => ImagePipelineSchedule.weekly(WeekDay.SUNDAY, { minute: -1 }), 'MinuteOutOfRange: `minute` must be a whole number from 0 to 59, got: -1.'],
    [() => ImagePipelineSchedule.monthly(1, { minute: 60 }), 'MinuteOutOfRange: `minute` must be a whole number from 0 to 59, got: 60.'],
    ...[0, 29, 1.5].map((day) => [() => ImagePipelineSchedule.monthly(day), 'DayOutOfRange: `day` must be a whole number from 1 to 28, because not every '
      + `month has the days after, got: ${day}. For the last day of the month, use \`ImagePipelineSchedule.cron('0 3 L * ? *')\`.`] as [() => unknown, string]),
  ])('outside of its bounds is refused (%#)', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

test('a token passes', () => {
  expect(() => ImagePipelineSchedule.cron(Lazy.string({ produce: () => 'later' }))).not.toThrow();
});

test('a wrong expression is refused', () => {
  expect(() => ImagePipelineSchedule.cron('60 3 ? * sun *')).toThrow(new Error(
    'ExpressionMalformed: `expression` must have 0-59 with , - * / as minute, and not `60`, got: \'60 3 ? * sun *\'.'));
});

test('the time zone stands beside the expression', () => {
  const schedule = ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.EUROPE_BERLIN });
  expect(schedule._timezone).toBe('Europe/Berlin');
  expect(schedule._render()).not.toHaveProperty('timezone');
});

test('the time zone is left to the service by default', () => {
  expect(ImagePipelineSchedule.cron('0 3 ? * sun *')._timezone).toBeUndefined();
});

test.each(['UTC', 'Etc/GMT+1', 'America/Argentina/Buenos_Aires', `Europe/${'x'.repeat(93)}`, Lazy.string({ produce: () => 'later' })])(
  '%p is a time zone', (name) => {
    expect(() => ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.of(name) })).not.toThrow();
  });

test.each(['GB', `Europe/${'x'.repeat(94)}`, 'Europe/', 'Europe Berlin', '+01:00'])('%p is not', (name) => {
  expect(() => ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.of(name) })).toThrow(new Error(
    `TimeZoneMalformed: \`timeZone\` must be the name of a zone in the IANA time zone database, as \`Europe/Berlin\`, got: '${name}'.`));
});

test('a schedule of the CDK is taken', () => {
  const schedule = ImagePipelineSchedule.fromSchedule(Schedule.cron({ minute: '0', hour: '3', weekDay: 'SUN' }), { autoDisableFailureCount: 5 });
  expect(schedule._render()).toEqual({ scheduleExpression: 'cron(0 3 ? * SUN *)', autoDisablePolicy: { failureCount: 5 } });
});

test.each<[Duration, string]>([
  [Duration.minutes(1), 'rate(1 minute)'],
  [Duration.minutes(90), 'rate(90 minutes)'],
  [Duration.hours(24), 'rate(1 day)'],
  [Duration.days(7), 'rate(7 days)'],
  [Duration.days(Lazy.number({ produce: () => 3 })), 'rate(3 days)'],
])('a rate of %s is taken', (interval, expression) => {
  const options = { startCondition: ScheduleStartCondition.EXPRESSION_MATCH_ONLY, autoDisableFailureCount: 5 };
  const stack = newStack();
  for (const schedule of [ImagePipelineSchedule.rate(interval, options), ImagePipelineSchedule.fromSchedule(Schedule.rate(interval), options)]) {
    expect(stack.resolve(schedule._render())).toEqual({
      scheduleExpression: expression, pipelineExecutionStartCondition: 'EXPRESSION_MATCH_ONLY', autoDisablePolicy: { failureCount: 5 },
    });
    expect(stack.resolve(schedule.expression)).toBe(expression);
  }
});

test.each(['rate(1 days)', 'rate(5 day)', 'rate(0 days)', 'rate(05 days)', 'rate(10 seconds)', 'rate(1 day) ', 'rate(1.5 hours)'])('%p is no rate', (expression) => {
  expect(() => ImagePipelineSchedule.fromSchedule(Schedule.expression(expression))).toThrow(new Error(
    `ExpressionMalformed: \`expression\` must be a rate such as \`rate(1 day)\` or \`rate(12 hours)\`, got: '${expression}'.`));
});

test.each([Duration.seconds(0), Duration.seconds(90), Duration.millis(1)])('%p is no interval', (interval) => {
  expect(() => ImagePipelineSchedule.rate(interval)).toThrow(new Error(
    `IntervalOutOfRange: \`interval\` must be at least one minute, in whole minutes, got: '${interval.toHumanString()}'.`));
});

test('a rate has no time zone', () => {
  expect(() => ImagePipelineSchedule.rate(Duration.days(1), { timeZone: TimeZone.EUROPE_BERLIN })).toThrow(new Error(
    'TimeZoneConflict: `timeZone` must be absent when the schedule is a rate, got: \'Europe/Berlin\'.'));
});

test('a pipeline with a rate warns, because the reference does not name rates', () => {
  const stack = newStack();
  const recipe = ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'golden');
  new ImagePipeline(stack, 'Cron', { recipe, schedule: ImagePipelineSchedule.cron('0 3 ? * sun *') });
  expect(warningsOf(stack)).toEqual([]);
  new ImagePipeline(stack, 'Rate', { recipe, schedule: ImagePipelineSchedule.rate(Duration.days(7)) });
  expect(warningsOf(stack)).toEqual([expect.stringContaining('The `schedule` is a rate')]);
});

test.each([1, 10])('%d failures can disable the pipeline', (autoDisableFailureCount) => {
  expect(() => ImagePipelineSchedule.cron('0 3 ? * sun *', { autoDisableFailureCount })).not.toThrow();
});

test.each([0, 11])('%d failures cannot', (autoDisableFailureCount) => {
  expect(() => ImagePipelineSchedule.cron('0 3 ? * sun *', { autoDisableFailureCount })).toThrow(new Error(
    `AutoDisableFailureCountOutOfRange: \`autoDisableFailureCount\` must be a whole number from 1 to 10, got: ${autoDisableFailureCount}.`));
});

test('trap 69: a pipeline has the time zone of its schedule', () => {
  const stack = newStack();
  const recipe = ImageRecipe.fromImageRecipeName(stack, 'Recipe', 'golden');
  new ImagePipeline(stack, 'Pipeline', { recipe, schedule: ImagePipelineSchedule.cron('0 3 ? * sun *', { timeZone: TimeZone.EUROPE_BERLIN }) });
  expect(propertiesOf(stack, 'AWS::ImageBuilder::ImagePipeline').Schedule).toEqual({
    ScheduleExpression: 'cron(0 3 ? * sun *)', Timezone: 'Europe/Berlin',
  });
});
