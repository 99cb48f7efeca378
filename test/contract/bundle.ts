import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';

export const ROOT = resolve(__dirname, '../..');
/** The functions, by the path of their code. */
export const REPORT = 'handler/report/report.lambda';
export const MONITOR = 'handler/monitor/monitor.lambda';
const ENTRIES = [REPORT, MONITOR];
const bundleOf = (entry: string) => join(ROOT, 'assets', entry, 'index.js');
/** What is published, and what Lambda runs. */
export const BUNDLE = bundleOf(REPORT);
const SOURCES = ['src/handler', 'src/contract', '.projen/tasks.json', 'package-lock.json'].map((path) => join(ROOT, path));

interface Tasks {
  readonly tasks: Readonly<Record<string, { readonly steps: readonly { readonly execArgs: string[] }[] }>>;
}

/** Bundles the code of the functions as the project does, unless bundles are there that are newer than the sources. */
export function ensureBundle(): void {
  const newest = Math.max(...SOURCES.map(modified));
  for (const entry of ENTRIES.filter((each) => newest >= modified(bundleOf(each)))) {
    const published = bundleOf(entry);
    // Whoever reads at the same time finds the old bundle or the new one, never half of one, and nothing beside it.
    const fresh = join(dirname(published), '..', `fresh-${process.pid}.js`);
    bundle(fresh, entry);
    mkdirSync(dirname(published), { recursive: true });
    renameSync(fresh, published);
  }
}

/** Bundles the handler with the project's own command line, so that what is tested is what is published. */
function bundle(outfile: string, entry: string): void {
  const [command, ...args] = commandLine(entry);
  const ownArgs = args.map((arg) => arg.startsWith('--outfile=') ? `--outfile=${outfile}` : arg);
  execFileSync(join(ROOT, 'node_modules', '.bin', command), [...ownArgs, '--log-level=warning'], { cwd: ROOT, timeout: 60_000 });
}

/** The project's own command line for the bundle of a function, as esbuild's API takes it. */
export function bundleOptions(entry: string): BuildOptions {
  const [, ...args] = commandLine(entry);
  const options = args.filter((arg) => arg.startsWith('--')).map((arg) => /^--([^=]+)=?(.*)$/.exec(arg)!.slice(1))
    // Names files of the bundle that is published.
    .filter(([name]) => name !== 'outfile' && name !== 'metafile')
    .map(([name, value]) => [name.replace(/-./g, ([, letter]) => letter.toUpperCase()), name === 'main-fields' ? value.split(',') : value || true]);
  return { ...Object.fromEntries(options), entryPoints: args.filter((arg) => !arg.startsWith('--')), absWorkingDir: ROOT, logLevel: 'warning' };
}

function commandLine(entry: string): readonly string[] {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8')) as Tasks;
  return tasks[`bundle:${entry}`].steps[0].execArgs;
}

function modified(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  return stat.isDirectory() ? Math.max(stat.mtimeMs, ...readdirSync(path).map((entry) => modified(join(path, entry)))) : stat.mtimeMs;
}
