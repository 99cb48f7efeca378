import { cutText, jsonBytes, oneLine } from '../answer/text';
import { denied, lacksPermission } from '../model/call-failure';
import { LogTail } from '../model/facts';

/** Maximum length of the log, which leaves room for the message before it. */
const TAIL_BYTES = 600;
const MAX_LINES = 5;
const BETWEEN = ' | ';

/** Recognizes standard error of commands, and words that indicate an error. */
const TELLING = /stderr|error|fail|fatal|exception|denied|refused|not found|no such|cannot|unable|timed? ?out|exit ?(code|status)/i;
/** Recognizes lines that contain such words and are no errors: states of the build, exits without an error, and an empty standard error. */
const NOISE = /^Image transitioned to |exit ?(code|status):? ?0\b|stderr:? *$/i;

/** The text that the end of the log adds to the message of a failure, or undefined if there is none. */
export function logNote(log: LogTail | undefined): string | undefined {
  if (log === undefined) return undefined;
  if ('lines' in log) return tellingLines(log.lines);
  if (log.callFailure.kind !== 'DENIED') return undefined;
  if (!lacksPermission(log.callFailure)) return `${log.callFailure.operation} was refused with ${cutText(log.callFailure.code, 100)}`;
  const { action, resource } = denied(log.callFailure);
  return `${action} on ${cutText(resource, 300)} is denied`;
}

/** The last lines that contain an error, or else the last lines. */
function tellingLines(lines: readonly string[]): string | undefined {
  const whole = lines.map(oneLine).filter((line) => line !== '' && !NOISE.test(line));
  const telling = whole.filter((line) => TELLING.test(line));
  const last = (telling.length > 0 ? telling : whole).slice(-MAX_LINES).map((line) => cutText(line, TAIL_BYTES));
  while (jsonBytes(last.join(BETWEEN)) > TAIL_BYTES) last.shift();
  return last.length > 0 ? last.join(BETWEEN) : undefined;
}
