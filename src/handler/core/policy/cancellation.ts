import { cutText, oneLine } from '../answer/text';
import { CallFailure } from '../model/call-failure';

/** What came of telling a build to cancel. */
export interface Cancellation {
  readonly imageArn: string;
  /** The call that failed. Absent: the service accepted the cancellation, which takes it some time. */
  readonly callFailure?: CallFailure;
}

/** What happened to the build, to follow its name. */
export function fateOf({ callFailure }: Cancellation): string {
  return callFailure === undefined ? 'was told to cancel' : `could not be cancelled (${cutText(oneLine(callFailure.code), 100)})`;
}

/** Whether a build that cannot be cancelled is one that has ended, so that nothing is left running. */
export function hasEnded({ kind, code }: CallFailure): boolean {
  return kind === 'NOT_FOUND' || code.startsWith('InvalidParameterValue');
}
