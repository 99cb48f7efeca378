import { execFileSync, spawnSync } from 'child_process';
import { cpSync, mkdirSync, rmSync } from 'fs';
import { join } from 'path';
import { median, middleHalf, RUNS } from './statistics';

/** The peers and the aws-cdk-lib with which all sides run; the library is copied in, as npm would install it. */
const FOLDER = join(__dirname, 'peers');
// Without the types of jsii: jsii-docgen would find those of this older copy, and write API.md of them.
const PACKAGE = ['lib', 'assets', 'package.json'];

const SIDES = { 'L1': 'l1', 'thin': 'thin', 'AWS\'s alpha': 'alpha', 'cdk-image-pipeline': 'cdk-image-pipeline', 'ours': 'ours' };
type Side = keyof typeof SIDES;

interface Contest { readonly what: string; readonly form: string; readonly count: number; readonly without?: Side[] }

const CONTESTS: Contest[] = [
  { what: 'Import', form: 'pipeline', count: 0 },
  { what: 'One component', form: 'component', count: 1, without: ['cdk-image-pipeline'] },
  ...[1, 10, 60, 240].map((count) => ({ what: `${count} pipeline${count === 1 ? '' : 's'}`, form: 'pipeline', count })),
  { what: '60 pipelines with YAML', form: 'yaml', count: 60, without: ['L1', 'thin', 'cdk-image-pipeline'] },
];

/** What one process took; the peers' main program prints it. */
interface Taken {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  readonly liveMegabytes: number;
  readonly tokens: number;
  readonly modules: number;
  readonly resources: number;
  readonly templateBytes: number;
}

/** What constructs cost beside the same with peers. */
export function peers(): string {
  install();
  return `## Beside the peers

Every side makes the same pipelines (component with one step, recipe, infrastructure and distribution configuration, instance role and profile),
60 a stack, with aws-cdk-lib 2.276.0. \`thin\` is the least construct library with the same template: no checks, no imports, no grants. Templates of
\`thin\` and ours are equal; cdk-image-pipeline makes other resources. Processor time of a whole process, memory at its peak, and what is alive after
a collection at the end; medians of ${RUNS} rounds, in random order; ratios are medians of the ratios to \`thin\` in the same round.

| what | side | ms | x thin (half of the rounds) | peak MB | x thin | live MB | x thin | tokens | files loaded | resources | template, kB |
|---|---|---|---|---|---|---|---|---|---|---|---|
${CONTESTS.flatMap(rows).join('\n')}

${REST}
`;
}

/** From profiles and counts of calls, so it does not change from run to run. */
const REST = `What the rest is, by profiles and by counts of the functions that V8 calls:

- Growth: none. Reads of the tree, resolutions, \`Stack.of\` and \`Token.isUnresolved\` are called exactly four times as often for 240 pipelines as
  for 60, which test/package/budgets.test.ts holds, also for golden AMIs and for builds in a VPC. The ratio rises because the cost of loading,
  which all sides have, is spread over more pipelines.
- One pipeline: 58 files of the library, 0.3 to 0.4 ms each. Nearly half of it is the search of Node.js for the file that a name means, the rest
  is compilation. Packages are searched for once (36 times before: 4 to 6 ms); names with \`.js\` saved nothing. Joining the compiled files saved
  0.02 to 0.08; they stay, because people read and debug them.
- Each further pipeline: 4,700 calls of functions, \`thin\` 3,030 (5,360 before checks asked last for tokens and left out what is not given). Of
  the rest 1,200 are the library's: 460 checks and orders of properties, 500 the component document, which is ordered, checked and written; and
  450 more are the CDK's, of which a half is for 74 questions whether a value is a token.
- Live heap: 1.6 MB more than \`thin\` at 60 pipelines, of which 1.1 MB are there with the first one: the source of 58 files (0.28 MB) and what V8
  compiles of it. Comments are 0.05 MB of it, so files without them would be 1.11 and not 1.12: they stay.
- Not the cause, switched off one by one: stack traces (0.02), acknowledgements and the content hash (within noise).`;

function install(): void {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: 'inherit' });
  const target = join(FOLDER, 'node_modules', 'cdk-imagebuilder');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  PACKAGE.forEach((part) => cpSync(join(__dirname, '..', part), join(target, part), { recursive: true }));
}

function rows({ what, form, count, without = [] }: Contest): string[] {
  const sides = (Object.keys(SIDES) as Side[]).filter((side) => !without.includes(side));
  const rounds = Array.from({ length: RUNS }, () => round(sides, form, count));
  const floor: Side = sides.includes('thin') ? 'thin' : sides[0];
  return sides.map((side) => {
    const of = (key: keyof Taken) => median(rounds.map((each) => each[side]![key]));
    const ratios = (key: keyof Taken) => rounds.map((each) => each[side]![key] / each[floor]![key]);
    const ratio = (key: keyof Taken) => `**${median(ratios(key)).toFixed(2)}**`;
    return `| ${[
      what, side, of('milliseconds').toFixed(0), `${ratio('milliseconds')} (${middleHalf(ratios('milliseconds'))})`, of('peakMegabytes').toFixed(0),
      ratio('peakMegabytes'), of('liveMegabytes').toFixed(1), ratio('liveMegabytes'), of('tokens'), of('modules'), of('resources'),
      (of('templateBytes') / 1000).toFixed(0),
    ].join(' | ')} |`;
  });
}

/** All sides once, in random order, so that whatever disturbs the machine disturbs all. */
function round(sides: Side[], form: string, count: number): Partial<Record<Side, Taken>> {
  const order = sides.map((side) => ({ side, at: Math.random() })).sort((a, b) => a.at - b.at);
  return Object.fromEntries(order.map(({ side }) => [side, take(SIDES[side], form, count)]));
}

function take(side: string, form: string, count: number): Taken {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', 'main.cjs', side, form, `${count}`], {
    cwd: FOLDER, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false', JSII_DEPRECATED: 'quiet' },
  });
  if (status !== 0) {
    throw new Error(`${side} with ${count} of ${form} must end with exit code 0, got: ${status}. ${stderr}`);
  }
  return JSON.parse(stdout) as Taken;
}
