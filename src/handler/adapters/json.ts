/** The value at a path of members, or undefined if a member is missing. */
export function member(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((at, name) => typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined, value);
}

/** The elements of a list, or none if the value is not a list. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A member that is a text, or undefined for an empty text. */
export function textIn(value: unknown, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** A member that is a number. */
export function numberIn(value: unknown, name: string): number | undefined {
  const found = member(value, name);
  return typeof found === 'number' ? found : undefined;
}
