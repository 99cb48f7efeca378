import { CallFailure } from './call-failure';
import { FindingList, FindingsAnswer, Image, LogTail, ObservedExecution } from './facts';

/** The result of one poll: an observation, or the call that failed. */
export type Observed<Observation> = Observation | { readonly kind: 'CALL_FAILED'; readonly callFailure: CallFailure };

/** An observation of a build. */
export interface BuildObservation {
  readonly kind: 'BUILD';
  /** Absent: there is no image, or it is not known which image it is. */
  readonly build?: Build;
  /** Why it is not known which image it is. */
  readonly unidentified?: string;
}

/** One build, with values that are computed once. */
export interface Build {
  readonly image: Image;
  /** All executions, as the service lists them. Absent: it does not list them. */
  readonly executions?: readonly ObservedExecution[];
  /** The executions that make up the build, in the order in which they ran, without those that were retried. */
  readonly current: readonly ObservedExecution[];
  /** Whether the image or one of its workflows failed. */
  readonly somethingFailed: boolean;
  /** Only if something failed and the log was requested: without lines if it is not known where the log is. */
  readonly log?: LogTail;
}

/** An observation of a scan. */
export interface ScanObservation {
  readonly kind: 'SCAN';
  /** Absent: there is no image, it is not known which image it is, or the findings are not those of one image. */
  readonly image?: Image;
  /** Why it is not known which image it is. */
  readonly unidentified?: string;
  readonly counts: FindingsAnswer;
  /** The call that was denied, without which the counts are not known. */
  readonly denied?: CallFailure;
  /** Only of an image whose AMI is scanned on demand. Absent if the scan could not be read. */
  readonly amiScan?: AmiScanState;
  /** The findings themselves, if they were requested and there are counts. */
  readonly list?: FindingList;
}

/** The scan of the AMIs of an image in the Region of the stack. */
export interface AmiScanState {
  /** ABSENT: there is no AMI. */
  readonly state: 'SCANNED' | 'NOT_SCANNED' | 'ABSENT';
  /** The AMIs whose findings were read. */
  readonly amiIds: readonly string[];
}

/** A pipeline that has no image, and an execution that has none. */
export const NO_BUILD: BuildObservation = { kind: 'BUILD' };
/** The scan of an image that is not there. */
export const NO_SCAN: ScanObservation = { kind: 'SCAN', counts: 'NOT_READ' };

const UNIDENTIFIED = 'The pipeline execution does not know its image and says why in its `FailureMessage`.';
/** What a report reads of the image of a pipeline execution that does not know its image. */
export const UNIDENTIFIED_BUILD: BuildObservation = { ...NO_BUILD, unidentified: UNIDENTIFIED };
export const UNIDENTIFIED_SCAN: ScanObservation = { ...NO_SCAN, unidentified: UNIDENTIFIED };
