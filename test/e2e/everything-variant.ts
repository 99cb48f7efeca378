/** How the stack of the example with every type of resource differs from the example. */
export interface EverythingVariant {
  /** A tag of all that has tags. */
  readonly team: string;
  /** @default - that of the example */
  readonly prefix?: string;
  /** @default - that of the example */
  readonly purpose?: string;
  /** @default - those of the example */
  readonly hardening?: readonly string[];
  /** @default - those of the example */
  readonly smokeTest?: readonly string[];
}
