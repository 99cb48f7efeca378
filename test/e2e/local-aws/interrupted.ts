/**
 * A program for the tests to interrupt: deploys a golden AMI whose build never ends. It prints what it does, and
 * `building` once the build was started.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalAws } from './launch';
import { deploy } from '../deployment';

async function main(): Promise<void> {
  const aws = await LocalAws.start({ scenario: { clock: { rate: 0 } }, onProgress: (message) => process.stdout.write(`${message}\n`) });
  const deployment = deploy(aws, { stack: 'GoldenAmi' });
  deployment.catch(() => {});
  while (!aws.simulator.journal().some(({ operation }) => operation === 'StartImagePipelineExecution')) {await sleep(100);}
  process.stdout.write('building\n');
  await deployment;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
