import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tsx } from './local-aws/cdk';
import { LocalAws } from './local-aws/launch';
import { BuildRecord } from '../../src/handler/core/record/build-record';
import { QUERIES } from '../../src/monitor/history/queries';
import { answers, Rows } from '../monitor/history/answers';
import { fleet, objectOf } from '../monitor/history/fleet';

jest.setTimeout(400_000);

/** Much more than a query needs: other suites run at the same time. */
const QUERY_SECONDS = 300;

/** Of 20 accounts. */
const RECORDS = 5_000;
const BUCKET = 'build-history';
const WORK_GROUP = 'build-history';
/** The parameters of the queries that have one. */
const PARAMETERS = { days: 30, packageName: 'openssl' };
const PARAMETERS_OF: Readonly<Record<string, readonly string[]>> = { OverdueImages: [String(PARAMETERS.days)], ImagesWithPackage: [`'${PARAMETERS.packageName}'`] };

const app = { folder: __dirname, app: tsx(join(__dirname, 'history-app.ts')) };
const today = () => new Date().toISOString().slice(0, 10);

let aws: LocalAws;
let records: BuildRecord[];
let day: string;

beforeAll(async () => {
  aws = await LocalAws.start({ scenario: {} });
  const { code, output } = await aws.cdk(['deploy'], app);
  if (code !== 0) throw new Error(output);
});

afterAll(async () => aws?.stop());

async function put(key: string, body: string): Promise<void> {
  const { status } = await fetch(`${aws.variables.AWS_ENDPOINT_URL_S3}/${BUCKET}/${key}`, { method: 'PUT', body });
  if (status !== 200) throw new Error(`The object must be written, got: ${status}.`);
}

async function write(some: readonly BuildRecord[]): Promise<void> {
  const left = some.map(objectOf);
  const worker = async () => {
    for (let object = left.pop(); object !== undefined; object = left.pop()) await put(object.key, object.body);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/** The answer of an operation of Athena, without a process of its own for each call. */
async function athena(operation: string, input: object): Promise<any> {
  const answer = await fetch(aws.variables.AWS_ENDPOINT_URL, {
    method: 'POST', headers: { 'x-amz-target': `AmazonAthena.${operation}`, 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(input),
  });
  const body: any = await answer.json();
  if (answer.status !== 200) throw new Error(body.message);
  return body;
}

/** Runs SQL in the workgroup, and gives back the rows below the names of the columns. */
async function query(sql: string, ...ExecutionParameters: string[]): Promise<Rows> {
  const { QueryExecutionId } = await athena('StartQueryExecution', {
    QueryString: sql, QueryExecutionContext: { Database: 'build_history' }, WorkGroup: WORK_GROUP, ExecutionParameters,
  });
  for (const limit = Date.now() + QUERY_SECONDS * 1000; Date.now() < limit; await sleep(100)) {
    const { QueryExecution: { Status } } = await athena('GetQueryExecution', { QueryExecutionId });
    if (Status.State === 'FAILED') throw new Error(Status.StateChangeReason);
    if (Status.State === 'SUCCEEDED') return rowsOf(QueryExecutionId);
  }
  throw new Error(`The query must end within ${QUERY_SECONDS} s.`);
}

async function rowsOf(QueryExecutionId: string): Promise<Rows> {
  const rows: any[] = [];
  let NextToken: string | undefined;
  do {
    const page = await athena('GetQueryResults', { QueryExecutionId, NextToken });
    rows.push(...page.ResultSet.Rows);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return rows.slice(1).map(({ Data }) => Data.map(({ VarCharValue }: any) => VarCharValue ?? null));
}

/** The query as it was deployed. */
async function deployed(name: string): Promise<string> {
  const { NamedQueryIds } = await athena('ListNamedQueries', { WorkGroup: WORK_GROUP });
  const { NamedQueries } = await athena('BatchGetNamedQuery', { NamedQueryIds });
  return NamedQueries.find((each: any) => each.Name === name).QueryString;
}

test('a history without records answers with no rows', async () => {
  for (const { id, name } of QUERIES) {
    expect(await query(await deployed(name), ...PARAMETERS_OF[id] ?? [])).toEqual([]);
  }
});

describe('with 5,000 records of 20 accounts', () => {
  beforeAll(async () => {
    day = today();
    records = fleet(RECORDS, new Date(), 1);
    await write(records);
  });

  test.each(QUERIES.map(({ id, name }) => [name, id]))('%s', async (name, id) => {
    const rows = await query(await deployed(name), ...PARAMETERS_OF[id] ?? []);
    const expected = answers(records, day, PARAMETERS)[id];
    expect(expected.length).toBeGreaterThan(5);
    // At midnight, the query has a day of its own.
    expect(rows).toEqual(day === today() ? expected : answers(records, today(), PARAMETERS)[id]);
  });
});
