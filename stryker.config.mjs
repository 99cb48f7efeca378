import { mutatedIn } from './scripts/rules.mjs';

/** The folder below `src` and `test` whose code is changed: `npx projen mutation` takes one after the other. */
const folder = process.env.FOLDER;
const report = `test-reports/mutation-${folder.replaceAll('/', '-')}`;

/**
 * Mutation tests of what people gate releases on.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/jest-runner'],
  mutate: mutatedIn(`src/${folder}`),
  testRunner: 'jest',
  // The unit tests of what is mutated, and no others: whoever changes a rule has to find the test of it where rules are tested.
  buildCommand: `node scripts/bundle-unit-tests.mjs src/${folder} test/${folder}`,
  jest: {
    config: {
      testMatch: [`<rootDir>/test/${folder}/all.bundle.js`],
      testEnvironment: './test/mutation/bail-environment.cjs',
      // With the clean-up, setters of globals are wrapped once more in each run, until there are too many.
      testEnvironmentOptions: { globalsCleanup: 'off' },
      transform: {},
      globalSetup: '<rootDir>/test/support/global-setup.js',
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // Working copies; neither git nor npm nor jest looks there.
  tempDirName: '.cache/stryker',
  // Not `assets` and `docs`: tests of constructs need the code of the functions, and some rules stand in the docs as well.
  ignorePatterns: ['/.cache', '/.git', '/.m2', '/coverage', '/dist', '/dist-code', '/examples', '/lib', '/test-reports'],
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: `${report}.json` },
  htmlReporter: { fileName: `${report}.html` },
  thresholds: { high: 95, low: 92, break: 90 },
};
