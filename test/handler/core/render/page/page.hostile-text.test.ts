import { pageOf } from '../../../../../src/handler/core/render/page/page';
import { STORIES } from '../../../../page/stories';
import { ParsedPage, parsePage } from '../parsed-page';
import { page, expectOurs } from './page-in-test';

describe('hostile text', () => {
  const HOSTILE = [
    '<script>alert(1)</script>', '</script></style></title><img src=x onerror=alert(1)>', '"><a href="javascript:alert(1)">x</a>', "' onmouseover='alert(1)", '<!--', ']]>',
    '&lt;b&gt;&#60;b&#62;', '\u0000\u001b[31m\u0007\u009b', '\u202e\u2066\u200b\u2028', '\ud83d', '${x}`', 'javascript:alert(1)', 'https://evil.example/', '%"\\u003cb>',
  ].join(' ');

  /** The record with each of its texts replaced. */
  function replaced<T>(value: T, replace: (text: string) => string): T {
    if (typeof value === 'string') return replace(value) as T;
    if (Array.isArray(value)) return value.map((entry) => replaced(entry, replace)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaced(member, replace)])) as T;
  }

  const skeleton = (of: ParsedPage) => of.elements.map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));
  const stories = Object.entries(STORIES).filter(([name]) => name !== 'large');

  test.each(stories)('in place of every text of %s stays text', (_, record) => {
    const hostile = pageOf(replaced(record, () => HOSTILE));
    expectOurs(parsePage(hostile));
    expect(skeleton(parsePage(hostile))).toEqual(skeleton(page(replaced(record, () => 'harmless'))));
  });

  test.each(stories)('at the end of every text of %s stays text', (_, record) => {
    const hostile = pageOf(replaced(record, (text) => text + HOSTILE));
    expectOurs(parsePage(hostile));
    expect(skeleton(parsePage(hostile))).toEqual(skeleton(page(replaced(record, (text) => `${text} harmless`))));
  });

  test.each(stories)('is shown without what cannot be seen: %s', (_, record) => {
    const hostile = pageOf(replaced(record, (text) => text + HOSTILE));
    expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(hostile.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });

  test('of any length has a limit', () => {
    const long = pageOf(replaced(STORIES['failed-test'], (text) => text.includes('TestsFailed') ? '🔥<'.repeat(300_000) : text));
    expect(Buffer.byteLength(long)).toBeLessThan(100_000);
    expectOurs(parsePage(long));
  });
});
