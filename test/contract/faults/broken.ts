import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BreakName, BREAKS } from './breaks';
import { bundle, ROOT } from '../bundle';

/** Bundles a broken copy of the handler into `folder`, and returns where the code is. The project's own sources stay as they are. */
export function bundleBroken(name: BreakName, folder: string): string {
  const sources = join(folder, 'src');
  cpSync(join(ROOT, 'src/handler'), join(sources, 'handler'), { recursive: true });
  cpSync(join(ROOT, 'src/contract.ts'), join(sources, 'contract.ts'));
  for (const { file, from, to } of BREAKS[name]) {
    const path = join(sources, 'handler', file);
    const parts = readFileSync(path, 'utf8').split(from);
    if (parts.length !== 2) throw new Error(`Break ${name} must find its text once in ${file}, got: ${parts.length - 1} times ${from}`);
    writeFileSync(path, parts.join(to));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const code = join(folder, 'code');
  mkdirSync(code);
  bundle(folder, join(code, 'index.js'));
  return code;
}
