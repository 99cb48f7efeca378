import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Imagebuilder } from '@aws-sdk/client-imagebuilder';
import { ACCOUNT, arn, REGION } from './testing';
import { eventually } from './testing-http';

jest.setTimeout(60_000);

const image = arn('image/golden/1.0.0/1');
let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
});
afterEach(() => {
  for (const child of children.splice(0)) {child.kill('SIGKILL');}
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: string[]): { child: ChildProcess; firstLine: Promise<string>; ended: Promise<{ code: number | null; stderr: string }> } {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'main.ts'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let stdout = '';
  let stderr = '';
  child.stderr!.on('data', (chunk) => { stderr += chunk; });
  const ended = new Promise<{ code: number | null; stderr: string }>((done) => child.once('close', (code) => done({ code, stderr })));
  const firstLine = new Promise<string>((done, fail) => {
    child.stdout!.on('data', (chunk) => {
      stdout += chunk;
      if (stdout.includes('\n')) {done(stdout.split('\n')[0]);}
    });
    child.once('close', () => fail(new Error(`ended before it was ready: ${stderr}`)));
  });
  firstLine.catch(() => undefined);
  return { child, firstLine, ended };
}

test.each(['SIGTERM', 'SIGINT'] as const)('says where it listens in one line of JSON, serves the scenario, and ends on %s', async (signal) => {
  const file = join(folder, 'scenario.json');
  writeFileSync(file, JSON.stringify({ seed: { images: [{ arn: image }] }, faults: [{ operation: 'ListImages', effect: 'hang' }] }));
  const { child, firstLine, ended } = run('--port', '0', '--scenario', file, '--account', ACCOUNT);
  const { url } = JSON.parse(await firstLine);
  const client = new Imagebuilder({ endpoint: url, region: REGION, credentials: { accessKeyId: 'A', secretAccessKey: 'x' }, maxAttempts: 1 });
  expect((await client.getImage({ imageBuildVersionArn: image })).image?.arn).toBe(image);
  const hanging = expect(client.listImages({})).rejects.toBeDefined();
  await eventually(async () => (await (await fetch(`${url}/_sim/journal`)).json() as unknown[]).length === 2);
  child.kill(signal);
  expect(await ended).toMatchObject({ code: 0 });
  await hanging;
});

test('posts events to the URL that it is given', async () => {
  const file = join(folder, 'scenario.json');
  writeFileSync(file, JSON.stringify({ seed: { images: [{ arn: image, build: {} }] } }));
  const { firstLine, child } = run('--scenario', file, '--events', 'http://127.0.0.1:1/');
  await firstLine;
  let stderr = '';
  child.stderr!.on('data', (chunk) => { stderr += chunk; });
  await eventually(async () => /The event [0-9a-f-]{36} is lost: fetch failed/.test(stderr));
});

test('asks the authorizer that it is given', async () => {
  const { firstLine } = run('--authorizer', 'http://127.0.0.1:1/');
  const { url } = JSON.parse(await firstLine);
  const client = new Imagebuilder({ endpoint: url, region: REGION, credentials: { accessKeyId: 'A', secretAccessKey: 'x' }, maxAttempts: 1 });
  await expect(client.listImages({})).rejects.toMatchObject({ name: 'ServiceException', message: expect.stringContaining('fetch failed') });
});

test.each([
  [['--port', 'many'], '`--port` must be a number from 0 to 65535, got: many.'],
  [['--port', '65536'], '`--port` must be a number from 0 to 65535, got: 65536.'],
  [['--colour', 'red'], 'Unknown option \'--colour\''],
  [['--scenario', '/no/such/file.json'], 'ENOENT'],
])('refuses %j in one line', async (args, message) => {
  const { code, stderr } = await run(...args).ended;
  expect([code, stderr.trim().split('\n').length]).toEqual([1, 1]);
  expect(stderr).toContain(message);
});

test('refuses a scenario with a member that it does not know', async () => {
  const file = join(folder, 'scenario.json');
  writeFileSync(file, '{"builds":[{"tset":{}}]}');
  const { code, stderr } = await run('--scenario', file).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('`builds[0]` must have no other members than durations, ');
});
