import { join } from 'path';
import { ESLint, loadESLint } from 'eslint';

/**
 * Who may import whom, as lint sees it. Each row puts an import into a file and asks what lint says about it: the rules match by path, and a
 * path that is misspelt would allow everything without a word. The file need not exist; its folder and what it imports do.
 */
const ROOT = join(__dirname, '..');
jest.setTimeout(120_000);

let eslint: Pick<ESLint, 'lintText'>;
beforeAll(async () => {
  // The rules that need types are not those asked about, and types take a second for each row.
  const rules = Object.fromEntries(['no-floating-promises', 'return-await'].map((rule) => [`@typescript-eslint/${rule}`, 'off']));
  eslint = new (await loadESLint({ useFlatConfig: false }))({ cwd: ROOT, overrideConfig: { parserOptions: { project: null }, rules } } as object);
});

const RULES = ['import/no-restricted-paths', 'no-restricted-imports', 'import/no-extraneous-dependencies', 'no-restricted-syntax'];

async function messagesOn(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(ROOT, file) });
  return result.messages.filter(({ ruleId }) => RULES.includes(ruleId ?? '')).map(({ message }) => message);
}

function messages(file: string, imported: string): Promise<string[]> {
  return messagesOn(file, `import * as imported from '${imported}';\nexport const used = imported;\n`);
}

const HANDLER = /Constructs never import the handler/;
const CONTRACT = /The contract imports only itself/;
const NO_CDK = /The handler runs without the CDK/;
const NO_SDK = /The AWS SDK belongs to handler\/adapters/;
const NO_MACHINE = /Nothing is called or started at synth/;
const NO_ROOM = /Each file stands in a room/;

/** What is said of a room that imports what is no lower floor. */
const floor = (room: string) => new RegExp(`${room} imports itself`);

describe('lint refuses', () => {
  test.each<[importer: string, imported: string, message: RegExp]>([
    // Upwards, and sidewards where a floor has two rooms
    ['src/contract/gate.ts', '../common/naming', floor('contract')],
    ['src/contract/gate.ts', '../handler/ports', CONTRACT],
    ['src/contract/gate.ts', 'path', CONTRACT],
    ['src/contract/gate.ts', 'aws-cdk-lib/aws-s3', CONTRACT],
    ['src/common/naming.ts', '../document/document-node', floor('common')],
    ['src/common/naming.ts', '../contract/gate', floor('common')],
    ['src/document/document-node.ts', '../component/check', floor('document')],
    ['src/document/document-node.ts', '../infrastructure/network', floor('document')],
    ['src/infrastructure/network.ts', '../recipe/recipe', floor('infrastructure')],
    ['src/infrastructure/network.ts', '../document/document-node', floor('infrastructure')],
    ['src/component/component.ts', '../lifecycle/lifecycle-policy', floor('component')],
    ['src/component/component.ts', '../recipe/recipe', floor('component')],
    ['src/component/steps/files.ts', '../../recipe/recipe', floor('component')],
    ['src/recipe/recipe.ts', '../distribution/key', floor('recipe')],
    ['src/recipe/recipe.ts', '../component/component', floor('recipe')],
    ['src/distribution/key.ts', '../workflow/workflow', floor('distribution')],
    ['src/distribution/key.ts', '../lifecycle/lifecycle-policy', floor('distribution')],
    ['src/lifecycle/selection.ts', '../workflow/workflow', floor('lifecycle')],
    ['src/lifecycle/selection.ts', '../distribution/key', floor('lifecycle')],
    ['src/workflow/workflow.ts', '../pipeline/image', floor('workflow')],
    ['src/pipeline/image.ts', '../report/build-report', floor('pipeline')],
    ['src/managed/names.ts', '../report/build-report', floor('managed')],
    ['src/report/build-report.ts', '../managed/names', floor('report')],
    ['src/report/build-report.ts', '../index', floor('report')],
    // The handler
    ['src/index.ts', './handler/report/report-lifecycle', HANDLER],
    ['src/common/naming.ts', '../handler/ports', HANDLER],
    ['src/contract/gate.ts', '../handler/ports', HANDLER],
    ['src/component/component.ts', '../handler/report/report-lifecycle', HANDLER],
    ['src/report/build-report.ts', '../handler/core/policy/decide', HANDLER],
    ['src/handler/report/report-lifecycle.ts', '../../common/naming', /The handler imports nothing of the constructs/],
    ['src/handler/core/policy/decide.ts', '../../../report/build-report', /The handler imports nothing of the constructs/],
    ['src/handler/core/policy/decide.ts', '../../report/report-lifecycle', /The core is pure/],
    ['src/handler/core/policy/decide.ts', '../../adapters/image-builder', /The core is pure/],
    ['src/handler/core/model/facts.ts', '../answer/text', floor('core/model')],
    ['src/handler/core/answer/text.ts', '../request/request', floor('core/answer')],
    ['src/handler/core/request/request.ts', '../build/workflows', floor('core/request')],
    ['src/handler/core/build/workflows.ts', '../scan/gate', floor('core/build')],
    ['src/handler/core/build/workflows.ts', '../policy/decide', floor('core/build')],
    ['src/handler/core/scan/gate.ts', '../build/workflows', floor('core/scan')],
    ['src/handler/core/scan/gate.ts', '../policy/decide', floor('core/scan')],
    ['src/handler/ports.ts', './adapters/image-builder', /Ports speak in types of the model/],
    ['src/handler/ports.ts', './core/policy/decide', /Ports speak in types of the model/],
    ['src/handler/adapters/image-builder.ts', '../report/report-lifecycle', /Adapters implement ports/],
    ['src/handler/adapters/image-builder.ts', '../observe/observe', /Adapters implement ports/],
    ['src/handler/adapters/image-builder.ts', '../core/request/request', /Adapters implement ports/],
    ['src/handler/observe/observe.ts', '../adapters/image-builder', /What is read is read through ports/],
    ['src/handler/observe/observe.ts', '../report/invocation', /What is read is read through ports/],
    ['src/handler/report/report-lifecycle.ts', '../adapters/image-builder', /A lifecycle knows ports/],
    // What comes from outside
    ['src/component/component.ts', '@aws-sdk/client-imagebuilder', NO_SDK],
    ['src/handler/core/policy/decide.ts', '@aws-sdk/client-imagebuilder', NO_SDK],
    ['src/handler/report/report-lifecycle.ts', '@aws-sdk/client-imagebuilder', NO_SDK],
    ['src/handler/core/policy/decide.ts', 'aws-cdk-lib', NO_CDK],
    ['src/handler/adapters/image-builder.ts', 'aws-cdk-lib/aws-imagebuilder', NO_CDK],
    ['src/handler/report/report.lambda.ts', 'constructs', NO_CDK],
    ['src/component/component.ts', 'child_process', NO_MACHINE],
    ['src/report/build-report.ts', 'node:https', NO_MACHINE],
  ])('%s importing %s', async (importer, imported, message) => {
    expect(await messages(importer, imported)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test.each([
    'src/component.ts', 'src/contract.ts', 'src/helpers/naming.ts', 'src/private/naming.ts', 'src/handler/lifecycle.ts', 'src/handler/helpers/time.ts',
    'src/handler/core/decide.ts', 'src/handler/core/facts/time.ts',
  ])('%s, which stands in no room', async (file) => {
    expect(await messagesOn(file, 'export const used = 1;\n')).toEqual([expect.stringMatching(NO_ROOM)]);
  });

  test('the import of a type, as that of a value', async () => {
    const text = "import type { Image } from '../pipeline/image';\nexport type Used = Image;\n";
    expect(await messagesOn('src/recipe/recipe.ts', text)).toEqual([expect.stringMatching(floor('recipe'))]);
  });

  test('members of the inside in patterns', async () => {
    expect(await messagesOn('src/patterns/golden-ami.ts', 'export const bound = (document: any) => document._bind();\n')).toEqual([
      expect.stringMatching(/Patterns use what users can use/),
    ]);
  });
});

describe('lint accepts', () => {
  test.each<[importer: string, imported: string]>([
    ['src/index.ts', './component/component'],
    ['src/contract/gate.ts', './values'],
    ['src/common/naming.ts', './errors'],
    ['src/document/document-node.ts', '../common/naming'],
    ['src/infrastructure/network.ts', '../common/naming'],
    ['src/component/component.ts', '../document/document-node'],
    ['src/component/steps/files.ts', '../component-step'],
    ['src/component/component.ts', 'aws-cdk-lib'],
    ['src/recipe/recipe.ts', '../infrastructure/network'],
    ['src/distribution/key.ts', '../recipe/recipe'],
    ['src/lifecycle/selection.ts', '../recipe/recipe'],
    ['src/workflow/workflow.ts', '../distribution/key'],
    ['src/pipeline/image.ts', '../workflow/workflow'],
    ['src/pipeline/image.ts', '../contract/gate'],
    ['src/managed/names.ts', '../pipeline/image'],
    ['src/report/build-report.ts', '../pipeline/image-pipeline'],
    ['src/report/build-report.ts', '../contract/gate'],
    ['src/handler/core/model/facts.ts', './trouble'],
    ['src/handler/core/answer/reason.ts', '../model/trouble'],
    ['src/handler/core/request/request.ts', '../answer/text'],
    ['src/handler/core/build/workflows.ts', '../request/request'],
    ['src/handler/core/scan/gate.ts', '../request/gate-request'],
    ['src/handler/core/policy/decide.ts', '../scan/gate'],
    ['src/handler/core/policy/decide.ts', '../../../contract/gate'],
    ['src/handler/ports.ts', './core/model/facts'],
    ['src/handler/observe/observe.ts', '../ports'],
    ['src/handler/observe/observe.ts', '../core/build/newest'],
    ['src/handler/adapters/image-builder.ts', '../ports'],
    ['src/handler/adapters/image-builder.ts', '@aws-sdk/client-imagebuilder'],
    ['src/handler/report/report-lifecycle.ts', '../ports'],
    ['src/handler/report/report-lifecycle.ts', '../observe/observe'],
    ['src/handler/report/report.lambda.ts', './report-lifecycle'],
    ['src/handler/report/report.lambda.ts', '../adapters/image-builder'],
  ])('%s importing %s', async (importer, imported) => {
    expect(await messages(importer, imported)).toEqual([]);
  });

  test.each(['src/index.ts', 'src/contract/gate.ts', 'src/monitor/build-monitor.ts', 'src/channel/channel.ts', 'src/patterns/golden-ami.ts', 'src/handler/monitor/monitor.lambda.ts'])(
    '%s, which has a room', async (file) => {
      expect(await messagesOn(file, 'export const used = 1;\n')).toEqual([]);
    });
});
