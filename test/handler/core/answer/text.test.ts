import { cutList, cutText, greatest, jsonBytes, oneLine, visible } from '../../../../src/handler/core/answer/text';

describe('oneLine', () => {
  test.each([
    ['plain text', 'plain text'],
    [' a\n\tb\r\n\r\nc ', 'a b c'],
    ['a\u0000b\u001bc\u0085d', 'a b c d'],
    ['naïve – 検査 🔥', 'naïve – 検査 🔥'],
    ['fail\u202egpj.sh\u2066\u200f', 'failgpj.sh'],
    ['a\u200bb\ufeffc\u00add\u{e0041}e\u3164f', 'abcdef'],
    ['a \u2060 b', 'a b'],
    ['\u001b]0;title\u0007\u001b[31mred', ']0;title [31mred'],
    ['half \ud83d of a pair', 'half \ufffd of a pair'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => expect(oneLine(text)).toBe(expected));
});

describe('visible', () => {
  test.each([
    ['two\n\tlines ', 'two\n\tlines '],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a\u0000b\u001b[31mc\u007fd\u009be', 'a b [31mc d e'],
    ['a\u2028b\u2029c', 'a b c'],
    ['fail\u202egpj.sh\u2066\u200f', 'failgpj.sh'],
    ['naïve – 検査 🔥', 'naïve – 検査 🔥'],
    ['half \ud83d and half \udd25', 'half \ufffd and half \ufffd'],
  ])('%j becomes %j', (text, expected) => expect(visible(text)).toBe(expected));
});

describe('jsonBytes', () => {
  test.each([['', 0], ['abc', 3], ['"', 2], ['\\', 2], ['é', 2], ['検', 3], ['🔥', 4], ['\u0000', 6]])(
    '%j takes %i', (text, bytes) => expect(jsonBytes(text)).toBe(bytes),
  );
});

describe('cutText', () => {
  test.each([
    ['a text that fits is whole', 'abcdef', 6, 'abcdef'],
    ['a text that is one byte too long is cut', 'abcdefg', 6, 'abc…'],
    ['a character of two bytes is kept whole', 'aéé', 5, 'aéé'],
    ['a character of two bytes is left out whole', 'aééé', 5, 'a…'],
    ['a character of four bytes is left out whole', 'ab🔥cd', 7, 'ab…'],
    ['a character of four bytes is kept whole', 'ab🔥cdef', 9, 'ab🔥…'],
    ['what JSON escapes counts as escaped', '"""""', 9, '"""…'],
    ['room for the ellipsis alone', 'abcdef', 3, '…'],
    ['no room for an ellipsis', 'abcdef', 2, ''],
    ['no room at all', 'abcdef', 0, ''],
    ['a short text of long characters', '検検', 5, '…'],
  ])('%s', (_, text, limit, expected) => expect(cutText(text, limit)).toBe(expected));

  test('does not exceed any limit, and uses it but for one character', () => {
    const text = 'aé検🔥"\\'.repeat(20);
    for (let limit = 3; limit < jsonBytes(text); limit++) {
      const bytes = jsonBytes(cutText(text, limit));
      expect(bytes).toBeLessThanOrEqual(limit);
      expect(bytes).toBeGreaterThan(limit - 4);
    }
  });

  test('keeps the longest beginning that fits, also of text with halves of characters', () => {
    const text = '🔥a\ud83d\ud83dé\udd25"🔥\ud83d🔥';
    const beginnings = Array.from(text, (_, count) => [...text].slice(0, count).join('') + '…');
    for (let limit = 3; limit < jsonBytes(text); limit++) {
      expect(cutText(text, limit)).toBe(beginnings.filter((one) => jsonBytes(one) <= limit).at(-1));
    }
  });

  test('takes a message of 384,000 characters', () => {
    expect(cutText('x'.repeat(384_000), 100)).toBe('x'.repeat(97) + '…');
  });
});

describe('greatest', () => {
  test.each([[0, 9, 5, 5], [0, 9, 0, 0], [0, 9, 20, 8], [3, 9, 1, 3], [3, 4, 9, 3], [3, 3, 9, 3]])(
    'from %i and below %i, where %i fits, is %i', (fitting, tooGreat, bound, expected) => {
      expect(greatest(fitting, tooGreat, (number) => number <= bound)).toBe(expected);
    },
  );
});

describe('cutList', () => {
  test.each([
    ['a list that fits is whole', 'ab,cd,ef', 8, 'ab,cd,ef'],
    ['a list that is too long loses whole entries', 'ab,cd,ef', 7, 'ab,…'],
    ['as many entries stay as fit', 'ab,cd,ef,gh,ij', 12, 'ab,cd,ef,…'],
    ['without room for an entry only the ellipsis stays', 'abcdefgh', 6, '…'],
    ['without room for the ellipsis nothing stays', 'abcdefgh', 2, ''],
  ])('%s', (_, list, limit, expected) => expect(cutList(list, limit)).toBe(expected));
});

test.each(['\u{1F600}'.repeat(5), 'a\u{1F600}b\u{1F600}c'])('no character of %j is cut in two, at any length, and what is left fits', (text) => {
  for (let limit = 3; limit <= jsonBytes(text); limit++) {
    const cut = cutText(text, limit);
    expect([...cut].filter((character) => /^[\ud800-\udfff]$/u.test(character))).toEqual([]);
    expect(jsonBytes(cut)).toBeLessThanOrEqual(limit);
  }
});
