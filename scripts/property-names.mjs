/**
 * Writes the names of all properties for checks at synth: `node scripts/property-names.mjs lib/property-names.json`.
 *
 * jsii checks the properties of apps in other languages and the compiler those in TypeScript, but JavaScript drops a misspelled property without an error.
 * For each struct: its properties, each with the struct that its value is or is a list of. Structs that inherit from other packages are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const { name: own, types } = JSON.parse(readFileSync('.jsii', 'utf8'));
const isStruct = (fqn) => types[fqn]?.datatype === true;

/** The struct itself, and those from which it inherits. */
const familyOf = (fqn) => [fqn, ...(types[fqn]?.interfaces ?? []).flatMap(familyOf)];
const nested = (type) => [type?.fqn ?? type?.collection?.elementtype.fqn].filter(isStruct).map((fqn) => fqn.slice(own.length + 1))[0] ?? '';

const structs = Object.keys(types).filter(isStruct).filter((fqn) => familyOf(fqn).every(isStruct));
const names = structs.map((fqn) => [fqn.slice(own.length + 1), Object.fromEntries(
  familyOf(fqn).flatMap((each) => types[each].properties ?? []).map(({ name, type }) => [name, nested(type)]))]);
// The names of each struct are text within the text, because an app needs those of a few.
writeFileSync(process.argv[2], JSON.stringify(Object.fromEntries(names.map(([struct, properties]) => [struct, JSON.stringify(properties)]))));
