// Runs commands of the CDK command line, one after the other, in one process: to load it takes longer than most of them. A JSON object in, one line each:
//   {"args": ["deploy", "GoldenAmi"], "cwd": "/a/folder", "env": {}, "end": "a line"}
// After the output of a command, the line `end` on standard output and on standard error, on the latter followed by the exit code.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { cli } = createRequire(import.meta.url)('../../../node_modules/aws-cdk/lib/index.js');
const own = { ...process.env };
let tellEnd = () => {};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { args, cwd, env, end } = JSON.parse(line);
  Object.keys(process.env).filter((name) => !(name in own)).forEach((name) => delete process.env[name]);
  Object.assign(process.env, own, env);
  process.chdir(cwd);
  process.exitCode = undefined;
  tellEnd = () => {
    process.stdout.write(`${end}\n`);
    process.stderr.write(`${end}${process.exitCode ?? 0}\n`);
    tellEnd = () => {};
  };
  // A command ends as its process would: when nothing is left to do.
  process.stdin.unref();
  cli(args);
});

process.on('beforeExit', () => {
  process.stdin.ref();
  tellEnd();
});
