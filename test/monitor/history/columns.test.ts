import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from '../../../src/handler/core/record/document';
import { COLUMNS, ColumnType } from '../../../src/monitor/history/columns';
import { glueType } from '../../../src/monitor/history/table';
import { textOf } from '../../handler/fixtures';
import { buildRecord } from '../../handler/record-fixtures';

const ROOT = join(__dirname, '../../..');

test('the columns are those of the schema; otherwise run `node scripts/history-columns.mjs src/monitor/history/columns.ts`', () => {
  const written = execFileSync(process.execPath, [join(ROOT, 'scripts/history-columns.mjs')], { encoding: 'utf8' });
  expect(readFileSync(join(ROOT, 'src/monitor/history/columns.ts'), 'utf8')).toBe(written);
});

test.each<[ColumnType, string]>([
  ['string', 'string'],
  [['bigint'], 'array<bigint>'],
  [{ a: 'string', b: [{ c: 'double' }] }, 'struct<a:string,b:array<struct<c:double>>>'],
])('%j is %s in AWS Glue', (type, expected) => {
  expect(glueType(type)).toBe(expected);
});

/** Members that a column of the type would not show, by their paths. */
function unseen(value: unknown, type: ColumnType | undefined, path = ''): string[] {
  if (type === undefined) return [path];
  if (Array.isArray(value)) return Array.isArray(type) ? value.flatMap((item) => unseen(item, type[0], `${path}[]`)) : [path];
  if (typeof value === 'object' && value !== null) {
    const members = type as Record<string, ColumnType>;
    return Object.entries(value).flatMap(([name, member]) => unseen(member, members[name.toLowerCase()], `${path}.${name}`));
  }
  const types = { string: ['string'], number: ['string', 'double', ...Number.isInteger(value) ? ['bigint'] : []], boolean: ['boolean'] };
  return types[typeof value as keyof typeof types].includes(type as string) ? [] : [path];
}

test('every member of a record has a column of its type, but for the partition', () => {
  const record = JSON.parse(textOf(documentOf(buildRecord())));
  expect(unseen(record, COLUMNS)).toEqual(['.day']);
});

test('a member without a column, and one of another type, are seen', () => {
  expect(unseen({ revision: 'first', account: '123456789012', attributes: { Outcome: 'FAILED', Weather: 'fine' }, logTail: 'line' }, COLUMNS))
    .toEqual(['.revision', '.attributes.Weather', '.logTail']);
});

test('the type of a column is shorter than the 131,072 characters that AWS Glue takes', () => {
  expect(Math.max(...Object.values(COLUMNS).map((type) => glueType(type).length))).toBeLessThan(131_072);
});
