/**
 * Holds the mutants that no test has noticed against test/mutation/survivors.md: each has to be listed there with a reason, and whatever is listed
 * has to survive. `--write` prints the rows that are missing, without a reason.
 */
import { readdirSync, readFileSync } from 'node:fs';

const REPORTS = 'test-reports';
const LIST = 'test/mutation/survivors.md';

const reports = readdirSync(REPORTS).filter((file) => /^mutation-.*\.json$/.test(file));
const files = Object.assign({}, ...reports.map((file) => JSON.parse(readFileSync(`${REPORTS}/${file}`, 'utf8')).files));
const survivors = new Set(Object.entries(files).flatMap(([file, { source, mutants }]) => mutants
  .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  .map(({ location, replacement }) => row(file, textAt(source, location), replacement))));
const listed = new Set([...readFileSync(LIST, 'utf8').matchAll(/^(\| src\/\S+ \| .+ \|) [^|]+ \|$/gm)].map(([, mutant]) => mutant));

const missing = [...survivors].filter((mutant) => !listed.has(mutant));
// A run of a part says nothing about the rest.
const dead = [...listed].filter((mutant) => !survivors.has(mutant) && mutant.split(' ')[1] in files);
if (process.argv.includes('--write')) {
  missing.forEach((mutant) => console.log(`${mutant}  |`));
} else {
  missing.forEach((mutant) => console.error(`survives and is not listed: ${mutant}`));
  dead.forEach((mutant) => console.error(`is listed and does not survive: ${mutant}`));
  console.log(`${survivors.size} survivors, ${missing.length} not listed, ${dead.length} listed in vain`);
  process.exitCode = missing.length + dead.length > 0 ? 1 : 0;
}

/** File and change on one line, without the line number, which changes with every edit. */
function row(file, original, replacement) {
  const short = (text) => {
    const line = text.replace(/\s+/g, ' ').replaceAll('|', '¦').replaceAll('`', '´');
    return line.length > 90 ? `${line.slice(0, 60)}…${line.slice(-25)}` : line;
  };
  return `| ${file} | \`${short(original)}\` → \`${short(replacement)}\` |`;
}

function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}
