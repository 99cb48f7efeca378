import { cutText, jsonBytes, oneLine } from '../answer/text';
import { denied } from '../model/call-failure';
import { LogTail } from '../model/facts';

/** Of the log as much as leaves room for the message before it. */
const TAIL_BYTES = 600;
const MAX_LINES = 5;
const BETWEEN = ' | ';

/** What commands write to standard error, and words of errors. */
const TELLING = /stderr|error|fail|fatal|exception|denied|refused|not found|no such|cannot|unable|timed? ?out|exit ?(code|status)/i;
/** What is no error for all its words: states of the build, which the report has elsewhere, exits without an error, and an empty standard error. */
const NOISE = /^Image transitioned to |exit ?(code|status):? ?0\b|stderr:? *$/i;

/** What the end of the log adds to the message of a failure; nothing where it says nothing. */
export function logNote(log: LogTail | undefined): string | undefined {
  if (log === undefined) return undefined;
  if ('lines' in log) return tellingLines(log.lines);
  if (log.callFailure.kind !== 'DENIED') return undefined;
  const { action, resource } = denied(log.callFailure);
  return `${action} on ${cutText(resource, 300)} is denied`;
}

/** The last lines that tell of an error, or else the last ones. */
function tellingLines(lines: readonly string[]): string | undefined {
  const whole = lines.map(oneLine).filter((line) => line !== '' && !NOISE.test(line));
  const telling = whole.filter((line) => TELLING.test(line));
  const last = (telling.length > 0 ? telling : whole).slice(-MAX_LINES).map((line) => cutText(line, TAIL_BYTES));
  while (jsonBytes(last.join(BETWEEN)) > TAIL_BYTES) last.shift();
  return last.length > 0 ? last.join(BETWEEN) : undefined;
}
