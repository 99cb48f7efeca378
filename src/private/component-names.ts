import { checkPattern } from '../common/validate';

/** Names of steps, loops, parameters and constants in component documents. */
export const NAME = /^[A-Za-z0-9_-]{3,128}$/;
export const NAME_RULE = 'be 3 to 128 letters, digits, hyphens or underscores';

/** Refuses a name that no step, parameter or constant can have. */
export function checkNameInDocument(prop: string, name: string): void {
  checkPattern(undefined, prop, name, NAME, NAME_RULE);
}
