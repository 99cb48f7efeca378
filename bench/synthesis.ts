import { spawnSync } from 'child_process';
import { join } from 'path';
import { median, RUNS } from './statistics';

const PROGRAMS = join(__dirname, 'programs');

interface Program { readonly what: string; readonly file: string }
interface Contest { readonly question: string; readonly floor: Program; readonly ours: Program }

const CONTESTS: Contest[] = [
  {
    question: 'Importing the library without using it',
    floor: { what: 'import aws-cdk-lib', file: 'import-cdk.cjs' },
    ours: { what: 'import aws-cdk-lib and cdk-imagebuilder', file: 'import-library.cjs' },
  },
  {
    question: 'One construct',
    floor: { what: 'synthesize a CfnComponent', file: 'component-l1.cjs' },
    ours: { what: 'synthesize a Component', file: 'component-l2.cjs' },
  },
  {
    question: 'A golden AMI with its reports',
    floor: { what: 'synthesize the resources as L1s, the reports with the provider of the CDK', file: 'golden-ami-l1.cjs' },
    ours: { what: 'synthesize the constructs', file: 'golden-ami-l2.cjs' },
  },
];

/** What the constructs cost at synth, beside the same without them. */
export function synthesis(): string {
  const rows = CONTESTS.map(({ question, floor, ours }) => {
    const pairs = Array.from({ length: RUNS }, () => ({ floor: milliseconds(floor), ours: milliseconds(ours) }));
    const of = (side: 'floor' | 'ours') => Math.round(median(pairs.map((pair) => pair[side])));
    const ratio = median(pairs.map((pair) => pair.ours / pair.floor)).toFixed(2);
    return `| ${question} | ${floor.what} | ${ours.what} | ${of('floor')} | ${of('ours')} | **${ratio}** |`;
  });
  return `## Constructs, at synth

Processor milliseconds of a whole process, medians of ${RUNS} pairs run in turn; the ratio is the median of the pairs' ratios.

| question | floor | ours | floor, ms | ours, ms | ratio |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

/** Processor milliseconds of one process: a busy machine disturbs them less than the time on the wall. */
function milliseconds({ file }: Program): number {
  const { status, stderr } = spawnSync(process.execPath, ['--require', join(PROGRAMS, 'report-usage.cjs'), join(PROGRAMS, file)], {
    encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  const usage = /processor milliseconds: (\d+)/.exec(stderr);
  if (status !== 0 || !usage) {
    throw new Error(`${file} must end with exit code 0, got: ${status}. ${stderr}`);
  }
  return Number(usage[1]);
}
