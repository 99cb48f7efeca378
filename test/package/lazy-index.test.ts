import { execFileSync, spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** The compiled package, in processes of their own: what a user's `require` loads. */
const ROOT = join(__dirname, '..', '..');

function evaluate<T>(script: string): T {
  const prelude = `
    const { sep } = require('path');
    const loaded = () => Object.keys(require.cache);
    const ours = () => loaded().filter((file) => file.startsWith(process.cwd() + sep + 'lib' + sep)).map((file) => file.slice(process.cwd().length + 5));
    const cdk = () => loaded().filter((file) => file.includes(sep + 'aws-cdk-lib' + sep));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', `${prelude}\nprocess.stdout.write(JSON.stringify((() => {${script}})()))`], { cwd: ROOT, encoding: 'utf8' }));
}

describe('the compiled index', () => {
  test('loads no file of the library until an export is used', () => {
    const { before, cdk, after } = evaluate<{ before: string[]; cdk: string[]; after: string[] }>(`
      const library = require('cdk-imagebuilder');
      const before = ours();
      const found = cdk();
      library.Platform;
      return { before, cdk: found, after: ours() };`);
    expect(before).toEqual(['index.js']);
    expect(cdk).toEqual([]);
    expect(after).toEqual(expect.arrayContaining(['index.js', 'common/platform.js']));
    expect(after).not.toContain('pipeline/image-pipeline.js');
  });

  test('exports every public name', () => {
    const { types, name } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
    const values = Object.values<any>(types).filter(({ kind }) => kind !== 'interface').map((type) => type.fqn.slice(name.length + 1));
    expect(evaluate<string[]>('return Object.keys(require("cdk-imagebuilder"))').sort()).toEqual(values.sort());
  });

  test('can be imported by name from an ES module', () => {
    const script = 'import { Platform } from "cdk-imagebuilder"; process.stdout.write(typeof Platform);';
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' })).toBe('object');
  });
});

describe('the script that makes an index lazy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-index-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const HEAD = '"use strict";\nvar __exportStar = (m, exports) => Object.assign(exports, m);\nObject.defineProperty(exports, "__esModule", { value: true });\n';

  function run(index: string, modules: Record<string, string>) {
    Object.entries(modules).forEach(([name, text]) => writeFileSync(join(folder, name), text));
    const file = join(folder, 'index.js');
    writeFileSync(file, index);
    const result = spawnSync(process.execPath, [join(ROOT, 'scripts', 'lazy-index.mjs'), file], { encoding: 'utf8' });
    return { ...result, text: readFileSync(file, 'utf8') };
  }

  test('refuses an index that does anything but re-export, and leaves it as it was', () => {
    const index = `${HEAD}__exportStar(require("./a"), exports);\nconsole.log("hello");\n`;
    const { status, stderr, text } = run(index, { 'a.js': 'exports.A = 1;' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('an index may only hold `export *` lines, got: console.log("hello");');
    expect(text).toBe(index);
  });

  test('refuses a name that two files export', () => {
    const { status, stderr } = run(`${HEAD}__exportStar(require("./a"), exports);\n__exportStar(require("./b"), exports);\n`, { 'a.js': 'exports.A = 1;', 'b.js': 'exports.A = 2;' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('both ./a and ./b export A');
  });

  test('changes nothing when it runs a second time', () => {
    const modules = { 'a.js': 'exports.A = 1;' };
    const first = run(`${HEAD}__exportStar(require("./a"), exports);\n`, modules);
    expect(first.status).toBe(0);
    expect(first.text).toContain('lazy("A", () => require("./a").A);');
    expect(run(first.text, modules).text).toBe(first.text);
  });
});
