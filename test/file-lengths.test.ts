import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in one file can be read in one sitting; a file that grows beyond is split by subject. */
const MAX_LINES = 300;
const ROOT = join(__dirname, '..');
/** Written by a tool from what stands elsewhere, and read by search. */
const GENERATED = ['API.md'];
/** Also those that are not committed yet, unless git ignores them. */
const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs', '*.cjs', '*.py', '*.java', '*.go', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .trim().split('\n').filter((file) => !GENERATED.includes(file) && existsSync(join(ROOT, file)));

test(`no file has more than ${MAX_LINES} lines`, () => {
  expect(FILES).toEqual(expect.arrayContaining(['README.md', 'src/index.ts', 'scripts/rules.mjs', 'test/file-lengths.test.ts']));
  const lengths = FILES.map((file) => [file, readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n').length] as const);
  expect(lengths.filter(([, lines]) => lines > MAX_LINES)).toEqual([]);
});
