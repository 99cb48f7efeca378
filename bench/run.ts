import { readFileSync, writeFileSync } from 'fs';
import { cpus } from 'os';
import { join } from 'path';
import { findings } from './findings';
import { goldenAmis } from './golden-amis';
import { monitor } from './monitor';
import { peers } from './peers';
import { reading } from './reading';
import { startUp } from './start-up';
import { synthesis } from './synthesis';

const FILE = join(__dirname, 'RESULTS.md');

/** In the order of the page. */
const SECTIONS: Record<string, { readonly title: string; readonly measure: () => string | Promise<string> }> = {
  'peers': { title: 'Beside the peers', measure: peers },
  'synthesis': { title: 'Constructs, at synth', measure: synthesis },
  'golden-amis': { title: 'Golden AMIs, at synth', measure: goldenAmis },
  'reading': { title: 'A report, at the service', measure: reading },
  'monitor': { title: 'A monitor, at the services', measure: monitor },
  'findings': { title: 'Many findings', measure: findings },
  'start-up': { title: 'The handler, at a cold start', measure: startUp },
};

/**
 * Measures in processes of their own, and writes bench/RESULTS.md. What counts are the ratios: absolute times belong to the machine. With names of sections, only these
 * are measured, and the others stay as they are.
 */
async function main(names: readonly string[]) {
  const unknown = names.find((name) => SECTIONS[name] === undefined);
  if (unknown !== undefined) {
    throw new Error(`A section must be one of ${Object.keys(SECTIONS).join(', ')}, got: ${unknown}.`);
  }
  const parts: string[] = [];
  for (const [name, { title, measure }] of Object.entries(SECTIONS)) {
    parts.push(names.length === 0 || names.includes(name) ? await measure() : kept(title));
  }
  const page = `# What it costs

Written by \`npx projen bench\` with Node.js ${process.versions.node} on ${cpus().length} processors (${cpus()[0].model.trim()}). The milliseconds are those of this machine, the ratios
hold elsewhere.

${parts.map((part) => part.trimEnd()).join('\n\n')}
`;
  writeFileSync(FILE, page);
  process.stdout.write(page);
}

function kept(title: string): string {
  const section = readFileSync(FILE, 'utf8').split(/^(?=## )/m).find((part) => part.startsWith(`## ${title}\n`));
  if (section === undefined) {
    throw new Error(`bench/RESULTS.md must have the section ${title}, so that it can stay. Measure it as well.`);
  }
  return section;
}

void main(process.argv.slice(2));
