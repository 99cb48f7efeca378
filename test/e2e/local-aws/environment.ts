import { delimiter, dirname, join, resolve } from 'node:path';

export const REPOSITORY = resolve(__dirname, '../../..');

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** What decides over the environment of the local AWS and of its clients. */
export interface EnvironmentOptions {
  /** Environment of the caller, of which `PATH` and `LANG` are taken and nothing else: no credentials, no endpoints, no proxies. */
  readonly caller: NodeJS.ProcessEnv;
  /** Folder that stands in for the home folder and that for temporary files. */
  readonly home: string;
}

/** The environment that every program of the local AWS starts from. */
export function ownEnvironment(options: EnvironmentOptions): NodeJS.ProcessEnv {
  return {
    // The Node.js that runs this also runs the CDK, its app and the Lambda functions.
    PATH: [dirname(process.execPath), options.caller.PATH ?? ''].join(delimiter),
    ...(options.caller.LANG ? { LANG: options.caller.LANG } : {}),
    HOME: options.home,
    TMPDIR: options.home,
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

/** The local AWS itself; its Lambda functions inherit all of it. */
export function serverEnvironment(options: EnvironmentOptions & { readonly modelFolder: string; readonly waitScale: number }): NodeJS.ProcessEnv {
  return {
    ...ownEnvironment(options),
    // CDK's provider framework is not bundled; without this it would find stubs in place of the SDK.
    NODE_PATH: join(REPOSITORY, 'node_modules'),
    AWS_DATA_PATH: options.modelFolder,
    SFN_WAIT_SCALE: String(options.waitScale),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** What a client of AWS needs to talk to the local one; whoever looks around by hand sets the same. */
export function clientVariables(options: {
  readonly url: string;
  readonly simulatorUrl: string;
  /** @default - plain HTTP */
  readonly certificate?: string;
}): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: options.url,
    AWS_ENDPOINT_URL_S3: options.url,
    AWS_ENDPOINT_URL_IMAGEBUILDER: options.simulatorUrl,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(options.certificate ? { NODE_EXTRA_CA_CERTS: options.certificate, AWS_CA_BUNDLE: options.certificate } : {}),
  };
}
