import { CallFailure } from './call-failure';
import { FindingList, FindingsAnswer, Image, LogTail, ObservedExecution } from './facts';

/** What one poll brought: what was seen, or the call that failed. */
export type Observed<Observation> = Observation | { readonly kind: 'CALL_FAILED'; readonly callFailure: CallFailure };

/** What was seen of a build. */
export interface BuildObservation {
  readonly kind: 'BUILD';
  /** Absent: there is no image. */
  readonly build?: Build;
}

/** One build, with what is worked out of it once. */
export interface Build {
  readonly image: Image;
  /** As the service lists them. */
  readonly executions: readonly ObservedExecution[];
  /** Those that make up the build, in the order in which they ran: without those that were retried. */
  readonly current: readonly ObservedExecution[];
  /** Of the image or of one of its workflows. */
  readonly somethingFailed: boolean;
  /** Only of a build in which something failed, and where it was asked for. */
  readonly log?: LogTail;
}

/** What was seen of a scan. */
export interface ScanObservation {
  readonly kind: 'SCAN';
  /** Absent: there is no image, or the findings are not those of one image. */
  readonly image?: Image;
  readonly counts: FindingsAnswer;
  /** The findings themselves, where they were asked for and there are counts of them. */
  readonly list?: FindingList;
}

/** A pipeline that has no image, and an execution that has none. */
export const NO_BUILD: BuildObservation = { kind: 'BUILD' };
/** The scan of an image that is not there. */
export const NO_SCAN: ScanObservation = { kind: 'SCAN', counts: 'NOT_READ' };
