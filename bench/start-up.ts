import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { median, middleHalf, RUNS } from './statistics';

const ROOT = resolve(__dirname, '..');
const ENTRY = 'src/handler/report/report.lambda.ts';

/** What our code adds to the cold start of the Lambda function, beside its SDK client. */
export function startUp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'start-up-'));
  try {
    const [floor, ours] = [join(folder, 'client.js'), join(folder, 'handler.js')];
    bundle('bench/programs/client.ts', floor);
    bundle(ENTRY, ours);
    const pairs = Array.from({ length: RUNS * 2 }, () => ({ floor: millisecondsToLoad(floor), ours: millisecondsToLoad(ours) }));
    const of = (side: 'floor' | 'ours') => median(pairs.map((pair) => pair[side])).toFixed(1);
    const ratios = pairs.map((pair) => pair.ours / pair.floor);
    return `## The handler, at a cold start

Processor milliseconds to load a bundle, medians of ${pairs.length} pairs of processes run in turn. Both bundles are made with the same flags; the floor
holds the client of EC2 Image Builder and the commands that the handler sends, and makes one client.

| | kB | ms |
|---|---|---|
| the client alone | ${kilobytes(floor)} | ${of('floor')} |
| the handler | ${kilobytes(ours)} | ${of('ours')} |
| ratio | | **${median(ratios).toFixed(2)}** (half of the pairs: ${middleHalf(ratios)}) |
`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Without it the floor would be higher: a third of the client is ways to find credentials that no Lambda function has. */
const CREDENTIALS = '--alias:@aws-sdk/credential-provider-node=./src/handler/adapters/credentials.ts';

/** Bundles with the flags that the project bundles its handler with. */
function bundle(entry: string, outfile: string): void {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8'));
  const [command, ...args] = tasks['bundle:handler/report/report.lambda'].steps[0].execArgs as string[];
  const ours = args.map((arg) => arg === ENTRY ? entry : arg.startsWith('--outfile=') ? `--outfile=${outfile}` : arg);
  execFileSync(join(ROOT, 'node_modules', '.bin', command), [...ours, CREDENTIALS, '--log-level=warning'], { cwd: ROOT });
}

function millisecondsToLoad(file: string): number {
  const program = `const before = process.cpuUsage(); require(${JSON.stringify(file)}); const { user, system } = process.cpuUsage(before); console.log(user + system);`;
  return Number(execFileSync(process.execPath, ['--eval', program], { env: { AWS_REGION: 'eu-central-1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } })) / 1000;
}

function kilobytes(file: string): number {
  return Math.round(statSync(file).size / 1000);
}
