import { cutText, oneLine } from '../answer/text';

/** Text for people: words of ours as they are, and text from outside, which each form of a notification marks in its own way. */
export type MarkedText = readonly (string | FromOutside)[];

/** Text of the service, or a name that a user gave to a step, a package or a pipeline. */
export interface FromOutside {
  readonly text: string;
}

/** Longest text from outside in a notification, which the page has in full. */
const MAX_BYTES = 1500;

/** What is marked already stays as it is. All other text between the words is from outside, so that none can be forgotten. */
export function marked(words: readonly string[], ...values: readonly (string | MarkedText)[]): MarkedText {
  return words.flatMap((word, index) => [word, ...index < values.length ? parts(values[index]) : []]);
}

/** The text in a form. Text from outside is on one line, so that it cannot look like a line of ours. */
export function inForm(text: MarkedText, mark: (fromOutside: string) => string): string {
  return text.map((part) => typeof part === 'string' ? part : mark(cutText(oneLine(part.text), MAX_BYTES))).join('');
}

function parts(value: string | MarkedText): MarkedText {
  return typeof value === 'string' ? [{ text: value }] : value;
}
