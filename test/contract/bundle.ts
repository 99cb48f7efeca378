import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');
/** What is published, and what Lambda runs. */
export const BUNDLE = join(ROOT, 'assets/handler/report/report.lambda/index.js');
const SOURCES = ['src/handler', 'src/contract.ts', '.projen/tasks.json', 'package-lock.json'].map((path) => join(ROOT, path));

interface Tasks {
  readonly tasks: Readonly<Record<string, { readonly steps: readonly { readonly execArgs: string[] }[] }>>;
}

/** Bundles the handler as the project does, unless a bundle is there that is newer than the sources. */
export function ensureBundle(): void {
  if (Math.max(...SOURCES.map(modified)) < modified(BUNDLE)) return;
  // Whoever reads at the same time finds the old bundle or the new one, never half of one, and nothing beside it.
  const fresh = join(dirname(BUNDLE), '..', `fresh-${process.pid}.js`);
  bundle(ROOT, fresh);
  mkdirSync(dirname(BUNDLE), { recursive: true });
  renameSync(fresh, BUNDLE);
}

/** Bundles the handler whose sources are in `root`, with the project's own command line, so that what is tested is what is published. */
export function bundle(root: string, outfile: string): void {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8')) as Tasks;
  const [command, ...args] = tasks['bundle:handler/report/report.lambda'].steps[0].execArgs;
  const ownArgs = args.map((arg) => arg.startsWith('--outfile=') ? `--outfile=${outfile}` : arg);
  execFileSync(join(ROOT, 'node_modules', '.bin', command), [...ownArgs, '--log-level=warning'], { cwd: root, timeout: 60_000 });
}

function modified(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  return stat.isDirectory() ? Math.max(stat.mtimeMs, ...readdirSync(path).map((entry) => modified(join(path, entry)))) : stat.mtimeMs;
}
