import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { compiled, load } from '../support/programs';

/** Every TypeScript example of README and guides is compiled against the sources, run and synthesized. */
const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, '.cache', `doc-examples-${process.pid}`);
const PAGES = ['README.md', ...['docs', 'docs/guides'].flatMap((folder) =>
  readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.md')).map((file) => `${folder}/${file}`))];

/** Modules that a fragment in a guide may name by their usual names; a whole program imports what it uses. */
const MODULES = {
  actions: 'aws-cloudwatch-actions',
  assets: 'aws-s3-assets',
  autoscaling: 'aws-autoscaling',
  cloudwatch: 'aws-cloudwatch',
  ec2: 'aws-ec2',
  ecr: 'aws-ecr',
  ecs: 'aws-ecs',
  events: 'aws-events',
  iam: 'aws-iam',
  kms: 'aws-kms',
  logs: 'aws-logs',
  s3: 'aws-s3',
  sns: 'aws-sns',
  sqs: 'aws-sqs',
  ssm: 'aws-ssm',
  targets: 'aws-events-targets',
};
const LIBRARY = Object.keys(jest.requireActual('../../src'));
const CORE = ['Duration', 'Fn', 'RemovalPolicy', 'TimeZone'];

/** The fragment as a function of a stack, in which `image` is an image and `pipeline` a pipeline, unless it makes its own. */
function inContext(fragment: string): string {
  const named = (names: string[]) => names.filter((name) => new RegExp(`(?<![.\\w])${name}\\b`).test(fragment)).join(', ');
  const given = Object.entries({
    image: "imagebuilder.Image.fromImageArn(this, 'Existing', 'arn:aws:imagebuilder:us-east-1:111122223333:image/golden/1.0.0/1')",
    pipeline: "imagebuilder.ImagePipeline.fromImagePipelineName(this, 'ExistingPipeline', 'golden')",
    bucket: "new s3.Bucket(this, 'ExistingBucket')",
  }).filter(([name]) => named([name]) && !fragment.includes(`const ${name} =`)).map(([name, value]) => `const ${name} = ${value};`).join('\n');
  const modules = Object.entries(MODULES).filter(([name]) => new RegExp(`\\b${name}\\.`).test(given + fragment));
  return `
import { App, Stack, ${named(CORE)} } from 'aws-cdk-lib';
${modules.map(([name, module]) => `import * as ${name} from 'aws-cdk-lib/${module}';`).join('\n')}
import * as imagebuilder from 'cdk-imagebuilder';
import { ${named(LIBRARY)} } from 'cdk-imagebuilder';
export function example(this: Stack) {
${given}
${fragment}
void [App, imagebuilder];
}
`;
}

interface Example { readonly name: string; readonly file: string; readonly whole: boolean }

function examples(): Example[] {
  return PAGES.flatMap((page) => {
    const blocks = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts(?: nofixture)?\n(.*?)^```$/gms)].map(([, text]) => text);
    return blocks.map((text, index) => {
      const whole = /^import /m.test(text);
      const file = join(FOLDER, `${page.replace(/\W/g, '-')}-${index + 1}.ts`);
      writeFileSync(file, whole ? `${text}\nexport { stack };\n` : inContext(text));
      return { name: `${page} ${index + 1}`, file, whole };
    });
  });
}

mkdirSync(FOLDER, { recursive: true });
const EXAMPLES = examples();
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
jest.setTimeout(120_000);

test('there are examples', () => {
  expect(EXAMPLES.map(({ name }) => name)).toEqual(expect.arrayContaining(['README.md 1', 'docs/reports.md 1']));
});

test('trap 19: all examples compile', () => {
  const program = compiled(EXAMPLES.map(({ file }) => file));
  const faults = ts.getPreEmitDiagnostics(program).map((fault) => `${fault.file?.fileName}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`);
  expect(faults).toEqual([]);
});

test.each(EXAMPLES)('trap 19: $name synthesizes', ({ file, whole }) => {
  const { App, Stack } = jest.requireActual('aws-cdk-lib');
  const example = load(readFileSync(file, 'utf8'));
  const stack = whole ? example.stack : new Stack(new App(), 'Example');
  if (!whole) {
    example.example.call(stack);
  }
  const assembly = stack.node.root.synth();
  expect(Object.keys(assembly.getStackByName(stack.stackName).template.Resources).length).toBeGreaterThan(0);
  if (whole) {
    const warnings = assembly.stacks.flatMap(({ messages }: any) => messages).map(({ entry }: any) => String(entry.data));
    expect(warnings.filter((warning: string) => warning.includes('cdk-imagebuilder:'))).toEqual([]);
  }
});

test('the guides to the reports describe each attribute as its stack output does', () => {
  const { BUILD_KEY_DESCRIPTIONS, BUILD_HEADLINE, SCAN_KEY_DESCRIPTIONS, SCAN_HEADLINE } = jest.requireActual('../../src/report/key-descriptions');
  const rows = (descriptions: Record<string, string>, headline: string[]) =>
    Object.entries(descriptions).map(([key, description]) => `| \`${key}\` | ${description} |${headline.includes(key) ? ' yes ' : ' '}|`).join('\n');
  expect(readFileSync(join(ROOT, 'docs', 'build-report.md'), 'utf8')).toContain(rows(BUILD_KEY_DESCRIPTIONS, BUILD_HEADLINE));
  expect(readFileSync(join(ROOT, 'docs', 'scan-report.md'), 'utf8')).toContain(rows(SCAN_KEY_DESCRIPTIONS, SCAN_HEADLINE));
});
