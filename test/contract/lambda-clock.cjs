/*
 * Time in the process of a Lambda function. The clock stands still but for what the waiter waits, so a slow machine changes nothing. Timers run, as
 * many times as fast as real ones as a test says; a pause, in which a function waits for nothing but a timer, takes no time.
 */
const http = require('node:http');

const RealDate = Date;
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
/** Until then a function that has got an answer asks for something else. */
const PAUSE_MILLIS = 2;

let nowMillis = RealDate.now();
let speed = 1;
/** What the timers counted until `since`. */
let counted = 0;
let since = performance.now();
const timers = new Set();
let callsUnderWay = 0;
let invocations = 0;

/** Milliseconds as the timers count them. */
function elapsed() {
  return counted + (performance.now() - since) * speed;
}

function count(millis = elapsed()) {
  counted = millis;
  since = performance.now();
}

/** A timer as functions use it: whether it keeps the process alive does not matter here. */
class Timer {
  constructor(callback, millis, args) {
    Object.assign(this, { callback, args, due: elapsed() + millis });
    timers.add(this);
    this.start();
  }

  start() {
    realClearTimeout(this.real);
    this.real = realSetTimeout(() => {
      timers.delete(this);
      this.callback(...this.args);
      lookForPause();
    }, Math.max(0, this.due - elapsed()) / speed);
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}

function lookForPause() {
  realSetTimeout(setImmediate, PAUSE_MILLIS, () => {
    if (invocations === 0 || callsUnderWay > 0 || timers.size === 0) return;
    count(Math.max(elapsed(), Math.min(...[...timers].map(({ due }) => due))));
    for (const timer of timers) timer.start();
  });
}

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(nowMillis);
    else super(...args);
  }

  static now() {
    return nowMillis;
  }
};

globalThis.setTimeout = Object.assign((callback, millis = 0, ...args) => new Timer(callback, millis, args), realSetTimeout);
globalThis.clearTimeout = (timer) => {
  if (!(timer instanceof Timer)) return realClearTimeout(timer);
  timers.delete(timer);
  return realClearTimeout(timer.real);
};

// Every request comes by an agent, also those of HTTPS.
const { addRequest } = http.Agent.prototype;
http.Agent.prototype.addRequest = function (call, ...args) {
  callsUnderWay++;
  call.once('close', () => {
    callsUnderWay--;
    lookForPause();
  });
  return addRequest.call(this, call, ...args);
};

module.exports = {
  elapsed,

  /** Runs an invocation at this time, with timers of this speed. */
  async during(now, timerSpeed, invoke) {
    nowMillis = now;
    count();
    speed = timerSpeed;
    invocations++;
    lookForPause();
    try {
      return await invoke();
    } finally {
      invocations--;
    }
  },
};
