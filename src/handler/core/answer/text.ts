/** Marks omitted text. */
export const ELLIPSIS = '…';

/**
 * Text of the service without what changes other text unseen: invisible characters, such as those that reverse the direction of text, are omitted,
 * control characters become blanks, and broken surrogates a replacement character. Line breaks and tabs stay.
 */
export function visible(text: string): string {
  return text
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, '')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD');
}

/** Visible text of the service on one line: white space and control characters become single blanks. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim();
}

/** The number of bytes of UTF-8 that `text` adds to a JSON document, without its quotes. */
export function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

/** `text`, or as much of its beginning as fits with an ellipsis into `limit` bytes of JSON; a character is never cut in two. */
export function cutText(text: string, limit: number): string {
  // A character takes at least one byte, so text beyond the limit cannot fit and is not measured.
  if (text.length <= limit && jsonBytes(text) <= limit) return text;
  const room = limit - jsonBytes(ELLIPSIS);
  if (room < 0) return '';
  // Measuring a few beginnings is a hundred times faster than measuring every character.
  const length = greatest(0, room + 1, (middle) => jsonBytes(beginning(text, middle)) <= room);
  return beginning(text, length) + ELLIPSIS;
}

/** At most `length` UTF-16 code units of `text`, without half a character at the end. */
function beginning(text: string, length: number): string {
  const isCut = text.codePointAt(length - 1)! > 0xFFFF;
  return text.slice(0, isCut ? length - 1 : length);
}

/** The greatest number that fits: at least `fitting`, and less than `tooGreat`. Below a number that fits every number fits. */
export function greatest(fitting: number, tooGreat: number, fits: (number: number) => boolean): number {
  while (tooGreat - fitting > 1) {
    const middle = Math.floor((fitting + tooGreat) / 2);
    if (fits(middle)) fitting = middle;
    else tooGreat = middle;
  }
  return fitting;
}

/** A comma-separated list, or as many of its first entries as fit with an ellipsis into `limit` bytes of JSON; an entry is never cut. */
export function cutList(list: string, limit: number): string {
  if (jsonBytes(list) <= limit) return list;
  const kept: string[] = [];
  for (const entry of list.split(',')) {
    if (jsonBytes([...kept, entry, ELLIPSIS].join(',')) > limit) break;
    kept.push(entry);
  }
  return cutText([...kept, ELLIPSIS].join(','), limit);
}
