/**
 * Writes what the licences of bundled packages ask for: `node scripts/notice.mjs <metafile of esbuild>…`.
 *
 * `NOTICE` names each package of which a part is in a bundle of the handler, `THIRD-PARTY-LICENSES` has the texts of their licences. The build stops at a
 * package without a text, and at a licence that nobody has agreed to.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that ask for no more than their text in a copy. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
const LICENSE_FILE = /^licen[cs]e(?:\.(?:md|txt))?$/i;
const NOTICE_FILE = /^notice(?:\.(?:md|txt))?$/i;
const RULE = `\n${'-'.repeat(80)}\n\n`;

const textOf = (file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();

/** The folders of the packages that have at least a byte in an output. */
function foldersIn({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs)).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = inputs.map(([file]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  return [...new Set(folders.filter(Boolean))];
}

function read(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder);
  const text = files.filter((file) => LICENSE_FILE.test(file)).map((file) => textOf(join(folder, file))).join('\n\n');
  if (!ALLOWED.includes(license)) {
    throw new Error(`The licence of ${name} ${version}, which is bundled, must be one of ${ALLOWED.join(', ')}, got: ${license}.`);
  }
  if (text === '') {
    throw new Error(`${folder} must have a LICENSE file, because ${name} ${version} is bundled.`);
  }
  return { label: `${name} ${version}`, license, text, notices: files.filter((file) => NOTICE_FILE.test(file)).map((file) => textOf(join(folder, file))) };
}

const folders = new Set(process.argv.slice(2).flatMap((metafile) => foldersIn(JSON.parse(readFileSync(metafile, 'utf8')))));
const packages = [...folders].map(read).sort((a, b) => a.label.localeCompare(b.label, 'en'));
const { name, license, author } = JSON.parse(readFileSync('package.json', 'utf8'));

writeFileSync('NOTICE', `${[
  name,
  `Copyright ${author.name}`,
  '',
  `Licensed under ${license}, see LICENSE.`,
  '',
  'The code of the Lambda functions, in assets/handler, contains parts of these packages. THIRD-PARTY-LICENSES has their licences.',
  '',
  ...packages.map(({ label, license: theirs }) => `  ${label} (${theirs})`),
  ...packages.flatMap(({ label, notices }) => notices.map((notice) => `\n${label}:\n\n${notice}`)),
].join('\n')}\n`);

const labels = new Map();
packages.forEach(({ label, text }) => labels.set(text, [...labels.get(text) ?? [], label]));
writeFileSync('THIRD-PARTY-LICENSES', `${[...labels].map(([text, of]) => `${of.join('\n')}\n\n${text}\n`).join(RULE)}`);
