import type { DocText } from './doc-texts';

/** What a language shows of the docstrings of one type, without markup. */
export interface ShownTexts {
  /** Each paragraph, and each parameter as `@param <name> <text>`. */
  readonly paragraphs: ReadonlySet<string>;
  /** All of it, also examples. */
  readonly whole: string;
}

/** Reads the comments of a generated Java source. */
export function javaTexts(source: string): ShownTexts {
  const comments = [...source.matchAll(/\/\*\*([^]*?)\*\//g)].map(([, comment]) => comment.replace(/^ *\* ?/gm, ''));
  return {
    whole: plain(comments.map(withoutHtml).join('\n')),
    paragraphs: new Set(comments.flatMap((comment) => comment
      .split(/<\/?(?:p|ul|ol|li|h\d|pre|blockquote)>|^@(?=return|see|deprecated|throws)|^(?=@param)/m)
      .map((text) => plain(withoutHtml(text)).replace(/ This parameter is required\.$/, ''))
      .map((text) => text.replace(/^@param (\w+)/, (_, name: string) => parameterTag(name))))),
  };
}

/** Reads the docstrings of a generated Python module, by type. */
export function pythonTexts(module: string): Map<string, ShownTexts> {
  return new Map(module.split(/^class (?=\w)/m).slice(1).map((block) => {
    const docstrings = [...block.matchAll(/'''([^]*?)'''/g)].map(([, docstring]) => docstring);
    return [block.match(/^\w+/)![0], {
      whole: plain(docstrings.join('\n')),
      paragraphs: new Set(docstrings.flatMap((docstring) => split(docstring)
        .map((text) => plain(text).replace(/ Default: .*$/, ''))
        .map((text) => text.replace(/^:param (\w+):/, (_, name: string) => parameterTag(name))))),
    }];
  }));
}

/** What of a docstring does not arrive whole where a language shows it. Examples do not count: they are translated. */
export function lostTexts({ where, kind, docs }: DocText, { paragraphs }: ShownTexts): string[] {
  const { summary = '', remarks = '' } = docs;
  const texts = kind === 'parameter'
    ? summary && [`${parameterTag(where.match(/\((\w+)\)$/)![1])} ${plain(`${summary} ${remarks}`)}`]
    : [summary, ...split(remarks.replace(/^ *```[^]*?^ *```/gm, ''))].map(plain);
  return [...texts].filter((text) => text && !paragraphs.has(text));
}

/** Whether a language shows a parameter of a type by its own name; Python shows the members of a struct instead. */
export function showsParameter({ where }: DocText, { paragraphs }: ShownTexts): boolean {
  const tag = `${parameterTag(where.match(/\((\w+)\)$/)![1])} `;
  return [...paragraphs].some((text) => text.startsWith(tag));
}

/** Paragraphs, items of lists and parameters. */
function split(text: string): string[] {
  return text.split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )|\n(?=\s*:param )/).map((part) => part.replace(/^\s*(?:[-*]|\d+\.|#+) /, ''));
}

/** Code, emphasis and escapes are written in each language in its own way: only the words and signs remain. */
function plain(text: string): string {
  return text.replace(/[`\\]|\*\*/g, '').replace(/\s+/g, ' ').trim();
}

/** The languages' own spellings of a name are one. */
function parameterTag(name: string): string {
  return `@param ${name.replaceAll('_', '').toLowerCase()}`;
}

function withoutHtml(text: string): string {
  return text.replace(/<\/?(?:code|em|strong|a|pre|blockquote)\b[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
