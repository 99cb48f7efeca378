const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Test files that take ten seconds or more, or wait for most of their time, longest first. In a fresh clone jest knows no durations and goes by the
 * size of files, and then one of these is still running when everything else is done. No two of the first three install the same packages from PyPI.
 */
const LONGEST = [
  'test/e2e/pipeline-execution.test.ts',
  'test/contract/faults.test.ts',
  'test/package/python.test.ts',
  'test/e2e/everything.test.ts',
  'test/handler/histories.test.ts',
  'test/handler/monitor/histories.test.ts',
  'test/judges/cfn-lint.test.ts',
  'test/e2e/failures.test.ts',
  'test/e2e/examples.test.ts',
  'test/e2e/history.test.ts',
  'test/e2e/golden-ami-asg.test.ts',
  'test/e2e/roles.test.ts',
  'test/e2e/golden-ami.test.ts',
  'test/e2e/demo.test.ts',
  'test/e2e/monitor.test.ts',
  'test/contract/monitor-usage.test.ts',
  'test/e2e/monitor-roles.test.ts',
  'test/contract/faults-broken-1.test.ts',
  'test/contract/faults-broken-2.test.ts',
  'test/contract/monitor-broken.test.ts',
  'test/e2e/local-aws/stop.test.ts',
  'test/e2e/private-network.test.ts',
  'test/e2e/pipeline-execution-roles.test.ts',
  'test/docs/examples.test.ts',
  'test/simulator/clients.test.ts',
  'test/migration/from-alpha.test.ts',
  'test/iam/permissions.test.ts',
  'test/judges/sbom.test.ts',
  'test/package/bundled-app.test.ts',
  'test/package/budgets.test.ts',
];

/** Starts the longest test files first, and the others in jest's own order. */
module.exports = class LongestFirst extends Sequencer {
  static LONGEST = LONGEST;

  sort(tests) {
    const rank = ({ path }) => {
      const index = LONGEST.findIndex((file) => path.replaceAll('\\', '/').endsWith(`/${file}`));
      return index < 0 ? LONGEST.length : index;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
