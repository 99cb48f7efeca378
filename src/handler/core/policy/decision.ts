import { Details } from './details';

/** The attributes of an answer. `Truncated` is added when the response is written. */
export type Attributes = Readonly<Record<string, string | number>>;

/** What to do after a poll. `why` is for the log, and `details` are written before the answer. */
export type Decision =
  | { readonly kind: 'WAIT'; readonly why: string }
  | { readonly kind: 'SUCCEED'; readonly attributes: Attributes; readonly details?: Details }
  | { readonly kind: 'FAIL'; readonly reason: string; readonly details?: Details };
