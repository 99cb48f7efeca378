/**
 * Makes one file of the unit tests of the rules in a folder, in the working copy of Stryker: `node scripts/bundle-unit-tests.mjs src/common test/common`.
 *
 * Stryker starts jest anew for each of thousands of mutants. Most of such a run would go into finding, compiling and loading files, so there is one
 * file, and of it no more is loaded than the tests that can notice the mutant: those that import what it changed, its own test first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { build } from 'esbuild';
import { mutatedIn, rulesIn, THROUGH_CONSTRUCTS } from './rules.mjs';

const [sources, folder] = process.argv.slice(2);
const options = { bundle: true, platform: 'node', packages: 'external', logLevel: 'warning' };
const isOfHandler = (file) => file.startsWith('src/handler/');

/** In one file for all, `__dirname` would be one folder for all. */
const ownFolder = {
  name: 'own-folder',
  setup: ({ onLoad }) => onLoad({ filter: /\/(src|test)\/.*\.ts$/ }, ({ path }) => ({
    contents: readFileSync(path, 'utf8').replaceAll('__dirname', JSON.stringify(dirname(path))), loader: 'ts',
  })),
};

const testOf = (file) => file.replace(/^src/, 'test').replace(/ts$/, 'test.ts');
/** The tests of rules, and no others: a rule has to be tested where rules are tested, whatever the constructs that use it show. */
const units = (isOfHandler(sources) ? rulesIn(sources) : rulesIn('src').filter((file) => !isOfHandler(file))).map(testOf).filter((test) => existsSync(test));
const { metafile } = await build({ ...options, entryPoints: units, outdir: '.', write: false, metafile: true });
const imports = new Map(Object.values(metafile.outputs).map(({ entryPoint, inputs }) => [entryPoint, Object.keys(inputs)]));

/** For each file that is changed the numbers of its mutants, as Stryker has written them into it, and its tests. */
const related = mutatedIn(sources).map((file) => {
  const own = (test) => Number(test === testOf(file));
  const importing = file in THROUGH_CONSTRUCTS && !existsSync(testOf(file)) ? []
    : units.filter((test) => imports.get(test).includes(file)).sort((a, b) => own(b) - own(a));
  return {
    mutants: [...readFileSync(file, 'utf8').matchAll(/stryMutAct_\w+\("(\d+)"\)/g)].map(([, id]) => id),
    tests: [...new Set([...THROUGH_CONSTRUCTS[file] ?? [], ...importing])],
  };
}).filter(({ mutants }) => mutants.length > 0);

const tests = [...new Set(related.flatMap((file) => file.tests))];
const contents = `
  const active = process.env.${INSTRUMENTER_CONSTANTS.ACTIVE_MUTANT_ENV_VARIABLE};
  const load = {${tests.map((test) => `'${test}': () => { require('./${test}'); }`)}};
  const related = ${JSON.stringify(related)}.find(({ mutants }) => mutants.includes(active));
  for (const test of related?.tests ?? Object.keys(load)) describe(test, load[test]);
`;
// In the folder of the tests, because only there jest looks for them.
await build({ ...options, plugins: [ownFolder], stdin: { contents, resolveDir: '.' }, outfile: join(folder, 'all.bundle.js') });
// Synthesis leaves folders behind, in mutation tests as in others.
const support = ['global-setup.ts', 'global-teardown.ts'];
await build({ ...options, entryPoints: support.map((file) => join('test/support', file)), outdir: 'test/support' });
