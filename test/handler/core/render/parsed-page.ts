import { defaultTreeAdapter, html, parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';

/** A page as a browser understands it. */
export interface ParsedPage {
  readonly errors: readonly string[];
  readonly elements: readonly PageElement[];
  /** Whole text, with single blanks. */
  readonly text: string;
}

export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

export function parsePage(page: string): ParsedPage {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code, startLine }: ParserError) => errors.push(`${code} in line ${startLine}`) });
  const elements: PageElement[] = [];
  visit(document);
  return { errors, elements, text: elements.find(({ name }) => name === 'body')!.text };

  function visit(node: DefaultTreeAdapterTypes.ParentNode): string {
    let text = '';
    for (const child of node.childNodes) {
      if (defaultTreeAdapter.isTextNode(child)) text += child.value;
      if (!defaultTreeAdapter.isElementNode(child)) continue;
      if (child.namespaceURI !== html.NS.HTML) errors.push(`${child.tagName} is not of HTML`);
      const index = elements.push({ name: child.tagName, attributes: Object.fromEntries(child.attrs.map(({ name, value }) => [name, value])), text: '' }) - 1;
      const inner = visit(child);
      elements[index] = { ...elements[index], text: inner.replace(/\s+/g, ' ').trim() };
      text += BLOCKS.has(child.tagName) ? ` ${inner} ` : inner;
    }
    return text;
  }
}

const BLOCKS = new Set(['p', 'div', 'section', 'header', 'footer', 'main', 'nav', 'li', 'dt', 'dd', 'td', 'th', 'tr', 'h1', 'h2', 'h3', 'br', 'summary', 'span', 'pre', 'small', 'caption']);

/** The values of the terms of a page, by term. */
export function factsIn({ elements }: ParsedPage): Readonly<Record<string, string>> {
  const named = elements.filter(({ name }) => name === 'dt' || name === 'dd');
  return Object.fromEntries(named.flatMap(({ name, text }, index) => name === 'dt' ? [[text, named[index + 1].text]] : []));
}

/** The rows of the tables of a page, the headers first. */
export function rowsIn(page: ParsedPage): string[] {
  return page.elements.filter(({ name }) => name === 'tr').map(({ text }) => text);
}

export function linksIn({ elements }: ParsedPage): string[] {
  return elements.filter(({ name }) => name === 'a').map(({ attributes }) => attributes.href);
}
