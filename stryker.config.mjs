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
  plugins: ['./scripts/mutation-runner.mjs'],
  mutate: mutatedIn(`src/${folder}`),
  testRunner: 'in-process',
  coverageAnalysis: 'perTest',
  // Nothing is type-checked here, and a comment in front of each file would differ from what scripts write.
  disableTypeChecks: false,
  // Working copies; neither git nor npm nor jest looks there.
  tempDirName: '.cache/stryker',
  // Not `assets` and `docs`: tests of constructs need the code of the functions, and some rules stand in the docs as well.
  ignorePatterns: ['/.cache', '/.git', '/.m2', '/coverage', '/dist', '/dist-code', '/examples', '/lib', '/test-reports'],
  concurrency: 2,
  // Tokens of the CDK are kept for as long as the process lives.
  maxTestRunnerReuse: 300,
  // Whatever takes too long counts as noticed, so a machine that is busy must not make a mutant late.
  timeoutFactor: 5,
  timeoutMS: 10_000,
  reporters: ['progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: `${report}.json` },
  htmlReporter: { fileName: `${report}.html` },
  thresholds: { high: 95, low: 92, break: 90 },
};
