import { spawnSync } from 'child_process';
import { join } from 'path';
import { median, middleHalf, RUNS } from './statistics';

const PROGRAMS = join(__dirname, 'programs');
const COUNTS = [1, 10, 40];

interface Taken {
  readonly milliseconds: number;
  readonly resources: number;
  readonly templateBytes: number;
}

/** What golden AMIs of one stack cost, beside the same in L1s. */
export function goldenAmis(): string {
  return `## Golden AMIs, at synth

\`GoldenAmi\` with a component, a schedule, a gate and a retention, in one stack, beside the same resources and permissions as L1s of Image Builder and the roles, log
groups, functions and custom resources of the CDK, which share as many of them. Names and logical ids are shorter there. AWS's alpha module has neither a build during
the deployment nor reports, so it is left out. Processor milliseconds of a whole process, medians of ${RUNS} pairs run in turn; the ratio is the median of the pairs' ratios.

| golden AMIs | resources, L1s | ours | template, kB, L1s | ours | L1s, ms | ours, ms | ratio (half of the pairs) |
|---|---|---|---|---|---|---|---|
${COUNTS.map(row).join('\n')}

${REST}
`;
}

/** From counts of calls, so it does not change from run to run. */
const REST = `A further golden AMI takes 57,000 calls of functions (58,000 before the reports of an image named its ARN with one token, and before images of
deployments asked for lifecycle policies of their recipe only), its L1s 45,300, and the same L1s, each in a construct of its own as in any construct
library, 48,000: the CDK hashes the paths of nested constructs for logical ids, 82 times more often. Of the other 9,000, 2,300 are the library's,
which checks and renders; 1,000 are for the ids of findings that it acknowledges, in which ARNs are resolved; the rest is the CDK's, for nine more
constructs, their aspects and their nodes in its tree. The first golden AMI loads 99 files of the library, and the same service modules as the L1s.`;

function row(count: number): string {
  const pairs = Array.from({ length: RUNS }, () => ({ l1: take('golden-amis-l1.cjs', count), ours: take('golden-amis-l2.cjs', count) }));
  const ratios = pairs.map(({ l1, ours }) => ours.milliseconds / l1.milliseconds);
  const [{ l1, ours }] = pairs;
  const kilobytes = ({ templateBytes }: Taken) => (templateBytes / 1000).toFixed(0);
  const milliseconds = (side: 'l1' | 'ours') => Math.round(median(pairs.map((pair) => pair[side].milliseconds)));
  return `| ${[
    count, l1.resources, ours.resources, kilobytes(l1), kilobytes(ours), milliseconds('l1'), milliseconds('ours'),
    `**${median(ratios).toFixed(2)}** (${middleHalf(ratios)})`,
  ].join(' | ')} |`;
}

function take(file: string, count: number): Taken {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', join(PROGRAMS, 'report-usage.cjs'), join(PROGRAMS, file), `${count}`], {
    encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  const usage = /processor milliseconds: (\d+)/.exec(stderr);
  if (status !== 0 || !usage) {
    throw new Error(`${file} must end with exit code 0, got: ${status}. ${stderr}`);
  }
  return { milliseconds: Number(usage[1]), ...JSON.parse(stdout) as Omit<Taken, 'milliseconds'> };
}
