import { execFile } from 'child_process';
import { join } from 'path';
import { promisify } from 'util';

/** What a program of the functions has measured, in a process that has nothing else to do and no environment but that of the services. */
export async function measuredBy<Result>([program, ...args]: readonly string[], services: Readonly<Record<string, string>>): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'programs', program), ...args], {
    env: {
      PATH: process.env.PATH,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIATEST',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...services,
    },
    // Functions write their logs before, also the metrics of a monitor.
    maxBuffer: 100_000_000,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Result;
}
