import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { alphaExamples, compile, idsOf, programOf, Resources, synthesize } from './alpha-readme';
import { DIFFERENCES, migrate, OTHERS, REFUSED, RENDERED } from './differences';
import { missingNames, ourTypes, theirTypes } from './public-names';
import { TemplateValues } from '../support/template-values';

/** The examples in the README of AWS's alpha module, with our package in place of theirs: what an app has to change when it moves. */
// Their module calls what aws-cdk-lib deprecates.
process.env.JSII_DEPRECATED = 'quiet';
jest.setTimeout(180_000);

const ROOT = join(__dirname, '..', '..');
const GUIDE = readFileSync(join(ROOT, 'docs', 'migration', 'from-alpha.md'), 'utf8');
const FOLDER = join(ROOT, '.cache', `from-alpha-${process.pid}`);
const EXAMPLES = alphaExamples().map(({ name, code }) => ({ name, code, ours: migrate(code) }));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test('all examples compile, with the differences of the guide and no others', () => {
  const faults = compile(EXAMPLES.map(({ ours }) => programOf(ours)), FOLDER);
  expect(EXAMPLES.flatMap(({ name }, index) => faults[index].map((fault) => `${name}: ${fault}`))).toEqual([]);
});

/** What each example synthesizes to. */
const SYNTHESIZED = new Map<string, Resources>();
const synthesized = ({ name, ours }: typeof EXAMPLES[number]) => {
  const resources = SYNTHESIZED.get(name) ?? synthesize(programOf(ours));
  SYNTHESIZED.set(name, resources);
  return resources;
};

test.each(EXAMPLES.filter(({ name }) => !(name in REFUSED)))('$name synthesizes', (example) => {
  expect(Object.values(synthesized(example)).filter(({ Type }) => Type.startsWith('AWS::ImageBuilder::'))).not.toEqual([]);
});

test.each(Object.entries(REFUSED))('%s is refused', (refused, { message }) => {
  expect(() => synthesize(programOf(EXAMPLES.find(({ name }) => name === refused)!.ours))).toThrow(message);
});

test('every difference is one that an example has', () => {
  const idle = DIFFERENCES.filter(({ edits }) => !edits.some(([pattern]) => EXAMPLES.some(({ code }) => code.search(pattern) >= 0)));
  // Edits of one difference may apply to what another has left.
  expect(idle.map(({ theirs }) => theirs).filter((theirs) => !theirs.includes('ComponentDocumentStep'))).toEqual([]);
});

test('the guide lists them, with how many examples there are of each kind', () => {
  const refused = EXAMPLES.filter(({ name }) => name in REFUSED).length;
  const unchanged = EXAMPLES.filter(({ name, code, ours }) => code === ours && !(name in REFUSED)).length;
  expect(GUIDE).toContain(`Of its ${EXAMPLES.length} examples, ${unchanged} synthesize unchanged, ${EXAMPLES.length - unchanged - refused} with the changes below, and ${refused} not at all`);
  expect(GUIDE).toContain([...DIFFERENCES, ...OTHERS].map(({ theirs, ours, why }) => `| ${theirs} | ${ours} | ${why} |`).join('\n'));
  expect(GUIDE).toContain(Object.entries(REFUSED).map(([name, { why }]) => `| ${name.split(' > ').at(-1)} | ${why} |`).join('\n'));
});

test('the guide names each public name of the alpha module that this library does not have', () => {
  const ours = ourTypes(JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')));
  const missing = missingNames(theirTypes(join(ROOT, 'node_modules', '@aws-cdk', 'aws-imagebuilder-alpha', 'lib')), ours);
  expect(missing.length).toBeGreaterThan(40);
  const changes = [...DIFFERENCES, ...OTHERS].map(({ theirs }) => theirs).join();
  expect(missing.filter((name) => !new RegExp(`\\b${name.split('.').at(-1)}\\b`).test(changes))).toEqual([]);
});

test('resources keep logical id and properties, but for those that the guide names', () => {
  const environment = { account: '123456789012', region: 'us-east-1', stackId: 'stack' };
  const changed = new Set<string>();
  const counts = { all: 0, kept: 0 };
  for (const example of EXAMPLES.filter(({ name }) => !(name in REFUSED))) {
    const { name, code } = example;
    const [before, after] = [synthesize(programOf(code), '@aws-cdk/aws-imagebuilder-alpha'), synthesized(example)];
    expect({ name, ids: idsOf(after).sort() }).toEqual({ name, ids: idsOf(before).sort() });
    for (const id of idsOf(before)) {
      const [theirs, own] = [before, after].map((resources) =>
        new TemplateValues({ Resources: resources }, environment).resolve(resources[id].Properties) as Record<string, unknown>);
      const different = Object.keys({ ...theirs, ...own }).filter((property) => !isDeepStrictEqual(theirs[property], own[property]));
      different.forEach((property) => changed.add(`${before[id].Type.replace('AWS::ImageBuilder::', '')}.${property}`));
      counts.all += 1;
      counts.kept += different.length === 0 ? 1 : 0;
    }
  }
  expect([...changed].sort()).toEqual(Object.keys(RENDERED));
  expect(GUIDE).toContain(Object.entries(RENDERED).map(([property, why]) => `| \`${property}\` | ${why} |`).join('\n'));
  expect(GUIDE).toContain(`Of the ${counts.all} resources of the examples, ${counts.kept} keep`);
});
