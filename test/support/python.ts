import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

/** Where things that may be deleted at any time are kept between runs. */
export const CACHE_FOLDER = resolve(__dirname, '../../.cache');

export interface VenvOptions {
  /** @default - `.cache` of this repository */
  readonly cacheFolder?: string;
  /**
   * Environment of `python3` and pip; `PATH` decides which Python is taken.
   * @default - that of this process
   */
  readonly env?: NodeJS.ProcessEnv;
  /** @default 300 */
  readonly timeoutSeconds?: number;
  /**
   * Whether all modules are compiled when they are installed, or each when it is first imported by a process that may write.
   * @default true
   */
  readonly compiles?: boolean;
}

const MINIMUM_VERSION = [3, 10];
const underway = new Map<string, Promise<string>>();

/**
 * A virtual environment that holds the requirements and nothing else, made on first use.
 *
 * It is made in a folder of its own and published under its name by one rename, so that whoever finds it finds it whole,
 * also when several processes ask at the same time. The published name is a link: scripts in a virtual environment
 * carry the path they were installed to, which therefore must not change.
 *
 * @param name says in the cache what the environment is for
 * @param requirements as pip takes them, pinned
 * @returns the absolute path of its `python`; scripts of the requirements stand beside it
 */
export async function ensureVenv(name: string, requirements: string[], options: VenvOptions = {}): Promise<string> {
  const cacheFolder = options.cacheFolder ?? CACHE_FOLDER;
  const run = runner(name, options);
  const version = await pythonVersion(run);
  const hash = createHash('sha256').update(JSON.stringify([version, ...requirements])).digest('hex').slice(0, 12);
  const published = join(cacheFolder, `venv-${name}-${hash}`);
  let making = underway.get(published);
  if (!making) {
    making = findOrMake(published, requirements, options.compiles ?? true, run).finally(() => underway.delete(published));
    underway.set(published, making);
  }
  return making;
}

type Run = (command: string, args: string[]) => Promise<string>;

async function findOrMake(published: string, requirements: string[], compiles: boolean, run: Run): Promise<string> {
  const python = join(published, 'bin', 'python');
  // Follows the links to the end, so that an environment whose Python was uninstalled is made anew.
  if (await exists(python)) {return python;}

  const folder = `${published}.${process.pid}-${randomUUID().slice(0, 8)}`;
  await mkdir(folder, { recursive: true });
  try {
    await makeVenv(folder, run);
    if (requirements.length > 0) {await install(join(folder, 'bin', 'python'), compiles ? requirements : ['--no-compile', ...requirements], run);}
    await publish(folder, published);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  await removeAbandoned(published);
  return python;
}

async function publish(folder: string, published: string): Promise<void> {
  const link = `${folder}.link`;
  await symlink(basename(folder), link);
  await rename(link, published);
}

/** Removes what processes left behind that ended in the middle, or that published at the same time as another. */
async function removeAbandoned(published: string): Promise<void> {
  const cacheFolder = resolve(published, '..');
  const current = await readlink(published);
  for (const entry of await readdir(cacheFolder)) {
    const maker = entry.startsWith(`${basename(published)}.`) ? Number(entry.slice(basename(published).length + 1).split('-')[0]) : NaN;
    if (Number.isNaN(maker) || entry === current || isAlive(maker)) {continue;}
    await rm(join(cacheFolder, entry), { recursive: true, force: true });
  }
}

async function makeVenv(folder: string, run: Run): Promise<void> {
  try {
    await run('python3', ['-m', 'venv', folder]);
  } catch (error) {
    const { output } = error as CommandError;
    if (/ensurepip|No module named '?venv/.test(output)) {
      throw new Error('Python\'s `venv` module must be installed (on Debian and Ubuntu: `apt-get install python3-venv`).');
    }
    throw new Error(`\`python3 -m venv\` must succeed, got: ${lastLine(output)}.`);
  }
}

async function install(python: string, requirements: string[], run: Run): Promise<void> {
  try {
    await run(python, ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', ...requirements]);
  } catch (error) {
    const { output } = error as CommandError;
    throw new Error(`\`pip install ${requirements.join(' ')}\` must succeed (it needs PyPI, once), got: ${lastLine(output)}.`);
  }
}

async function pythonVersion(run: Run): Promise<string> {
  const needed = `\`python3\` ${MINIMUM_VERSION.join('.')} or newer must be on PATH`;
  let version: string;
  try {
    version = (await run('python3', ['-c', 'import platform; print(platform.python_version())'])).trim();
  } catch (error) {
    const { code, output } = error as CommandError;
    throw new Error(code === 'ENOENT' ? `${needed}, got: none.` : `${needed}, got one that does not run: ${lastLine(output)}.`);
  }
  const [major, minor] = version.split('.').map(Number);
  if (major < MINIMUM_VERSION[0] || (major === MINIMUM_VERSION[0] && minor < MINIMUM_VERSION[1])) {
    throw new Error(`${needed}, got: ${version}.`);
  }
  return version;
}

class CommandError extends Error {
  constructor(readonly code: unknown, readonly output: string) {
    super(output);
  }
}

function runner(name: string, options: VenvOptions): Run {
  const timeoutSeconds = options.timeoutSeconds ?? 300;
  const env = { ...(options.env ?? process.env) };
  // Both would make the environment see packages that it does not hold.
  delete env.PYTHONPATH;
  delete env.PYTHONHOME;
  return (command, args) => new Promise((done, fail) => {
    execFile(command, args, { env, timeout: timeoutSeconds * 1000, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (!error) {return done(stdout);}
      if (error.killed) {return fail(new CommandError('ETIMEDOUT', `no end after ${timeoutSeconds} s, for \`${name}\``));}
      fail(new CommandError(error.code, `${stdout}\n${stderr}`.trim() || error.message));
    });
  });
}

function lastLine(output: string): string {
  return (output.trim().split('\n').at(-1) ?? '').trim().replace(/\.$/, '');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
