/**
 * The first thing a newcomer runs: `npx projen demo`. Deploys examples/golden-ami with the real CDK to a local AWS, prints what became of the
 * build as the stack outputs tell it, and removes everything again. `--keep` leaves it running until Ctrl-C, to look around.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Scenario } from '../simulator';
import { REPOSITORY } from './local-aws/environment';
import { LocalAws } from './local-aws/launch';
import { Progress, resourceEvent } from './progress';

const STACK = 'GoldenAmi';
const EXAMPLE = join(REPOSITORY, 'examples/golden-ami');
const SCENARIO = join(__dirname, 'scenarios/golden-ami.json');

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((arg) => arg !== '--keep');
  if (unknown.length > 0) {throw new Error(`The demo's only option is \`--keep\`, got: ${unknown.join(' ')}.`);}

  print('A golden AMI, deployed by the AWS CDK to a local AWS: no account, no Docker.', '');
  const progress = new Progress(process.stdout);
  const scenario = JSON.parse(await readFile(SCENARIO, 'utf8')) as Scenario;
  const aws = await LocalAws.start({ scenario, onProgress: (message) => progress.step(message) });
  try {
    progress.step('running `cdk deploy` in examples/golden-ami');
    await cdk(aws, progress, ['deploy', STACK]);
    progress.end();
    const outputs = await aws.client.outputs(STACK);
    printOutputs(outputs);
    if (args.includes('--keep')) {await keep(aws, outputs.ImageArn);}
    progress.step('running `cdk destroy`');
    await cdk(aws, progress, ['destroy', STACK]);
  } finally {
    progress.step('stopping the local AWS');
    await aws.stop();
    progress.end();
  }
}

async function cdk(aws: LocalAws, progress: Progress, args: readonly string[]): Promise<void> {
  const onLine = (line: string) => {
    const event = resourceEvent(line);
    if (event) {progress.detail(event);}
  };
  const { code, output } = await aws.cdk(args, { folder: EXAMPLE, onLine });
  if (code !== 0) {throw new Error(`\`cdk ${args.join(' ')}\` must succeed, got:\n${output}\n${aws.log()}`);}
}

function printOutputs(outputs: Record<string, string>): void {
  const width = Math.max(...Object.keys(outputs).map((name) => name.length));
  print('', `Stack outputs of ${STACK}:`, '', ...Object.entries(outputs).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`), '');
}

async function keep(aws: LocalAws, imageArn: string): Promise<void> {
  print('Running until Ctrl-C. To look around with the AWS CLI or any SDK, in another terminal:', '',
    ...Object.entries(aws.variables).map(([name, value]) => `  export ${name}=${value}`), '',
    `  aws cloudformation describe-stack-resources --stack-name ${STACK}`,
    `  aws imagebuilder list-workflow-executions --image-build-version-arn ${imageArn}`, '',
    `What Image Builder was asked: ${aws.variables.AWS_ENDPOINT_URL_IMAGEBUILDER}/_sim/journal`,
    `Files of the local AWS: ${aws.folder}`, '');
  await new Promise(() => {});
}

function print(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
});
