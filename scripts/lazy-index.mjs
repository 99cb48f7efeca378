/**
 * Makes a compiled index lazy: `node scripts/lazy-index.mjs lib/index.js`.
 *
 * `export * from './x'` compiles to a `require` that runs at once, so that whoever imports one construct loads every file of the library
 * and the parts of aws-cdk-lib that those touch. Here each exported name becomes a getter that loads its file on first use, as aws-cdk-lib
 * does it in its own index files. The build stops when the index does anything but re-export, or when a name is lost.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const RE_EXPORT = /^__exportStar\(require\("(?<module>.+?)"\), exports\);$/;
/** What TypeScript writes around the re-exports of a file that has nothing else. */
const BOILERPLATE = /^(?:"use strict";|Object\.defineProperty\(exports, "__esModule".*|var __.*|\s.*|\}.*|\/\/.*|)$/;
const HEADER = '// Each export loads its file when it is first used.';
const PRELUDE = [
  '"use strict";',
  HEADER,
  'Object.defineProperty(exports, "__esModule", { value: true });',
  'const lazy = (name, load) => Object.defineProperty(exports, name, {',
  '  enumerable: true,',
  '  configurable: true,',
  '  get: () => {',
  '    const value = load();',
  '    Object.defineProperty(exports, name, { enumerable: true, configurable: true, value });',
  '    return value;',
  '  },',
  '});',
];

/** The names that a module exports, asked of a process of its own so that nothing is loaded here. */
function exportsOf(file) {
  const script = 'process.stdout.write(JSON.stringify(Object.keys(require(process.argv[1])).filter((name) => name !== "__esModule")))';
  return JSON.parse(execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' }));
}

function modulesOf(index, source) {
  const modules = [];
  for (const line of source.split('\n')) {
    const match = RE_EXPORT.exec(line);
    if (match) {
      modules.push(match.groups.module);
    } else if (!BOILERPLATE.test(line)) {
      throw new Error(`${index}: an index may only hold \`export *\` lines, got: ${line.slice(0, 120)}`);
    }
  }
  return modules;
}

function lazyIndex(index) {
  const source = readFileSync(index, 'utf8');
  if (source.includes(HEADER)) {
    return;
  }
  const modules = modulesOf(index, source);
  const expected = exportsOf(index);
  const { resolve: locate } = createRequire(index);
  const lines = [...PRELUDE];
  const origin = new Map();
  for (const module of modules) {
    for (const name of exportsOf(locate(module))) {
      if (origin.has(name)) {
        throw new Error(`${index}: both ${origin.get(name)} and ${module} export ${name}`);
      }
      origin.set(name, module);
      // The assignment is for Node's static analysis of CommonJS: with it `import { X } from` works in an ES module.
      lines.push(`exports.${name} = void 0;`, `lazy(${JSON.stringify(name)}, () => require(${JSON.stringify(module)}).${name});`);
    }
  }
  writeFileSync(index, `${lines.join('\n')}\n`);
  const found = exportsOf(index);
  if (JSON.stringify([...expected].sort()) !== JSON.stringify([...found].sort())) {
    writeFileSync(index, source);
    throw new Error(`${index}: the lazy index exports ${found.length} names instead of ${expected.length}`);
  }
}

const indexes = process.argv.slice(2);
if (indexes.length === 0) {
  throw new Error('usage: node scripts/lazy-index.mjs <index.js>…');
}
indexes.forEach((index) => lazyIndex(resolve(index)));
