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
}

/** The rows of one part of the API, whose values `use` gives to it. */
export function refusals<V>(api: string, use: (stack: Stack, value: V) => unknown, rows: readonly Row<V>[]): Refusal[] {
  const trial = (given: Given<V>) => (stack: Stack) => use(stack, given instanceof Function ? given(stack) : given);
  return rows.map(([wrong, message, ...right]) => ({
    api, message, tryWrong: trial(wrong), tryRight: right.length === 0 ? undefined : trial(right[0]!),
  }));
}

/** The message of what does not fit together, which synthesis says of a construct in the stack. */
export function together(construct: string, fault: string): string {
  return `Validation failed with the following errors:\n  [Stack/${construct}] ${fault}`;
}
