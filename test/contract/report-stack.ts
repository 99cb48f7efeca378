import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, StackProps } from 'aws-cdk-lib';
import { ensureBundle } from './bundle';
import { Definition, parseDefinition } from './state-machine';
import { Template, TemplateValues } from '../support/template-values';

export const REGION = 'eu-central-1';
export const ACCOUNT = '123456789012';
export const STACK_ID = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Reports/11111111-2222-3333-4444-555555555555`;

export interface LambdaFunction {
  /** Folder of the code. */
  readonly code: string;
  readonly handler: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Logical id of its role. */
  readonly role: string;
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
  readonly template: Template;
  /** What the template's intrinsic functions stand for. */
  readonly values: TemplateValues;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly stateMachines: ReadonlyMap<string, Definition>;
  /** By the id of the construct that they belong to. */
  readonly customResources: ReadonlyMap<string, CustomResource>;
}

/** Synthesizes a stack and reads from it what CloudFormation would create. */
export function synthesize(build: (stack: Stack) => void): ReportStack {
  return synthesizeStack((app, props) => {
    const stack = new Stack(app, 'Reports', props);
    build(stack);
    return stack;
  });
}

/** The same of a stack that makes itself; it has to be called `Reports`. */
export function synthesizeStack(make: (app: App, props: StackProps) => Stack): ReportStack {
  // Synthesis copies the bundle, so that of the newest sources has to be there before.
  ensureBundle();
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  const app = new App({ outdir: folder });
  const stack = make(app, { env: { region: REGION, account: ACCOUNT } });
  const template = app.synth().getStackArtifact(stack.artifactId).template as Template;
  const values = new TemplateValues(template, { region: REGION, account: ACCOUNT, stackId: STACK_ID });
  const ofType = (matches: (type: string) => boolean) => Object.entries(template.Resources)
    .filter(([, { Type }]) => matches(Type)).map(([id, { Type, Properties = {} }]) => ({ id, Type, Properties }));
  return {
    folder,
    template,
    values,
    functions: new Map(ofType((type) => type === 'AWS::Lambda::Function').map(({ id, Properties }) => [id, {
      code: assetFolder(folder, Properties.Code.S3Key),
      handler: Properties.Handler,
      env: values.resolve(Properties.Environment?.Variables ?? {}) as Record<string, string>,
      timeoutSeconds: Properties.Timeout,
      role: Properties.Role['Fn::GetAtt'][0],
    }])),
    stateMachines: new Map(ofType((type) => type === 'AWS::StepFunctions::StateMachine')
      .map(({ id, Properties }) => [values.text({ Ref: id }), parseDefinition(values.text(Properties.DefinitionString))])),
    customResources: new Map(ofType((type) => type.startsWith('Custom::ImageBuilder')).map(({ id, Type, Properties }) => {
      const properties = stringified(values.resolve(Properties)) as Record<string, unknown>;
      return [id.replace(/[0-9A-F]{8}$/, ''), { logicalId: id, type: Type, provider: nameIn(properties.ServiceToken as string), properties }];
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

function assetFolder(folder: string, key: string): string {
  const hash = key.replace(/\.zip$/, '');
  // The folder of an asset keeps the extension of its source.
  const { files } = JSON.parse(readFileSync(join(folder, 'Reports.assets.json'), 'utf8')) as { files: Record<string, { source: { path: string } }> };
  return join(folder, files[hash].source.path);
}

/** CloudFormation hands every scalar over as a string. */
export function stringified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stringified);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, stringified(member)]));
}
