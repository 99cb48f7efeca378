import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaFunctions } from './lambda-functions';

/** The processes that run functions: what a function may remember, and what its timers do. */
const HOUR = 3_600_000;
let folder: string;
let server: http.Server;
let lambda: LambdaFunctions;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'functions-'));
  server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await lambda?.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** A function with this body, which may take two hours. */
function start(body: string): void {
  lambda = new LambdaFunctions(new Map([['fn', { code: write(folder, body), handler: 'index.handler', env: {}, timeoutSeconds: 7200, role: 'role' }]]), {});
}

function write(into: string, body: string): string {
  writeFileSync(join(into, 'index.js'), `const http = require('node:http');\nlet invocations = 0;\nexports.handler = async (event, context) => {\n${body}\n};\n`);
  return into;
}

async function invoke(event: unknown = {}): Promise<any> {
  const { payload } = await lambda.invoke('fn', event);
  return JSON.parse(payload);
}

test('a function remembers what is in its modules until it starts anew', async () => {
  start('return ++invocations;');
  expect([await invoke(), await invoke()]).toEqual([1, 2]);
  await lambda.deploy(['fn']);
  expect([await invoke(), await invoke()]).toEqual([1, 2]);
});

test('a function runs the code that was deployed last', async () => {
  start('return "old";');
  expect(await invoke()).toBe('old');
  const other = mkdtempSync(join(folder, 'other-'));
  await lambda.deploy(['fn'], write(other, 'return "new";'));
  expect(await invoke()).toBe('new');
});

test('code that does not start ends the process', async () => {
  start('}; throw new Error("broken"); {');
  expect((await invoke()).errorMessage).toMatch(/^The process of fn ended: [^]*Error: broken/);
});

test('a pause takes no time, but the time of the function', async () => {
  start(`
    const before = Date.now();
    const fired = [];
    const note = (name, millis) => setTimeout(() => fired.push(name), millis);
    note('limit', ${HOUR} / 2);
    note('late', 2 * ${HOUR});
    clearTimeout(note('cleared', 1));
    await new Promise((resolve) => setTimeout(resolve, ${HOUR}));
    return [fired, Date.now() - before, Math.ceil(context.getRemainingTimeInMillis() / ${HOUR})];`);
  expect(await invoke()).toEqual([['limit'], 0, 1]);
});

test('a timer does not fire early while a call is under way', async () => {
  server.on('request', (_, response) => setTimeout(() => response.end(), 100));
  start(`
    return new Promise((resolve) => {
      http.get(event.url, (response) => response.on('end', () => resolve('answer')).resume());
      setTimeout(() => resolve('timer'), ${HOUR});
    });`);
  expect(await invoke({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })).toBe('answer');
});
