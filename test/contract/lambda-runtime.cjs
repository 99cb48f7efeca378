/*
 * One execution environment of a Lambda function: a process that is handed events and hands results back.
 * Plain JavaScript, because it runs as it stands, in a process that knows nothing of this repository.
 */
const https = require('node:https');
const path = require('node:path');

const { LAMBDA_ARN, LAMBDA_CODE, LAMBDA_HANDLER, RESPONSE_PORT } = process.env;

// The provider framework drops the port of the ResponseURL.
https.globalAgent.defaultPort = Number(RESPONSE_PORT);

// The clock of the functions stands still but for what the waiter waits: so a slow machine changes nothing.
let nowMillis = Date.now();
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(nowMillis);
    else super(...args);
  }

  static now() {
    return nowMillis;
  }
};

// Timers may run faster than real ones, so that time limits of seconds are met in a test.
let speed = 1;
const realSetTimeout = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((callback, millis = 0, ...args) => realSetTimeout(callback, millis / speed, ...args), realSetTimeout);

const [file, name] = LAMBDA_HANDLER.split('.');
let handler;

/** A function starts anew when its code is loaded anew: what it remembers is in its modules. */
function load(code) {
  for (const loaded of Object.keys(require.cache).filter((each) => each !== __filename)) delete require.cache[loaded];
  module.children.length = 0;
  handler = require(path.join(code, file))[name];
}
load(LAMBDA_CODE);

process.on('message', async ({ code, id, event, timeoutMillis, now, timerSpeed }) => {
  if (code !== undefined) return load(code);
  nowMillis = now;
  speed = timerSpeed;
  const end = RealDate.now() + timeoutMillis / speed;
  try {
    const result = await handler(event, {
      invokedFunctionArn: LAMBDA_ARN, getRemainingTimeInMillis: () => (end - RealDate.now()) * speed,
    });
    process.send({ id, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    const { name: errorType, message: errorMessage, stack } = error;
    process.send({ id, functionError: 'Unhandled', payload: JSON.stringify({ errorType, errorMessage, trace: stack.split('\n') }) });
  }
});

// Whoever started the function is gone.
process.on('disconnect', () => process.exit());
