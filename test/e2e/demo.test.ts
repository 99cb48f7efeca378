import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { tsxCommand } from './local-aws/cdk';
import { run, RunResult } from './local-aws/processes';

jest.setTimeout(300_000);

function demo(...args: string[]): Promise<RunResult> {
  const [command, ...rest] = tsxCommand(join(__dirname, 'demo.ts'));
  return run(command, [...rest, ...args], { env: process.env, timeoutSeconds: 280 });
}

test('`--fail` prints what a user reads of a build whose test fails, and of a scan over the gate', async () => {
  const { code, output } = await demo('--', '--fail');

  expect(code).toBe(0);
  const [, execution, gate] = output.split(/running `cdk deploy \w+`/);
  for (const part of [execution, gate]) {expect(part).toContain('`cdk deploy` ends with 1, the stack with ROLLBACK_COMPLETE:');}
  expect(execution).toMatch(/^ {2}CREATE_FAILED {2}Custom::ImageBuilderPipelineExecution {2}Execution\w+\n {4}Error: BUILD_FAILED: /m);
  const words = execution.replace(/\s+/g, ' ');
  expect(words).toContain('ApplyTestComponents');
  expect(words).toContain('rpcbind is active');
  expect(gate).toMatch(/^ {2}CREATE_FAILED {2}Custom::ImageBuilderScanReport {2}Scan\w+\n {4}Error: SEVERITY_GATE: /m);
  expect(gate.replace(/\s+/g, ' ')).toContain('4 critical findings, at most 1 is accepted; 19 high findings, at most 10 are accepted');
  expect(output).not.toMatch(/^\s+at /m);
});

test('`--monitor` prints what operators are told of builds that nobody deploys, and writes the page of the one that failed', async () => {
  const { code, output } = await demo('--', '--monitor');

  expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  const [, failed, recovered] = output.split('The e-mail to the operators:\n');
  expect(failed).toMatch(/^ {2}Subject: Build failed: monitor-recipe-\w+ 1\.0\.\d+\/2 /m);
  expect(failed).toMatch(/^ {2}Step: ApplyTestComponents \(ExecuteComponents\)$/m);
  expect(failed).toContain('Stderr: rpcbind is active');
  expect(recovered).toMatch(/^ {2}Outcome: succeeded/m);
  expect(recovered).toContain('AMI: ami-0b0b000000000002');
  expect(recovered).toContain('- updated: kernel 6.1.150 -> 6.1.155');
  expect(recovered).toContain('- added: chrony 4.6');
  const [, file] = /^The page of the build that failed, for a browser: (.+)$/m.exec(output)!;
  const page = await readFile(resolve(file), 'utf8');
  expect(page).toMatch(/^<!doctype html>/i);
  for (const text of ['ApplyTestComponents', 'ExpectationNotMet', 'Stderr: rpcbind is active']) {expect(page).toContain(text);}
});

test.each([
  [['--fial'], '--fial'],
  [['--fail', '--keep'], '--fail --keep'],
])('%j is refused', async (args, got) => {
  const { code, output } = await demo(...args);
  expect({ code, output: output.trim() }).toEqual({ code: 1, output: `The demo takes \`--fail\`, \`--monitor\` or \`--keep\`, got: ${got}.` });
});
