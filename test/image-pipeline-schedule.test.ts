import { Lazy } from 'aws-cdk-lib';
import { ImagePipelineSchedule, ScheduleStartCondition } from '../src/image-pipeline-schedule';

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

test.each(['0 3 ? * sun', 'cron(0 3 ? * sun *) x', '0 3 ? * sun * *', ''])('%p does not have six fields', (expression) => {
  expect(() => ImagePipelineSchedule.cron(expression)).toThrow(new Error(
    `ExpressionMalformed: \`expression\` must have six fields, as in \`0 3 ? * sun *\`, got: '${expression}'.`));
});

test.each(['0 3 * * sun *', '0 3 ? * ? *'])('%p does not have exactly one question mark for the days', (expression) => {
  expect(() => ImagePipelineSchedule.cron(expression)).toThrow(new Error(
    `ExpressionMalformed: \`expression\` must have \`?\` for the day of the month or for the day of the week, and not for both, got: '${expression}'.`));
});

test.each([1, 10])('%d failures can disable the pipeline', (autoDisableFailureCount) => {
  expect(() => ImagePipelineSchedule.cron('0 3 ? * sun *', { autoDisableFailureCount })).not.toThrow();
});

test.each([0, 11])('%d failures cannot', (autoDisableFailureCount) => {
  expect(() => ImagePipelineSchedule.cron('0 3 ? * sun *', { autoDisableFailureCount })).toThrow(new Error(
    `AutoDisableFailureCountOutOfRange: \`autoDisableFailureCount\` must be a whole number from 1 to 10, got: ${autoDisableFailureCount}.`));
});
