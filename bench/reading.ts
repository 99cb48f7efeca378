import { resolve } from 'path';
import { measuredBy } from './program';
import { median } from './statistics';
import { JournalEntry, Scenario, Simulator, startSimulator } from '../test/simulator';

const BUNDLE = resolve(__dirname, '../assets/handler/report/report.lambda/index.js');
const IMAGE_ARN = 'arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.0.0/1';
const LATENCY = 100;
/** As many calls as the handler makes at a time. */
const AT_A_TIME = 5;

/** Which steps a report needs: none, those of a workflow that failed, or those of all workflows, when the service leaves counts out. */
const CASES = [
  { what: 'all went well', failed: 0, counted: true, stepLists: () => 0 },
  { what: 'one failed', failed: 1, counted: true, stepLists: () => 1 },
  { what: 'counts missing', failed: 0, counted: false, stepLists: (workflows: number) => workflows },
];

/** How long a report reads, when every call takes 100 milliseconds. */
export async function reading(): Promise<string> {
  const simulator = await startSimulator({ account: '123456789012' });
  try {
    const rows: string[] = [];
    for (const { what, failed, counted, stepLists } of CASES) {
      for (const workflows of [1, 5, 20, 60]) {
        simulator.load(scenarioOf(workflows, failed, counted), { reset: true });
        const forced = 2 + stepLists(workflows);
        const ours = await millisecondsOf(simulator, ['read-report.cjs', BUNDLE, IMAGE_ARN]);
        const journal = simulator.journal();
        // The first reading makes the connections.
        const calls = journal.length / (ours.length + 1);
        const chains = ours.map((_, i) => chainOf(journal.slice((i + 1) * calls, (i + 2) * calls)));
        const ratio = median(ours.map((millis, i) => millis / chains[i])).toFixed(2);
        const [naive] = await millisecondsOf(simulator, ['read-sequentially.cjs', IMAGE_ARN]);
        rows.push(`| ${what} | ${workflows} | ${calls} | ${forced} | ${[median(chains), median(ours)].map(Math.round).join(' | ')} | **${ratio}** | ${Math.round(naive)} |`);
      }
    }
    return `## A report, at the service

One build report of an image, read by the bundled handler from the simulator, whose every answer takes ${LATENCY} ms. The API forces two calls, for the image
and for its workflow executions, which run side by side, and one for the steps of each execution that has failed or lacks a count; these need the
list of executions. \`chain\` is the longest row of calls of which each has to wait for the one before, as long as the simulator took for them: one for image
and executions, and then one for every ${AT_A_TIME} lists of steps, because the handler makes no more than ${AT_A_TIME} calls at a time (the service throttles, at
rates that are not published, and a burst that is throttled costs more than it saves). \`sequential\` is a program that reads the same, and the steps of
every execution, one call after the other.

| image | workflows | calls | forced | chain, ms | ours, ms | ratio | sequential, ms |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
  } finally {
    await simulator.stop();
  }
}

/** Milliseconds of the calls of one reading that had to wait for one another, as long as the simulator took for each. */
function chainOf(calls: readonly JournalEntry[]): number {
  const steps = calls.filter(({ operation }) => operation === 'ListWorkflowStepExecutions');
  const rounds = [calls.filter((call) => !steps.includes(call))];
  for (let i = 0; i < steps.length; i += AT_A_TIME) rounds.push(steps.slice(i, i + AT_A_TIME));
  return rounds.map((round) => Math.max(...round.map(({ startedAt, endedAt }) => endedAt! - startedAt))).reduce((sum, millis) => sum + millis, 0);
}

function scenarioOf(workflows: number, failed: number, counted: boolean): Scenario {
  const counts = ['totalStepCount', 'totalStepsSucceeded', 'totalStepsFailed', 'totalStepsSkipped'];
  return {
    clock: { rate: 0 },
    latencyMs: LATENCY,
    seed: {
      images: [{
        arn: IMAGE_ARN,
        workflowExecutions: Array.from({ length: workflows }, (_, i) => ({
          type: 'TEST' as const,
          status: i < failed ? 'FAILED' as const : 'COMPLETED' as const,
          steps: [{ name: 'RunTests', action: 'ExecuteComponents', status: i < failed ? 'FAILED' as const : 'COMPLETED' as const }],
          startTime: '2026-01-05T08:00:00.000Z',
          endTime: '2026-01-05T08:10:00.000Z',
        })),
      }],
    },
    faults: counted ? [] : [{
      operation: 'ListWorkflowExecutions', effect: { patch: counts.map((count) => ({ delete: `workflowExecutions[*].${count}` })) },
    }],
  };
}

/** Milliseconds that a program has measured. */
function millisecondsOf(simulator: Simulator, program: readonly string[]): Promise<number[]> {
  return measuredBy(program, { AWS_ENDPOINT_URL_IMAGEBUILDER: simulator.url });
}
