import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { basename, join } from 'path';
import { userCode } from '../support/user-code';

/**
 * Programs in the languages of their users. The pages of `docs/guides/languages/` show the files of the examples, which are built and synthesized elsewhere:
 * `UPDATE_DOCS=1` writes them anew.
 */
const ROOT = join(__dirname, '..', '..');
const PAGES = join(ROOT, 'docs', 'guides', 'languages');
const SHOWN = [
  { language: 'TypeScript', fence: 'typescript', folder: 'golden-ami-asg', files: ['images-stack.ts', 'servers-stack.ts', 'app.ts'] },
  { language: 'Python', fence: 'python', folder: 'golden-ami-asg-python', files: ['images_stack.py', 'servers_stack.py', 'app.py'] },
  { language: 'Java', fence: 'java', folder: 'golden-ami-asg-java', files: ['ImagesStack', 'ServersStack', 'App'].map((name) => `src/main/java/golden/${name}.java`) },
  { language: 'Go', fence: 'go', folder: 'golden-ami-asg-go', files: ['images.go', 'servers.go', 'main.go'] },
];
const START = '<!-- This page is written by UPDATE_DOCS=1 npx jest --coverage=false test/docs/language-programs.test.ts -->';

const example = (path: string) => readFileSync(join(ROOT, 'examples', path), 'utf8');

function pageOf({ language, fence, folder, files }: typeof SHOWN[number]): string {
  const blocks = files.map((file) => `\`${basename(file)}\`:\n\n\`\`\`${fence}\n${example(join(folder, file)).trim()}\n\`\`\`\n`);
  return [`# Write the program in ${language}`, START, `From [examples/${folder}](../../../examples/${folder}).`, blocks.join('\n')].join('\n\n');
}

test.each(SHOWN)('the page on $language shows the files of its example', (shown) => {
  const file = join(PAGES, `${shown.language.toLowerCase()}.md`);
  const page = pageOf(shown);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});

/** Examples of golden images, which show how little is to be written; some in several languages. */
const SHORT = /^(golden-ami|golden-container-pattern|private-network)(-|$)/;
const EXAMPLES = readdirSync(join(ROOT, 'examples')).filter((folder) => SHORT.test(folder)).map((folder) => ({
  folder,
  files: (readdirSync(join(ROOT, 'examples', folder), { recursive: true }) as string[]).filter((file) => /\.(ts|py|java|go)$/.test(file)),
}));

test.each(EXAMPLES)('$folder has less than 40 lines that its user writes', ({ folder, files }) => {
  const lines = files.flatMap((file) => userCode(example(join(folder, file))));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.length).toBeLessThan(40);
});
