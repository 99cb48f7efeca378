import { Duration, Lazy, TimeZone } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ImagePipeline } from '../../src/pipeline/image-pipeline';
import { ImagePipelineSchedule, ScheduleStartCondition } from '../../src/pipeline/image-pipeline-schedule';
import { ImageRecipe } from '../../src/recipe/image-recipe';
import { newStack, propertiesOf } from '../support/synth';

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

test('a rate of the CDK is refused', () => {
  expect(() => ImagePipelineSchedule.fromSchedule(Schedule.rate(Duration.days(7)))).toThrow(new Error(
    'ExpressionMalformed: `expression` must be the six fields of a cron expression alone, got: \'rate(7 days)\'. '
    + 'Write `0 3 ? * sun *` in place of `cron(0 3 ? * sun *)`; the service has no rates.'));
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
