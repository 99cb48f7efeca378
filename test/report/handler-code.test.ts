import { mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { handlerCode } from '../../src/report/handler-code';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handler-code-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function bundleIn(...folders: string[]): string {
  const folder = join(root, ...folders, 'assets', 'handler', 'report', 'report.lambda');
  mkdirSync(folder, { recursive: true });
  return folder;
}

const code = () => handlerCode(join(root, 'lib', 'report'), new Stack(undefined, 'GoldenAmi'));

test('the code of the functions is in the folder of the package', () => {
  const expected = bundleIn();
  bundleIn('lib', 'report');
  expect(code()).toBe(expected);
});

test('the code of the functions may be beside an app that is bundled into one file', () => {
  const expected = bundleIn('lib', 'report');
  expect(code()).toBe(expected);
});

test('without the code of the functions it is said what a bundled app needs, and where', () => {
  expect(code).toThrow(new RegExp('^AssetsRequired: `assets` must be a folder of cdk-imagebuilder with the code of its Lambda functions, '
    + `got: '${join(root, 'lib', 'report', 'assets')}'\\. A bundled app lacks it: keep cdk-imagebuilder and aws-cdk-lib out of the bundle `
    + '\\(esbuild: `--packages=external`\\), or copy `node_modules/cdk-imagebuilder/assets` to this path\\. \\[GoldenAmi\\]$'));
});
