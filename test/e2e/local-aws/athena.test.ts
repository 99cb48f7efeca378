import { run } from './processes';
import { serverPython } from './python-environments';

jest.setTimeout(120_000);

let python: string;

beforeAll(async () => {
  python = await serverPython();
}, 300_000);

/** What an expression in Python gives, or the message of its error. */
async function evaluate(expression: string): Promise<unknown> {
  const program = ['import json, sys', `sys.path.insert(0, ${JSON.stringify(__dirname)})`, 'import athena', 'try:', `    answer = ${expression}`,
    'except Exception as problem:', '    answer = f"{type(problem).__name__}: {problem}"', 'print(json.dumps(answer))'];
  const { output } = await run(python, ['-c', program.join('\n')], { env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' }, timeoutSeconds: 60 });
  return JSON.parse(output.trim().split('\n').at(-1)!);
}

test.each([
  ['select 1 from t where a = ? and b > ?', ["'it''s?'", '30'], "select 1 from t where a = 'it''s?' and b > 30"],
  ["select '?' -- ?\nfrom t where a = ?", ['1'], "select '?' -- ?\nfrom t where a = 1"],
  ['select 1', [], 'select 1'],
  ['select ?', [], 'ValueError: Incorrect number of parameters: expected 1 but found 0'],
  ['select 1', ['2'], 'ValueError: Incorrect number of parameters: expected 0 but found 1'],
])('%j with the parameters %j', async (sql, parameters, expected) => {
  expect(await evaluate(`athena.with_parameters(${JSON.stringify(sql)}, ${JSON.stringify(parameters)})`)).toBe(expected);
});

test('a query is translated, and one that is not in the dialect of Athena is refused', async () => {
  expect(await evaluate('athena.in_duckdb("select filter(a, x -> x > 1) from t")')).toBe('SELECT LIST_FILTER(a, LAMBDA x : x > 1) FROM t');
  expect(await evaluate('athena.in_duckdb("select from where")')).toMatch(/^ParseError/);
});

test.each([
  ['string', 'VARCHAR'],
  ['array<struct<name:string,versions:array<bigint>>>', 'STRUCT("name" VARCHAR, "versions" BIGINT[])[]'],
  ['map<string,string>', "KeyError: 'map'"],
  ['string>', 'ValueError: A type must end where it ends, got: string>.'],
])('the type %s of AWS Glue is %s', async (glue, expected) => {
  expect(await evaluate(`athena.duckdb_type(${JSON.stringify(glue)})`)).toBe(expected);
});
