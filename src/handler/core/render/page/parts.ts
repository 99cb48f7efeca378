import { html, Html, Part } from './html';
import { UNKNOWN } from '../../../../contract/values';
import { millisOf } from '../../model/time';
import { known } from '../words';

/** A section with its heading, which names it. */
export function section(id: string, heading: string, ...content: readonly Part[]): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${content}</section>\n`;
}

/** A table that can be scrolled sideways on a phone, and therefore can have the focus. */
export function table(caption: string, headers: readonly string[], rows: readonly (readonly Part[])[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${headers.map((header) => html`<th scope="col">${header}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>\n`;
}

/** Terms and their values. Those without a value are left out. */
export function facts(pairs: readonly (readonly [string, Part])[]): Html {
  return html`<dl class="facts">${pairs.map(([term, text]) => text === undefined ? undefined : html`<div><dt>${term}</dt><dd>${text}</dd></div>\n`)}</dl>\n`;
}

/** A list in which nothing is hidden unsaid: how many more there are is its last line. */
export function firstOf<T>(all: readonly T[], limit: number): { readonly shown: readonly T[]; readonly more?: Html } {
  if (all.length <= limit) return { shown: all };
  return { shown: all.slice(0, limit), more: html`<p class="note">${all.length - limit} more are in the record.</p>\n` };
}

/** A link, or its text alone if there is no address. Addresses are those of `console.ts` and of this room, never text from outside. */
export function link(url: string | undefined, text: Part): Html {
  return url === undefined ? html`${text}` : html`<a href="${url}" rel="noreferrer">${text}</a>`;
}

/** Text of a machine: ARNs, IDs, versions. */
export function code(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<code>${text}</code>`;
}

/** A time as people read it. What is no time is shown as it is. */
export function time(iso: string): Html {
  const millis = millisOf(iso);
  if (millis === undefined) return html`${iso}`;
  const text = new Date(millis).toISOString();
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 19)} UTC</time>`;
}

/** The value of an attribute in words: not known is said, and never left out. */
export function value(attribute: string | number, of: (text: string) => Part = (text) => text): Part {
  if (attribute === UNKNOWN) return html`<span class="unknown">unknown</span>`;
  const text = known(attribute);
  return text === undefined ? 'none' : of(text);
}

/** `1 package`, `2 packages` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
