import { Lazy } from 'aws-cdk-lib';
import { checkCron } from '../../src/pipeline/cron';

const check = (expression: string) => () => checkCron('expression', expression);

test.each([
  ['every minute', '* * * * ? *'],
  ['the first and the last of every field', '0,59 0,23 1,31 1,12 ? 1970,2199'],
  ['the first and the last weekday', '0 0 ? * 1,7 *'],
  ['ranges', '10-20 8-18 1-15 3-6 ? 2027-2030'],
  ['ranges of names, in either case', '0 3 ? jan-MAR mon-FRI *'],
  ['steps from anywhere, from a value and in a range', '*/15 1/6 */2 1-12/3 ? 2027/2'],
  ['the smallest and the largest steps', '*/60 */24 */31 */12 ? */230'],
  ['lists of all of them', '0,30-40,*/7 3 ? jan,4-6 sun,2-4,thu *'],
  ['the last day of a month', '0 3 L * ? *'],
  ['the last working day of a month', '0 3 LW * ? *'],
  ['a day before the last one', '0 3 L-3 * ? *'],
  ['a day long before the last one', '0 3 L-30 * ? *'],
  ['the working day nearest to a day', '0 3 15W * ? *'],
  ['the last day of the week', '0 3 ? * L *'],
  ['the last of these days in a month', '0 3 ? * 6L *'],
  ['the last of these days by its name', '0 3 ? * friL *'],
  ['the first of these days in a month', '0 3 ? * 3#1 *'],
  ['the fifth of these days by its name', '0 3 ? * tue#5 *'],
  ['a range whose end is before its begin', '0 3 ? * fri-mon *'],
  ['what is known at deployment only', Lazy.string({ produce: () => 'later' })],
])('%s pass', (_, expression) => {
  expect(check(expression)).not.toThrow();
});

const FIELDS: [name: string, values: string, make: (text: string) => string][] = [
  ['minute', '0-59 with , - * /', (text) => `${text} 3 1 * ? *`],
  ['hour', '0-23 with , - * /', (text) => `0 ${text} 1 * ? *`],
  ['day of the month', '1-31 with , - * / L W, or ?', (text) => `0 3 ${text} * ? *`],
  ['month', '1-12 or jan-dec with , - * /', (text) => `0 3 1 ${text} ? *`],
  ['day of the week', '1-7 or sun-sat with , - * L #, or ?', (text) => `0 3 ? * ${text} *`],
  ['year', '1970-2199 with , - * /', (text) => `0 3 1 * ? ${text}`],
];

describe.each(FIELDS)('%s', (name, values, make) => {
  const outside = {
    'minute': ['60', '*/61'],
    'hour': ['24', '*/25'],
    'day of the month': ['0', '32', '*/32', 'L-0', 'L-32', 'LL-3', '1L-3', 'L-3x', 'L-31x', 'W', '0W', '32W', 'WL', 'monL', '3#1', '?,1', '1,?', '?/2', '1-W', 'sun'],
    'month': ['0', '13', '*/13', 'foo', 'january', 'L', 'sun', 'jan#1'],
    'day of the week': ['0', '8', '*/2', '2/2', '2#0', '2#6', '2#12', '2#1x', '8#1', '0#1', '2#', '#1', '8L', '0L', 'foo', 'sunday', '15W', 'LW', 'L-3', '?,1', '1,?'],
    'year': ['1969', '2200', '*/231', '26'],
  }[name]!;

  test.each([...outside, 'x', '-1', '1-', '1-2-3', '1,', ',1', '*/0', '*/', '*/1/2', '/2', '1.5', '**', '1*'])('is not %s', (text) => {
    const expression = make(text);
    expect(check(expression)).toThrow(new Error(
      `ExpressionMalformed: \`expression\` must have ${values} as ${name}, and not \`${text}\`, got: '${expression}'.`));
  });
});

test.each(FIELDS.filter(([name]) => !name.startsWith('day')))('%s is not ?', (name, values, make) => {
  expect(check(make('?'))).toThrow(new Error(
    `ExpressionMalformed: \`expression\` must have ${values} as ${name}, and not \`?\`, got: '${make('?')}'.`));
});

test.each(['', '0 3 ? * sun', '0 3 ? * sun * *', ' 0 3 ? * sun *', '0 3 ? * sun * ', '0  3 ? * sun *', '0\t3 ? * sun *'])(
  '%p does not have six fields', (expression) => {
    expect(check(expression)).toThrow(new Error(
      'ExpressionMalformed: `expression` must have six fields with one space between them, as in `0 3 ? * sun *`, '
      + `got: '${expression}'.`));
  });

test.each(['0 3 * * sun *', '0 3 1 * * *', '0 3 * * * *', '0 3 ? * ? *'])('%p does not leave exactly one of the days open', (expression) => {
  expect(check(expression)).toThrow(new Error(
    `ExpressionMalformed: \`expression\` must have \`?\` for the day of the month or for the day of the week, and not for both, got: '${expression}'.`));
});

test.each(['cron(0 3 ? * sun *)', 'rate(1 day)'])('%p is more than six fields', (expression) => {
  expect(check(expression)).toThrow(new Error(
    `ExpressionMalformed: \`expression\` must be the six fields of a cron expression alone, got: '${expression}'. `
    + 'Write `0 3 ? * sun *` in place of `cron(0 3 ? * sun *)`, and use `ImagePipelineSchedule.rate()` for a rate.'));
});
