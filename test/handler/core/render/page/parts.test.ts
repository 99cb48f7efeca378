import { html, textOf } from '../../../../../src/handler/core/render/page/html';
import { code, count, facts, firstOf, link, section, table, time, value } from '../../../../../src/handler/core/render/page/parts';

const rendered = (part: Parameters<typeof link>[1]) => textOf(html`${part}`);

test('a section is named by its heading', () => {
  expect(textOf(section('id', 'Heading', 'one', html`<br>`))).toBe('<section aria-labelledby="id"><h2 id="id">Heading</h2>one<br></section>\n');
});

test('a table has a name, headers of columns, and can have the focus to be scrolled', () => {
  expect(textOf(table('Name', ['A', 'B'], [['1', undefined], ['2', '3']]))).toBe('<div class="scroll" tabindex="0" role="region" aria-label="Name"><table><caption>Name</caption>\n'
    + '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>\n'
    + '<tbody><tr><td>1</td><td></td></tr>\n<tr><td>2</td><td>3</td></tr>\n</tbody></table></div>\n');
});

test('facts without a value are left out', () => {
  expect(textOf(facts([['A', '1'], ['B', undefined], ['C', 0]])))
    .toBe('<dl class="facts"><div><dt>A</dt><dd>1</dd></div>\n<div><dt>C</dt><dd>0</dd></div>\n</dl>\n');
});

test('what is beyond the limit of a list is counted', () => {
  expect(firstOf([1, 2], 2)).toEqual({ shown: [1, 2] });
  const { shown, more } = firstOf([1, 2, 3, 4], 2);
  expect([shown, rendered(more)]).toEqual([[1, 2], '<p class="note">2 more are in the record.</p>\n']);
});

test('a link without an address is text', () => {
  expect([rendered(link('https://a', 'b')), rendered(link(undefined, 'b'))]).toEqual(['<a href="https://a" rel="noreferrer">b</a>', 'b']);
});

test('text of a machine looks like it, if there is any', () => {
  expect([rendered(code('a')), code(undefined)]).toEqual(['<code>a</code>', undefined]);
});

test('a time is in UTC, and what is no time stays as it is', () => {
  expect(rendered(time('2026-01-05T08:30:59.500Z'))).toBe('<time datetime="2026-01-05T08:30:59.500Z">2026-01-05 08:30:59 UTC</time>');
  expect(rendered(time('soon'))).toBe('soon');
});

test.each([
  ['UNKNOWN', '<span class="unknown">unknown</span>'], ['NONE', 'none'], ['a', 'a'], [0, '0'],
])('the value %p of an attribute is %s', (attribute, text) => {
  expect(rendered(value(attribute))).toBe(text);
  expect(rendered(value(attribute, (known) => `<${known}>`))).toBe(['a', 0].includes(attribute) ? `&lt;${attribute}&gt;` : text);
});

test.each([[0, '0 changes'], [1, '1 change'], [2, '2 changes']])('%d is counted as %s', (number, text) => {
  expect(count(number, 'change')).toBe(text);
});
