import { InvalidInputError } from '../common/errors';
import { isKnown } from '../common/validate';

/** A field of a cron expression. */
interface Field {
  readonly name: string;
  /** The valid values, in words. */
  readonly values: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values in ascending order, beginning with that of `min`. */
  readonly names?: string[];
  /** Whether a step can follow a value, a range or the wildcard. */
  readonly steps: boolean;
  /** Recognizes what only this field takes, besides values, ranges and steps. */
  readonly special?: (item: string, isOne: (text: string) => boolean) => boolean;
}

/** Recognizes the last day, the last weekday, a number of days before the last day, and the weekday nearest to a day. */
const specialDay: Field['special'] = (item, isOne) => item === 'L' || item === 'LW' || (/^L-\d+$/.test(item) && isOne(item.slice(2)))
  || (item.endsWith('W') && isOne(item.slice(0, -1)));

/** Recognizes the last day of the week, the last such day of a month, and the first to fifth such day of a month. */
const specialWeekday: Field['special'] = (item, isOne) => item === 'L' || (item.endsWith('L') && isOne(item.slice(0, -1)))
  || (/#[1-5]$/.test(item) && isOne(item.slice(0, -2)));

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const FIELDS: Field[] = [
  { name: 'minute', values: '0-59 with , - * /', min: 0, max: 59, steps: true },
  { name: 'hour', values: '0-23 with , - * /', min: 0, max: 23, steps: true },
  { name: 'day of the month', values: '1-31 with , - * / L W, or ?', min: 1, max: 31, steps: true, special: specialDay },
  { name: 'month', values: '1-12 or jan-dec with , - * /', min: 1, max: 12, names: MONTHS, steps: true },
  { name: 'day of the week', values: '1-7 or sun-sat with , - * L #, or ?', min: 1, max: 7, names: WEEKDAYS, steps: false, special: specialWeekday },
  { name: 'year', values: '1970-2199 with , - * /', min: 1970, max: 2199, steps: true },
];
const DAY = 2;
const WEEKDAY = 4;

/**
 * Checks a cron expression of Image Builder: minute, hour, day of the month, month, day of the week and year, in UTC or another time zone.
 *
 * A range that ends before it begins, such as `fri-mon`, is not refused, because it is not documented whether the service takes it.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html
 */
export function checkCron(prop: string, expression: string): void {
  if (!isKnown(expression)) {
    return;
  }
  if (/^(cron|rate)\(/.test(expression)) {
    refuse('be the six fields of a cron expression alone', 'Write `0 3 ? * sun *` in place of `cron(0 3 ? * sun *)`, and use `ImagePipelineSchedule.rate()` for a rate.');
  }
  const texts = expression.split(' ');
  if (texts.length !== FIELDS.length || texts.includes('')) {
    refuse('have six fields with one space between them, as in `0 3 ? * sun *`');
  }
  FIELDS.forEach((field, index) => {
    const ofDays = index === DAY || index === WEEKDAY;
    if (!(ofDays && texts[index] === '?') && !fits(field, texts[index].toUpperCase())) {
      refuse(`have ${field.values} as ${field.name}, and not \`${texts[index]}\``);
    }
  });
  if ((texts[DAY] === '?') === (texts[WEEKDAY] === '?')) {
    refuse('have `?` for the day of the month or for the day of the week, and not for both');
  }

  function refuse(rule: string, hint?: string): never {
    throw new InvalidInputError({ prop, problem: 'Malformed', rule, got: expression, hint });
  }
}

function fits(field: Field, text: string): boolean {
  return text.split(',').every((item) => isStepped(field, item) || field.special?.(item, (value) => isValue(field, value)));
}

/** Whether an item is the wildcard, a value or a range, with an optional step that is not longer than the field. */
function isStepped(field: Field, item: string): boolean {
  const [range, step, ...others] = item.split('/');
  const steps = step === undefined || (field.steps && others.length === 0 && isNumber(step, 1, field.max - field.min + 1));
  return steps && (range === '*' || isRange(field, range));
}

function isRange(field: Field, text: string): boolean {
  const ends = text.split('-');
  return ends.length <= 2 && ends.every((end) => isValue(field, end));
}

function isValue({ min, max, names = [] }: Field, text: string): boolean {
  return names.includes(text) || isNumber(text, min, max);
}

function isNumber(text: string, min: number, max: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}
