import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureVenv } from './python';

jest.setTimeout(120_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ensure-venv-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const cache = () => join(folder, 'cache');

/** An environment whose `python3` is a shell script of ours: it answers `version`, and `venv` runs for `-m venv "$3"`. */
function fakePython(version: string, venv: string): NodeJS.ProcessEnv {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'python3'), `#!/bin/sh\nif [ "$1" = "-c" ]; then echo ${version}; exit 0; fi\n${venv}\n`);
  chmodSync(join(bin, 'python3'), 0o755);
  return { PATH: `${bin}:/bin:/usr/bin` };
}

/** Makes an environment at once whose `python` records each `pip install`, and fails when asked for `no-such-package`. */
const quickVenv = () => fakePython('3.11.2', `
mkdir -p "$3/bin"; sleep 0.2; echo made >> ${join(folder, 'made')}
printf '#!/bin/sh\\ncase "$*" in *no-such-package*) echo "ERROR: No matching distribution."; exit 1;; esac\\necho "$*" >> ${join(folder, 'installed')}\\n' > "$3/bin/python"
chmod +x "$3/bin/python"`);

const linesOf = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n');

test('makes an environment of the real Python that runs and does not see packages of the caller', async () => {
  writeFileSync(join(folder, 'of_the_caller.py'), '');
  const python = await ensureVenv('real', [], { cacheFolder: cache(), env: { ...process.env, PYTHONPATH: folder } });
  const script = 'import sys, pip, importlib.util as u; print(sys.prefix != sys.base_prefix, u.find_spec("of_the_caller"))';
  const { PYTHONPATH, ...env } = process.env;
  expect(execFileSync(python, ['-c', script], { encoding: 'utf8', env }).trim()).toBe('True None');
});

test('installs the requirements, once, for everyone who asks, and leaves one folder and its name', async () => {
  const options = { cacheFolder: cache(), env: quickVenv() };
  const asked = await Promise.all([1, 2, 3].map(() => ensureVenv('shared', ['a==1', 'b==2'], options)));
  expect(new Set(asked).size).toBe(1);
  expect(await ensureVenv('shared', ['a==1', 'b==2'], options)).toBe(asked[0]);
  expect(linesOf('installed')).toEqual(['-m pip install --quiet --no-input --disable-pip-version-check a==1 b==2']);
  expect(readdirSync(cache())).toHaveLength(2);
});

test('serves processes that ask at the same time with one environment', async () => {
  const options = { cacheFolder: cache(), env: quickVenv() };
  const script = `require('tsx/cjs');
    require('./python').ensureVenv('race', [], JSON.parse(process.argv[1])).then((path) => process.stdout.write(path));`;
  const ask = () => promisify(execFile)(process.execPath, ['-e', script, JSON.stringify(options)], { cwd: __dirname, timeout: 60_000 });
  const [one, other] = await Promise.all([ask(), ask()]);
  expect(one.stdout).toBe(other.stdout);
  expect(existsSync(one.stdout)).toBe(true);
});

test('makes another environment for other requirements', async () => {
  const options = { cacheFolder: cache(), env: quickVenv() };
  expect(await ensureVenv('x', ['a==1'], options)).not.toBe(await ensureVenv('x', ['a==2'], options));
});

test('does not take a half-made environment for a whole one, and removes it when its maker has ended', async () => {
  const options = { cacheFolder: cache(), env: quickVenv() };
  const published = dirname(dirname(await ensureVenv('half', [], options)));
  rmSync(published);
  const abandoned = `${published}.2147483646-abandoned`;
  const underway = `${published}.${process.pid}-underway`;
  for (const half of [abandoned, underway]) {mkdirSync(join(half, 'bin'), { recursive: true });}
  await ensureVenv('half', [], options);
  expect(linesOf('made')).toHaveLength(2);
  expect([existsSync(abandoned), existsSync(underway)]).toEqual([false, true]);
});

test('makes an environment anew whose Python is gone', async () => {
  const options = { cacheFolder: cache(), env: quickVenv() };
  const python = await ensureVenv('gone', [], options);
  rmSync(python);
  expect(await ensureVenv('gone', [], options)).toBe(python);
  expect(existsSync(python)).toBe(true);
});

test('leaves nothing behind when the requirements cannot be installed', async () => {
  await expect(ensureVenv('bad', ['no-such-package==1'], { cacheFolder: cache(), env: quickVenv() })).rejects.toThrow(
    '`pip install no-such-package==1` must succeed (it needs PyPI, once), got: ERROR: No matching distribution.');
  expect(readdirSync(cache())).toEqual([]);
});

test('says that there is no Python', async () => {
  await expect(ensureVenv('x', [], { cacheFolder: cache(), env: { PATH: folder } })).rejects.toThrow(
    '`python3` 3.10 or newer must be on PATH, got: none.');
});

test.each([
  ['3.9.18', '`python3` 3.10 or newer must be on PATH, got: 3.9.18.'],
  ['2.7.18', '`python3` 3.10 or newer must be on PATH, got: 2.7.18.'],
  ['3.10.0', '`python3 -m venv` must succeed, got: reached.'],
  ['4.0.0', '`python3 -m venv` must succeed, got: reached.'],
])('judges Python %s', async (version, message) => {
  const env = fakePython(version, 'echo reached; exit 9');
  await expect(ensureVenv('x', [], { cacheFolder: cache(), env })).rejects.toThrow(message);
});

test.each(['ensurepip is not available', 'No module named venv'])('says that the venv module is missing when Python says "%s"', async (said) => {
  const env = fakePython('3.11.2', `echo "${said}"; exit 1`);
  await expect(ensureVenv('x', [], { cacheFolder: cache(), env })).rejects.toThrow(
    'Python\'s `venv` module must be installed (on Debian and Ubuntu: `apt-get install python3-venv`).');
});

test('gives up at the time limit', async () => {
  const env = fakePython('3.11.2', 'exec sleep 30');
  await expect(ensureVenv('slow', [], { cacheFolder: cache(), env, timeoutSeconds: 1 })).rejects.toThrow(
    '`python3 -m venv` must succeed, got: no end after 1 s, for `slow`.');
});
