import { cutText, visible } from '../../answer/text';

/** The longest text that is shown of one value, in bytes: messages of the service can have 384,000 characters. */
const MAX_TEXT_BYTES = 2000;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Markup. Only `html` makes it, so text from outside never becomes markup. */
class Markup {
  constructor(readonly text: string) {}
}
export type Html = Markup;

/** What stands in a template. Text is escaped, and what is absent is left out. */
export type Part = string | number | Html | undefined | readonly Part[];

/** A template of markup. Values stand in elements and in attributes in double quotes. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Markup(markup.reduce((text, piece, index) => text + render(parts[index - 1]) + piece));
}

/** The text of markup. */
export function textOf(markup: Html): string {
  return markup.text;
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(render).join('');
  return cutText(visible(String(part)), MAX_TEXT_BYTES).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
