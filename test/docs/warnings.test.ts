import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { EXECUTION_TAG, REQUEST_TAG, RETRIES_TAG, TRIGGER_TAG } from '../../src/contract/execution';
import { DEPLOYED_TAG } from '../../src/patterns/deployed-build';

/** Ids of warnings are API: people acknowledge them. `docs/checks.md` lists each. */
const ROOT = join(__dirname, '..', '..');

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('handler')).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Ids as they stand in the code: whole, or given to one of the two helpers that put the prefix before them. */
function idsIn(text: string): string[] {
  const forms = [/'cdk-imagebuilder:(\w+)'/g, /\.warn\('(\w+)'/g, /warning: '(\w+)'/g];
  return forms.flatMap((form) => [...text.matchAll(form)].map(([, id]) => id));
}

/** The warnings that `docs/checks.md` lists. */
const LISTED = [...readFileSync(join(ROOT, 'docs', 'checks.md'), 'utf8').matchAll(/^\| `cdk-imagebuilder:(\w+)` \|/gm)].map(([, id]) => id);

const TAGS = [TRIGGER_TAG, EXECUTION_TAG, REQUEST_TAG, RETRIES_TAG, DEPLOYED_TAG];

test('every warning is listed, in order, and no other', () => {
  const used = new Set(sources(join(ROOT, 'src')).flatMap(idsIn).filter((id) => !TAGS.includes(`cdk-imagebuilder:${id}`)));
  expect(LISTED).toEqual([...used].sort());
});

test('every warning that a page names is listed', () => {
  const pages = (readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[]).filter((file) => file.endsWith('.md'));
  const named = pages.flatMap((page) => [...readFileSync(join(ROOT, 'docs', page), 'utf8').matchAll(/`cdk-imagebuilder:(\w+)`/g)].map(([, id]) => id));
  expect(named.length).toBeGreaterThan(LISTED.length);
  expect(named.filter((id) => !LISTED.includes(id) && !TAGS.includes(`cdk-imagebuilder:${id}`))).toEqual([]);
});
