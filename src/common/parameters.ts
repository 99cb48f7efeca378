import { Fault } from './errors';
import { KnownFact } from './known-facts';

/** Parameters of a document, by their names. */
export type DeclaredParameters = Record<string, { readonly isRequired: boolean }>;

/** Parameters of a component. */
export const COMPONENT_PARAMETERS = new KnownFact<DeclaredParameters>();

/** Faults for undeclared names, and for required names without a value. There are none if the declarations are not known. */
export function parameterFaults(prop: string, what: string, declared: DeclaredParameters | undefined, given: string[]): Fault[] {
  const names = Object.keys(declared ?? {});
  if (declared === undefined || names.length + given.length === 0) {
    return [];
  }
  const rule = `name parameters of the ${what} (${names.join(', ') || 'it has none'})`;
  return [
    ...given.filter((name) => !names.includes(name)).map((got): Fault => ({ prop, problem: 'Unsupported', rule, got })),
    ...names.filter((name) => declared[name].isRequired && !given.includes(name)).map((name): Fault => ({
      prop, problem: 'Required', rule: `set \`${name}\`, which has no default value`,
    })),
  ];
}
