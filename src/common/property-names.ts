import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Annotations, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isPlainMap } from './canonical';
import { didYouMean, nearestName } from './near-names';

/** For each struct the names of its properties, each with the name of the struct that its value is, if it is one or a list of them. */
type PropertyNames = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/** Written when the package is compiled. A copy of the code that was bundled without the file checks nothing. */
const FILE = join(__dirname, '..', 'property-names.json');
let published: PropertyNames | undefined;

/** Warns of properties that a struct does not have. Only JavaScript and casts let them through, and drop them without an error. */
export function warnOfUnknownProperties(scope: IConstruct, struct: string, given: object, names: PropertyNames = publishedNames(), place: string = ''): void {
  const known = names[struct];
  if (known === undefined || !isPlainMap(given)) {
    return;
  }
  // Known properties whose values are no structs need no further look.
  const found = Object.entries(given).filter(([name, value]) => value !== undefined && known[name] !== '');
  for (const [name, value] of found) {
    if (!Object.hasOwn(known, name)) {
      Annotations.of(scope).addWarningV2('cdk-imagebuilder:unknownProperty',
        `\`${place}${name}\` is no property of ${struct} and has no effect.${didYouMean(nearestName(name, Object.keys(known)))}`);
    } else if (Array.isArray(value) && !Token.isUnresolved(value)) {
      value.forEach((item, index) => warnOfUnknownProperties(scope, known[name], item, names, `${place}${name}[${index}].`));
    } else {
      warnOfUnknownProperties(scope, known[name], value as object, names, `${place}${name}.`);
    }
  }
}

function publishedNames(): PropertyNames {
  published ??= readNames(FILE);
  return published;
}

/** The names in a file, or none if there is no file. */
export function readNames(file: string): PropertyNames {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
