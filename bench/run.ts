import { writeFileSync } from 'fs';
import { join } from 'path';
import { findings } from './findings';
import { peers } from './peers';
import { reading } from './reading';
import { startUp } from './start-up';
import { synthesis } from './synthesis';

/** Measures in processes of their own, and writes bench/RESULTS.md. What counts are the ratios: absolute times belong to the machine. */
async function main() {
  const page = `# What it costs

Written by \`npx projen bench\`; the milliseconds are those of one machine, the ratios hold elsewhere.

${[peers(), synthesis(), await reading(), await findings(), startUp()].join('\n')}`;
  writeFileSync(join(__dirname, 'RESULTS.md'), page);
  process.stdout.write(page);
}

void main();
