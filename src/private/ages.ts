import { Annotations, Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { InvalidInputError } from '../common/errors';

/** Units in which the service counts ages, and the days in them. */
const DAYS_IN: Record<string, number> = { DAYS: 1, WEEKS: 7, MONTHS: 30, YEARS: 365 };

/** An age as the service takes it. */
interface Age {
  readonly value: number;
  readonly unit: string;
}

/**
 * An age as the service takes it: a whole number of a unit. Parts of a unit are rounded up, so that nothing is touched too early.
 *
 * @param most highest number
 * @param unit the unit, or else the smallest one in which the number is not above `most`
 */
export function renderAge(scope: IConstruct, prop: string, age: Duration, most: number, unit?: string): Age {
  if (age.isUnresolved()) {
    throw new InvalidInputError({ prop, problem: 'Unresolved', rule: 'be known at synth, because it is rounded to whole units' }, scope);
  }
  const days = age.toMilliseconds() / 86_400_000;
  const count = (each: string) => Math.ceil(days / DAYS_IN[each]);
  const chosen = unit ?? Object.keys(DAYS_IN).find((each) => count(each) <= most) ?? 'YEARS';
  const value = count(chosen);
  if (value < 1 || value > most) {
    throw new InvalidInputError({
      prop, problem: 'OutOfRange', rule: `be more than 0 and at most ${most} ${chosen.toLowerCase()}`, got: age.toHumanString(),
    }, scope);
  }
  if (value * DAYS_IN[chosen] !== days) {
    Annotations.of(scope).addWarningV2('cdk-imagebuilder:ageRounded',
      `\`${prop}\` is ${age.toHumanString()}, which is rounded up to ${value} ${chosen.toLowerCase()}.`);
  }
  return { value, unit: chosen };
}

/** About how many days an age is, to compare ages in different units. */
export function daysOf(age: Age): number {
  return age.value * DAYS_IN[age.unit];
}
