import { Stack } from 'aws-cdk-lib';

/** A value, or how it is made in a stack. */
type Given<V> = V | ((stack: Stack) => V);

/** A wrong value, the whole message that refuses it, and its nearest neighbour that is right, where there is one. */
export type Row<V> = readonly [wrong: Given<V>, message: string, right?: Given<V>];

/** A row, ready to be tried in a stack. */
export interface Refusal {
  /** What a user writes: a class, or one of its methods. */
  readonly api: string;
  readonly message: string;
  readonly tryWrong: (stack: Stack) => unknown;
  readonly tryRight?: (stack: Stack) => unknown;
  /** Tries the wrong value with another text in place of that which the message shows. */
  readonly tryText?: (stack: Stack, text: string) => unknown;
}

/** The rows of one part of the API, whose values `use` gives to it. */
export function refusals<V>(api: string, use: (stack: Stack, value: V) => unknown, rows: readonly Row<V>[]): Refusal[] {
  const trial = (given: Given<V>) => (stack: Stack) => use(stack, given instanceof Function ? given(stack) : given);
  return rows.map(([wrong, message, ...right]) => {
    const got = /got: '([^']*)'/.exec(message)?.[1];
    const isShown = got !== undefined && replaced(wrong, got, '') !== wrong;
    return {
      api,
      message,
      tryWrong: trial(wrong),
      tryRight: right.length === 0 ? undefined : trial(right[0]!),
      tryText: isShown ? (stack, text) => use(stack, replaced(wrong, got, text) as V) : undefined,
    };
  });
}

/** A value with another text in place of one, or the same value if it does not hold that text. */
function replaced(value: unknown, text: string, other: string): unknown {
  if (value === text) return other;
  if (typeof value !== 'object' || value === null || ![Array.prototype, Object.prototype].includes(Object.getPrototypeOf(value))) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, replaced(each, text, other)] as const);
  if (entries.every(([key, each]) => each === (value as Record<string, unknown>)[key])) return value;
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

/** The message of what does not fit together, which synthesis says of a construct in the stack. */
export function together(construct: string, fault: string): string {
  return `Validation failed with the following errors:\n  [Stack/${construct}] ${fault}`;
}
