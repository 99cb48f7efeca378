/**
 * Writes the columns of the history from the schema of records: `node scripts/history-columns.mjs src/monitor/history/columns.ts`.
 *
 * The result is committed, because constructs read no files at synth. A test compares both.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const { properties, oneOf, $defs } = JSON.parse(readFileSync(new URL('../schema/report-details-1.json', import.meta.url), 'utf8'));
const record = oneOf.find((variant) => variant.properties.kind.const === 'RECORD').properties;

/** Partitions have no columns of their own. */
const PARTITION = 'day';
const SIMPLE = { string: 'string', integer: 'bigint', number: 'double', boolean: 'boolean' };
/** Structures that stand under a name of their own, those that others contain first. */
const structures = new Map();

function typeOf(schema) {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/$defs/', '');
    return $defs[name].type === 'object' ? structure(name) : typeOf($defs[name]);
  }
  // A count is a number or UNKNOWN, and both can be read as text.
  if (schema.anyOf !== undefined || schema.enum?.every((value) => typeof value === 'string')) return quoted('string');
  if (schema.type === 'array') return `[${typeOf(schema.items)}]`;
  if (schema.type === 'object') return fields(schema.properties);
  if (SIMPLE[schema.type] !== undefined) return quoted(SIMPLE[schema.type]);
  throw new Error(`The schema must have members whose type Athena knows, got: ${JSON.stringify(schema)}.`);
}

function structure(name) {
  const constant = name.replace(/[A-Z]/g, '_$&').toUpperCase();
  if (!structures.has(constant)) structures.set(constant, fields($defs[name].properties));
  return constant;
}

/** Athena knows names in lower case only, and reads a member of any case into them. */
function fields(members) {
  const lines = Object.entries(members).map(([name, schema]) => `${name.toLowerCase()}: ${typeOf(schema)},`);
  const names = lines.map((line) => line.split(':')[0]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The schema must have members that differ in more than their case, got: ${twice}.`);
  return `{\n${lines.join('\n').replace(/^/gm, '  ')}\n}`;
}

const quoted = (text) => `'${text}'`;

const members = Object.entries(properties).filter(([name]) => name !== PARTITION && record[name] !== false);
const columns = fields(Object.fromEntries(members.map(([name, schema]) => [name, record[name]?.$ref ? record[name] : schema])));

const text = `// Written by \`node scripts/history-columns.mjs\` from schema/report-details-1.json; do not edit.

/** A type of Athena: the name of a simple type, the members of a structure, or the type of the items of a list. */
export type ColumnType = string | readonly [ColumnType] | { readonly [member: string]: ColumnType };

${[...structures].map(([name, type]) => `const ${name} = ${type} as const;\n\n`).join('')}/** The columns of the table of records. Counts are texts, because a count can be UNKNOWN. */
export const COLUMNS = ${columns} as const;
`;

const [file] = process.argv.slice(2);
if (file === undefined) process.stdout.write(text);
else writeFileSync(file, text);
