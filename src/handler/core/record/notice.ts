import { BuildRecord } from './build-record';
import { criticalIdsOf } from './occasions';
import { Outcome } from '../../../contract/build-report';
import { millisOf } from '../model/time';

/** How far the messages of one monitor about one subject are. */
export interface Notice {
  /**
   * CLAIMED: a function tells, until the given time at the latest. SENT: everything was told. OPEN: a topic could not be reached, and the next run goes
   * on.
   */
  readonly state: 'CLAIMED' | 'SENT' | 'OPEN';
  /** What the messages are about: the revision of a record, or the time since when a pipeline is disabled in milliseconds since 1970. */
  readonly revision: number;
  /** When the function that claimed the notice cannot run any more. */
  readonly until?: string;
  /** Sets one claim apart from others. */
  readonly by?: string;
  /** ARNs of the topics that have the messages of this revision, if not all of them have. */
  readonly delivered?: readonly string[];
  /** Whether the metrics of this revision were written. */
  readonly measured?: boolean;
  /** What was told last. Absent: nothing yet. */
  readonly told?: Told;
}

/** What was told last, with which later revisions are compared. */
export interface Told {
  readonly revision: number;
  readonly outcome?: Outcome;
  readonly finishedAt?: string;
  readonly scanEnded?: boolean;
  readonly gate?: string;
  /** Vulnerabilities of critical severity. Absent: they were not known. */
  readonly criticalIds?: readonly string[];
}

/** The notice in an object, or undefined if there is none or the object is damaged, which costs a second message and no silence. */
export function readNotice(text: string | undefined): Notice | undefined {
  try {
    const notice = JSON.parse(text ?? '');
    return typeof notice.revision === 'number' && typeof notice.state === 'string' ? notice : undefined;
  } catch {
    return undefined;
  }
}

/** DONE: everything was told. LEAVE: another run tells. CLAIM: nobody tells. */
export function nextStep(notice: Notice | undefined, revision: number, now: Date): 'DONE' | 'LEAVE' | 'CLAIM' {
  if (notice === undefined) return 'CLAIM';
  if ((notice.told?.revision ?? 0) >= revision) return 'DONE';
  return notice.state === 'CLAIMED' && (millisOf(notice.until) ?? 0) > now.getTime() ? 'LEAVE' : 'CLAIM';
}

/** The notice of a run that begins to tell. What reached a topic for the same revision is not sent again. */
export function claimed(notice: Notice | undefined, revision: number, by: string, until: Date): Notice {
  const same = notice?.revision === revision ? { delivered: notice.delivered, measured: notice.measured } : {};
  return { state: 'CLAIMED', revision, by, until: until.toISOString(), ...same, told: notice?.told };
}

/** The notice after the messages: sent, or open if topics are left. */
export function noted(claim: Notice, told: Told, delivered: readonly string[], isAll: boolean): Notice {
  const { revision } = claim;
  return isAll ? { state: 'SENT', revision, told } : { state: 'OPEN', revision, delivered, measured: true, told: claim.told };
}

/** The facts of a record that notifications were sent about. */
export function toldOf(record: BuildRecord, scanEnded: boolean): Told {
  return {
    revision: record.revision,
    outcome: record.build.Outcome as Outcome,
    finishedAt: String(record.build.FinishedAt),
    scanEnded,
    gate: String(record.scan.Gate),
    criticalIds: criticalIdsOf(record),
  };
}
