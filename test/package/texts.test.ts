import { readFileSync } from 'fs';
import { join } from 'path';
import { docTexts, faultsOf, type DocText } from '../support/doc-texts';
import { javaTexts, lostTexts, pythonTexts, showsParameter, type ShownTexts } from '../support/generated-texts';
import { ensureLanguageSources } from '../support/language-sources';

/**
 * What a user reads of the public API in an IDE, in TypeScript, Python and Java. jsii keeps one sentence as the summary, Java shows no more of a
 * parameter, and a `*` is taken for a list: what is damaged on the way is found here.
 */
const ROOT = join(__dirname, '..', '..');
const ASSEMBLY = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
const TEXTS = docTexts(Object.values(ASSEMBLY.types));

/** Words that remain, because the docstring is also the description of a stack output, which is part of users' templates. */
const IN_TEMPLATES = new Set(['ScanReport.topVulnerabilities: says "gravest": write "most severe"']);
jest.setTimeout(300_000);

test('the assembly holds the docstrings of the public API', () => {
  expect(TEXTS.length).toBeGreaterThan(1500);
});

test('every docstring can be read alone', () => {
  expect(TEXTS.flatMap((text) => faultsOf(text).map((fault) => `${text.where}: ${fault}`)).filter((fault) => !IN_TEMPLATES.has(fault))).toEqual([]);
});

describe('what is generated', () => {
  let java: (text: DocText) => ShownTexts;
  let python: (text: DocText) => ShownTexts;
  beforeAll(async () => {
    const folder = await ensureLanguageSources();
    const javaFolder = join(folder, 'java', 'src', 'main', 'java', ...ASSEMBLY.targets.java.package.split('.'));
    java = ({ type }) => javaTexts(readFileSync(join(javaFolder, `${type}.java`), 'utf8'));
    const types = pythonTexts(readFileSync(join(folder, 'python', 'src', ASSEMBLY.targets.python.module, '__init__.py'), 'utf8'));
    python = ({ type }) => types.get(type)!;
  });

  function lost(language: (text: DocText) => ShownTexts, texts: readonly DocText[]): string[] {
    return texts.flatMap((text) => lostTexts(text, language(text)).map((part) => `${text.where}: ${part}`));
  }

  test('Java shows every docstring whole', () => {
    expect(lost(java, TEXTS)).toEqual([]);
  });

  test('Python shows every docstring whole', () => {
    expect(lost(python, TEXTS.filter((text) => text.kind !== 'parameter' || showsParameter(text, python(text))))).toEqual([]);
  });

  test('a cron expression survives', () => {
    const cron = TEXTS.find(({ where }) => where === 'ImagePipelineSchedule.cron()')!;
    expect(cron.docs.example).toContain("'0 3 ? * sun *'");
    // In quotes of each language, or in those of TypeScript where the examples have not been translated.
    expect(java(cron).whole).toMatch(/(['"])0 3 \? \* sun \*\1/);
    expect(python(cron).whole).toMatch(/(['"])0 3 \? \* sun \*\1/);
  });
});

describe('the check of docstrings', () => {
  const CLASS = { kind: 'class', docs: { summary: 'A pipeline that builds images.', example: 'new Pipeline()' } } as const;

  test('takes what can be read alone', () => {
    expect(faultsOf(CLASS)).toEqual([]);
    expect(faultsOf({ kind: 'member', docs: { summary: 'The schedule, as `0 3 ? * sun *`.', remarks: 'Use **names** of days.\n\n#### Limitations\n\n- None; see [AWS](https://aws.amazon.com).' } }))
      .toEqual([]);
  });

  test.each([
    ['has no text', { kind: 'member', docs: {} }],
    ['has no @example', { kind: 'class', docs: { summary: 'A pipeline.' } }],
    ['does not end with a period', { kind: 'member', docs: { summary: 'The name' } }],
    ['has a `;`, at which jsii cuts: "The name;"', { kind: 'member', docs: { summary: 'The name;', remarks: 'Or the ARN.' } }],
    ['has a summary of more than one sentence: "The name. Must be short."', { kind: 'member', docs: { summary: 'The name. Must be short.' } }],
    ['is cut inside code: "For example `0 3 ?"', { kind: 'parameter', docs: { summary: 'For example `0 3 ?' } }],
    ['is cut in the middle of a sentence before "else it is made."', { kind: 'member', docs: { summary: 'The role.', remarks: 'else it is made.' } }],
    ['loses its rest in Java, which shows only the first sentence: "Must be short."', { kind: 'parameter', docs: { summary: 'the name.', remarks: 'Must be short.' } }],
    ['depends on a sentence before: "It does."', { kind: 'enum member', docs: { summary: 'It does.' } }],
    ['is no sentence: "Days."', { kind: 'enum member', docs: { summary: 'Days.' } }],
    ['has a `*` outside code, which jsii takes for a list or for emphasis', { kind: 'member', docs: { summary: 'A date.', remarks: 'As 0 3 ? * sun *' } }],
    ['has a `*/`, which ends the comment in Java', { kind: 'member', docs: { summary: 'A date.', remarks: 'As `0 */6 * * ? *`' } }],
    ['has a heading above level 4, which becomes a chapter of API.md', { kind: 'member', docs: { summary: 'A date.', remarks: '## Limitations' } }],
    ['says "another one": name the thing', { kind: 'member', docs: { summary: 'A date.', default: '- another one' } }],
  ] as const)('finds what %s', (fault, text) => {
    expect(faultsOf(text)).toContain(fault);
  });
});

describe('the check of generated texts', () => {
  const TEXT: DocText = { type: 'A', where: 'A.cron(expression)', kind: 'parameter', docs: { summary: 'such as `0 3 ? * sun *` or <b>.' } };

  test.each([
    ['whole', 'such as <code>0 3 ? * sun *</code> or &lt;b&gt;. This parameter is required.', []],
    ['cut', 'such as `0 3 ?. This parameter is required.', ['@param expression such as 0 3 ? * sun * or <b>.']],
  ])('knows a parameter of Java that is %s', (_, shown, lost) => {
    expect(lostTexts(TEXT, javaTexts(`/**\n * A date.\n * <p>\n * @param expression ${shown}\n */`))).toEqual(lost);
  });

  test.each([
    ['whole', 'such as ``0 3 ? * sun *`` or <b>. Default: - none', []],
    ['damaged', 'such as ``0 3 ? - sun *`` or <b>.', ['@param expression such as 0 3 ? * sun * or <b>.']],
  ])('knows a parameter of Python that is %s', (_, shown, lost) => {
    expect(lostTexts(TEXT, pythonTexts(`class A(\n    '''A date.\n\n    :param expression: ${shown}\n    '''`).get('A')!)).toEqual(lost);
  });
});
