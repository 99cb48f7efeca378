import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alphaExamples, compile, programOf, synthesize } from './alpha-readme';
import { DIFFERENCES, migrate, REFUSED } from './differences';

/** The examples in the README of AWS's alpha module, with our package in place of theirs: what an app has to change when it moves. */
process.env.CDK_VALIDATION = 'false';
jest.setTimeout(180_000);

const FOLDER = join(__dirname, '..', '..', '.cache', `from-alpha-${process.pid}`);
const EXAMPLES = alphaExamples().map(({ name, code }) => ({ name, code, ours: migrate(code) }));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test('all examples compile, with the differences of the guide and no others', () => {
  const faults = compile(EXAMPLES.map(({ ours }) => programOf(ours)), FOLDER);
  expect(EXAMPLES.flatMap(({ name }, index) => faults[index].map((fault) => `${name}: ${fault}`))).toEqual([]);
});

test.each(EXAMPLES.filter(({ name }) => !(name in REFUSED)))('$name synthesizes', ({ ours }) => {
  expect(synthesize(programOf(ours))).toBeGreaterThan(0);
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
  const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'migration', 'from-alpha.md'), 'utf8');
  const refused = EXAMPLES.filter(({ name }) => name in REFUSED).length;
  const unchanged = EXAMPLES.filter(({ name, code, ours }) => code === ours && !(name in REFUSED)).length;
  expect(guide).toContain(`Of its ${EXAMPLES.length} examples, ${unchanged} synthesize unchanged, ${EXAMPLES.length - unchanged - refused} with the changes below, and ${refused} not at all`);
  expect(guide).toContain(DIFFERENCES.map(({ theirs, ours, why }) => `| ${theirs} | ${ours} | ${why} |`).join('\n'));
  expect(guide).toContain(Object.entries(REFUSED).map(([name, { why }]) => `| ${name.split(' > ').at(-1)} | ${why} |`).join('\n'));
});
