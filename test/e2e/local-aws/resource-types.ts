import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, Interface } from 'node:readline';
import { modelPython } from './python-environments';
import { Scenario, Simulator, startSimulator } from '../../simulator';

jest.setTimeout(60_000);

export type Properties = Record<string, unknown>;
type Created = [arn: string, attributes: Record<string, string>];

export const OWN = 'arn:aws:imagebuilder:us-east-1:000000000000';
export const RECIPE = { Name: 'golden', Version: '1.0.x', ParentImage: 'ami-0abcdef1234567890' };
export const CONTAINER_RECIPE = {
  Name: 'box',
  Version: '2.1.0',
  ContainerType: 'DOCKER',
  ParentImage: 'amazonlinux:latest',
  PlatformOverride: 'Linux',
  TargetRepository: { Service: 'ECR', RepositoryName: 'box' },
  DockerfileTemplateData: 'FROM {{{ imagebuilder:parentImage }}}',
};
export const INFRASTRUCTURE = { Name: 'small', InstanceProfileName: 'profile' };

export let simulator: Simulator;
let python: ChildProcessWithoutNullStreams;
let answers: Interface;

beforeAll(async () => {
  simulator = await startSimulator();
  python = spawn(await modelPython(), [join(__dirname, 'handle.py'), simulator.url], {
    env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' },
  });
  python.stderr.pipe(process.stderr);
  answers = createInterface({ input: python.stdout });
}, 300_000);

afterAll(async () => {
  python?.kill('SIGKILL');
  await simulator?.stop();
});

beforeEach(() => load({}));

export function load(scenario: Scenario): void {
  simulator.load({ clock: { rate: 60_000 }, ...scenario }, { reset: true });
}

export async function call<T>(...request: unknown[]): Promise<T> {
  const line = new Promise<string>((done) => answers.once('line', done));
  python.stdin.write(`${JSON.stringify(request)}\n`);
  const { result, error } = JSON.parse(await line) as { result: T; error?: string };
  if (error !== undefined) {throw new Error(error);}
  return result;
}

export const create = async (kind: string, properties: Properties) => call<Created>('create', kind, 'Logical', properties, 'Stack');
export const update = async (kind: string, arn: string, before: Properties, after: Properties) => call<Created>('update', kind, arn, before, after, 'Stack');
export const remove = async (kind: string, arn: string) => call<null>('delete', kind, arn, {});

export function operations(): string[] {
  return simulator.journal().map(({ operation }) => operation).filter((operation) => !operation.startsWith('Get'));
}

export function lastInput(operation: string): Properties {
  const { clientToken, ...input } = simulator.journal().filter((entry) => entry.operation === operation).at(-1)!.input;
  return input;
}

/** A pipeline with what it needs. */
export async function pipelineParts(): Promise<{ ImageRecipeArn: string; InfrastructureConfigurationArn: string }> {
  const [ImageRecipeArn] = await create('ImageRecipe', RECIPE);
  const [InfrastructureConfigurationArn] = await create('InfrastructureConfiguration', INFRASTRUCTURE);
  return { ImageRecipeArn, InfrastructureConfigurationArn };
}
