import { Log } from '../ports';

/** One JSON object a line on standard output, which is the log stream of a Lambda function. */
export const standardOutputLog: Log = {
  write: (event, fields) => {
    process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
  },
};
