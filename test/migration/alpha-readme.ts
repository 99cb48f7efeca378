import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { compiled, load } from '../support/programs';

const ROOT = join(__dirname, '..', '..');
const ALPHA = join(ROOT, 'node_modules', '@aws-cdk', 'aws-imagebuilder-alpha');

/** One example of the README of AWS's alpha module. */
export interface AlphaExample {
  /** Its headings below the second, and its number where a heading has several. */
  readonly name: string;
  readonly code: string;
}

/** All examples, in the order in which they stand. */
export function alphaExamples(): AlphaExample[] {
  const found: AlphaExample[] = [];
  const headings: string[] = [];
  const blocks = readFileSync(join(ALPHA, 'README.md'), 'utf8').matchAll(/^(?<level>#{3,6}) (?<title>.+)$|^```ts *\n(?<code>[^]*?)^```$/gm);
  for (const { groups } of blocks) {
    if (groups!.title) {
      headings.splice(groups!.level.length - 3, Infinity, groups!.title);
    } else {
      const heading = headings.filter(Boolean).join(' > ');
      const others = found.filter(({ name }) => name.replace(/ \(\d+\)$/, '') === heading).length;
      found.push({ name: others === 0 ? heading : `${heading} (${others + 1})`, code: groups!.code });
    }
  }
  return found;
}

/** The example as a program that exports its stack: inside of the module's own fixture, with our package in place of theirs. */
export function programOf(code: string): string {
  const fixture = readFileSync(join(ALPHA, 'rosetta', 'default.ts-fixture'), 'utf8');
  // Some examples give ids that the fixture gives, too, and declare names that it declares.
  const whole = fixture.replace('@aws-cdk/aws-imagebuilder-alpha', 'cdk-imagebuilder').replaceAll("(this, '", "(this, 'Fixture").replace('/// here', () => `{\n${code}\n}`);
  return `${whole.replaceAll(/'\.\/(my-\w+\.yml)'/g, `'${__dirname.replaceAll('\\', '/')}/$1'`)}
import { App, Stage } from 'aws-cdk-lib';
// One example looks a key up, which takes an account and a Region.
export const stack = new Fixture(new Stage(new App(), 'Stage', { env: { account: '123456789012', region: 'us-east-1' } }), 'Fixture');
`;
}

/** What the compiler has against each of the programs. */
export function compile(programs: readonly string[], folder: string): string[][] {
  mkdirSync(folder, { recursive: true });
  const files = programs.map((program, index) => {
    const file = join(folder, `example-${index}.ts`);
    writeFileSync(file, program);
    return file;
  });
  const program = compiled(files, { noUnusedParameters: false });
  return files.map((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, ' '));
  });
}

/** Resources of a template, by logical id. */
export type Resources = Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;

/** The ids of the resources of Image Builder that the example makes, without those of the fixture. */
export function idsOf(resources: Resources): string[] {
  return Object.keys(resources).filter((id) => resources[id].Type.startsWith('AWS::ImageBuilder::') && !id.startsWith('Fixture'));
}

/** Runs the program with our package or with theirs in its place. Throws what the library or the CDK throws. */
export function synthesize(program: string, packageName?: '@aws-cdk/aws-imagebuilder-alpha'): Resources {
  const { stack } = load(program, packageName);
  const { Resources } = Stage.of(stack)!.synth().getStackArtifact(stack.artifactId).template;
  return Resources;
}
