import { join } from 'path';
import { ESLint, loadESLint } from 'eslint';

/**
 * Who may import whom, as lint sees it. Each row puts an import into an existing file and asks what lint says about it: the rules match by
 * path, and a path that is misspelt would allow everything without a word.
 */
const ROOT = join(__dirname, '..');
jest.setTimeout(120_000);

let eslint: Pick<ESLint, 'lintText'>;
beforeAll(async () => {
  // The rules that need types are not those asked about, and types take a second for each row.
  const rules = Object.fromEntries(['no-floating-promises', 'return-await'].map((rule) => [`@typescript-eslint/${rule}`, 'off']));
  eslint = new (await loadESLint({ useFlatConfig: false }))({ cwd: ROOT, overrideConfig: { parserOptions: { project: null }, rules } } as object);
});

const RULES = ['import/no-restricted-paths', 'no-restricted-imports', '@typescript-eslint/no-restricted-imports', 'import/no-extraneous-dependencies'];

async function messages(file: string, imported: string, keyword: string = 'import'): Promise<string[]> {
  const [result] = await eslint.lintText(`${keyword} * as imported from '${imported}';\nexport type Used = typeof imported;\n`, { filePath: join(ROOT, file) });
  return result.messages
    .filter(({ ruleId }) => RULES.includes(ruleId ?? ''))
    .map(({ message }) => message);
}

const HANDLER = /Constructs never import the handler/;
const CONTRACT = /The contract imports nothing/;
const NO_CDK = /The handler runs without the CDK/;
const NO_SDK = /The AWS SDK belongs to handler\/adapters/;
const NO_MACHINE = /Nothing is called or started at synth/;

describe('lint refuses', () => {
  test.each<[importer: string, imported: string, message: RegExp]>([
    ['src/component/component.ts', '../handler/report/report-lifecycle', HANDLER],
    ['src/report/build-report.ts', '../handler/core/policy/decide', HANDLER],
    ['src/common/naming.ts', '../handler/ports', HANDLER],
    ['src/index.ts', './handler/report/report-lifecycle', HANDLER],
    ['src/handler/report/report-lifecycle.ts', '../../common/naming', /The handler imports nothing of the constructs/],
    ['src/handler/core/policy/decide.ts', '../../../report/build-report', /The handler imports nothing of the constructs/],
    ['src/handler/core/policy/decide.ts', '../../report/report-lifecycle', /The core is pure/],
    ['src/handler/core/policy/decide.ts', '../../adapters/image-builder', /The core is pure/],
    ['src/handler/ports.ts', './adapters/image-builder', /Ports speak in types of the core/],
    ['src/handler/report/report-lifecycle.ts', '../adapters/image-builder', /The lifecycle knows ports/],
    ['src/handler/adapters/image-builder.ts', '../report/report-lifecycle', /they do not know the lifecycle/],
    ['src/contract.ts', './common/naming', CONTRACT],
    ['src/contract.ts', 'path', CONTRACT],
    ['src/component/component.ts', '../index', /Import the file, not the index/],
    ['src/report/build-report.ts', '../index', /Import the file, not the index/],
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
});

describe('lint accepts', () => {
  test.each<[importer: string, imported: string]>([
    ['src/index.ts', './component/component'],
    ['src/component/component.ts', '../common/naming'],
    ['src/common/naming.ts', './versions'],
    ['src/common/naming.ts', './platform'],
    ['src/component/component.ts', 'aws-cdk-lib'],
    ['src/report/build-report.ts', '../pipeline/image-pipeline'],
    ['src/report/build-report.ts', '../contract'],
    ['src/handler/core/policy/decide.ts', '../../../contract'],
    ['src/handler/core/policy/decide.ts', '../answer/reason'],
    ['src/handler/ports.ts', './core/policy/decide'],
    ['src/handler/report/report-lifecycle.ts', '../ports'],
    ['src/handler/adapters/image-builder.ts', '../ports'],
    ['src/handler/adapters/image-builder.ts', '@aws-sdk/client-imagebuilder'],
    ['src/handler/report/report.lambda.ts', './report-lifecycle'],
  ])('%s importing %s', async (importer, imported) => {
    expect(await messages(importer, imported)).toEqual([]);
  });
});
