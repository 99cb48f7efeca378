import { html, Part, textOf } from '../../../../../src/handler/core/render/page/html';

test.each<[string, Part, string]>([
  ['text is escaped', '<b title="x" id=\'y\'>&amp;', '&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;'],
  ['what cannot be seen is left out', 'a\u202eb\u0000c\ud83d', 'ab c\ufffd'],
  ['numbers are text', 0, '0'],
  ['what is absent is left out', undefined, ''],
  ['markup stays markup', html`<b>${'<i>'}</b>`, '<b>&lt;i&gt;</b>'],
  ['lists are joined', ['<', [html`<br>`, undefined], 1], '&lt;<br>1'],
  ['long text is cut before it is escaped', '<'.repeat(3000), `${'&lt;'.repeat(1997)}…`],
])('%s', (_, part, text) => expect(textOf(html`[${part}]`)).toBe(`[${text}]`));

test('what only looks like markup does not become any', () => {
  expect(() => html`${JSON.parse('{ "text": "<script>" }')}`).toThrow(TypeError);
});
