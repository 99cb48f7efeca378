import { Clock, Log, MetricLog } from '../ports';

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (millis, signal) => new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done);
  }),
};

/** One JSON object a line on standard output, which is the log stream of a Lambda function. */
export const standardOutputLog: Log = {
  write: (event, fields) => {
    process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
  },
};

/** Amazon CloudWatch reads metrics from the same log. */
export const standardOutputMetrics: MetricLog = {
  write: (line) => {
    process.stdout.write(`${line}\n`);
  },
};
