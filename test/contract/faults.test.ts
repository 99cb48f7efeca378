import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bundle';
import { PAGES, TOPICS } from './faults';
import { play, Seen } from './faults/play';
import { FaultRow } from './faults/row';
import { faultStack } from './faults/stack';
import { renderTable, withTable } from './faults/table';
import { startWorld, World } from './world';

/** Each row runs the provider framework and the bundle against the simulator; what is seen stands in the documentation. */
const seen = new Map<FaultRow, Seen>();

jest.setTimeout(60_000);

let world: World;

beforeAll(async () => {
  world = await startWorld(faultStack);
}, 120_000);

afterAll(async () => {
  await world?.stop();
});

describe.each(TOPICS)('$title', ({ rows }) => {
  test.each(rows)('$fault ($resource)', async (row) => {
    seen.set(row, await play(row, world));
  });
});

test('rows differ in what goes wrong or in who asks', () => {
  const names = TOPICS.flatMap(({ title, rows }) => rows.map(({ fault, resource }) => `${title}: ${fault} (${resource})`));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(45);
});

test('rows are played with no more broken handlers than it takes to see every row and every broken handler fail', () => {
  const rows = TOPICS.flatMap((topic) => topic.rows);
  const named = rows.flatMap(({ breaks }) => breaks);
  const isSpare = (name: string) => named.filter((each) => each === name).length > 1;
  const spare = rows.filter(({ breaks }) => breaks.length > 1 && breaks.some(isSpare));
  expect(spare.map(({ fault, breaks }) => [fault, breaks])).toEqual([]);
});

test.each(Object.entries(PAGES))('%s has its part of the table as it was seen', (page, topics) => {
  // A row that is not seen has failed, or was left out.
  expect(topics.flatMap(({ rows }) => rows).filter((row) => !seen.has(row))).toEqual([]);
  const file = join(ROOT, page);
  const document = readFileSync(file, 'utf8');
  const fresh = withTable(document, renderTable(topics, seen));
  if (process.env.UPDATE_DOCS === '1') writeFileSync(file, fresh);
  else expect(document).toBe(fresh);
});
