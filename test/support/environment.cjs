const { TestEnvironment } = require('jest-environment-node');

/**
 * The environment of jest, whose test files see one CDK: jest would load the 300 files of it anew in each. `of-the-process.cjs` asks for what is loaded
 * here. That code reads the environment variables of the process, so the tests get these and not a copy of them; each file finds them as the run does.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.variables = { ...process.env };
    this.global.process.env = process.env;
    this.global.requireOfTheProcess = require;
  }

  async teardown() {
    Object.keys(process.env).filter((name) => !(name in this.variables)).forEach((name) => delete process.env[name]);
    Object.assign(process.env, this.variables);
    await super.teardown();
  }
};
