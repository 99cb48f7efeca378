import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/**
 * Installs the package as npm publishes it, with the CDK of this repository beside it.
 *
 * @param folder an empty folder, which becomes that of an app
 * @returns the folder of the package
 */
export function installPacked(folder: string): string {
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'cdk-imagebuilder');
  mkdirSync(installed, { recursive: true });
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  }));
  execFileSync('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', installed]);
  ['aws-cdk-lib', 'constructs'].forEach((name) => symlinkSync(join(ROOT, 'node_modules', name), join(modules, name)));
  return installed;
}
