import { join } from 'node:path';
import { CdkApp, tsx } from './local-aws/cdk';
import { LocalAws } from './local-aws/launch';
import { RunResult } from './local-aws/processes';
import { Variant } from './variant';

/** The app of the end-to-end tests with these stacks. */
export function appWith(...variants: readonly Variant[]): CdkApp {
  return { folder: __dirname, app: tsx(join(__dirname, 'app.ts')), env: { VARIANTS: JSON.stringify(variants) } };
}

/** Deploys the stacks, which must succeed. */
export async function deploy(aws: LocalAws, ...variants: readonly Variant[]): Promise<RunResult> {
  return succeed(aws, ['deploy', '--all'], variants);
}

/** Deploys the stacks, of which one must fail. */
export async function deployInVain(aws: LocalAws, ...variants: readonly Variant[]): Promise<RunResult> {
  const result = await aws.cdk(['deploy', '--all'], appWith(...variants));
  if (result.code !== 1) {throw new Error(`\`cdk deploy\` must end with 1, got ${result.code}:\n${result.output}`);}
  return result;
}

export async function destroy(aws: LocalAws, ...variants: readonly Variant[]): Promise<RunResult> {
  return succeed(aws, ['destroy', '--all'], variants);
}

async function succeed(aws: LocalAws, args: readonly string[], variants: readonly Variant[]): Promise<RunResult> {
  const result = await aws.cdk(args, appWith(...variants));
  if (result.code !== 0) {throw new Error(`\`cdk ${args.join(' ')}\` must succeed, got ${result.code}:\n${result.output}\n${aws.log()}`);}
  return result;
}
