import * as fc from 'fast-check';

/** A value that the service may leave out, once in so many times. */
export function maybe<T>(arbitrary: fc.Arbitrary<T>, frequency = 4): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: frequency });
}

/** What is awkward to write down: characters of one to four bytes, what JSON escapes, control characters, halves of pairs, blanks. */
const PIECES = ['a', 'word ', 'é', '検', '🔥', '"', '\\', '\n', '\r\n\t', '\u0000', '\u001b[31m', '\u2028', '\ud83d', '\udd25', ' ', ',', '. ', 'UNKNOWN', 'NONE', '0'];

const short = fc.constantFrom('x', 'exit status 1', 'sshd allows root', 'Component failed.', 'NONE', 'UNKNOWN', '0', ' ', '検査に失敗しました');
const odd = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
/** Longer than a response, or as good as that. */
export const long = fc.tuple(odd, fc.integer({ min: 50, max: 400 })).map(([piece, times]) => piece.repeat(times).slice(0, 4_000));
/** As long as the service lets a message be. */
const endless = odd.map((piece) => piece.repeat(32_000).slice(0, 32_000));

/** Free text: mostly short, sometimes longer than a response, and never empty, because an empty text is none. */
export const text: fc.Arbitrary<string> = fc.oneof(
  // A history has a hundred texts: most histories have a long one, and one in five has an endless one.
  { weight: 700, arbitrary: short }, { weight: 268, arbitrary: odd }, { weight: 30, arbitrary: long }, { weight: 2, arbitrary: endless },
);

/** Names of things, which may be as long as names get. */
export const word: fc.Arbitrary<string> = fc.oneof(
  { weight: 24, arbitrary: fc.constantFrom('RunTests', 'ApplyBuildComponents', 'LaunchInstance', 'x') },
  { weight: 6, arbitrary: odd },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 1_000 }).map((length) => 'Name'.repeat(length)) },
);

/** One of the known values, or one that nobody has heard of. */
export const openEnum = (...known: string[]): fc.Arbitrary<string> => fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.constantFrom('NEWER', 'completed', 'AVAILABLE ', 'SUCCEEDED') },
);

const START = Date.parse('2026-01-05T08:00:00.000Z');
/** A time as the service writes it, in whatever zone, and now and then something that is no time. */
export const time: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 7_200 }).map((seconds) => new Date(START + seconds * 1000).toISOString()) },
  { weight: 1, arbitrary: fc.constantFrom('2026-01-05T09:00:00.000+01:00', '2026-01-05', 'yesterday', '9999-12-31T23:59:59.999Z') },
);
