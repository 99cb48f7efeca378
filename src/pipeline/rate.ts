import { InvalidInputError } from '../common/errors';
import { isKnown } from '../common/validate';

/** Whether a schedule expression is a rate and no cron expression. */
export function isRate(expression: string): boolean {
  return expression.startsWith('rate(');
}

/** Checks a rate in the form of Amazon EventBridge, in which 1 takes the singular. */
export function checkRate(prop: string, expression: string): void {
  if (isKnown(expression) && !/^rate\((1 (minute|hour|day)|(?!1 )[1-9]\d* (minutes|hours|days))\)$/.test(expression)) {
    throw new InvalidInputError({ prop, problem: 'Malformed', rule: 'be a rate such as `rate(1 day)` or `rate(12 hours)`', got: expression });
  }
}
