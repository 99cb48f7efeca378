import fc from 'fast-check';
import { jsonPieces, piecesOf } from '../../../../src/handler/core/model/pieces';
import { textOf } from '../../fixtures';

const texts = fc.string({ unit: fc.constantFrom('a', '検', '😀', '\ud800', '\udc00', '"', '\\', '\n', '\u0000', '\u2028', '\u007f') });
const { document } = fc.letrec<{ value: unknown; document: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    texts, fc.double(), fc.boolean(), fc.constantFrom(null, undefined), tie('document'), fc.array(tie('value'), { maxLength: 4 }),
  ),
  document: fc.dictionary(fc.oneof(texts, fc.constantFrom('__proto__', '1', '')), tie('value'), { maxKeys: 4 }),
}));

describe('JSON in pieces', () => {
  test.each([undefined, 2])('is the text of JSON.stringify with an indentation of %s, however often it is read', (space) => {
    fc.assert(fc.property(document, (value) => {
      const pieces = jsonPieces(value, space);
      const text = `${JSON.stringify(value, undefined, space)}\n`;
      expect([textOf(pieces), textOf(pieces)]).toEqual([text, text]);
    }), { numRuns: 1_000 });
  });

  test('has short pieces, however long it is', () => {
    const findings = Array.from({ length: 2_000 }, (_, index) => ({ vulnerabilityId: `CVE-${index}`, description: '検'.repeat(1_024), packages: Array(10).fill({ name: 'openssl' }) }));
    const lengths = [...jsonPieces({ findings }, 2)()].map(({ length }) => length);
    expect(lengths.reduce((sum, length) => sum + length)).toBeGreaterThan(2_000_000);
    expect(Math.max(...lengths)).toBeLessThan(20_000);
  });
});

test('a short text is a piece, and pieces are pieces', () => {
  expect([...piecesOf('page')()]).toEqual(['page']);
  expect([...piecesOf(() => ['one', 'two'])()]).toEqual(['one', 'two']);
});
