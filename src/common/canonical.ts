import { Token, Tokenization } from 'aws-cdk-lib';

// The order of a map has no meaning, and some languages have another order in each run, but CloudFormation compares texts and lists. So the order of
// every map that becomes one of them is decided here.

/** The names of a map in their order, with some names before the others. */
export function orderedNames(map: object, first: readonly string[] = []): string[] {
  const names = Object.keys(map).sort();
  if (first.length > 0) {
    const place = (name: string) => first.includes(name) ? first.indexOf(name) : first.length;
    names.sort((name, other) => place(name) - place(other));
  }
  return names;
}

/** The entries of a map in the order of their names, with some names before the others. */
export function orderedEntries<T>(map: { readonly [name: string]: T }, first?: readonly string[]): [name: string, value: T][] {
  return orderedNames(map, first).map((name) => [name, map[name]]);
}

/** The value with all its maps, at any depth, in the order of `orderedNames`. Lists keep their order, and tokens and objects of classes are kept as they are. */
export function canonical<T>(value: T, first?: readonly string[]): T {
  if (Array.isArray(value) && !Token.isUnresolved(value)) {
    return value.map((item) => canonical(item, first)) as T;
  }
  return isPlainMap(value) ? Object.fromEntries(orderedNames(value, first).map((name) => [name, canonical(value[name], first)])) as T : value;
}

/** Whether a value is a map, and neither a list nor a token nor an object of a class. A map can be of another realm than ours, as in tests with jest. */
export function isPlainMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Tokenization.isResolvable(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
