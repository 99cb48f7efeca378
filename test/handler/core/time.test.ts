import { millisOf } from '../../../src/handler/core/time';

test.each([
  ['2026-01-05T08:00:00.000Z', Date.UTC(2026, 0, 5, 8)],
  ['2026-01-05T08:00:00Z', Date.UTC(2026, 0, 5, 8)],
  [undefined, undefined],
  ['', undefined],
  ['yesterday', undefined],
])('%j is %j', (time, millis) => expect(millisOf(time)).toBe(millis));
