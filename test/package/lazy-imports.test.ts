import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

describe('the script that makes imports lazy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lazy-imports-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const HEAD = '"use strict";\nvar __importStar = (m) => m;\nObject.defineProperty(exports, "__esModule", { value: true });\n';

  function run(text: string) {
    writeFileSync(join(folder, 'part.js'), 'globalThis.loaded = (globalThis.loaded ?? 0) + 1; exports.Part = class { name() { return "part"; } }; exports.part = () => "part";');
    writeFileSync(join(folder, 'file.js'), `${HEAD}${text}`);
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'lazy-imports.mjs'), folder], { encoding: 'utf8' });
    return { status, stderr, text: readFileSync(join(folder, 'file.js'), 'utf8') };
  }

  /** The results of an expression over the exports of the file, with how often the part was loaded before and after. */
  function evaluate(expression: string): unknown {
    const script = `const file = require('./file.js'); const before = globalThis.loaded ?? 0; const value = ${expression};
      process.stdout.write(JSON.stringify({ before, value, after: globalThis.loaded ?? 0 }));`;
    return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') } }));
  }

  test.each([
    ['a call', 'const part_1 = require("./part");\nexports.run = () => (0, part_1.part)();', 'file.run() + file.run()', 'partpart'],
    ['a namespace', 'const part = __importStar(require("./part"));\nexports.run = () => part.part();', 'file.run()', 'part'],
    ['a class that is created', 'const part_1 = require("./part");\nexports.run = () => new part_1.Part().name();', 'file.run()', 'part'],
    ['a class without brackets', 'const part_1 = require("./part");\nexports.run = () => (new part_1.Part).name();', 'file.run()', 'part'],
  ])('loads a module once, at the first %s', (_, text, expression, value) => {
    expect(run(text)).toMatchObject({ status: 0, stderr: '' });
    expect(evaluate(expression)).toEqual({ before: 0, value, after: 1 });
  });

  test('loads at once what a class extends', () => {
    run('const part_1 = require("./part");\nexports.Own = class extends part_1.Part {};');
    expect(evaluate('new file.Own().name()')).toEqual({ before: 1, value: 'part', after: 1 });
  });

  test('loads a module of another package through one file, from any folder, and built-in modules itself', () => {
    mkdirSync(join(folder, 'room'), { recursive: true });
    writeFileSync(join(folder, 'room', 'other.js'), `${HEAD}const ts = __importStar(require("typescript"));\nexports.kind = () => ts.SyntaxKind.Unknown;`);
    const { text } = run('const constructs_1 = require("constructs");\nconst fs_1 = require("fs");\nexports.run = () => [typeof constructs_1.Construct, typeof fs_1.readFileSync];');
    expect(readFileSync(join(folder, 'packages.js'), 'utf8')).toMatch(/^ {2}get "constructs".+\n {2}get "typescript".+\n\};$/m);
    expect(text).toContain('require("./packages")["constructs"]');
    expect(text).toContain('require("fs")');
    expect(evaluate('[...file.run(), require("./room/other.js").kind()]')).toMatchObject({ value: ['function', 'function', 0] });
  });

  test('keeps names of properties, and the number of lines', () => {
    const before = 'const part = require("./part");\nexports.run = () => ({ part: part.part(), other: { part: 1 }.part });\n';
    const { text } = run(before);
    expect(evaluate('file.run()')).toMatchObject({ value: { part: 'part', other: 1 } });
    expect(text.split('\n')).toHaveLength(`${HEAD}${before}`.split('\n').length);
  });

  test('leaves what it has made lazy', () => {
    const { text } = run('const part_1 = require("./part");\nexports.run = () => part_1.part();');
    expect(spawnSync(process.execPath, [join(ROOT, 'scripts', 'lazy-imports.mjs'), folder]).status).toBe(0);
    expect(readFileSync(join(folder, 'file.js'), 'utf8')).toBe(text);
  });

  test.each([
    ['a parameter', 'const part = require("./part");\nexports.run = (part) => part.part();'],
    ['a variable', 'const part = require("./part");\nexports.run = () => { const part = 1; return part; };'],
    ['a short property', 'const part = require("./part");\nexports.run = () => ({ part });'],
    ['a destructured variable', 'const part = require("./part");\nexports.run = (x) => { const { part } = x; return part; };'],
  ])('stops at %s with the name of an import', (_, text) => {
    const { status, stderr } = run(text);
    expect(status).not.toBe(0);
    expect(stderr).toContain('file.js:5: `part` names an import and something else; rename it.');
  });
});
