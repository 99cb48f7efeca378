import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, relative } from 'path';
import { installPacked } from '../support/packed';

/** The package as npm publishes it, installed in an app. */
const ROOT = join(__dirname, '..', '..');
jest.setTimeout(120_000);

let app: string;
let installed: string;
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'cdk-imagebuilder-packed-'));
  installed = installPacked(app);
});
afterAll(() => rmSync(app, { recursive: true, force: true }));

const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile());
const textOf = (...path: string[]) => readFileSync(join(...path), 'utf8');

/** Everything that a user may need, and nothing else. `.jsii.tabl.json` is there after a build for a release only. */
const PUBLISHED = [
  /^lib\/.+\.(?:js|d\.ts)$/,
  /^lib\/property-names\.json$/,
  /^assets\/handler\/report\/report\.lambda\/index\.js$/,
  /^assets\/handler\/monitor\/monitor\.lambda\/index\.js$/,
  /^schema\/report-details-1\.json$/,
  /^(?:\.jsii|\.jsii\.tabl\.json|API\.md|LICENSE|NOTICE|README\.md|THIRD-PARTY-LICENSES|package\.json)$/,
];

test('the package has what users need, and nothing else', () => {
  const files = filesIn(installed);
  expect(PUBLISHED.filter((pattern) => !files.some((file) => pattern.test(file)))).toEqual([]);
  expect(files.filter((file) => !PUBLISHED.some((pattern) => pattern.test(file)))).toEqual([]);
});

test('no file has a source map, or names one', () => {
  expect(filesIn(installed).filter((file) => file.endsWith('.map') || /^\/\/# sourceMappingURL=/m.test(textOf(installed, file)))).toEqual([]);
});

test('all that `exports` names is in the package, and can be loaded by its name', () => {
  const { name, exports } = JSON.parse(textOf(installed, 'package.json'));
  const targets: string[] = Object.values<any>(exports).flatMap((target) => typeof target === 'string' ? target : Object.values(target));
  expect(targets.filter((target) => !existsSync(join(installed, target)))).toEqual([]);

  const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1).map((name) => require.resolve(name))))';
  const names = Object.keys(exports).map((path) => join(name, path));
  const resolved: string[] = JSON.parse(execFileSync(process.execPath, ['-e', script, ...names], { cwd: app, encoding: 'utf8' }));
  expect(resolved.map((file) => relative(realpathSync(installed), file)).sort())
    .toEqual(Object.values<any>(exports).map((target) => join(target.default ?? target)).sort());
  expect(names).toContain('cdk-imagebuilder/schema/report-details-1.json');
});

describe('licences', () => {
  const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
  const metafiles = ['report', 'monitor'].map((entry) => ({ entry, ...JSON.parse(textOf(ROOT, `assets/handler/${entry}/metafile.json`)) }));
  /** Folders of the packages that esbuild has read for a bundle; of those that only re-export nothing is left in it. */
  const bundledFolders = [...new Set(metafiles.flatMap(({ outputs }) => {
    const [{ inputs: bundled }]: any[] = Object.values(outputs);
    return Object.keys(bundled).filter((file) => bundled[file].bytesInOutput > 0 && file.includes('node_modules/')).map((file) => packageFolder(dirname(file)));
  }))];

  function packageFolder(folder: string): string {
    const manifest = join(ROOT, folder, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version ? folder : packageFolder(dirname(folder));
  }

  test.each(metafiles)('the metafile of $entry is that of the bundle which is published, and a small one', ({ entry, inputs, outputs }) => {
    const { bytes } = Object.values(outputs)[0] as any;
    expect(Object.keys(inputs)).toContain(`src/handler/${entry}/${entry}.lambda.ts`);
    expect(statSync(join(installed, `assets/handler/${entry}/${entry}.lambda/index.js`)).size).toBe(bytes);
    expect(bytes).toBeLessThanOrEqual(350_000);
    expect(bundledFolders).toContain('node_modules/@aws-sdk/client-imagebuilder');
  });

  test.each(bundledFolders)('that of %s is allowed, named and shipped', (folder) => {
    const { name, version, license } = JSON.parse(textOf(ROOT, folder, 'package.json'));
    expect(ALLOWED).toContain(license);
    expect(textOf(installed, 'NOTICE')).toContain(`\n  ${name} ${version} (${license})\n`);
    expect(textOf(installed, 'THIRD-PARTY-LICENSES')).toContain(`${name} ${version}\n`);
    expect(textOf(installed, 'THIRD-PARTY-LICENSES')).toContain(textOf(ROOT, folder, 'LICENSE').trim());
  });

  test('no package is named that is not bundled', () => {
    const named = [...textOf(installed, 'NOTICE').matchAll(/^ {2}(\S+) \S+ \(/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(bundledFolders.map((folder) => JSON.parse(textOf(ROOT, folder, 'package.json')).name).sort());
  });
});

describe('the script that writes the licences', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'notice-'));
    write('package.json', JSON.stringify({ name: 'ours', license: 'Apache-2.0', author: { name: 'Us' } }));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  function addPackage(path: string, license: string, files: Record<string, string> = { LICENSE: `${license}.\r\nFree.\n` }): void {
    write(`${path}/package.json`, JSON.stringify({ name: path.split('node_modules/').at(-1), version: '1.2.3', license }));
    Object.entries(files).forEach(([name, text]) => write(`${path}/${name}`, text));
  }

  function run(bytes: Record<string, number>): { 'NOTICE': string; 'THIRD-PARTY-LICENSES': string } {
    const inputs = Object.fromEntries(Object.entries(bytes).map(([file, bytesInOutput]) => [file, { bytesInOutput }]));
    write('metafile.json', JSON.stringify({ outputs: { 'index.js': { inputs } } }));
    execFileSync(process.execPath, [join(ROOT, 'scripts/notice.mjs'), 'metafile.json'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    return { 'NOTICE': textOf(folder, 'NOTICE'), 'THIRD-PARTY-LICENSES': textOf(folder, 'THIRD-PARTY-LICENSES') };
  }

  test('names what has bytes in the bundle, also below other packages, and shares texts', () => {
    addPackage('node_modules/@b/c', 'MIT', { 'LICENSE.txt': 'MIT.\r\nFree.\n', 'NOTICE': 'Made by C.\n' });
    addPackage('node_modules/@b/c/node_modules/a', 'MIT');
    addPackage('node_modules/d', 'ISC');
    addPackage('node_modules/unused', 'GPL-3.0-only');
    const written = run({
      'src/index.ts': 5, 'node_modules/@b/c/index.js': 1, 'node_modules/@b/c/node_modules/a/dist/a.js': 1, 'node_modules/d/d.js': 1, 'node_modules/unused/u.js': 0,
    });
    expect(written.NOTICE).toContain('\n\n  @b/c 1.2.3 (MIT)\n  a 1.2.3 (MIT)\n  d 1.2.3 (ISC)\n\n@b/c 1.2.3:\n\nMade by C.\n');
    expect(written['THIRD-PARTY-LICENSES']).toBe(`@b/c 1.2.3\na 1.2.3\n\nMIT.\nFree.\n\n${'-'.repeat(80)}\n\nd 1.2.3\n\nISC.\nFree.\n`);
  });

  test('refuses a licence that nobody has agreed to', () => {
    addPackage('node_modules/a', 'GPL-3.0-only');
    expect(() => run({ 'node_modules/a/index.js': 1 })).toThrow('The licence of a 1.2.3, which is bundled, must be one of 0BSD, Apache-2.0, BSD-2-Clause, BSD-3-Clause, ISC, MIT, got: GPL-3.0-only.');
  });

  test('refuses a package without the text of its licence', () => {
    addPackage('node_modules/a', 'MIT', {});
    expect(() => run({ 'node_modules/a/index.js': 1 })).toThrow('node_modules/a must have a LICENSE file, because a 1.2.3 is bundled.');
  });
});

test('every package that scripts, tests and tools import is declared', () => {
  const { devDependencies, peerDependencies } = JSON.parse(textOf(ROOT, 'package.json'));
  const places = ['bench', 'examples', 'projenrc', 'scripts', 'test'].flatMap((folder) => filesIn(join(ROOT, folder)).map((file) => join(folder, file)));
  const files = [...places, ...readdirSync(ROOT)].filter((file) => /\.(?:[cm]?js|ts)$/.test(file) && !/node_modules|cdk\.out/.test(file));
  const imported = files.flatMap((file) => [...textOf(ROOT, file).matchAll(/^(?:import|export)\b[^;]*? from '([^']+)'|^(?:const|let|import) .*?\brequire\('([^']+)'\)/gm)]
    .map(([, module, required]) => module ?? required).filter((name) => /^[@a-z]/.test(name) && !name.startsWith('node:'))
    .map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/')));
  expect(imported).toEqual(expect.arrayContaining(['esbuild', 'fast-check', 'jest-circus', '@stryker-mutator/api']));
  // The peers of the bench are in a package of their own.
  const { dependencies: peers } = JSON.parse(textOf(ROOT, 'bench', 'peers', 'package.json'));
  const known = [...Object.keys({ ...devDependencies, ...peerDependencies, ...peers }), 'cdk-imagebuilder', ...builtin()];
  expect([...new Set(imported)].filter((name) => !known.includes(name))).toEqual([]);
});

function builtin(): readonly string[] {
  return jest.requireActual<typeof import('module')>('module').builtinModules;
}
