/**
 * Exit code 0 when the compiled package is missing or older than what it is made of: `node scripts/needs-build.mjs`.
 * It is the condition of the build steps before tests and demo, so that a second run does not pay for a build again.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUNDLES = ['report', 'monitor'].flatMap((entry) => [`assets/handler/${entry}/${entry}.lambda/index.js`, `assets/handler/${entry}/metafile.json`]);
const OUTPUTS = ['lib/index.js', '.jsii', 'lib/property-names.json', ...BUNDLES];
const INPUTS = ['src', 'package.json', 'package-lock.json', 'tsconfig.json', 'scripts/lazy-index.mjs', 'scripts/lazy-imports.mjs', 'scripts/notice.mjs', 'scripts/property-names.mjs', '.projen/tasks.json'];

function newest(path) {
  const stat = statSync(path);
  return stat.isDirectory() ? Math.max(stat.mtimeMs, ...readdirSync(path).map((entry) => newest(join(path, entry)))) : stat.mtimeMs;
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

const isCurrent = Math.min(...OUTPUTS.map(modified)) > Math.max(...INPUTS.map(newest));
process.exit(isCurrent ? 1 : 0);
