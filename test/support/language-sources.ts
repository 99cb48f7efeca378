import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE_FOLDER } from './python';

const ROOT = join(__dirname, '..', '..');
const PREFIX = 'language-sources-';

/**
 * The sources of the Python and the Java package, generated from the compiled package once for all tests that read or build them.
 *
 * @returns the folder that holds `python` and `java`, which other tests read at the same time: copy it before a build writes into it
 */
export async function ensureLanguageSources(): Promise<string> {
  const { version } = JSON.parse(await readFile(require.resolve('jsii-pacmak/package.json'), 'utf8'));
  const hash = createHash('sha256').update(version).update(await readFile(join(ROOT, '.jsii'))).digest('hex').slice(0, 12);
  const published = join(CACHE_FOLDER, `${PREFIX}${hash}`);
  if (!existsSync(published)) {
    await mkdir(CACHE_FOLDER, { recursive: true });
    await removeAllBut(published);
    await generate(published);
  }
  return published;
}

async function generate(published: string): Promise<void> {
  const folder = `${published}.${randomUUID().slice(0, 8)}`;
  const args = ['jsii-pacmak', '--code-only', '--targets', 'python', 'java', '--no-npmignore', '--outdir', folder];
  await promisify(execFile)('npx', args, { cwd: ROOT, timeout: 300_000 });
  try {
    await rename(folder, published);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // Test files run at the same time: the first one that finishes publishes its folder.
    if (!existsSync(published)) {throw error;}
  }
}

/** Sources of other states of the package, each some megabytes. */
async function removeAllBut(published: string): Promise<void> {
  const others = (await readdir(CACHE_FOLDER)).map((entry) => join(CACHE_FOLDER, entry))
    .filter((path) => path.startsWith(join(CACHE_FOLDER, PREFIX)) && !path.startsWith(published));
  await Promise.all(others.map((path) => rm(path, { recursive: true, force: true })));
}
