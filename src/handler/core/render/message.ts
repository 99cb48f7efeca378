import { inForm } from './marked-text';
import { buildNotification, DisabledPipeline, Notification, pipelineDisabledNotification } from './notification';
import { NotificationKind } from '../../../contract/monitor';
import { oneLine } from '../answer/text';
import { BuildRecord } from '../record/build-record';

/** An e-mail. */
export interface Message {
  /** ASCII on one line, shorter than the 100 characters that Amazon SNS does not accept any more. */
  readonly subject: string;
  readonly text: string;
}

const MAX_SUBJECT = 99;

export function buildMessage(record: BuildRecord, occasions: readonly NotificationKind[], links: { readonly page?: string }): Message {
  return messageOf(buildNotification(record, occasions, links));
}

export function pipelineDisabledMessage(pipeline: DisabledPipeline): Message {
  return messageOf(pipelineDisabledNotification(pipeline));
}

/** One fact a line: on a telephone, columns would break. */
function messageOf({ title, subject, place, facts, changes, links }: Notification): Message {
  const plain = (fromOutside: string) => fromOutside;
  return {
    // What is cut is the place: the name says more.
    subject: ascii(`${title}: ${subject} (${place})`).slice(0, MAX_SUBJECT).trimEnd(),
    text: [
      `${title}: ${oneLine(subject)}`,
      '',
      ...facts.map(({ name, value }) => `${name}: ${inForm(value, plain)}`),
      ...changes === undefined ? [] : ['', `${inForm(changes.title, plain)}:`, ...changes.entries.map((entry) => `- ${inForm(entry, plain)}`)],
      ...links.length === 0 ? [] : ['', ...links.map(({ name, url }) => `${name}: ${url}`)],
      '',
    ].join('\n'),
  };
}

function ascii(text: string): string {
  return oneLine(text).replace(/[^ -~]/gu, '?');
}
