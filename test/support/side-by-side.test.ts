import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/side-by-side.mjs');
/** A task fails when its name says so. */
const PROJEN = `#!/usr/bin/env node
const [task] = process.argv.slice(2);
console.log(task, 'begins');
console.error(task, 'goes on');
setTimeout(() => { console.log(task, 'ends'); process.exitCode = task.includes('fails') ? 3 : 0; }, 50);
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'side-by-side-'));
  writeFileSync(join(folder, 'projen'), PROJEN, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...tasks: string[]): { status: number | null; lines: string[] } {
  const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, ...tasks], { encoding: 'utf8', env });
  return { status, lines: stdout.trim().split('\n') };
}

const linesOf = (task: string) => [`${task} begins`, `${task} goes on`, `${task} ends`];

test('what each task writes stands together', () => {
  const { status, lines } = run('one', 'two');
  expect(status).toBe(0);
  expect([[...linesOf('one'), ...linesOf('two')], [...linesOf('two'), ...linesOf('one')]]).toContainEqual(lines);
});

test.each([['one', 'fails'], ['fails', 'one']])('%s beside %s fails, after both have ended', (...tasks) => {
  const { status, lines } = run(...tasks);
  expect(status).toBe(1);
  expect(lines.sort()).toEqual(tasks.flatMap(linesOf).sort());
});

test('a task that cannot start fails', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [SCRIPT, 'one'], { encoding: 'utf8', env: { PATH: '' } });
  expect({ status, text: stdout + stderr }).toEqual({ status: 1, text: expect.stringContaining('ENOENT') });
});
