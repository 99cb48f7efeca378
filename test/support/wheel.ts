import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureLanguageSources } from './language-sources';

const run = promisify(execFile);

/**
 * The Python package as pip installs it, made once for all tests that import it and kept beside the sources that it is made from.
 *
 * @param python of an environment that has pip
 * @returns the folder for `PYTHONPATH`
 */
export async function ensureInstalledWheel(python: string): Promise<string> {
  const sources = await ensureLanguageSources();
  const { stdout: version } = await run(python, ['-c', 'import platform; print(platform.python_version())']);
  const name = `${basename(sources)}-python-${createHash('sha256').update(version).digest('hex').slice(0, 8)}`;
  const published = join(dirname(sources), name);
  if (existsSync(published)) {return published;}

  const folder = `${published}.${randomUUID().slice(0, 8)}`;
  const pip = async (...args: string[]) => run(python, ['-m', 'pip', ...args, '--quiet', '--disable-pip-version-check', '--no-deps'], { timeout: 300_000 });
  try {
    await mkdir(folder, { recursive: true });
    // The build writes into its sources.
    await cp(join(sources, 'python'), join(folder, 'source'), { recursive: true });
    await pip('wheel', '--wheel-dir', join(folder, 'wheels'), join(folder, 'source'));
    const [wheel] = await readdir(join(folder, 'wheels'));
    await pip('install', '--target', join(folder, 'site'), join(folder, 'wheels', wheel));
    await rename(join(folder, 'site'), published);
  } catch (error) {
    // Test files run at the same time: the first one that finishes publishes its folder.
    if (!existsSync(published)) {throw error;}
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return published;
}
