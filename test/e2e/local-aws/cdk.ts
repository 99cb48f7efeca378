import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CdkProcess } from './cdk-process';
import { ACCOUNT, REGION, REPOSITORY } from './environment';
import { ProcessGroup, RunResult } from './processes';

/** The CDK app that a command is for. */
export interface CdkApp {
  /** Folder to run in; its `cdk.json` names the app unless `app` does. */
  readonly folder: string;
  /** @default - what `cdk.json` says */
  readonly app?: string;
  /** Variables that the app reads. @default - none */
  readonly env?: Readonly<Record<string, string>>;
}

export interface CdkOptions extends CdkApp {
  /** @default 120 */
  readonly timeoutSeconds?: number;
  readonly onLine?: (line: string) => void;
}

/** The command that runs a TypeScript program with the `tsx` of this repository: in one process, which gets every signal itself. */
export function tsxCommand(file: string): string[] {
  return [process.execPath, '--import', pathToFileURL(join(REPOSITORY, 'node_modules/tsx/dist/loader.mjs')).href, file];
}

/** The same as the value of the CDK's `--app`, which finds `node` on the `PATH` that it is given. */
export function tsx(file: string): string {
  const [, ...args] = tsxCommand(file);
  return ['node', ...args.map((arg) => JSON.stringify(arg))].join(' ');
}

/** The CDK command line of this repository, in an environment of its own. */
export class Cdk {
  /** Waiting for a command. */
  private readonly idle: CdkProcess[] = [];
  /** The app of which the output folder has the assembly. */
  private deployed?: string;

  constructor(private readonly props: {
    readonly env: NodeJS.ProcessEnv;
    readonly outputFolder: string;
    readonly onStart: (group: ProcessGroup) => Promise<void>;
  }) {}

  /** Makes the account ready for deployments. */
  public async bootstrap(): Promise<void> {
    const { code, output } = await this.run(['bootstrap'], { folder: this.props.outputFolder });
    if (code !== 0) {throw new Error(`\`cdk bootstrap\` must succeed, got:\n${output}`);}
  }

  public async run(args: readonly string[], options: CdkOptions): Promise<RunResult> {
    const [verb, ...rest] = args;
    const { outputFolder } = this.props;
    const app = JSON.stringify([options.folder, options.app, options.env]);
    // What was deployed last is in the output folder: to run its app once more takes longer than the rest of the command.
    const source = verb === 'destroy' && app === this.deployed ? outputFolder : options.app;
    this.deployed = verb === 'deploy' ? app : this.deployed;
    const process = this.idle.pop() ?? await CdkProcess.start({ ...this.props.env, ...VARIABLES }, this.props.onStart);
    const result = await process.run({
      args: [
        verb, ...rest, ...(ALWAYS[verb] ?? []), ...(verb === 'deploy' && !rest.includes('--method') ? WITHOUT_CHANGE_SET : []),
        '--no-notices', '--no-color', '--ci', '--output', outputFolder, ...(source ? ['--app', source] : []),
      ],
      env: options.env ?? {},
      cwd: options.folder,
    }, options);
    if (!process.hasEnded()) {this.idle.push(process);}
    return result;
  }
}

const VARIABLES = {
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  // Takes longer than the deployment; whether the template is valid is what other tests ask.
  CDK_VALIDATION: 'false',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  npm_config_update_notifier: 'false',
};

/** What every call of a command is given, because nobody is there to answer questions. */
const ALWAYS: Record<string, readonly string[]> = {
  bootstrap: [`aws://${ACCOUNT}/${REGION}`],
  deploy: ['--require-approval', 'never', '--progress', 'events'],
  destroy: ['--force'],
};

/** A change set takes the command line half of its processor time, for a database of all types of resources. The demo makes one, as users do. */
const WITHOUT_CHANGE_SET = ['--method', 'direct'];
