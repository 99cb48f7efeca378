/**
 * The first thing a newcomer runs: `npx projen demo`. Deploys examples/golden-ami with the real CDK to a local AWS, prints what became of the
 * build as the stack outputs tell it, and removes everything again. `--keep` leaves it running until Ctrl-C, to look around. `--fail` shows the
 * other side: a build whose test fails, a scan over the gate, and the reasons that a user reads. `--monitor` shows builds that nobody deploys: what
 * operators are told of them, and the page of a build.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Scenario } from '../simulator';
import { CdkApp, tsx } from './local-aws/cdk';
import { REPOSITORY } from './local-aws/environment';
import { LocalAws } from './local-aws/launch';
import { RunResult } from './local-aws/processes';
import { MonitorStack } from './monitor-stack';
import { Run } from './pipeline-execution-run';
import { Progress, resourceEvent } from './progress';

const STACK = 'GoldenAmi';
const EXAMPLE: CdkApp = { folder: join(REPOSITORY, 'examples/golden-ami') };

const MONITOR: CdkApp = { folder: join(REPOSITORY, 'examples/monitor') };
/** What the build that fails writes last. */
const LOG = [
  'Executing phase test of document hardening',
  'Stdout: tcp LISTEN 0 4096 0.0.0.0:111 users:(("rpcbind",pid=2144))',
  'Stderr: rpcbind is active',
  'ExecuteBash: FINISHED EXECUTION WITH ERROR: exit status 1',
];
/** Where the page stays when the local AWS is gone. */
const PAGES = join(REPOSITORY, '.cache/demo');

/** What the demo shows: its title, its scenario, and how it is shown. */
interface Show {
  readonly title: string;
  readonly scenario: string;
  readonly run: (aws: LocalAws, progress: Progress) => Promise<void>;
}

const SUCCESS = { title: 'A golden AMI', scenario: 'golden-ami' };
const SHOWS: Readonly<Record<string, Show>> = {
  '': { ...SUCCESS, run: async (aws, progress) => showSuccess(aws, progress, false) },
  '--keep': { ...SUCCESS, run: async (aws, progress) => showSuccess(aws, progress, true) },
  '--fail': { title: 'Golden AMIs that go wrong', scenario: 'golden-ami-fails', run: showFailures },
  '--monitor': { title: 'A pipeline with a schedule and a monitor', scenario: 'monitor', run: showMonitor },
};

/** Deployments that must fail, in the order of the builds in their scenario. */
const FAILURES: readonly { readonly title: string; readonly stack: string; readonly app: CdkApp; readonly instead: string }[] = [
  {
    title: 'A build whose test fails, started by a `PipelineExecution`',
    stack: 'FailingTest',
    app: pipelineExecutionApp({ stack: 'FailingTest', command: 'systemctl disable --now rpcbind || true', onFailure: 'FAIL' }),
    instead: 'With `OnFailure.CONTINUE` the deployment goes on, and the same becomes stack outputs: docs/pipeline-execution.md.',
  },
  {
    title: 'A scan that finds more than the gate of examples/golden-ami accepts',
    stack: STACK,
    app: EXAMPLE,
    instead: 'Without `gate` the counts are stack outputs and fail nothing: docs/scan-report.md.',
  },
];

async function main(args: readonly string[]): Promise<void> {
  const show = SHOWS[args.join(' ')];
  if (!show) {throw new Error(`The demo takes \`--fail\`, \`--monitor\` or \`--keep\`, got: ${args.join(' ')}.`);}

  print(`${show.title}, deployed by the AWS CDK to a local AWS: no account, no Docker.`, '');
  const progress = new Progress(process.stdout);
  const scenario = JSON.parse(await readFile(join(__dirname, `scenarios/${show.scenario}.json`), 'utf8')) as Scenario;
  const aws = await LocalAws.start({ scenario, onProgress: (message) => progress.step(message) });
  try {
    await show.run(aws, progress);
  } finally {
    progress.step('stopping the local AWS');
    await aws.stop();
    progress.end();
  }
}

async function showSuccess(aws: LocalAws, progress: Progress, keepsRunning: boolean): Promise<void> {
  progress.step('running `cdk deploy` in examples/golden-ami');
  await succeed(aws, progress, ['deploy', STACK, '--method', 'change-set'], EXAMPLE);
  progress.end();
  const outputs = await aws.client.outputs(STACK);
  printOutputs(outputs);
  if (keepsRunning) {await keep(aws, outputs.ImageArn);}
  progress.step('running `cdk destroy`');
  await succeed(aws, progress, ['destroy', STACK], EXAMPLE);
}

async function showFailures(aws: LocalAws, progress: Progress): Promise<void> {
  for (const { title, stack, app, instead } of FAILURES) {
    progress.step(`running \`cdk deploy ${stack}\``);
    const { code, output } = await cdk(aws, progress, ['deploy', stack], app);
    progress.end();
    const failures = (await aws.client.stackEvents(stack)).filter(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'));
    if (code === 0 || failures.length === 0) {throw new Error(`\`cdk deploy ${stack}\` must fail at a resource, got ${code}:\n${output}\n${aws.log()}`);}
    print('', `${title}. \`cdk deploy\` ends with ${code}, the stack with ${await aws.client.stackStatus(stack)}:`, '',
      ...failures.flatMap(({ ResourceType, LogicalResourceId, ResourceStatus, ResourceStatusReason = '' }) => [
        `  ${ResourceStatus}  ${ResourceType}  ${LogicalResourceId}`, ...reasonLines(ResourceStatusReason).map((line) => `    ${line}`),
      ]), '', instead, '');
  }
}

/** The end of the log of a build, as Image Builder writes it while the tests run. */
async function writeLog(aws: LocalAws, imageArn: string): Promise<void> {
  const [name, ...version] = imageArn.split(':image/')[1].split('/');
  const [logGroupName, logStreamName] = [`/aws/imagebuilder/${name}`, version.join('/')];
  await aws.client.call('logs', 'CreateLogGroup', { logGroupName });
  await aws.client.call('logs', 'CreateLogStream', { logGroupName, logStreamName });
  const logEvents = LOG.map((message, index) => ({ message, timestamp: Date.now() + index }));
  await aws.client.call('logs', 'PutLogEvents', { logGroupName, logStreamName, logEvents });
}

/** Three builds of the schedule. The operators are told of the second, which fails, and of the third, with which the pipeline recovers. */
async function showMonitor(aws: LocalAws, progress: Progress): Promise<void> {
  progress.step('running `cdk deploy` in examples/monitor');
  await succeed(aws, progress, ['deploy', 'Monitor'], MONITOR);
  const monitor = await MonitorStack.of(aws, 'Monitor');
  const operators = await monitor.subscribe('Operators');

  progress.step('a build of the schedule, which succeeds');
  const first = monitor.runSchedule();
  await monitor.page(first);
  await writeLog(aws, first.replace(/1$/, '2'));
  let page = '';
  for (const end of ['fails', 'succeeds again']) {
    progress.step(`a build of the schedule, which ${end}`);
    const image = monitor.runSchedule();
    const { Subject, Message } = await monitor.nextNotification(operators);
    progress.end();
    print('', `The build of the schedule ${end}. The e-mail to the operators:`, '',
      ...`Subject: ${Subject}\n\n${Message}`.split('\n').map((line) => `  ${line}`.trimEnd()), '');
    if (end === 'fails') {page = await monitor.page(image);}
  }
  await mkdir(PAGES, { recursive: true });
  const file = join(PAGES, 'failed-build.html');
  await writeFile(file, page);
  print(`The page of the build that failed, for a browser: ${relative(process.cwd(), file)}`, '');
}

function pipelineExecutionApp(run: Run): CdkApp {
  return { folder: __dirname, app: tsx(join(__dirname, 'pipeline-execution-app.ts')), env: { RUN: JSON.stringify(run) } };
}

async function cdk(aws: LocalAws, progress: Progress, args: readonly string[], app: CdkApp): Promise<RunResult> {
  const onLine = (line: string) => {
    const event = resourceEvent(line);
    if (event) {progress.detail(event);}
  };
  return aws.cdk(args, { ...app, onLine });
}

async function succeed(aws: LocalAws, progress: Progress, args: readonly string[], app: CdkApp): Promise<void> {
  const { code, output } = await cdk(aws, progress, args, app);
  if (code !== 0) {throw new Error(`\`cdk ${args.join(' ')}\` must succeed, got:\n${output}\n${aws.log()}`);}
}

/** A reason in lines that fit; the frames that the CDK's provider framework adds are counted. */
function reasonLines(reason: string): string[] {
  const lines = reason.split('\n');
  const frames = lines.filter((line) => /^\s+at /.test(line));
  return [
    // What has no blank, such as an ARN, is not broken.
    ...lines.filter((line) => !frames.includes(line)).flatMap((line) => line.match(/\S.{0,110}(?!\S)|\S+/g) ?? []),
    ...(frames.length > 0 ? [`(and ${frames.length} stack frames of the provider framework)`] : []),
  ];
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

// projen passes on the `--` that ends its own options.
main(process.argv.slice(2).filter((arg) => arg !== '--')).catch((error: Error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
});
