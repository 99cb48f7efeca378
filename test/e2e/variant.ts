/** One golden-AMI stack of the end-to-end tests, as `app.ts` reads it from the environment. */
export interface Variant {
  /** Name of the stack. */
  readonly stack: string;
  /** Commands of the hardening component. @default - those of the example */
  readonly hardening?: readonly string[];
  /** Accepted counts. @default - those of the example */
  readonly gate?: { readonly critical?: number; readonly high?: number };
  /** Whether the gate lets counts pass that are not known. @default false */
  readonly acceptsUnknown?: boolean;
  /** @default true */
  readonly scanning?: boolean;
  /** @default - the library's */
  readonly scanTimeoutSeconds?: number;
  /** Action that no role of the stack may call, although the library grants it. @default - none */
  readonly deniedAction?: string;
}
