import { Jest } from 'projen/lib/javascript';

/** What jest takes for the whole run. All else is an option of each part of the tests. */
const OF_THE_RUN = new Set([
  'maxWorkers', 'globalSetup', 'globalTeardown', 'testSequencer', 'reporters',
  'collectCoverage', 'collectCoverageFrom', 'coverageDirectory', 'coverageProvider', 'coverageReporters', 'coverageThreshold',
]);

/** Splits the tests in parts, of which each has the options that all have, and its own. */
export function splitTests(jest: Jest, parts: readonly Readonly<Record<string, unknown>>[]): void {
  const ofEach = Object.entries(jest.config).filter(([name]) => !OF_THE_RUN.has(name));
  ofEach.forEach(([name]) => delete jest.config[name]);
  jest.config.projects = parts.map((part) => ({ ...Object.fromEntries(ofEach), ...part }));
}
