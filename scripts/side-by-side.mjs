/**
 * Runs tasks of projen at the same time, each of which keeps one processor busy: `node scripts/side-by-side.mjs <task>…`. What a task writes is shown when
 * it has ended, so that it stands together. Fails when one of them has failed, after all of them.
 */
import { spawn } from 'node:child_process';

const failed = await Promise.all(process.argv.slice(2).map((task) => new Promise((resolve) => {
  const child = spawn('projen', [task], { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data));
  child.on('error', (error) => output.push(`${error.message}\n`));
  child.on('close', (code) => {
    process.stdout.write(Buffer.concat(output.map((part) => Buffer.from(part))));
    resolve(code !== 0);
  });
})));
process.exitCode = failed.includes(true) ? 1 : 0;
