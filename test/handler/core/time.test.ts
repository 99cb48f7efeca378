import { dayOf, isDay, millisOf } from '../../../src/handler/core/time';

test.each([
  ['2026-01-05T08:00:00.000Z', Date.UTC(2026, 0, 5, 8)],
  ['2026-01-05T08:00:00Z', Date.UTC(2026, 0, 5, 8)],
  [undefined, undefined],
  ['', undefined],
  ['yesterday', undefined],
])('%j is %j', (time, millis) => expect(millisOf(time)).toBe(millis));

test.each([
  ['2026-01-05', true], ['2028-02-29', true], ['2026-12-31', true],
  ['2026-02-29', false], ['2026-13-01', false], ['2026-00-10', false], ['26-01-05', false], ['2026-1-5', false], ['2026-01-05T00:00:00Z', false], ['', false],
  ['+012026-01', false], ['-000001-01', false], [['2026-01-05'], false], [undefined, false],
])('%j is a day: %s', (text, is) => expect(isDay(text)).toBe(is));

test('the day of a moment is that in UTC', () => {
  expect(dayOf(new Date('2026-01-05T23:59:59.999Z'))).toBe('2026-01-05');
  expect(dayOf(new Date('2026-01-06T00:30:00.000+01:00'))).toBe('2026-01-05');
});
