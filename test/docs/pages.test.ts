import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { dirname, join, relative } from 'path';
import { CORE_FLOORS, FLOORS } from '../../projenrc/import-rules';

/** What pages say of one another and of the rooms. */
const ROOT = join(__dirname, '..', '..');
const PAGES = ['README.md', 'CONTRIBUTING.md', ...['docs', 'examples', 'test'].flatMap((folder) =>
  (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).filter((file) => file.endsWith('.md')).map((file) => `${folder}/${file}`))];
const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** Links into this repository that also work on the page of a registry. */
const REPOSITORY = `${JSON.parse(textOf('package.json')).repository.url.replace(/\.git$/, '')}/`;
const INTO_REPOSITORY = new RegExp(`^${REPOSITORY}(blob|tree)/main/([^#]+)`);
/** Pictures, which registries show only if they are served as files. */
const PICTURES = `${REPOSITORY.replace('https://github.com/', 'https://raw.githubusercontent.com/')}main/`;

/** The name under which GitHub knows a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');
}

test.each(PAGES)('links of %s lead to files and headings that exist', (page) => {
  const links = [...textOf(page).replace(/^```.*?^```$/gms, '').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
  const broken = links.filter(([, file, anchor]) => {
    const target = file === '' ? page : relative(ROOT, join(ROOT, dirname(page), file));
    if (!existsSync(join(ROOT, target))) return true;
    const headings = anchor === undefined ? [] : [...textOf(target).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));
    return anchor !== undefined && !headings.includes(anchor);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test('links of the README work on the page of a registry, which has no other file of this repository', () => {
  const links = [...textOf('README.md').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
  const broken = links.filter((link) => link.startsWith(REPOSITORY)).filter((link) => {
    const [, kind, path = ''] = INTO_REPOSITORY.exec(link) ?? [];
    return !statSync(join(ROOT, path), { throwIfNoEntry: false }) || (statSync(join(ROOT, path)).isDirectory() ? 'tree' : 'blob') !== kind;
  });
  expect(broken).toEqual([]);
});

test('the README shows pictures of this repository as every registry can show them', () => {
  const pictures = [...textOf('README.md').matchAll(/!\[[^\]]+\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  expect(pictures).toEqual([`${PICTURES}docs/images/golden-ami.svg`]);
  expect(pictures.filter((link) => !existsSync(join(ROOT, link.slice(PICTURES.length))))).toEqual([]);
});

test.each(readdirSync(join(ROOT, 'docs', 'images')).filter((file) => file.endsWith('.svg')))('%s is small, is described, and needs nothing else', (file) => {
  const svg = textOf(`docs/images/${file}`);
  expect(svg.length).toBeLessThan(12_000);
  expect(svg).toMatch(/<title>.+<\/title>\s+<desc>/);
  expect(svg).toContain('prefers-color-scheme: dark');
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|<image|<script|@import|@font-face|url\((?!#)/);
});

test('the README installs the file that `npx projen package` writes', () => {
  const { name, version } = JSON.parse(textOf('package.json'));
  expect(textOf('README.md')).toContain(`/dist/js/${name}@${version}.jsii.tgz aws-cdk-lib constructs\n`);
});

test.each(PAGES)('files that %s names exist', (page) => {
  // The context of a decision is that of its day.
  const today = textOf(page).replace(/^## Context$.*?^(?=## )/gms, '');
  const named = [...today.matchAll(/`((?:bench|docs|examples|projenrc|schema|scripts|src|test)\/[\w./-]*)`/g)].map(([, path]) => path);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('the page on the architecture has the floors that lint enforces', () => {
  const rows = [...textOf('docs/architecture.md').matchAll(/^\| (\d+) \| ([^|]+)\|/gm)]
    .map(([, floor, rooms]) => ({ floor: Number(floor), rooms: [...rooms.matchAll(/`(\w+)`/g)].map(([, room]) => room).sort() }));
  const expected = [FLOORS, CORE_FLOORS].flatMap((floors) =>
    floors.map((rooms, index) => ({ floor: index + 1, rooms: [...rooms].sort() })).reverse());
  expect(rows).toEqual(expected);
});
