import { inForm, marked, MarkedText } from './marked-text';
import { buildNotification, DisabledPipeline, Notification, pipelineDisabledNotification } from './notification';
import { NotificationKind } from '../../../contract/monitor';
import { cutText, oneLine } from '../answer/text';
import { BuildRecord } from '../record/build-record';

/** Longest texts that Slack shows in a block; Microsoft Teams has room for more. In bytes of JSON, which are no fewer than characters. */
const MAX_DESCRIPTION = 3000;
const MAX_TITLE = 150;
/** Longest text from outside, so that one message does not push out all others. */
const MAX_QUOTE = 400;

/**
 * A custom notification of Amazon Q Developer in chat applications, as JSON.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatMessage(record: BuildRecord, occasions: readonly NotificationKind[], links: { readonly page?: string }): string {
  return customNotification(buildNotification(record, occasions, links));
}

export function pipelineDisabledChat(pipeline: DisabledPipeline): string {
  return customNotification(pipelineDisabledNotification(pipeline));
}

function customNotification({ kinds, title, subject, facts, changes, links, thread, resources }: Notification): string {
  const lines: readonly MarkedText[] = [
    ...facts.map(({ name, value }) => [`*${name}:* `, ...value]),
    ...changes === undefined ? [] : [[''], [...marked`*${changes.title}:*`], ...changes.entries.map((entry) => ['- ', ...entry])],
  ];
  const heading = `${title}: ${literal(cutText(oneLine(subject), MAX_TITLE - title.length - 4))}`;
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: heading,
      description: firstLines(lines.map((line) => inForm(line, (text) => literal(cutText(text, MAX_QUOTE))))),
      nextSteps: links.map(({ name, url }) => `${name}: ${url}`),
      keywords: kinds.map((kind) => kind.toLowerCase().replaceAll('_', '-')),
    },
    metadata: {
      threadId: oneLine(thread),
      summary: heading,
      eventType: kinds[0],
      relatedResources: Object.values(resources).filter((resource) => resource !== undefined),
      // Custom actions, such as a button that starts the pipeline, read their variables here.
      additionalContext: resources,
    },
  });
}

/**
 * Text from outside as code, in which neither Slack nor Microsoft Teams knows emphasis, mentions and emoji. Slack knows its own marks in angle brackets
 * everywhere, and a backtick would end the code, so these are replaced by characters that look like them.
 */
function literal(text: string): string {
  const replaced = text.replace(/[<>`]/g, (character) => LOOKALIKES[character]!);
  return replaced === '' ? '' : `\`${replaced}\``;
}

const LOOKALIKES: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '`': 'ˋ' };

/** As many lines as there is room for: marks that a cut leaves open would spoil what follows. */
function firstLines(lines: readonly string[]): string {
  const kept: string[] = [];
  let bytes = 0;
  for (const line of lines) {
    bytes += Buffer.byteLength(JSON.stringify(line));
    if (bytes > MAX_DESCRIPTION) break;
    kept.push(line);
  }
  return kept.join('\n');
}
