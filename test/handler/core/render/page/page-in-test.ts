import { BuildRecord } from '../../../../../src/handler/core/record/build-record';
import { pageOf } from '../../../../../src/handler/core/render/page/page';
import { buildRecord, Read } from '../../../record-fixtures';
import { ParsedPage, parsePage } from '../parsed-page';

const parsed = new Map<BuildRecord, ParsedPage>();
/** The page of a record, which is parsed once. */
export function page(record: BuildRecord): ParsedPage {
  const of = parsed.get(record) ?? parsePage(pageOf(record));
  parsed.set(record, of);
  return of;
}
export const pageFor = (read: Read = {}, members: Partial<BuildRecord> = {}) => page(buildRecord(read, members));

/** What a page is made of. */
const ELEMENTS = [
  'html', 'head', 'meta', 'title', 'style', 'body', 'header', 'main', 'section', 'footer', 'nav', 'h1', 'h2', 'h3', 'p', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'div',
  'span', 'strong', 'b', 'i', 'small', 'code', 'pre', 'br', 'a', 'time', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary',
];
const IDS = ['failure', 'log', 'timeline', 'findings', 'changes', 'outputs', 'about'];
const ADDRESS = new RegExp('^(https://[a-z]+-[a-z]+-[0-9]\\.console\\.aws\\.amazon\\.com/(imagebuilder|cloudwatch|ec2)/home\\?region=[a-z]+-[a-z]+-[0-9]#[\\w$%.~!*\'():/=-]+'
  + '|https://nvd\\.nist\\.gov/vuln/detail/CVE-[0-9]{4}-[0-9]{4,19})$');
/** What attributes may have as a value. */
const VALUES: Readonly<Record<string, RegExp>> = {
  'class': /^(good|bad|warn|idle|((status|severity) )?(good|bad|warn|idle|critical|high|medium|other)|facts|counts|outcome|why|line|note|message|scroll|unknown|zero|all|hidden|id|new|row|name|time|track|workflow)$/,
  'style': /^left:[0-9.]+%;width:[0-9.]+%$/,
  'id': new RegExp(`^(${IDS.join('|')})$`),
  'aria-labelledby': new RegExp(`^(${IDS.join('|')})$`),
  'aria-label': /^[A-Za-z0-9 ]+$/,
  'role': /^region$/,
  'tabindex': /^0$/,
  'scope': /^col$/,
  'rel': /^noreferrer$/,
  'open': /^$/,
  'datetime': /^[0-9T:.Z-]{24}$/,
  'href': ADDRESS,
  'lang': /^en$/,
};

export function expectOurs({ errors, elements }: ParsedPage): void {
  expect(errors).toEqual([]);
  const foreign: string[] = [];
  for (const { name, attributes } of elements) {
    if (!ELEMENTS.includes(name)) foreign.push(name);
    if (name === 'meta') continue;
    foreign.push(...Object.entries(attributes).filter(([attribute, value]) => !VALUES[attribute]?.test(value)).map((attribute) => [name, ...attribute].join(' ')));
  }
  expect(foreign).toEqual([]);
  const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
  expect(ids).toEqual([...new Set(ids)]);
  for (const { attributes } of elements) if (attributes['aria-labelledby']) expect(ids).toContain(attributes['aria-labelledby']);
}
