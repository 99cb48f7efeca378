/** Calls at a time; the service throttles per operation, at rates that are not published. */
const CONCURRENCY = 5;

/** Like `Promise.all`, but of several errors the first in order is thrown, not the first in time. */
export async function bothInOrder<A, B>(promises: readonly [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** `map` over all items, a few at a time; results in the order of the items. After an error the caller aborts what still runs. */
export async function concurrently<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const rest = items.entries();
  const workers = Array.from({ length: Math.min(CONCURRENCY, items.length) }, async () => {
    for (const [index, item] of rest) results[index] = await map(item);
  });
  await Promise.all(workers);
  return results;
}
