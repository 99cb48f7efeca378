/**
 * Makes one file of the unit tests in a folder, in the working copy of Stryker: `node scripts/bundle-unit-tests.mjs src/private test/private`.
 *
 * Stryker starts jest anew for each of thousands of mutants. Most of such a run would go into finding, compiling and loading files, so there is one
 * file, and of it no more is loaded than the tests that can notice the mutant: those that import what it changed, its own test first.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { build } from 'esbuild';

const [sources, folder] = process.argv.slice(2);
const options = { bundle: true, platform: 'node', packages: 'external', logLevel: 'warning' };
const filesIn = (place, ending) => readdirSync(place).filter((file) => file.endsWith(ending)).map((file) => join(place, file));

/** Parts that are tested through the constructs that they are parts of, and the tests of those. */
const throughConstructs = JSON.parse(readFileSync('test/mutation/through-constructs.json', 'utf8'));

const units = filesIn(folder, '.test.ts');
const { metafile } = await build({ ...options, entryPoints: units, outdir: '.', write: false, metafile: true });
const imports = new Map(Object.values(metafile.outputs).map(({ entryPoint, inputs }) => [entryPoint, Object.keys(inputs)]));

/** For each changed file the numbers of its mutants, as Stryker has written them into it, and its tests. */
const related = filesIn(sources, '.ts').map((file) => {
  const own = (test) => Number(basename(test) === basename(file, '.ts') + '.test.ts');
  return {
    mutants: [...readFileSync(file, 'utf8').matchAll(/stryMutAct_\w+\("(\d+)"\)/g)].map(([, id]) => id),
    tests: [...throughConstructs[file] ?? [], ...units.filter((test) => imports.get(test).includes(file)).sort((a, b) => own(b) - own(a))],
  };
});

const tests = [...new Set([...units, ...related.flatMap((file) => file.tests)])];
const contents = `
  const active = process.env.${INSTRUMENTER_CONSTANTS.ACTIVE_MUTANT_ENV_VARIABLE};
  const load = {${tests.map((test) => `'${test}': () => { require('./${test}'); }`)}};
  const related = ${JSON.stringify(related)}.find(({ mutants }) => mutants.includes(active));
  for (const test of related?.tests ?? Object.keys(load)) describe(test, load[test]);
`;
// In the same folder, because tests look for files from where they stand.
await build({ ...options, stdin: { contents, resolveDir: '.' }, outfile: join(folder, 'all.bundle.js') });
// Synthesis leaves folders behind, in mutation tests as in others.
const support = ['temporary-folder.ts', 'temporary-folder-removal.ts'];
await build({ ...options, entryPoints: support.map((file) => join('test/support', file)), outdir: 'test/support' });
