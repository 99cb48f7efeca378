import { dayOf, millisOf } from '../../../../src/handler/core/model/time';

test.each([
  ['2026-01-05T08:00:00.000Z', Date.UTC(2026, 0, 5, 8)],
  ['2026-01-05T08:00:00Z', Date.UTC(2026, 0, 5, 8)],
  [undefined, undefined],
  ['', undefined],
  ['yesterday', undefined],
])('%j is %j', (time, millis) => expect(millisOf(time)).toBe(millis));

test('the day of a moment is that in UTC', () => {
  expect(dayOf(new Date('2026-01-05T23:59:59.999Z'))).toBe('2026-01-05');
  expect(dayOf(new Date('2026-01-06T00:30:00.000+01:00'))).toBe('2026-01-05');
});
