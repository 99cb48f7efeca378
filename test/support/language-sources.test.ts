import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contentHash } from './language-sources';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'language-sources-'));
  ['.jsii', 'package.json', 'README.md', 'assets/handler/report/report.lambda/index.js', 'lib/index.js', 'lib/index.d.ts'].forEach((file) => write(file, 'before'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

test.each(['.jsii', 'package.json', 'README.md', 'assets/handler/report/report.lambda/index.js', 'lib/index.js'])('another %s makes other packages', async (file) => {
  const before = await contentHash('1', root);
  expect(await contentHash('1', root)).toBe(before);
  write(file, 'after');
  expect(await contentHash('1', root)).not.toBe(before);
});

test('another generator makes other packages, and a new file does', async () => {
  const before = await contentHash('1', root);
  expect(await contentHash('2', root)).not.toBe(before);
  write('lib/new.js', 'before');
  expect(await contentHash('1', root)).not.toBe(before);
});
