import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Definition, parseDefinition } from './state-machine';

export const REGION = 'eu-central-1';
export const ACCOUNT = '123456789012';

export interface LambdaFunction {
  /** Folder of the code. */
  readonly code: string;
  readonly handler: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

export interface CustomResource {
  readonly logicalId: string;
  readonly type: string;
  /** Name of the function that CloudFormation calls. */
  readonly provider: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What of a synthesized stack takes part in the contract: all of it is read from the template. */
export interface ReportStack {
  /** Folder of the cloud assembly, for the caller to remove. */
  readonly folder: string;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly stateMachines: ReadonlyMap<string, Definition>;
  /** By the id of the construct that they belong to. */
  readonly customResources: ReadonlyMap<string, CustomResource>;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, any>>;
}

/** Synthesizes a stack and reads from it what CloudFormation would create. */
export function synthesize(build: (stack: Stack) => void): ReportStack {
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  const app = new App({ outdir: folder });
  const stack = new Stack(app, 'Reports', { env: { region: REGION, account: ACCOUNT } });
  build(stack);
  const template = app.synth().getStackArtifact(stack.artifactId).template as { Resources: Record<string, TemplateResource> };
  const resources = Object.entries(template.Resources);
  const ofType = (matches: (type: string) => boolean) => resources.filter(([, { Type }]) => matches(Type));
  return {
    folder,
    functions: new Map(ofType((type) => type === 'AWS::Lambda::Function').map(([name, { Properties }]) => [name, {
      code: assetFolder(folder, Properties.Code.S3Key),
      handler: Properties.Handler,
      env: resolve(Properties.Environment?.Variables ?? {}) as Record<string, string>,
      timeoutSeconds: Properties.Timeout,
    }])),
    stateMachines: new Map(ofType((type) => type === 'AWS::StepFunctions::StateMachine')
      .map(([name, { Properties }]) => [stateMachineArn(name), parseDefinition(resolve(Properties.DefinitionString) as string)])),
    customResources: new Map(ofType((type) => type.startsWith('Custom::ImageBuilder')).map(([logicalId, { Type, Properties }]) => {
      const properties = stringified(resolve(Properties)) as Record<string, unknown>;
      return [logicalId.replace(/[0-9A-F]{8}$/, ''), { logicalId, type: Type, provider: nameIn(properties.ServiceToken as string), properties }];
    })),
  };
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}

/** Name of the function or state machine that an ARN ends with. */
export function nameIn(arn: string): string {
  return arn.split(':').at(-1)!;
}

function stateMachineArn(name: string): string {
  return `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${name}`;
}

function assetFolder(folder: string, key: string): string {
  const hash = key.replace(/\.zip$/, '');
  // The folder of an asset keeps the extension of its source.
  const { files } = JSON.parse(readFileSync(join(folder, 'Reports.assets.json'), 'utf8')) as { files: Record<string, { source: { path: string } }> };
  return join(folder, files[hash].source.path);
}

/** Replaces the intrinsic functions that these templates use; another one is refused. */
function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument], ...more] = Object.entries(value).concat([['', undefined]]);
  if (more.length > 1 || !(key === 'Ref' || key.startsWith('Fn::'))) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member)]));
  }
  if (key === 'Ref') return argument === 'AWS::AccountId' ? ACCOUNT : stateMachineArn(argument);
  if (key === 'Fn::GetAtt' && argument[1] === 'Arn') return functionArn(argument[0]);
  if (key === 'Fn::Join') return (resolve(argument[1]) as string[]).join(argument[0]);
  throw new Error(`The template must use simpler functions than: ${JSON.stringify(value)}.`);
}

/** CloudFormation hands every scalar over as a string. */
export function stringified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stringified);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, stringified(member)]));
}
