const { TestEnvironment } = require('jest-environment-node');

/** Skips the tests after the first that fails: the mutant is noticed, and jest itself stops between files only. */
module.exports = class extends TestEnvironment {
  async handleTestEvent({ name, test }) {
    if (name === 'test_fn_failure') {
      this.hasFailed = true;
    } else if (name === 'test_start' && this.hasFailed) {
      test.mode = 'skip';
    }
  }
};
