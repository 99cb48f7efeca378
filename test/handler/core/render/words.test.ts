import { durationText, known, statusText } from '../../../../src/handler/core/render/words';

describe('durationText', () => {
  test.each([
    [0, '0 s'], [0.4, '0 s'], [59, '59 s'], [59.5, '1 min'], [60, '1 min'], [61, '1 min 1 s'], [3599, '59 min 59 s'], [3600, '1 h'], [3660, '1 h 1 min'], [3659, '1 h'],
    [86_399, '23 h 59 min'], [86_400, '1 d'], [93_600, '1 d 2 h'],
  ])('%d seconds are %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
});

describe('statusText', () => {
  test.each([['FAILED', 'Failed'], ['TIMED_OUT', 'Timed out'], ['Completed', 'Completed'], ['<B>', '<B>'], ['_A', '_A'], ['A_', 'A_'], ['', '']])(
    '%j is %j', (status, text) => expect(statusText(status)).toBe(text));
});

describe('known', () => {
  test.each([['UNKNOWN', undefined], ['NONE', undefined], [0, '0'], ['x', 'x']])('%j is %j', (value, text) => expect(known(value)).toBe(text));
});
