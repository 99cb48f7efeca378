/**
 * Runs what depends on aws-cdk-lib with the newest of it, as an application has it that is newer than our minimum:
 * `node scripts/test-newest.mjs [jest arguments]`. It works in a copy of this folder, so that nothing here changes when it is interrupted.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What aws-cdk-lib of this version itself asks for is in its peer range. */
const NEWEST = ['aws-cdk-lib@2.276.0', 'constructs@10.8.1'];
/** What runs the same code whatever the version: the handler, Image Builder's simulator, texts and the files of the package have nothing of the CDK. */
const WITHOUT_CDK = [
  'test/handler/', 'test/simulator/', 'test/contract/(bundle|faults|details|monitor|scan-findings)', 'test/import-rules', 'test/support/',
  'test/docs/(pages|warnings)', 'test/file-lengths', 'test/judges/sbom', 'test/package/(contents|languages|lazy-imports|texts)',
];
/**
 * Python has a version of aws-cdk-lib of its own, so that its template cannot be compared with that of the newest. One deployment shows that the
 * templates of the newest deploy; what is deployed in all others is asserted without it. AWS's alpha module is compared with ours on one version.
 */
const OTHER_CDK = ['test/package/python', 'test/e2e/(?!golden-ami\\.)', 'test/migration/'];
const NOT_COPIED = new Set(['.git', '.cache', 'coverage', 'dist', 'node_modules', 'test-reports']);
/** npm writes into this one file; every other it replaces. */
const WRITTEN_BY_NPM = '.package-lock.json';

const copy = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-newest-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(1));
}

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: copy, stdio: 'inherit' });
  if (status !== 0) {
    process.exitCode = status ?? 1;
  }
  return status === 0;
}

/** The packages take half a gigabyte in 40,000 files: a second name for each costs a fraction of a copy, and so does its removal. */
function link(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) link(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.name === WRITTEN_BY_NPM) copyFileSync(source, target);
    else linkOrCopy(source, target);
  }
}

/** A file on another disk has no second name here. */
function linkOrCopy(source, target) {
  try {
    linkSync(source, target);
  } catch (error) {
    if (error.code !== 'EXDEV') throw error;
    copyFileSync(source, target);
  }
}

for (const entry of readdirSync('.').filter((name) => !NOT_COPIED.has(name))) {
  cpSync(entry, join(copy, entry), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}
link('node_modules', join(copy, 'node_modules'));
// The virtual environments are the same for every version of the CDK.
mkdirSync('.cache', { recursive: true });
symlinkSync(resolve('.cache'), join(copy, '.cache'));

if (run('npm', 'install', '--no-save', ...NEWEST)) {
  const ignored = ['/node_modules/', ...WITHOUT_CDK, ...OTHER_CDK];
  const workers = `--maxWorkers=${process.env.WORKERS ?? '100%'}`;
  run('npx', 'jest', '--ci', '--coverage=false', workers, '--testPathIgnorePatterns', ...ignored, '--', ...process.argv.slice(2));
  cpSync(join(copy, 'test-reports'), 'test-reports', { recursive: true });
}
