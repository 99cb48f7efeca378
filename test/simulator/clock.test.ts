import { setTimeout as sleep } from 'node:timers/promises';
import { iso, VirtualClock } from './clock';

const start = '2026-03-01T00:00:00.000Z';

test('stands at rate 0 and is moved by hand', async () => {
  const clock = new VirtualClock({ start, rate: 0 });
  await sleep(5);
  expect(iso(clock.now())).toBe(start);
  clock.advance(1.5);
  expect(iso(clock.now())).toBe('2026-03-01T00:00:01.500Z');
});

test.each([[1000, { rate: 1000 }], [600, {}]])('runs %d times as fast with %j', async (rate, scenario) => {
  const clock = new VirtualClock({ start, ...scenario });
  const real = [performance.now()];
  const virtual = [clock.now()];
  real.push(performance.now());
  await sleep(20);
  real.push(performance.now());
  virtual.push(clock.now());
  real.push(performance.now());
  expect(virtual[1] - virtual[0]).toBeGreaterThanOrEqual((real[2] - real[1]) * rate - 1);
  expect(virtual[1] - virtual[0]).toBeLessThanOrEqual((real[3] - real[0]) * rate + 1);
});

test('goes on from where it is when its rate changes', async () => {
  const clock = new VirtualClock({ start, rate: 0 });
  clock.advance(100);
  clock.setRate(1000);
  await sleep(5);
  clock.setRate(0);
  const stopped = clock.now();
  expect(stopped - Date.parse(start)).toBeGreaterThan(100_000);
  await sleep(5);
  expect(clock.now()).toBe(stopped);
});

test('starts at a fixed time when nothing is said', () => {
  expect(iso(new VirtualClock().start)).toBe('2026-01-05T08:00:00.000Z');
});
