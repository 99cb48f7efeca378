import { BreakName } from './breaks';
import { ResourceId } from './stack';
import { Scenario } from '../../simulator';
import { CustomResourceRequest } from '../local-aws';
import { World } from '../world';

/** Rows of the fault table that belong together. */
export interface Topic {
  readonly title: string;
  readonly rows: readonly FaultRow[];
}

/** One fault, and what a user sees of it. */
export interface FaultRow {
  /** What goes wrong. With `resource` it tells the row from all others. */
  readonly fault: string;
  readonly resource: ResourceId;
  /** What Image Builder is like, from the start. */
  readonly given: Scenario;
  /** The answer to the last one counts. @default - one Create */
  readonly requests?: readonly RowRequest[];
  /** Whether all answers are as expected, not only the last. */
  readonly everyAnswer?: boolean;
  /** How many times as fast as real ones the timers of the functions run while calls are under way. @default 4 */
  readonly timerSpeed?: number;
  /** What happens meanwhile; `wait` counts from 1. Builds go on in any case. */
  readonly onWait?: (world: World, wait: number) => void;
  readonly expected: Expected;
  /** Why it is so, or what to do, in a few words. */
  readonly note: string;
  /** Breaks of the handler that make this row fail, each on its own. More than one only if no other row names them. */
  readonly breaks: readonly [BreakName, ...BreakName[]];
}

export interface RowRequest extends CustomResourceRequest {
  /** The custom resource. @default - that of the row */
  readonly of?: ResourceId;
  /** Whether the custom resource continues with what was handed over by the one of the request before. */
  readonly continues?: boolean;
  /** What happens before it. */
  readonly before?: (world: World) => void;
}

export interface Expected {
  readonly Status: 'SUCCESS' | 'FAILED';
  /** Those attributes that the row is about; all others have to be there, too. */
  readonly Data?: Readonly<Record<string, string | RegExp>>;
  /** Of the sentence without the framework's hint at the log. */
  readonly Reason?: RegExp;
  readonly PhysicalResourceId?: string;
  /** Seconds from the request to the answer. @default 0 */
  readonly seconds?: number;
  /** Operations that the last request led to, of Image Builder. */
  readonly calls?: readonly string[];
  /** Images that exist in the end; told where builds are started. */
  readonly images?: readonly string[];
}
