/*
 * One execution environment of a Lambda function: a process that is handed events and hands results back.
 * Plain JavaScript, because it runs as it stands, in a process that knows nothing of this repository.
 */
const { readFileSync } = require('node:fs');
const https = require('node:https');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const { during, elapsed } = require('./lambda-clock.cjs');

const { LAMBDA_ARN, LAMBDA_CODE, LAMBDA_HANDLER, RESPONSE_PORT } = process.env;

// The provider framework drops the port of the ResponseURL.
https.globalAgent.defaultPort = Number(RESPONSE_PORT);

const [file, name] = LAMBDA_HANDLER.split('.');
const own = Object.keys(require.cache);
let folder = LAMBDA_CODE;
let compiled;
let handler;

/**
 * A function starts anew when its code runs anew: what it remembers is in its modules. Compiling takes most of the time of a start, so code that is
 * the same is compiled once.
 */
function start() {
  const filename = path.join(folder, `${file}.js`);
  if (compiled?.filename !== filename) {
    const run = vm.compileFunction(readFileSync(filename, 'utf8'), ['exports', 'require', 'module', '__filename', '__dirname'], {
      filename, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    compiled = { filename, run };
  }
  for (const loaded of Object.keys(require.cache)) if (!own.includes(loaded)) delete require.cache[loaded];
  module.children.length = 0;
  const code = new Module(filename);
  compiled.run(code.exports, Module.createRequire(filename), code, filename, folder);
  return code.exports[name];
}

process.on('message', async ({ code, id, event, timeoutMillis, now, timerSpeed }) => {
  if (code !== undefined) {
    folder = code;
    handler = undefined;
    return;
  }
  handler ??= start();
  try {
    const result = await during(now, timerSpeed, () => {
      const end = elapsed() + timeoutMillis;
      return handler(event, { invokedFunctionArn: LAMBDA_ARN, getRemainingTimeInMillis: () => end - elapsed() });
    });
    process.send({ id, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    const { name: errorType, message: errorMessage, stack } = error;
    process.send({ id, functionError: 'Unhandled', payload: JSON.stringify({ errorType, errorMessage, trace: stack.split('\n') }) });
  }
});

// Whoever started the function is gone.
process.on('disconnect', () => process.exit());
