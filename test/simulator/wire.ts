/** A structure as it stands in requests and answers. */
export type Wire = Record<string, any>;

/** A copy without the members that have no value. */
export function present(structure: Wire): Wire {
  return Object.fromEntries(Object.entries(structure).filter(([, value]) => value !== undefined && value !== null));
}

/** The named members, as far as they have a value. */
export function pick(structure: Wire, members: readonly string[]): Wire {
  return present(Object.fromEntries(members.map((member) => [member, structure[member]])));
}

/** The same text for structures that hold the same, in whatever order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) => typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1))
    : part) ?? 'undefined';
}
