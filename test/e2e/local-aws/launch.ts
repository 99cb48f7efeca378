import { mkdir, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Calls } from './calls';
import { Cdk, CdkOptions } from './cdk';
import { makeCertificate } from './certificate';
import { Cleanup, StoppedError } from './cleanup';
import { clientVariables, ownEnvironment, REGION, REPOSITORY, serverEnvironment } from './environment';
import { ProcessGroup, run, RunResult } from './processes';
import { modelPython, serverPython } from './python-environments';
import { Server } from './server';
import { AwsClient } from './stacks';
import { Scenario, Simulator, startSimulator } from '../../simulator';

export interface LocalAwsProps {
  /** What the simulator of Image Builder starts with. */
  readonly scenario: Scenario;
  /** Served over TLS. @default - if `auth` is on */
  readonly tls?: boolean;
  /** Access keys, roles and policies are checked, of calls to Image Builder too. @default false */
  readonly auth?: boolean;
  /** Port of the local AWS, which must be free. @default - any free port */
  readonly port?: number;
  /** Told what it does now. @default - nobody */
  readonly onProgress?: (message: string) => void;
  /** The caller's environment: `PATH`, `LANG`, `TMPDIR`, and for the first installation from PyPI the rest. @default - that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Where the virtual environments are kept. @default - `.cache` of this repository */
  readonly cacheFolder?: string;
}

/** Step Functions waits this much of the time that a state machine asks for, so that polling does not take most of a test. */
const WAIT_SCALE = 0.2;

/**
 * An AWS on this machine with CloudFormation, Lambda, IAM and more, in which Image Builder is the simulator of this repository: on
 * 127.0.0.1 only, with state in one temporary folder, until `stop()`, the end of this process, or Ctrl-C.
 */
export class LocalAws {
  /** Starts it, bootstrapped for the CDK. */
  public static async start(props: LocalAwsProps): Promise<LocalAws> {
    const cleanup = new Cleanup();
    try {
      return await launch(props, cleanup);
    } catch (error) {
      const problem = cleanup.hasBegun ? new StoppedError() : error;
      await cleanup.run();
      throw problem;
    }
  }

  /** Image Builder: journal, resources, clock, scenario. */
  readonly simulator: Simulator;
  /** Environment variables with which the CDK, the AWS CLI and every SDK talk to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folder of everything that it writes. */
  readonly folder: string;

  constructor(private readonly parts: {
    readonly folder: string;
    readonly simulator: Simulator;
    readonly server: Server;
    readonly variables: Readonly<Record<string, string>>;
    readonly cdk: Cdk;
    readonly client: AwsClient;
    readonly cleanup: Cleanup;
  }) {
    this.simulator = parts.simulator;
    this.variables = parts.variables;
    this.folder = parts.folder;
  }

  /** Questions about stacks, or any operation of any service. */
  public get client(): AwsClient {
    return this.parts.client;
  }

  /** Runs the CDK's command line, such as `cdk(['deploy', 'GoldenAmi'], { folder: 'examples/golden-ami' })`. */
  public async cdk(args: readonly string[], options: CdkOptions): Promise<RunResult> {
    const result = await this.parts.cdk.run(args, options).catch((error: Error) => new Error(`${error.message}\n${this.log()}`));
    if (this.parts.cleanup.hasBegun) {throw new StoppedError();}
    if (result instanceof Error) {throw result;}
    return result;
  }

  /** Why the owner of an access key may not do something, or nothing when it may. */
  public async refusal(key: string, action: string, resource: string): Promise<string | undefined> {
    return this.parts.server.authorize(key, action, resource);
  }

  /** The last lines of the server, for error messages. */
  public log(): string {
    return this.parts.server.log();
  }

  /** Ends every process and removes every file. */
  public async stop(): Promise<void> {
    await this.parts.cleanup.run();
  }
}

async function launch(props: LocalAwsProps, cleanup: Cleanup): Promise<LocalAws> {
  const caller = props.env ?? process.env;
  const onProgress = props.onProgress ?? (() => {});
  if (process.platform === 'win32') {throw new Error('The local AWS must run on Linux or macOS, got: Windows.');}
  await checkNode();

  onProgress('installing ministack from PyPI into .cache, unless it is there (the first time takes half a minute)');
  const pythonOptions = { env: caller, cacheFolder: props.cacheFolder };
  const python = await serverPython(pythonOptions);
  const model = await modelPython(pythonOptions);

  const folder = await realpath(await mkdtemp(join(caller.TMPDIR ?? tmpdir(), 'cdk-imagebuilder-')));
  await cleanup.add(async () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const home = join(folder, 'home');
  await mkdir(home);
  const modelFolder = await linkModel(model, folder, ownEnvironment({ caller, home }));
  const certificate = props.tls ?? props.auth ? await makeCertificate(folder, { PATH: caller.PATH, HOME: home }) : undefined;

  onProgress('starting the Image Builder simulator');
  let server: Server | undefined;
  const simulator = await startSimulator({
    scenario: props.scenario,
    authorize: props.auth ? async ({ accessKey, action, resource, resourceTags, requestTags }) =>
      server?.authorize(accessKey, action, resource, { resource: resourceTags, request: requestTags }) : undefined,
    // Before the server starts, and while it ends, there is no rule.
    deliver: async (event) => server?.deliver(event).catch((error: Error) => {
      if (!cleanup.hasBegun) {throw error;}
    }),
  });
  await cleanup.add(async () => simulator.stop());

  onProgress('starting the local AWS');
  const end = async (group: ProcessGroup) => cleanup.add(async () => group.end());
  server = await Server.start({
    python,
    env: serverEnvironment({ caller, home, modelFolder, waitScale: WAIT_SCALE }),
    folder,
    simulatorUrl: simulator.url,
    port: props.port,
    certificate,
    auth: props.auth ?? false,
    onStart: end,
  });

  const variables = clientVariables({ url: server.url, simulatorUrl: simulator.url, certificate: certificate?.certificate });
  const env = { ...ownEnvironment({ caller, home }), ...variables };
  const outputFolder = join(folder, 'cdk.out');
  await mkdir(outputFolder);
  const cdk = new Cdk({ env, outputFolder, onStart: end });
  const client = new AwsClient(new Calls({ python, env, onStart: end }), REGION);
  onProgress('running `cdk bootstrap`');
  await cdk.bootstrap();
  return new LocalAws({ folder, simulator, server, variables, cdk, client, cleanup });
}

/** A data folder for the server's botocore with a newer model of Image Builder than its own, and of nothing else. */
async function linkModel(python: string, folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { code, output } = await run(python, ['-c', 'import botocore; print(botocore.__path__[0])'], { env, timeoutSeconds: 30 });
  if (code !== 0) {throw new Error(`\`${python}\` must have botocore (delete .cache to install it again), got: ${output.trim().split('\n').at(-1)}.`);}
  const models = join(folder, 'models');
  await mkdir(models);
  await symlink(join(output.trim(), 'data/imagebuilder'), join(models, 'imagebuilder'));
  return models;
}

/** Refuses a Node.js that is older than this package takes. */
export async function checkNode(version: string = process.versions.node): Promise<void> {
  const { engines } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as { engines: { node: string } };
  const needed = engines.node.replace('>=', '').trim();
  if (version.localeCompare(needed, 'en', { numeric: true }) < 0) {
    throw new Error(`Node.js ${needed} or newer must run this, got: ${version}.`);
  }
}
