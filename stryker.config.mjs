/**
 * Mutation tests of what people gate releases on. `npx projen mutation` runs all of it; `npx projen mutation -- --mutate src/private/naming.ts` a part.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/jest-runner'],
  mutate: ['src/handler/core/**/*.ts', 'src/private/**/*.ts'],
  testRunner: 'jest',
  jest: {
    config: {
      // The unit tests of what is mutated, and no others: whoever changes a rule has to find the test of it where rules are tested.
      testMatch: ['<rootDir>/test/handler/core/**/*.test.ts', '<rootDir>/test/private/**/*.test.ts'],
    },
  },
  coverageAnalysis: 'perTest',
  // Working copies and intermediate results; neither git nor npm nor jest looks there.
  tempDirName: '.cache/stryker',
  incremental: true,
  incrementalFile: '.cache/mutation-incremental.json',
  ignorePatterns: ['/.cache', '/.git', '/.m2', '/assets', '/coverage', '/dist', '/dist-code', '/docs', '/examples', '/lib', '/test-reports'],
  concurrency: 1,
  timeoutMS: 10_000,
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false, reportScoreTable: true },
  jsonReporter: { fileName: 'test-reports/mutation.json' },
  htmlReporter: { fileName: 'test-reports/mutation.html' },
  thresholds: { high: 95, low: 92, break: 90 },
};
