// Loaded into the CDK command line, which asks every five seconds how a change set or stack is: the local AWS needs less than one for most of them.
const POLL_MILLIS = 5_000;
const { setTimeout: realSetTimeout } = globalThis;

globalThis.setTimeout = Object.assign(
  (callback, millis, ...args) => realSetTimeout(callback, millis === POLL_MILLIS ? POLL_MILLIS / 10 : millis, ...args),
  realSetTimeout,
);
