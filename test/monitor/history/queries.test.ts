import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from './answers';
import { fleet } from './fleet';
import { bytesOfRecord, costTable } from './typical';
import { COLUMNS, ColumnType } from '../../../src/monitor/history/columns';
import { QUERIES } from '../../../src/monitor/history/queries';
import { glueType, TABLE } from '../../../src/monitor/history/table';
import { serverPython } from '../../e2e/local-aws/python-environments';

const GUIDE = join(__dirname, '../../../docs/history.md');
const guide = readFileSync(GUIDE, 'utf8');
/** The queries that the guide shows. */
const SHOWN = [...guide.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, sql]) => sql);

/** What is wrong with queries in the dialect of Athena and over the columns of the table. */
async function problems(queries: readonly string[]): Promise<(string | null)[]> {
  // Athena's dialect is read by what translates it for the local AWS.
  const python = await serverPython();
  const columns = { ...Object.fromEntries(Object.entries(COLUMNS).map(([name, type]) => [name, glueType(type)])), day: 'string' };
  return JSON.parse(execFileSync(python, [join(__dirname, 'dialect.py')], { input: JSON.stringify({ table: TABLE, columns, queries }), encoding: 'utf8' }));
}

describe('in the dialect of Athena', () => {
  test('the named queries, and those of the guide, have no fault', async () => {
    const queries = [...QUERIES.map(({ sql }) => sql), ...SHOWN];
    expect(SHOWN.length).toBeGreaterThanOrEqual(2);
    expect(await problems(queries)).toEqual(queries.map(() => null));
  }, 300_000);

  test('a fault is seen', async () => {
    expect(await problems([`select acount from ${TABLE}`, `select account form ${TABLE} where`])).toEqual([
      expect.stringContaining('acount'), expect.any(String),
    ]);
  }, 300_000);
});

/** Paths of members that a query reads, such as `attributes.outcome`, and whether the table has them. */
test('the members of structures that queries read exist', () => {
  const read = QUERIES.flatMap(({ sql }) => [...sql.matchAll(/\b(attributes|scanattributes|image|pipeline)\.(\w+)/g)]);
  expect(read.length).toBeGreaterThan(20);
  const members = COLUMNS as unknown as Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;
  expect(read.filter(([, column, member]) => members[column][member] === undefined).map(([path]) => path)).toEqual([]);
});

test('ids and names are different, and fit into the limits of Athena', () => {
  for (const values of [QUERIES.map(({ id }) => id), QUERIES.map(({ name }) => name)]) {
    expect(new Set(values).size).toBe(QUERIES.length);
  }
  expect(QUERIES.filter(({ name, description }) => name.length > 128 || description.length > 1024)).toEqual([]);
});

describe('the plain program with which the answers of the queries are compared', () => {
  const today = new Date('2026-03-31T12:00:00.000Z');
  const records = fleet(2_000, today, 7);
  const parameters = { days: 30, packageName: 'openssl' };
  const all = answers(records, '2026-03-31', parameters);

  test('finds more than a few rows for each query, what is not known and what is zero among the records', () => {
    expect(Object.keys(all).sort()).toEqual(QUERIES.map(({ id }) => id).sort());
    expect(Object.values(all).filter((rows) => rows.length <= 5)).toEqual([]);
    expect(new Set(records.map(({ scan }) => scan.FindingsCritical))).toEqual(new Set([0, 1, 2, 11, 'UNKNOWN']));
    expect(all.CriticalFindings.map((row) => row[6])).not.toContain('0');
    expect(all.CriticalFindings.map((row) => row[6])).toContain('UNKNOWN');
    expect(all.OverdueImages.map((row) => row[5])).toContain('NONE');
    expect(all.ImagesWithPackage.map((row) => row[5])).toContain('UNKNOWN');
    expect(all.FailuresByStep.map((row) => row[2])).toContain('UNKNOWN');
  });

  test('answers the same without the records that a query with a number of days does not read', () => {
    const { id, days } = QUERIES.find((query) => query.days !== undefined)!;
    const since = new Date(today.getTime() - days! * 86_400_000).toISOString().slice(0, 10);
    const readable = records.filter(({ day }) => day >= since || day === '2020-01-01');
    expect(readable.length).toBeLessThan(records.length / 2);
    expect(answers(readable, '2026-03-31', parameters)[id]).toEqual(all[id]);
  });
});

describe('what queries scan', () => {
  test('a typical record has the size that the guide names', () => {
    expect(guide).toContain(`A record of a build with 400 packages and 25 findings has about ${Math.round(bytesOfRecord() / 1000)} kB.`);
  });

  test('the table of the guide is what the sizes of records make; UPDATE_DOCS=1 writes it', () => {
    const fresh = guide.replace(/(<!-- scanned -->\n).*?(?=<!-- \/scanned -->)/s, (_, mark) => `${mark}${costTable(QUERIES)}\n`);
    if (process.env.UPDATE_DOCS === '1') writeFileSync(GUIDE, fresh);
    else expect(guide).toBe(fresh);
  });
});
