import { join } from 'node:path';
import { COLUMNS } from '../../src/monitor/history/columns';
import { glueType } from '../../src/monitor/history/table';
import { run } from '../e2e/local-aws/processes';
import { serverPython } from '../e2e/local-aws/python-environments';

const LOCAL_AWS = join(__dirname, '../e2e/local-aws');
const PROGRAM = `
import json, sys
sys.path.insert(0, sys.argv[1])
import athena, duckdb
table, files, sql = json.loads(sys.argv[2])
builds = athena.json_relation(table, files)
rows = duckdb.sql(athena.in_duckdb(f"with builds as (select * from placeholder) {sql}").replace("placeholder", builds)).fetchall()
print(json.dumps(rows))
`;

/** The answer of a query in the dialect of Athena over the table of records, whose objects are these files, as DuckDB computes it. */
export async function rowsOfHistory(sql: string, files: readonly string[]): Promise<any[][]> {
  const table = {
    StorageDescriptor: { Columns: Object.entries(COLUMNS).map(([Name, type]) => ({ Name, Type: glueType(type) })) },
    PartitionKeys: [{ Name: 'day', Type: 'string' }],
  };
  const { code, output } = await run(await serverPython(), ['-c', PROGRAM, LOCAL_AWS, JSON.stringify([table, files, sql])], {
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' }, timeoutSeconds: 120,
  });
  if (code !== 0) throw new Error(output);
  return JSON.parse(output.trim().split('\n').at(-1)!);
}
