import { memoized } from '../../src/common/memoized';

class Counter {
  public reads = 0;

  @memoized
  public get value(): number {
    return ++this.reads;
  }
}

test('a memoized getter is computed when it is first read, and once', () => {
  const counter = new Counter();
  expect(counter.reads).toBe(0);
  expect([counter.value, counter.value]).toEqual([1, 1]);
});

test('each object has a value of its own', () => {
  const [one, other] = [new Counter(), new Counter()];
  one.reads = 10;
  expect([one.value, other.value]).toEqual([11, 1]);
});
