import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
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
  const published = join(CACHE_FOLDER, `${PREFIX}${await contentHash(version)}`);
  if (!existsSync(published)) {
    await mkdir(CACHE_FOLDER, { recursive: true });
    await removeAllBut(published);
    await generate(published);
  }
  return published;
}

/** Each language's package has the compiled code inside, so that another body of a function makes another package. */
export async function contentHash(version: string, root = ROOT): Promise<string> {
  const hash = createHash('sha256').update(version);
  for (const place of ['.jsii', 'package.json', 'README.md', 'assets/handler/report/report.lambda', 'lib']) {
    const path = join(root, place);
    const files = (await stat(path)).isDirectory() ? (await readdir(path, { recursive: true })).sort() : [''];
    for (const file of files) {
      if (/\.js$|^$/.test(file)) {hash.update(`${place}/${file}\0`).update(await readFile(join(path, file)));}
    }
  }
  return hash.digest('hex').slice(0, 12);
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
