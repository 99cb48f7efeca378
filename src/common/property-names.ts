import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Annotations, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isPlainMap } from './canonical';
import { didYouMean, nearestName } from './near-names';

/** The names of the properties of a struct, each with the name of the struct that its value is, if it is one or a list of them. */
type PropertyNames = (struct: string) => Readonly<Record<string, string>> | undefined;

/** Written when the package is compiled. A copy of the code that was bundled without the file checks nothing. */
const FILE = join(__dirname, '..', 'property-names.json');
let namesInFile: PropertyNames | undefined;

/** Warns of properties that a struct does not have. Only JavaScript and casts let them through, and drop them without an error. */
export function warnOfUnknownProperties(scope: IConstruct, struct: string, given: object, names: PropertyNames = published(), place: string = ''): void {
  const known = names(struct);
  if (known === undefined || !isPlainMap(given)) {
    return;
  }
  // Known properties whose values are no structs need no further look.
  for (const name of Object.keys(given).filter((each) => known[each] !== '' && given[each] !== undefined)) {
    const value = given[name];
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

function published(): PropertyNames {
  return namesInFile ??= readNames(FILE);
}

/** The names in a file, or none if there is no file. The names of each struct are text until they are needed, because few structs are. */
export function readNames(file: string): PropertyNames {
  const texts: Record<string, string | undefined> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const read: Record<string, Record<string, string>> = {};
  return (struct) => {
    const text = texts[struct];
    return text === undefined ? undefined : read[struct] ??= JSON.parse(text);
  };
}
