const { createHash } = require('crypto');
const { readFileSync } = require('fs');

const ITSELF = readFileSync(__filename);

/** In place of the code of a module: the module as the process has it, for all test files. See `environment.cjs`. */
module.exports = {
  process: (_, file) => ({ code: `module.exports = requireOfTheProcess(${JSON.stringify(file)});` }),
  getCacheKey: (_, file) => createHash('sha256').update(ITSELF).update(file).digest('hex'),
};
